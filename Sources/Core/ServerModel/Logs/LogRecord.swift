/// One thing a server said; a JSON line in `logs/NAME/server.log`, and what `/logs` sends.
public struct LogRecord: Codable, Hashable, Sendable {
    /// When we received it.
    public var time: Timestamp
    public var stream: LogStream
    /// What the record states about itself; `nil` when it states nothing.
    public var level: LogLevel?
    /// The run it belongs to; see ``RunInfo/number``. 0: none.
    public var run: Int
    /// Foreign text without escapes and other control characters but tabs and, in a record of several lines (a traceback), newlines.
    public var message: String
    /// When the server says it happened.
    public var stated: Timestamp?
    /// The session it belongs to, where that is certain; see ``SessionInfo/id``.
    public var session: Int?
    /// What the server calls the request, trace or task it belongs to. Foreign text.
    public var correlation: String?
    /// What else a structured record says: text as it is, other values as JSON text. Foreign text.
    public var fields: [String: String]?
    /// Where ``message`` was coloured, in order, none overlapping another.
    public var styles: [LogStyle]?
    /// Whose it is; `nil` in a file and where only one server was asked about.
    public var server: ServerID?

    public init(
        time: Timestamp, stream: LogStream, level: LogLevel? = nil, run: Int, message: String, stated: Timestamp? = nil,
        session: Int? = nil, correlation: String? = nil, fields: [String: String]? = nil, styles: [LogStyle]? = nil,
        server: ServerID? = nil
    ) {
        self.time = time
        self.stream = stream
        self.level = level
        self.run = run
        self.message = message
        self.stated = stated
        self.session = session
        self.correlation = correlation
        self.fields = fields
        self.styles = styles
        self.server = server
    }
}

/// A part of a message that was coloured or emphasised.
public struct LogStyle: Hashable, Sendable {
    /// In bytes of the message's UTF-8, on boundaries of characters.
    public var range: Range<Int>
    /// The parameters of ECMA-48 SGR that are in force: `1;31` is bold and red. Digits, `;` and `:` alone.
    public var attributes: String

    public init(range: Range<Int>, attributes: String) {
        self.range = range
        self.attributes = attributes
    }
}

/// On the wire a style is short: `[0, 5, "31"]`.
extension LogStyle: Codable {
    public init(from decoder: any Decoder) throws {
        var values = try decoder.unkeyedContainer()
        let (start, end) = (try values.decode(Int.self), try values.decode(Int.self))
        guard 0 <= start, start <= end else {
            throw DecodingError.dataCorruptedError(in: values, debugDescription: "\(start) to \(end) is no range")
        }
        self.init(range: start..<end, attributes: try values.decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.unkeyedContainer()
        try values.encode(range.lowerBound)
        try values.encode(range.upperBound)
        try values.encode(attributes)
    }
}

/// Where a log record came from.
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
