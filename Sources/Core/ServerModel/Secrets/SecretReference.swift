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
        guard let kind = Kind(beginning: text) else { throw BadSecretReference(text: text) }
        let place = String(text.dropFirst(kind.prefix.count))
        guard kind.takes(place) else { throw BadSecretReference(text: text) }
        self =
            switch kind {
            case .variable: .variable(place)
            case .command: .command(place)
            case .file: .file(place)
            case .pass: .pass(place)
            case .onePassword: .onePassword(text)
            }
    }

    /// Where a reference can point, by how it begins.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case variable = "env:"
        case command = "cmd:"
        case file = "file:"
        case pass = "pass:"
        case onePassword = "op://"

        /// That of a reference, good or not; `nil` for what begins like none.
        public init?(beginning text: String) {
            guard let kind = Self.allCases.first(where: { text.hasPrefix($0.prefix) }) else { return nil }
            self = kind
        }

        public var prefix: String { rawValue }

        /// What stands behind the prefix, for people: `NAME`.
        public var blank: String {
            switch self {
            case .variable: "NAME"
            case .command: "COMMAND"
            case .file: "PATH"
            case .pass: "ENTRY"
            case .onePassword: "VAULT/ITEM/FIELD"
            }
        }

        /// How one is written: `env:NAME`.
        public var pattern: String { prefix + blank }

        fileprivate func takes(_ place: String) -> Bool {
            switch self {
            case .variable: isEnvironmentName(place)
            // One that begins so would be an option.
            case .pass: !place.isEmpty && !place.hasPrefix("-")
            case .command, .file, .onePassword: !place.isEmpty
            }
        }
    }
}

/// A `from:` nobody understands.
public struct BadSecretReference: ActionableError, Hashable {
    public var text: String

    public init(text: String) { self.text = text }

    public var code: String { "bad-secret-reference" }
    public var problem: String { "'\(text)' does not say where a secret is" }
    public var remedy: String {
        let patterns = SecretReference.Kind.allCases.map(\.pattern)
        return "write \(patterns.dropLast().joined(separator: ", ")) or \(patterns[patterns.count - 1])"
    }
}
