import ServerModel

/// The format `text` of a log's file, for people: `2026-11-28T18:52:31.123Z stderr #3 warning: message`.
///
/// A record that states no level has none: `… stderr #3: message`. Further lines of a record are indented by a tab. What has no
/// place here (fields, styles, the stated time, session and correlation) is not kept.
extension LogRecord {
    /// Appends the record as one line, or as several when its message has several.
    func writeTextLine(to bytes: inout [UInt8]) {
        time.write(to: &bytes)
        bytes.append(0x20)
        bytes.append(text: stream.rawValue)
        bytes.append(" #")
        bytes.append(decimal: run)
        if let level {
            bytes.append(0x20)
            bytes.append(text: level.rawValue)
        }
        bytes.append(": ")
        for byte in message.utf8 {
            switch byte {
            case 0x0A: bytes.append("\n\t")
            // A file is read with `cat`: what is left of control characters is visible.
            case 0..<0x09, 0x0B..<0x20: bytes.append(contentsOf: [0xE2, 0x90, 0x80 + byte])
            case 0x7F: bytes.append(contentsOf: [0xE2, 0x90, 0xA1])
            default: bytes.append(byte)
            }
        }
        bytes.append(0x0A)
    }

    /// Reads what ``writeTextLine(to:)`` wrote, without the newline at its end: the first line of a record, and those that go
    /// on with it.
    init?(textLine text: LineBytes) {
        guard let time = Timestamp(text), text.byte(24) == 0x20, let mark = text.first(" #", from: 24), mark > 25,
            let stream = LogStream(name: text.part(25, mark))
        else { return nil }
        var end = mark + 2
        let sign = text.byte(end) == UInt8(ascii: "-") ? -1 : 1
        if sign < 0 { end += 1 }
        let digits = end
        while text.byte(end).isASCIIDigit { end += 1 }
        guard 1...18 ~= end - digits, let run = text.number(digits, end - digits) else { return nil }
        var level: LogLevel?
        if text.byte(end) == 0x20 {
            guard let colon = text.first(UInt8(ascii: ":"), from: end), let known = LogLevel(name: text.part(end + 1, colon))
            else { return nil }
            (level, end) = (known, colon)
        }
        guard text.has(": ", at: end) else { return nil }
        var message: [UInt8] = []
        message.reserveCapacity(text.count - end - 2)
        var start = end + 2
        while let newline = text.first(0x0A, from: start) {
            message.append(contentsOf: text.part(start, newline + 1))
            start = newline + 1
            if text.byte(start) == 0x09 { start += 1 }
        }
        message.append(contentsOf: text.part(start, text.count))
        self.init(time: time, stream: stream, level: level, run: sign * run, message: String(decoding: message, as: UTF8.self))
    }
}
