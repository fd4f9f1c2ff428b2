/// What the daemon says of itself; the first thing a client asks (`GET /api/v1/daemon`).
public struct DaemonInfo: Codable, Hashable, Sendable {
    /// See ``productVersion``.
    public var version: String
    public var processID: Int32
    /// The absolute path of its home.
    public var home: String
    public var startedAt: Timestamp
    public var servers: Int
    public var sessions: Int

    public init(version: String, processID: Int32, home: String, startedAt: Timestamp, servers: Int, sessions: Int) {
        self.version = version
        self.processID = processID
        self.home = home
        self.startedAt = startedAt
        self.servers = servers
        self.sessions = sessions
    }
}

/// One check of `mcp-manager doctor`.
public struct DoctorFinding: Codable, Hashable, Sendable {
    /// What was checked, e.g. `home`, `definition jira-helper`.
    public var check: String
    public var severity: Severity
    /// What was found.
    public var message: String
    /// What to do; `nil` when all is well.
    public var remedy: String?

    public init(check: String, severity: Severity, message: String, remedy: String? = nil) {
        self.check = check
        self.severity = severity
        self.message = message
        self.remedy = remedy
    }
}
