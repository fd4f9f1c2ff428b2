import ServerModel

/// What of a log is shown; everything must hold. Plain values, so that it can travel to where records are sifted.
struct LogFilter: Hashable, Sendable {
    /// At least this severe; a record that states no level counts as info.
    var level: LogLevel?
    /// Only records that match; see ``TextPattern``.
    var keep: String?
    /// No records that match.
    var hide: String?
    /// Only records that match, and ``LogSieve/context`` before and after each.
    var near: String?
    /// Only records with this in a field.
    var field: Field?
    var session: Int?
    var correlation: String?

    struct Field: Hashable, Sendable {
        var name: String
        var value: String
    }

    var isEmpty: Bool { self == LogFilter() }

    /// The query with as much of the filter as the daemon can tell.
    func narrowing(_ query: LogQuery) -> LogQuery {
        var query = query
        query.level = level
        query.session = session
        query.correlation = correlation
        if let keep { TextPattern(keep).ask(&query) }
        return query
    }

    /// What is active, in words for the heading: `level ≥ warning`, `only timeout`.
    func words(_ glyphs: Glyphs) -> [String] {
        var words: [String] = []
        if let level { words.append("level \(glyphs.kit.isUnicode ? "≥" : ">=") \(level.rawValue)") }
        if let keep { words.append("&\(keep)") }
        if let hide { words.append("&!\(hide)") }
        if let near { words.append("around \(near)") }
        if let field { words.append("\(field.name)=\(field.value)") }
        if let session { words.append("session \(session)") }
        if let correlation { words.append("id \(correlation)") }
        return words
    }
}

/// A filter made ready to sift many records.
struct LogSieve {
    /// Records shown before and after a match of ``LogFilter/near``.
    static let context = 2

    let filter: LogFilter
    private let keep: TextPattern?
    private let hide: TextPattern?
    private let near: TextPattern?

    init(_ filter: LogFilter) {
        self.filter = filter
        keep = filter.keep.map { TextPattern($0) }
        hide = filter.hide.map { TextPattern($0) }
        near = filter.near.map { TextPattern($0) }
    }

    /// Whether a record is shown for its own sake; what surrounds a match is ``sifted(_:)``'s.
    func shows(_ record: LogRecord) -> Bool {
        passes(record) && near.map { $0.matches(record) } ?? true
    }

    /// The records shown of some that follow one another.
    func sifted(_ lines: [LogLine]) -> [LogLine] {
        if filter.isEmpty { return lines }
        guard let near else { return lines.filter { passes($0.record) } }
        let passing = lines.filter { passes($0.record) }
        var isShown = [Bool](repeating: false, count: passing.count)
        for (index, line) in passing.enumerated() where near.matches(line.record) {
            for place in max(0, index - Self.context)...min(passing.count - 1, index + Self.context) { isShown[place] = true }
        }
        return zip(passing, isShown).filter(\.1).map(\.0)
    }

    private func passes(_ record: LogRecord) -> Bool {
        if let level = filter.level, record.level ?? .info < level { return false }
        if let session = filter.session, record.session != session { return false }
        if let correlation = filter.correlation, record.correlation != correlation { return false }
        if let field = filter.field, record.fields?[field.name] != field.value { return false }
        if let keep, !keep.matches(record) { return false }
        if let hide, hide.matches(record) { return false }
        return true
    }
}

extension TextPattern {
    /// Whether it is in the message, or, when it is plain text, in a field; as the daemon has it.
    func matches(_ record: LogRecord) -> Bool {
        matches(record.message) || (!isExpression && record.fields?.values.contains(where: matches) == true)
    }

    /// Asks the daemon for the records that match.
    func ask(_ query: inout LogQuery) {
        guard !isEmpty else { return }
        if isExpression { query.pattern = ignoresCase ? "(?i)\(source)" : source } else { query.text = source }
    }
}
