/// Which log records are wanted; all conditions must hold. They come in the order of time, oldest first.
public struct LogQuery: Hashable, Sendable {
    /// The newest so many of those that match; `nil`: all.
    public var last: Int?
    /// The oldest so many of those that match; `nil`: all. Not together with ``last``, which counts more.
    public var first: Int?
    /// Received at this time or later.
    public var since: Timestamp?
    /// Received before this time.
    public var until: Timestamp?
    /// At least this severe; a record that states no level counts as ``LogLevel/info``.
    public var level: LogLevel?
    /// A regular expression (Swift's syntax) that is found in the message.
    public var pattern: String?
    /// Text that is found in the message or a field as it is; without regard to case unless it has a capital letter.
    public var text: String?
    /// See ``LogRecord/session``.
    public var session: Int?
    /// See ``LogRecord/correlation``.
    public var correlation: String?
    /// `nil`: from anywhere.
    public var streams: [LogStream]?

    public init(
        last: Int? = nil, first: Int? = nil, since: Timestamp? = nil, until: Timestamp? = nil, level: LogLevel? = nil,
        pattern: String? = nil, text: String? = nil, session: Int? = nil, correlation: String? = nil, streams: [LogStream]? = nil
    ) {
        self.last = last
        self.first = first
        self.since = since
        self.until = until
        self.level = level
        self.pattern = pattern
        self.text = text
        self.session = session
        self.correlation = correlation
        self.streams = streams
    }
}
