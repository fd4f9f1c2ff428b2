/// `execution:` — how and where a server runs.
public struct Execution: Codable, Hashable, Sendable {
    public var mode: ExecutionMode = .local
    /// A requirement such as `3.11+`, as written.
    public var pythonVersion: String?
    public var transport: Transport = .stdio
    /// 1–65535, for transports over HTTP.
    public var port: Int?
    /// The URL path for transports over HTTP, e.g. `/mcp`.
    public var path: String?
    public var era: EraPolicy = .auto
    /// `nil`: shared, until the server asks its clients questions while several are connected.
    public var sessions: SessionPolicy?
    /// How long the handshake may take, in seconds.
    public var startTimeout: Double = 60
    /// How long a server that clients started runs on without any, in seconds; 0: for ever.
    public var idleTimeout: Double = 300
    public var restart = RestartPolicy()
    public var limits = ResourceLimits()
    public var sandbox: Sandbox?
    public var local: LocalExecution?
    public var docker: DockerExecution?
    public var remote: RemoteExecution?

    public init() {}
}

public enum ExecutionMode: String, Codable, Hashable, Sendable, CaseIterable {
    case local, docker, remote, development
}

/// How MCP messages travel to and from the server.
public enum Transport: String, Codable, Hashable, Sendable, CaseIterable {
    case stdio
    case streamableHTTP = "streamable-http"
    case sse
}

/// `execution.era` — which family of protocol revisions to speak to the server.
public enum EraPolicy: String, Codable, Hashable, Sendable, CaseIterable {
    /// Found out by a probe when a run starts.
    case auto
    case legacy
    case modern
}

/// `execution.sessions` — whether clients share one process.
public enum SessionPolicy: String, Codable, Hashable, Sendable, CaseIterable {
    case shared
    case perClient = "per-client"
}

/// `execution.restart` — what happens after a run ends by itself.
public struct RestartPolicy: Codable, Hashable, Sendable {
    public var policy: Policy = .onFailure
    /// Crashes within ``window`` after which we give up.
    public var maxRestarts: Int = 5
    /// Seconds; crashes older than this no longer count.
    public var window: Double = 60
    /// Seconds before the second restart in a row (the first is at once); doubles with each, up to a minute.
    public var backoff: Double = 0.5

    public init() {}

    public enum Policy: String, Codable, Hashable, Sendable, CaseIterable {
        case onFailure = "on-failure"
        case always
        case never
    }
}

/// `execution.limits` — what one run may use. `nil`: no limit.
public struct ResourceLimits: Codable, Hashable, Sendable {
    public var memoryBytes: Int?
    /// In cores, e.g. 0.5.
    public var cpu: Double?
    public var openFiles: Int?

    public init() {}
}

/// `execution.sandbox` — what a run may reach. `nil` in a field: unrestricted.
public struct Sandbox: Codable, Hashable, Sendable {
    public var read: [String]?
    public var write: [String]?
    public var network: Bool?
    public var exec: [String]?

    public init() {}
}

/// `execution.local` — a process on this machine: either a command, or a Python script.
public struct LocalExecution: Codable, Hashable, Sendable {
    /// A program on PATH or a path; any runtime (`uvx`, `npx`, a binary).
    public var command: String?
    public var args: [String] = []
    /// The working directory; default: `source_dir`, else the server's own directory.
    public var cwd: String?
    /// Relative to the server's own directory, `servers/NAME/`.
    public var sourceDir: String?
    /// A Python file, relative to `source_dir`.
    public var mainScript: String?
    /// A requirements file, relative to the server's own directory.
    public var requirements: String?
    public var environment: [String: String] = [:]

    public init() {}
}

/// `execution.docker` — a container.
public struct DockerExecution: Codable, Hashable, Sendable {
    public var image: String?
    public var dockerfile: String?
    public var buildContext: String?
    /// `HOST:CONTAINER`, as written.
    public var ports: [String] = []
    /// `SOURCE:TARGET[:ro]`, as written.
    public var volumes: [String] = []
    public var environment: [String: String] = [:]
    public var replicas: Int?

    public init() {}
}

/// `execution.remote` — a server somebody else runs.
public struct RemoteExecution: Codable, Hashable, Sendable {
    public var host: String?
    public var port: Int?
    public var protocolScheme: String?
    public var authMethod: AuthMethod?
    public var healthCheckPath: String?
    /// The whole endpoint instead of host, port and protocol.
    public var url: String?
    /// Sent with each request; values may hold `${secret:…}`.
    public var headers: [String: String] = [:]
    /// `user@host command`, to run over ssh.
    public var ssh: String?
    /// The name of another manager's host.
    public var manager: String?

    public init() {}

    public enum AuthMethod: String, Codable, Hashable, Sendable, CaseIterable {
        case apiKey = "api_key"
        case bearer
        case none
    }
}
