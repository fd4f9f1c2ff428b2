import ServerModel

/// How log records stand on lines for people.
struct LogLine {
    var times: TimeText
    /// Whose a record is, before each of its lines; `nil` where all are of one server.
    var names: LogNames?
    /// What was searched for.
    var highlight: LogHighlight?

    /// `2026-11-22 15:44:57.204 stderr  warning: message key=value`
    ///
    /// Ends with a newline, as do the further lines of a record that has several, which are indented. All of it is harmless.
    func text(of record: LogRecord, colored: Bool) -> String {
        let name = names?.label(record.server, colored: colored) ?? ""
        let lines = LogText(text: record.message, styles: record.styles ?? [], highlight: highlight).lines(colored: colored)
        let fields = fields(of: record, colored: colored)
        var text = name + head(of: record).rendered(colored: colored) + (lines.first ?? "")
        if !fields.isEmpty { text += (lines.first?.isEmpty ?? true ? "" : " ") + fields }
        text += "\n"
        for line in lines.dropFirst() { text += "\(name)\(line.isEmpty ? "" : "    ")\(line)\n" }
        return text
    }

    private func head(of record: LogRecord) -> StyledText {
        let stream = record.stream.rawValue + String(repeating: " ", count: max(0, 7 - record.stream.rawValue.count))
        let level: StyledText = record.level.map { "\($0.rawValue, $0.style): " } ?? ""
        return "\(times.precise(record.time), .muted) \(stream, .accent) \(level)"
    }

    private func fields(of record: LogRecord, colored: Bool) -> String {
        var fields = (record.fields ?? [:]).sorted { $0.key < $1.key }
        if let correlation = record.correlation, !fields.contains(where: { $0.value == correlation }) {
            fields.insert(("correlation", correlation), at: 0)
        }
        guard !fields.isEmpty else { return "" }
        let text = fields.map { "\(Self.word($0.key))=\(Self.word($0.value))" }.joined(separator: " ")
        let muted = LogStyle(range: 0..<text.utf8.count, attributes: "2")
        return LogText(text: text, styles: [muted], highlight: highlight).lines(colored: colored).joined()
    }

    /// Foreign text on one line, in quotation marks where it could be taken for several words.
    private static func word(_ foreign: String) -> String {
        let text = PlainText.line(foreign)
        guard text.isEmpty || text.contains(where: { $0.isWhitespace || $0 == "\"" || $0 == "=" }) else { return text }
        // JSON says itself where it begins and ends.
        if let first = text.first, first == "{" || first == "[" { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\"") + "\""
    }
}

extension Printer {
    /// Prints records as people read them.
    func print(_ records: some Sequence<LogRecord>, as line: LogLine) throws {
        let text = records.reduce(into: "") { $0 += line.text(of: $1, colored: colored) }
        if !text.isEmpty { try channel.write(text) }
    }
}

extension LogLevel {
    fileprivate var style: Style? {
        switch self {
        case .debug: .muted
        case .info, .notice: nil
        case .warning: .warning
        case .error, .critical, .alert, .emergency: .error
        }
    }
}
