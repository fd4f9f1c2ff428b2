import ServerModel

/// Records as text for other places: clipboard, files.
enum LogText {
    /// `2026-11-22 14:02:14.002 ERROR query timeout attempt=3`, in local time; more lines of a message follow as they are.
    static func line(_ record: LogRecord, namesServer: Bool, in zone: LocalTime) -> String {
        let date = zone.date(record.time)
        let day = "\(date.year)-\(two(date.month))-\(two(date.day))"
        let name = namesServer ? record.server.map { [$0.rawValue] } ?? [] : []
        return ([day, zone.precise(record.time)] + name + rest(record)).joined(separator: " ")
    }

    /// The same in UTC, for files that travel: `2026-11-22T14:02:14.002Z ERROR query timeout`.
    static func fileLine(_ record: LogRecord, namesServer: Bool) -> String {
        let name = namesServer ? record.server.map { [$0.rawValue] } ?? [] : []
        return ([record.time.description] + name + rest(record)).joined(separator: " ") + "\n"
    }

    /// The record as one line of JSON.
    static func json(_ record: LogRecord) -> String {
        var bytes: [UInt8] = []
        record.writeJSONLine(to: &bytes)
        return String(decoding: bytes.dropLast(), as: UTF8.self)
    }

    /// What the record says, with its fields.
    private static func rest(_ record: LogRecord) -> [String] {
        let level = record.level.map { [$0.rawValue.uppercased()] } ?? []
        let fields = (record.fields ?? [:]).sorted { $0.key < $1.key }.map { "\($0)=\($1)" }
        return level + [record.message] + fields
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
