import ServerModel

/// Where and how a server's log is kept.
public struct LogSettings: Hashable, Sendable {
    /// The newest file; older ones are `PATH.1`, `PATH.2` and so on.
    public var path: String
    public var format: Monitoring.Logging.Format
    /// Bytes after which a new file is begun.
    public var maxSizeBytes: Int
    /// How many older files are kept.
    public var backupCount: Int
    /// Files whose newest record is older go, in days; `nil`: none goes for its age.
    public var days: Double?
    /// Records that state less are not kept; `nil`: all are.
    public var level: LogLevel?
    /// Whether whoever runs the daemon in a terminal sees them, too.
    public var console: Bool

    public init(
        path: String, format: Monitoring.Logging.Format = .json, maxSizeBytes: Int = 10_000_000, backupCount: Int = 5,
        days: Double? = nil, level: LogLevel? = nil, console: Bool = false
    ) {
        self.path = path
        self.format = format
        self.maxSizeBytes = maxSizeBytes
        self.backupCount = backupCount
        self.days = days
        self.level = level
        self.console = console
    }

    /// As a definition's `monitoring.logging` says.
    public init(_ logging: Monitoring.Logging, path: String, days: Double?) {
        self.init(
            path: path, format: logging.format, maxSizeBytes: logging.maxSizeBytes, backupCount: logging.backupCount, days: days,
            level: logging.level.flatMap(LogLevel.init(anyName:)), console: logging.console)
    }
}

extension LogLevel {
    /// The level that Python, syslog, MCP and others call so; `nil` when nobody does.
    init?(anyName name: String) {
        switch name.lowercased() {
        case "trace", "debug": self = .debug
        case "warn": self = .warning
        case "fatal": self = .critical
        case let name: self.init(rawValue: name)
        }
    }
}
