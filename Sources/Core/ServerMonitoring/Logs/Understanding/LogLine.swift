import ServerModel

/// What a line of a log's file is. A file may hold both formats: the definition can change while it grows.
enum LogLine {
    /// A record in ``Monitoring/Logging/Format/json``.
    case json
    /// The first line of a record in ``Monitoring/Logging/Format/text``.
    case text
    /// Goes on with the record of the line before, which is text.
    case continuation
    /// None of ours.
    case foreign

    /// Told by how it begins.
    static func kind(of line: LineBytes) -> LogLine {
        switch line.byte(0) {
        case UInt8(ascii: "{"): .json
        case 0x09: .continuation
        default: Timestamp(line) == nil ? .foreign : .text
        }
    }

    /// When the record of this line was received; nothing but the beginning is read. `nil` for a line that begins no record.
    static func time(of line: LineBytes) -> Timestamp? {
        if line.has("{\"time\":\""), let time = Timestamp(line, at: 9), line.byte(33) == UInt8(ascii: "\"") { return time }
        return switch kind(of: line) {
        case .text: Timestamp(line)
        // Written by another hand, or another version.
        case .json: LogRecord(jsonLine: line)?.time
        case .continuation, .foreign: nil
        }
    }
}
