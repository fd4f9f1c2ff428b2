import ServerModel

/// All that ``ManagerMetrics`` are made of, as it was at one moment.
public struct ManagerFacts: Sendable {
    public var statuses: [ServerStatus]
    public var daemon: DaemonInfo
    public var runs: [ServerID: RunMetrics.Counts]
    /// `nil`: nobody said.
    public var alerts: AlertOverview?
    /// Lines kept in logs since the daemon started, by level; the level is empty for lines that state none.
    public var logLines: [ServerID: [String: Int]]
    /// As in ``HealthHistory``.
    public var uptimes: [ServerID: [Uptime]]
    /// `nil` when the kernel does not say.
    public var process: OwnProcess?

    public init(
        statuses: [ServerStatus], daemon: DaemonInfo, runs: [ServerID: RunMetrics.Counts] = [:], alerts: AlertOverview? = nil,
        logLines: [ServerID: [String: Int]] = [:], uptimes: [ServerID: [Uptime]] = [:], process: OwnProcess? = nil
    ) {
        self.statuses = statuses
        self.daemon = daemon
        self.runs = runs
        self.alerts = alerts
        self.logLines = logLines
        self.uptimes = uptimes
        self.process = process
    }
}

/// What the kernel says of the daemon's own process; `nil` where it does not.
public struct OwnProcess: Hashable, Sendable {
    /// Since it started, in user and kernel mode.
    public var cpuSeconds: Double
    public var residentBytes: Int
    public var openFiles: Int?
    /// How many files it may open.
    public var openFileLimit: Int?
    /// Since 1970.
    public var startedAtSeconds: Double?

    public init(
        cpuSeconds: Double, residentBytes: Int, openFiles: Int? = nil, openFileLimit: Int? = nil, startedAtSeconds: Double? = nil
    ) {
        self.cpuSeconds = cpuSeconds
        self.residentBytes = residentBytes
        self.openFiles = openFiles
        self.openFileLimit = openFileLimit
        self.startedAtSeconds = startedAtSeconds
    }
}
