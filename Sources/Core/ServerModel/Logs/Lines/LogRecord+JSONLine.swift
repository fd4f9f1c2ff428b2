extension LogRecord {
    /// Appends the record as one JSON line, the same object `Codable` makes; by hand, because tens of thousands come a second.
    ///
    /// In a file, whose record it is (``server``) is told by the file; so it is `nil` there.
    package func writeJSONLine(to bytes: inout [UInt8]) {
        bytes.append(#"{"time":""#)
        time.write(to: &bytes)
        bytes.append(#"","stream":""#)
        bytes.append(text: stream.rawValue)
        if let level {
            bytes.append(#"","level":""#)
            bytes.append(text: level.rawValue)
        }
        bytes.append(#"","run":"#)
        bytes.append(decimal: run)
        bytes.append(#","message":"#)
        bytes.appendJSON(message)
        if let stated {
            bytes.append(#","stated":""#)
            stated.write(to: &bytes)
            bytes.append(UInt8(ascii: "\""))
        }
        if let session {
            bytes.append(#","session":"#)
            bytes.append(decimal: session)
        }
        if let correlation {
            bytes.append(#","correlation":"#)
            bytes.appendJSON(correlation)
        }
        if let fields { writeFields(fields, to: &bytes) }
        if let styles { writeStyles(styles, to: &bytes) }
        if let server {
            bytes.append(#","server":"#)
            bytes.appendJSON(server.rawValue)
        }
        bytes.append("}\n")
    }

    private func writeFields(_ fields: [String: String], to bytes: inout [UInt8]) {
        bytes.append(#","fields":{"#)
        var isFirst = true
        for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            bytes.appendJSON(name)
            bytes.append(UInt8(ascii: ":"))
            bytes.appendJSON(value)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    private func writeStyles(_ styles: [LogStyle], to bytes: inout [UInt8]) {
        bytes.append(#","styles":["#)
        var isFirst = true
        for style in styles {
            bytes.append(isFirst ? "[" : ",[")
            isFirst = false
            bytes.append(decimal: style.range.lowerBound)
            bytes.append(UInt8(ascii: ","))
            bytes.append(decimal: style.range.upperBound)
            bytes.append(UInt8(ascii: ","))
            bytes.appendJSON(style.attributes)
            bytes.append(UInt8(ascii: "]"))
        }
        bytes.append(UInt8(ascii: "]"))
    }
}

extension [UInt8] {
    /// Appends `text` as a JSON string, with its quotes.
    fileprivate mutating func appendJSON(_ text: String) {
        append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { utf8 in
            var start = 0
            while start < utf8.count {
                let end = utf8.firstToEscape(from: start)
                append(contentsOf: utf8.part(start, end))
                if end < utf8.count { appendEscaped(utf8[end]) }
                start = end + 1
            }
        }
        append(UInt8(ascii: "\""))
    }

    private mutating func appendEscaped(_ byte: UInt8) {
        append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): append(byte)
        case 0x0A: append(UInt8(ascii: "n"))
        case 0x09: append(UInt8(ascii: "t"))
        default:
            append("u00")
            for digit in [byte >> 4, byte & 15] { append(digit < 10 ? 0x30 + digit : 0x57 + digit) }
        }
    }
}

extension LineBytes {
    /// Where the first byte is that JSON or a terminal does not take as it is, eight bytes at a time; else the end.
    fileprivate func firstToEscape(from start: Int) -> Int {
        guard let base = UnsafeRawPointer(baseAddress) else { return start }
        let ones: UInt64 = 0x0101_0101_0101_0101
        var offset = start
        while offset + 8 <= count {
            let word = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            let quotes = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
            let backslashes = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
            let deletes = word ^ (ones &* 0x7F)
            // "Has a zero byte", three times, and "has a byte below 0x20"; the lowest mark is always right.
            let special = ((quotes &- ones) & ~quotes) | ((backslashes &- ones) & ~backslashes) | ((deletes &- ones) & ~deletes)
            let marks = (special | (word &- ones &* 0x20) & ~word) & 0x8080_8080_8080_8080
            if marks != 0 { return offset + marks.trailingZeroBitCount / 8 }
            offset += 8
        }
        while offset < count {
            let byte = self[offset]
            if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F { return offset }
            offset += 1
        }
        return count
    }
}
