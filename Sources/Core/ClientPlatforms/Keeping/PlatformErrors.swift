import ServerModel

/// Why clients' files were not written, or not put back. Nothing is lost with any of them.
package enum PlatformError: ActionableError, Hashable {
    /// What was agreed to is not what would be done now.
    case planChanged
    case unknownServer(String, closest: String?)
    case unknownSync(String)
    case nothingToUndo
    case unknownCopy(String, platform: String)
    case nothingToRestore(String)
    case notAbsolute(String)
    case invalidPlatform(String)
    case platformExists(String)
    /// One file for several clients.
    case oneClientPlease

    package var code: String {
        switch self {
        case .planChanged: "plan-changed"
        case .unknownServer: "unknown-server"
        case .unknownSync: "unknown-sync"
        case .nothingToUndo: "nothing-to-undo"
        case .unknownCopy: "unknown-copy"
        case .nothingToRestore: "nothing-to-restore"
        case .notAbsolute, .oneClientPlease: "bad-request"
        case .invalidPlatform: "invalid-platform"
        case .platformExists: "platform-exists"
        }
    }

    package var problem: String {
        switch self {
        case .planChanged: "something changed since this was agreed to"
        case .unknownServer(let name, _): "no server is named '\(name)'"
        case .unknownSync(let id): "no writing is kept under '\(id)'"
        case .nothingToUndo: "there is nothing to undo"
        case .unknownCopy(let id, let platform): "no copy of the file of '\(platform)' is kept under '\(id)'"
        case .nothingToRestore(let platform): "no copy of the file of '\(platform)' differs from what is there"
        case .notAbsolute(let path): "'\(path)' is no absolute path"
        case .invalidPlatform(let lines): lines
        case .platformExists(let id): "a client '\(id)' is described in the folder platforms already"
        case .oneClientPlease: "a file can be named for one client only"
        }
    }

    package var remedy: String {
        switch self {
        case .planChanged: "look at the new plan"
        case .unknownServer(_, let closest):
            closest.map { "did you mean '\($0)'?" } ?? "run 'mcp-manager list' to see every server"
        case .unknownSync: "run 'mcp-manager platform undo --list'"
        case .nothingToUndo: "run 'mcp-manager platform undo --list' to see what was written"
        case .unknownCopy(_, let platform), .nothingToRestore(let platform):
            "run 'mcp-manager platform restore \(platform) --list'"
        case .notAbsolute: "begin it with /"
        case .invalidPlatform: "mend the description and add it again; 'mcp-manager platform add --example' shows one that works"
        case .platformExists(let id): "replace it with --replace, or choose another id than '\(id)'"
        case .oneClientPlease: "name one client"
        }
    }
}
