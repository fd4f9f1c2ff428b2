import ServerModel

/// `from:` of a secret: where its value is instead of in a store.
public enum SecretReference: Hashable, Sendable {
    /// A variable of the daemon's environment.
    case variable(String)
    /// A path as written: absolute, `~/…`, or relative to the server's own folder.
    case file(String)
    /// A line for /bin/sh.
    case command(String)
    /// An entry of the password store.
    case pass(String)
    /// An address of 1Password, `op://…`.
    case onePassword(String)

    /// Throws ``BadSecretReference``.
    public init(_ text: String) throws(BadSecretReference) {
        func rest(after prefix: String) -> String? {
            guard text.hasPrefix(prefix), text.utf8.count > prefix.utf8.count else { return nil }
            return String(text.dropFirst(prefix.count))
        }
        if let name = rest(after: "env:") {
            self = .variable(name)
        } else if let path = rest(after: "file:") {
            self = .file(path)
        } else if let line = rest(after: "cmd:") {
            self = .command(line)
        } else if let entry = rest(after: "pass:"), !entry.hasPrefix("-") {
            // One that begins so would be an option.
            self = .pass(entry)
        } else if rest(after: "op://") != nil {
            self = .onePassword(text)
        } else {
            throw BadSecretReference(text: text)
        }
    }

    /// What is run for it; empty for those that need no program.
    var arguments: [String] {
        switch self {
        case .variable, .file: []
        case .command(let line): ["/bin/sh", "-c", line]
        case .pass(let entry): ["pass", "show", entry]
        case .onePassword(let address): ["op", "read", address]
        }
    }

    /// Where its value is from, for people.
    var origin: String {
        switch self {
        case .variable(let name): "env:\(name)"
        case .file(let path): "file:\(path)"
        case .command(let line): "the command '\(line)'"
        case .pass, .onePassword: "the command '\(arguments.joined(separator: " "))'"
        }
    }
}

/// A `from:` nobody understands.
public struct BadSecretReference: ActionableError, Hashable {
    public var text: String

    public init(text: String) { self.text = text }

    public var code: String { "bad-secret-reference" }
    public var problem: String { "'\(text)' does not say where a secret is" }
    public var remedy: String { "write env:NAME, file:PATH, cmd:COMMAND, pass:ENTRY or op://VAULT/ITEM/FIELD" }
}

/// A program that prints a secret.
public struct ReferenceCommand: Hashable, Sendable {
    /// The first is searched for on the PATH when it has no slash.
    public var arguments: [String]
    public var deadline: Duration

    public init(arguments: [String], deadline: Duration) {
        self.arguments = arguments
        self.deadline = deadline
    }
}

/// How such a program ended.
public struct ReferenceOutput: Sendable {
    /// In words that follow "the command": `exited with code 1`.
    public var status: String
    public var isSuccess: Bool
    /// It was ended because its time was up.
    public var isOverdue: Bool
    /// What it wrote to its standard output. U+FFFD stands for what is not UTF-8.
    public var output: String

    public init(status: String, isSuccess: Bool, isOverdue: Bool = false, output: String) {
        self.status = status
        self.isSuccess = isSuccess
        self.isOverdue = isOverdue
        self.output = output
    }
}
