import ServerModel

/// Log records as the rows of a sheet (CSV, RFC 4180).
enum LogSheet {
    static let header = "time,server,stream,level,run,session,correlation,stated,message,fields\r\n"

    /// One row; its message may have several lines.
    static func row(_ record: LogRecord) -> String {
        let fields = (record.fields ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
        let cells = [
            record.time.description, record.server?.rawValue ?? "", record.stream.rawValue, record.level?.rawValue ?? "",
            "\(record.run)", record.session.map { "\($0)" } ?? "", record.correlation ?? "", record.stated?.description ?? "",
            record.message, fields,
        ]
        return cells.map(cell).joined(separator: ",") + "\r\n"
    }

    private static func cell(_ foreign: String) -> String {
        var text = PlainText.lines(foreign).joined(separator: "\n")
        // What a spreadsheet would take for a formula, it would run.
        if let first = text.first, "=+-@\t".contains(first) { text = "'" + text }
        guard text.contains(where: { ",\"\n\r\t".contains($0) }) else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
