/// What was asked for: one `servers/NAME.yaml`, every key of it.
///
/// Texts are as written: variables such as `${source_dir}` are still in them and are replaced when a run starts.
public struct ServerDefinition: Codable, Hashable, Sendable {
    public var name: ServerID
    public var version: String?
    public var description: String?
    public var author: String?
    public var license: String?
    public var homepage: String?
    /// `false` keeps the server listed but never starts it.
    public var enabled: Bool
    /// When the daemon starts it by itself.
    public var start: StartPolicy
    public var execution: Execution
    public var secrets: [SecretRequirement]
    /// By platform id as written, e.g. `vscode_cline`.
    public var platforms: [String: PlatformSetting]
    public var monitoring: Monitoring
    public var development: Development
    public var dependencies: Dependencies
    public var tools: ToolPolicy
    public var metadata: Metadata

    public init(name: ServerID, execution: Execution = Execution()) {
        self.name = name
        self.enabled = true
        self.start = .onDemand
        self.execution = execution
        self.secrets = []
        self.platforms = [:]
        self.monitoring = Monitoring()
        self.development = Development()
        self.dependencies = Dependencies()
        self.tools = ToolPolicy()
        self.metadata = Metadata()
    }
}

/// `start:` — when the daemon starts a server by itself.
public enum StartPolicy: String, Codable, Hashable, Sendable, CaseIterable {
    /// With the daemon.
    case login
    /// When the first client connects.
    case onDemand = "on-demand"
    /// Only when told to.
    case manual
}

/// `tools:` — which of a server's tools clients may see; glob patterns.
public struct ToolPolicy: Codable, Hashable, Sendable {
    /// `nil`: all.
    public var allow: [String]?
    public var deny: [String] = []

    public init() {}
}

/// `platforms.ID:` — what one AI client's entry for this server shall be.
public struct PlatformSetting: Codable, Hashable, Sendable {
    public var enabled = true
    /// Tools the client may call without asking.
    public var autoApprove: [String] = []
    /// Listed in the client, but switched off there.
    public var disabled = false

    public init() {}
}

/// `dependencies:` — what must be installed beside the server.
public struct Dependencies: Codable, Hashable, Sendable {
    /// Requirement specifiers (PEP 508).
    public var pythonPackages: [String] = []
    public var systemPackages: [String] = []
    public var optionalPackages: [String] = []

    public init() {}
}

/// `development:` — switches of development mode.
public struct Development: Codable, Hashable, Sendable {
    /// Whether development mode starts the server again when a file in `source_dir` changes.
    public var hotReload = true
    /// Files and folders whose changes do not count, besides those that never do (`.git`, `.venv`, `__pycache__`, …); glob patterns.
    public var ignore: [String] = []
    public var debugMode = false
    public var testMode = false
    public var mockExternalAPIs = false

    public init() {}
}

/// `metadata:` — for people and catalogues only.
public struct Metadata: Codable, Hashable, Sendable {
    public var tags: [String] = []
    public var category: String?
    public var maturity: Maturity?
    public var supportURL: String?
    public var documentationURL: String?

    public init() {}

    public enum Maturity: String, Codable, Hashable, Sendable, CaseIterable {
        case alpha, beta, stable
    }
}
