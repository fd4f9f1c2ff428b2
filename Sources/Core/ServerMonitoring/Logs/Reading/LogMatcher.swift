import ServerModel

/// What a query says of single records, made ready: its pattern is compiled once.
///
/// ``LogQuery/last`` is not about single records, and no concern of this.
public struct LogMatcher: Sendable {
    let query: LogQuery
    /// Bytes that the line of each record that matches has in it; `nil` when nothing is known of them.
    let required: Needle?
    private let text: Needle?
    private let pattern: LinePattern?

    /// Throws `bad-pattern` when the query's pattern is no regular expression.
    public init(_ query: LogQuery) throws {
        self.query = query
        text = query.text.flatMap(Needle.init(smartCase:))
        pattern = try query.pattern.map { try LinePattern($0) }
        let correlation = query.correlation.flatMap { Needle($0.utf8, ignoresCase: false) }
        required = [text, pattern?.required, correlation].compactMap { $0?.longestPlainPart }
            .max { $0.bytes.count < $1.bytes.count }
    }

    public func matches(_ record: LogRecord) -> Bool {
        if let since = query.since, record.time < since { return false }
        if let until = query.until, record.time >= until { return false }
        if let level = query.level, record.level ?? .info < level { return false }
        if let streams = query.streams, !streams.contains(record.stream) { return false }
        if let session = query.session, record.session != session { return false }
        if let correlation = query.correlation, record.correlation != correlation { return false }
        if let text, !text.isIn(record.message), record.fields?.values.contains(where: text.isIn) != true { return false }
        return pattern?.isIn(record.message) ?? true
    }
}
