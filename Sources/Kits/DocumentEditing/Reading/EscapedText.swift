/// Reads a text in double quotes; JSON, TOML and YAML differ in a few escapes and in what a line break means.
struct EscapedText {
    enum Style { case json, toml, tomlLines, yaml }

    private(set) var cursor: ByteCursor
    private let style: Style
    private var buffer: [UInt8] = []

    /// The cursor is at the opening quote.
    init(_ cursor: ByteCursor, style: Style) {
        self.cursor = cursor
        self.style = style
    }

    /// The text; `nil`, and the cursor failed, when it has no end or an escape that is none.
    mutating func read() -> String? {
        let start = cursor.position
        cursor.position += style == .tomlLines ? 3 : 1
        if style == .tomlLines, !cursor.takes("\n") { _ = cursor.takes("\r\n") }
        while let byte = cursor.current, !cursor.hasFailed {
            switch byte {
            case .quote where style != .tomlLines:
                cursor.position += 1
                return String(decoding: buffer, as: UTF8.self)
            case .quote where cursor.stands("\"\"\""):
                // Up to two quotes may stand before the three that end it.
                for _ in 0..<2 where cursor.byte(ahead: 3) == .quote {
                    buffer.append(.quote)
                    cursor.position += 1
                }
                cursor.position += 3
                return String(decoding: buffer, as: UTF8.self)
            case .backslash: escape()
            case .newline: lineBreak(start)
            case 0..<32 where cursor.isStrict && style == .json:
                cursor.hasFailed = true
            default:
                buffer.append(byte)
                cursor.position += 1
            }
        }
        cursor.fail(.noEnd, at: start)
        return nil
    }

    private mutating func lineBreak(_ start: Int) {
        switch style {
        case .json, .toml: cursor.fail(.noEnd, at: start)
        case .tomlLines:
            buffer.append(.newline)
            cursor.position += 1
        case .yaml: fold()
        }
    }

    /// A line break of YAML is a space, and each empty line a line break (YAML 1.2, section 6.5).
    private mutating func fold() {
        while let last = buffer.last, last.isBlank { buffer.removeLast() }
        var breaks = 0
        while let byte = cursor.current, byte.isSpace {
            if byte == .newline { breaks += 1 }
            cursor.position += 1
        }
        buffer += breaks == 1 ? [.space] : Array(repeating: .newline, count: breaks - 1)
    }

    private mutating func escape() {
        cursor.position += 1
        guard let byte = cursor.current else { return }
        cursor.position += 1
        switch byte {
        case UInt8(ascii: "n"): buffer.append(10)
        case UInt8(ascii: "t"): buffer.append(9)
        case UInt8(ascii: "r"): buffer.append(13)
        case UInt8(ascii: "b"): buffer.append(8)
        case UInt8(ascii: "f"): buffer.append(12)
        case .quote, .backslash: buffer.append(byte)
        case UInt8(ascii: "/") where style == .json || style == .yaml: buffer.append(byte)
        case UInt8(ascii: "u"): unicode(digits: 4)
        case UInt8(ascii: "U") where style != .json: unicode(digits: 8)
        // TOML has these two from version 1.1 on.
        case UInt8(ascii: "x") where style != .json: unicode(digits: 2)
        case UInt8(ascii: "e") where style != .json: buffer.append(27)
        case UInt8(ascii: "0") where style == .yaml: buffer.append(0)
        case UInt8(ascii: " ") where style == .yaml: buffer.append(byte)
        case 10, 13, 9, 32:
            // A line that goes on in the next.
            guard style == .yaml || style == .tomlLines else { return cursor.fail(.noEscape, at: cursor.position - 2) }
            let start = cursor.position - 1
            cursor.skipSpaces()
            if cursor.isStrict, style == .tomlLines, !cursor.bytes[start..<cursor.position].contains(.newline) {
                cursor.hasFailed = true
            }
        default: cursor.fail(.noEscape, at: cursor.position - 2)
        }
    }

    private mutating func unicode(digits: Int) {
        guard var code = hexadecimal(digits) else { return cursor.hasFailed = true }
        if (0xD800..<0xDC00).contains(code), cursor.stands("\\u"), style == .json || !cursor.isStrict {
            let before = cursor.position
            cursor.position += 2
            if let low = hexadecimal(4), (0xDC00..<0xE000).contains(low) {
                code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
            } else {
                cursor.position = before
            }
        }
        // Half of a pair is no character; JSON alone lets it be written.
        if Unicode.Scalar(code) == nil, cursor.isStrict, style != .json { cursor.hasFailed = true }
        buffer += Array(String(Character(Unicode.Scalar(code) ?? "\u{FFFD}")).utf8)
    }

    private mutating func hexadecimal(_ digits: Int) -> UInt32? {
        guard cursor.position + digits <= cursor.bytes.count else { return nil }
        let text = cursor.string(cursor.position..<cursor.position + digits)
        // A sign would be read too.
        guard text.utf8.first?.isAlphanumeric == true, let code = UInt32(text, radix: 16) else { return nil }
        cursor.position += digits
        return code
    }
}
