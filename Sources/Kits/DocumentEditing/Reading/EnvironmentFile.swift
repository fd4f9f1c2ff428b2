/// Reads a file of variables, `.env`: `NAME=value`, `export NAME='value'`, comments, and texts in quotes that go over lines.
package enum EnvironmentFile {
    package struct Entry: Hashable, Sendable {
        package var name: String
        package var value: String
        /// Where the value stands, with its quotes.
        package var span: Range<Int>
        /// From the beginning of its line to the end, without the line break.
        package var lines: Range<Int>
    }

    package static func entries(of bytes: [UInt8]) -> [Entry] {
        var cursor = ByteCursor(bytes)
        var entries: [Entry] = []
        while cursor.current != nil, entries.count < 10_000 {
            if let entry = entry(&cursor) { entries.append(entry) }
            cursor.skipLine()
            cursor.position += 1
        }
        return entries
    }

    /// The entry of the line at the cursor, which is in that line, or the last one of the value, afterwards.
    private static func entry(_ cursor: inout ByteCursor) -> Entry? {
        let lineStart = cursor.position
        cursor.skipBlanks()
        if cursor.stands("export "), cursor.takes("export") { cursor.skipBlanks() }
        let nameStart = cursor.position
        cursor.skip { $0.isAlphanumeric || "_.-".utf8.contains($0) }
        let name = cursor.string(nameStart..<cursor.position)
        cursor.skipBlanks()
        guard !name.isEmpty, cursor.takes("=") else { return nil }
        cursor.skipBlanks()
        let start = cursor.position
        guard let value = quoted(&cursor) ?? plain(&cursor) else { return nil }
        let span = start..<cursor.position
        return Entry(name: name, value: value, span: span, lines: lineStart..<cursor.bytes.lineEnd(of: cursor.position))
    }

    /// A text in quotes with nothing but a comment after it; otherwise the cursor stays.
    private static func quoted(_ cursor: inout ByteCursor) -> String? {
        var probe = cursor
        guard let quote = probe.current, quote == .quote || quote == .apostrophe || quote == UInt8(ascii: "`") else { return nil }
        probe.position += 1
        var buffer: [UInt8] = []
        // A quote without an end is no quote: it is not looked for to the end of the file.
        let limit = probe.position + 65_536
        while let byte = probe.current, byte != quote, probe.position < limit {
            probe.position += 1
            guard quote == .quote, byte == .backslash, let next = probe.current else {
                buffer.append(byte)
                continue
            }
            probe.position += 1
            switch next {
            case UInt8(ascii: "n"): buffer.append(.newline)
            case UInt8(ascii: "r"): buffer.append(13)
            case UInt8(ascii: "t"): buffer.append(9)
            case .quote, .backslash, UInt8(ascii: "$"): buffer.append(next)
            default: buffer += [byte, next]
            }
        }
        guard probe.current == quote else { return nil }
        probe.position += 1
        let end = probe.position
        probe.skipBlanks()
        guard probe.current == nil || probe.current == .newline || probe.current == .hash else { return nil }
        cursor.position = end
        return String(decoding: buffer, as: UTF8.self)
    }

    private static func plain(_ cursor: inout ByteCursor) -> String? {
        let start = cursor.position
        var end = start
        while let byte = cursor.current, byte != .newline {
            if byte == .hash, cursor.position > start, cursor.bytes[cursor.position - 1].isBlank { break }
            if byte == .hash, cursor.position == start { break }
            cursor.position += 1
            if !byte.isBlank { end = cursor.position }
        }
        cursor.position = end
        return cursor.string(start..<end)
    }
}
