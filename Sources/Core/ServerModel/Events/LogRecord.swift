/// One line of a server's log; the JSON line in `logs/NAME/server.log`, and what `/logs` sends.
public struct LogRecord: Codable, Hashable, Sendable {
    /// When we received it.
    public var time: Timestamp
    public var stream: LogStream
    /// What the line states about itself; `nil` when it states nothing.
    public var level: LogLevel?
    /// The run it belongs to; see ``RunInfo/number``.
    public var run: Int
    /// Foreign text, one line, as received (invalid UTF-8 repaired).
    public var message: String

    public init(time: Timestamp, stream: LogStream, level: LogLevel? = nil, run: Int, message: String) {
        self.time = time
        self.stream = stream
        self.level = level
        self.run = run
        self.message = message
    }
}

/// Where a log line came from.
public enum LogStream: String, Codable, Hashable, Sendable, CaseIterable {
    /// The server's standard error.
    case stderr
    /// A line on standard output that is not an MCP message.
    case stdout
    /// An MCP `notifications/message`.
    case mcp
    /// Said by mcp-manager about the server.
    case manager
}

/// The eight syslog levels MCP uses, least severe first.
public enum LogLevel: String, Codable, Hashable, Sendable, CaseIterable, Comparable {
    case debug, info, notice, warning, error, critical, alert, emergency

    public static func < (a: LogLevel, b: LogLevel) -> Bool { a.rank < b.rank }

    private var rank: Int {
        switch self {
        case .debug: 0
        case .info: 1
        case .notice: 2
        case .warning: 3
        case .error: 4
        case .critical: 5
        case .alert: 6
        case .emergency: 7
        }
    }
}
