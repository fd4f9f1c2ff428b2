import ServerModel

/// Why credentials were not moved, or not put back. Nothing is lost with any of them.
public enum CredentialMoveError: ActionableError, Hashable {
    /// Ids that name nothing that was found.
    case unknownCredentials([String])
    /// Ids that name no server that was found in a client's file.
    case unknownCandidates([String])
    /// It cannot be moved, and why.
    case obstacle(file: String, key: String, text: String)
    /// Nothing says whose secret it is to be.
    case needsServer(file: String, key: String)
    /// Two values for one secret of a server.
    case twoValues(server: ServerID, secret: String)
    /// Two entries of one name that start different things.
    case twoServers(ServerID)
    /// The store has another value already.
    case secretExists(server: ServerID, secret: String)
    /// Files that are not as they were when we last looked.
    case changedSince([String])
    case unknownMove(String)
    /// A copy we kept is gone or damaged.
    case damagedBackup(String)
    /// A failure in the middle, after which these files could not be put back.
    case notPutBack([String], folder: String, cause: String)
    /// Another move is under way.
    case busy

    public var code: String {
        switch self {
        case .unknownCredentials: "unknown-credential"
        case .unknownCandidates: "unknown-candidate"
        case .obstacle: "cannot-move"
        case .needsServer: "needs-server"
        case .twoValues, .twoServers: "ambiguous-move"
        case .secretExists: "secret-exists"
        case .changedSince: "changed-since"
        case .unknownMove: "unknown-move"
        case .damagedBackup: "damaged-backup"
        case .notPutBack: "not-put-back"
        case .busy: "busy"
        }
    }

    public var problem: String {
        switch self {
        case .unknownCredentials(let ids): "there is no such credential: \(ids.joined(separator: ", "))"
        case .unknownCandidates: "a client's file changed since its servers were listed"
        case .obstacle(let file, let key, _): "'\(key)' in \(file) cannot be moved"
        case .needsServer(let file, let key): "\(file) does not say which server '\(key)' is for"
        case .twoValues(let server, let secret): "there are two values for the secret '\(secret)' of '\(server)'"
        case .twoServers(let server): "two entries named '\(server)' start different servers"
        case .secretExists(let server, let secret): "the secret '\(secret)' of '\(server)' is stored already, with another value"
        case .changedSince(let files): "changed meanwhile: \(files.joined(separator: ", "))"
        case .unknownMove(let id): "no move is kept under '\(id)'"
        case .damagedBackup(let path): "the copy \(path) is gone or damaged"
        case .notPutBack(let files, _, let cause):
            "moving failed (\(cause)), and these were not put back: \(files.joined(separator: ", "))"
        case .busy: "credentials are being moved already"
        }
    }

    public var remedy: String {
        switch self {
        case .unknownCredentials: "run 'mcp-manager secrets find' again: a file that changes gives its credentials other ids"
        case .unknownCandidates: "run 'mcp-manager import' again"
        case .obstacle(_, _, let text): text
        case .needsServer: "name the server it is for with --server NAME"
        case .twoValues: "move the one that is right, and remove the other by hand"
        case .twoServers: "rename one of the two entries"
        case .secretExists(let server, let secret):
            "run 'mcp-manager secrets delete \(server) \(secret)' if the stored one is wrong, or take it out of the file by hand"
        case .changedSince: "look at the files, and try again"
        case .unknownMove: "the last ten moves are kept in the folder backups/credentials of the home"
        case .damagedBackup: "put the file back from a backup of your own"
        case .notPutBack(_, let folder, _): "copies of what they were are in \(folder)"
        case .busy: "wait until that is done"
        }
    }
}
