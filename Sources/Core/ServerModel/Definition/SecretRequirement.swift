/// One entry of `secrets:` — a value the server needs, and the rules it must meet. Never the value itself.
public struct SecretRequirement: Codable, Hashable, Sendable {
    /// The environment variable's name.
    public var name: String
    public var description: String?
    public var required = false
    public var type: Kind = .password
    public var validation = Validation()
    /// A reference instead of a stored value: `env:NAME`, `file:PATH`, `cmd:…`, `pass:…`, `op://…`.
    public var from: String?

    public init(name: String) { self.name = name }

    public enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
        case password, url, email, text, number, choice, file
    }

    public struct Validation: Codable, Hashable, Sendable {
        /// In characters.
        public var minLength: Int?
        public var maxLength: Int?
        /// A regular expression, as written.
        public var pattern: String?
        /// For `type: url`.
        public var schemes: [String]?
        /// For `type: choice`.
        public var choices: [String]?
        public var example: String?

        public init() {}
    }
}
