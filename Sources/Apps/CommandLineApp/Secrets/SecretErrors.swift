import ServerModel

/// A value stood among the arguments. It is told nowhere, as it may be the secret itself.
extension BadUse {
    static func valueAmongArguments(_ what: String) -> BadUse {
        BadUse(
            problem: "\(what) is never taken from arguments: every process can read them, and the shell keeps its history",
            remedy: "leave it out and type it when you are asked, or pipe it in; and use another one if it was real")
    }
}

/// The definition says that the value is kept elsewhere.
struct SecretElsewhere: ActionableError, Hashable {
    var server: ServerID
    var name: String
    var reference: String

    var code: String { "secret-elsewhere" }
    var problem: String { "\(name) of '\(server)' is kept elsewhere: its definition says 'from: \(reference)'" }
    var remedy: String { "change it there, or run 'mcp-manager config unset \(server) secrets.\(name).from' to keep it here" }
}

/// Nothing takes new values.
struct NoSecretStore: ActionableError, Hashable {
    var code: String { "no-secret-store" }
    var problem: String { "there is no store that takes new values now" }
    var remedy: String { "run 'mcp-manager secrets doctor' to see why, and what to do" }
}

/// No value of that name is stored.
struct UnknownSecret: ActionableError, Hashable {
    var server: ServerID
    var name: String
    /// The name that was probably meant.
    var closest: String?

    init(server: ServerID, name: String, among known: [String]) {
        self.server = server
        self.name = name
        closest = closestMatch(to: name, among: known.filter { $0 != name })
    }

    var code: String { "unknown-secret" }
    var problem: String { "no value of \(name) is stored for '\(server)'" }
    var remedy: String {
        closest.map { "did you mean '\($0)'?" } ?? "run 'mcp-manager secrets set \(server) \(name)' to store one"
    }
}

/// A server did not become ready with another value.
struct RotationRefused: DetailedError, Hashable {
    var name: String
    var outcome: SecretRotationOutcome

    var code: String { outcome.problem?.code ?? "not-rotated" }
    var problem: String {
        let reason = outcome.problem.map { ": \($0.problem)" } ?? ""
        return "'\(outcome.status.id)' did not become ready with the new \(name), so the old one is back\(reason)"
    }
    var remedy: String { outcome.problem?.remedy ?? "check the new value and run it again" }
    /// What the server said before the old value was back.
    var details: [String] { outcome.status.lastExit?.stderrTail ?? [] }
}

/// No credential in plain text has this id, or stands in this row.
struct UnknownCredential: ActionableError, Hashable {
    var name: String

    var code: String { "unknown-credential" }
    var problem: String { "'mcp-manager secrets find' finds nothing that is '\(name)'" }
    var remedy: String { "give a number of its first column; a path must have a '/' in it or begin with '.'" }
}

/// A credential cannot be moved by us.
struct ImmovableCredential: ActionableError, Hashable {
    var credential: FoundCredential

    var code: String { "immovable-credential" }
    var problem: String {
        let reason = credential.obstacle ?? "the file does not say which server it is for"
        return "\(credential.key) in \(credential.file):\(credential.line) cannot be moved: \(reason)"
    }
    var remedy: String {
        credential.obstacle == nil
            ? "say whose secret it is to become: --server NAME"
            : "store it with 'mcp-manager secrets set', and take it out there yourself"
    }
}
