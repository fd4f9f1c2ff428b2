import ServerModel
import TerminalKit

/// Records and events as lines that can be read aloud: when, how serious, what.
enum PlainLog {
    /// `14:02:11 warning rate limit at 80%`; further lines of the same record are indented.
    static func lines(_ record: LogRecord, localTime: LocalTime) -> [SafeText] {
        let level = record.level.map { " " + $0.rawValue } ?? ""
        let lines = SafeText.lines(record.message)
        let start = SafeText("\(localTime.clock(record.time))\(level)")
        guard let first = lines.first else { return [start] }
        return [start + " " + first] + lines.dropFirst().map { "  " + $0 }
    }

    /// Whether an event is worth a line: it has words, and is no detail of one that was told. What is made ready takes its time,
    /// so its steps are told.
    static func tells(_ event: ServerEvent) -> Bool {
        !event.message.isEmpty && (event.kind != .observed || event.status?.preparation != nil)
    }

    /// `14:02:15 slack, error: failed: exit 1 after 3 restarts`
    static func line(_ event: ServerEvent, localTime: LocalTime) -> SafeText {
        let subject = event.server?.rawValue ?? event.platform ?? "daemon"
        let severity = event.severity == .info || event.severity == .ok ? "" : ", \(event.severity.rawValue)"
        return SafeText("\(localTime.clock(event.time)) \(subject)\(severity): \(event.message)")
    }
}
