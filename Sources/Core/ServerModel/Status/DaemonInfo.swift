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
    /// The absolute path of its program; empty when the kernel does not say.
    public var executable: String
    /// What is wrong with the daemon itself at the moment: a full disk, say. Servers go on.
    public var troubles: [ErrorReport]
    /// What `config.yaml` says of the dashboard; `nil` from a daemon that does not tell.
    public var dashboard: DashboardSettings?

    public init(
        version: String, processID: Int32, home: String, startedAt: Timestamp, servers: Int, sessions: Int,
        executable: String = "", troubles: [ErrorReport] = [], dashboard: DashboardSettings? = nil
    ) {
        self.version = version
        self.processID = processID
        self.home = home
        self.startedAt = startedAt
        self.servers = servers
        self.sessions = sessions
        self.executable = executable
        self.troubles = troubles
        self.dashboard = dashboard
    }
}

extension DaemonInfo {
    /// An older daemon says less: then the defaults hold.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            version: try values.decode(String.self, forKey: .version),
            processID: try values.decode(Int32.self, forKey: .processID),
            home: try values.decode(String.self, forKey: .home),
            startedAt: try values.decode(Timestamp.self, forKey: .startedAt),
            servers: try values.decode(Int.self, forKey: .servers),
            sessions: try values.decode(Int.self, forKey: .sessions),
            executable: try values.decodeIfPresent(String.self, forKey: .executable) ?? "",
            troubles: try values.decodeIfPresent([ErrorReport].self, forKey: .troubles) ?? [],
            dashboard: try values.decodeIfPresent(DashboardSettings.self, forKey: .dashboard))
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
