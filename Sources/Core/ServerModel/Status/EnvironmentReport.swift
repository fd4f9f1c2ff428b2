/// What a server would be started with (`GET /api/v1/servers/{id}/environment`). Never holds the value of a secret.
public struct EnvironmentReport: Codable, Hashable, Sendable {
    /// The program's path and its arguments; `nil` when something keeps it from starting.
    public var commandLine: String?
    public var workingDirectory: String?
    /// What keeps it from starting; `nil`: nothing.
    public var failure: ErrorReport?
    /// By name.
    public var variables: [Variable]
    /// The directories programs are looked for in, in this order.
    public var path: [String]
    /// Where that PATH is from, for people: `the login shell /bin/zsh`, `the environment of the daemon`.
    public var pathOrigin: String
    /// The server's Python environment; `nil` when it has none.
    public var python: PythonEnvironment?

    public init(
        commandLine: String? = nil, workingDirectory: String? = nil, failure: ErrorReport? = nil, variables: [Variable],
        path: [String], pathOrigin: String, python: PythonEnvironment? = nil
    ) {
        self.commandLine = commandLine
        self.workingDirectory = workingDirectory
        self.failure = failure
        self.variables = variables
        self.path = path
        self.pathOrigin = pathOrigin
        self.python = python
    }

    public struct Variable: Codable, Hashable, Sendable {
        public var name: String
        /// `nil` for a secret, and for one that has no value.
        public var value: String?
        public var origin: Origin

        public init(name: String, value: String?, origin: Origin) {
            self.name = name
            self.value = value
            self.origin = origin
        }
    }

    /// Who gives a variable its value.
    public enum Origin: String, Codable, Hashable, Sendable {
        /// The daemon's environment; only what is on the list of `InheritedEnvironment`.
        case inherited
        /// The user's login shell.
        case shell
        /// `execution.local.environment`.
        case definition
        case secret
        /// Ourselves.
        case manager
    }

    /// A virtual environment that we keep for a server.
    public struct PythonEnvironment: Codable, Hashable, Sendable {
        /// The path of its folder.
        public var path: String
        /// `3.11.2`; `nil` until it was made.
        public var version: String?
        /// Whether it is as the definition says; if not, the next start makes it again.
        public var isCurrent: Bool

        public init(path: String, version: String? = nil, isCurrent: Bool) {
            self.path = path
            self.version = version
            self.isCurrent = isCurrent
        }
    }
}
