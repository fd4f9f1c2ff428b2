/// Walks over the members of one JSON object, without looking into its values: enough for a line of a log, and fast.
///
/// Raw control characters in strings are taken as they are. Values that are containers are only matched bracket by bracket.
package struct JSONMembers {
    package enum Kind {
        case string, number, literal, container
    }

    /// One member. Names and strings are without their quotes.
    package struct Member {
        package var name: LineBytes
        package var nameHasEscapes: Bool
        package var value: LineBytes
        package var kind: Kind
        /// Of a string: whether there is a backslash.
        package var hasEscapes: Bool
    }

    private let bytes: LineBytes
    private var position = 0
    private var isFirst = true
    /// The whole text was one object, and nothing more.
    package private(set) var isComplete = false

    package init(_ bytes: LineBytes) {
        self.bytes = bytes
    }

    /// The next member; `nil` behind the last one, and where the text is no JSON (``isComplete`` tells which).
    package mutating func next() -> Member? {
        skipWhitespace()
        if isFirst {
            guard take(UInt8(ascii: "{")) else { return nil }
            skipWhitespace()
        }
        if take(UInt8(ascii: "}")) {
            skipWhitespace()
            isComplete = position == bytes.count
            position = bytes.count
            return nil
        }
        if !isFirst {
            guard take(UInt8(ascii: ",")) else { return nil }
            skipWhitespace()
        }
        isFirst = false
        guard let name = string() else { return nil }
        skipWhitespace()
        guard take(UInt8(ascii: ":")) else { return nil }
        skipWhitespace()
        guard let (value, kind, hasEscapes) = value() else { return nil }
        return Member(name: name.text, nameHasEscapes: name.hasEscapes, value: value, kind: kind, hasEscapes: hasEscapes)
    }

    @inline(__always)
    private mutating func take(_ byte: UInt8) -> Bool {
        guard bytes.byte(position) == byte else { return false }
        position += 1
        return true
    }

    @inline(__always)
    private mutating func skipWhitespace() {
        while position < bytes.count, bytes[position] <= 0x20, bytes[position].isOne(of: " \t\n\r") { position += 1 }
    }

    private mutating func value() -> (LineBytes, Kind, hasEscapes: Bool)? {
        let start = position
        switch bytes.byte(position) {
        case UInt8(ascii: "\""):
            return string().map { ($0.text, .string, $0.hasEscapes) }
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            guard skipContainer() else { return nil }
            return (bytes.part(start, position), .container, false)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            while bytes.byte(position).isASCIIDigit || bytes.byte(position).isOne(of: "+-.eE") { position += 1 }
            return (bytes.part(start, position), .number, false)
        default:
            guard bytes.has("true", at: position) || bytes.has("false", at: position) || bytes.has("null", at: position) else {
                return nil
            }
            position += bytes[position] == UInt8(ascii: "f") ? 5 : 4
            return (bytes.part(start, position), .literal, false)
        }
    }

    private mutating func string() -> (text: LineBytes, hasEscapes: Bool)? {
        guard take(UInt8(ascii: "\"")) else { return nil }
        let start = position
        guard let end = bytes.first(UInt8(ascii: "\""), from: start) else { return nil }
        // No backslash before the first quote is by far the most common string.
        if bytes.part(start, end).first(UInt8(ascii: "\\")) == nil {
            position = end + 1
            return (bytes.part(start, end), false)
        }
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\\"): position += 2
            case UInt8(ascii: "\""):
                position += 1
                return (bytes.part(start, position - 1), true)
            default: position += 1
            }
        }
        return nil
    }

    /// Skips nested containers with a count alone; which kind of bracket closes which is not looked at.
    private mutating func skipContainer() -> Bool {
        var depth = 0
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                guard string() != nil else { return false }
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            default: break
            }
            position += 1
            if depth == 0 { return true }
        }
        return false
    }
}

extension LineBytes {
    /// The text with its escapes undone: those of JSON and the few more of Go's `%q`. Lone surrogates become U+FFFD; what is no
    /// escape stays as it is.
    package var unescaped: [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(count)
        var offset = 0
        while offset < count {
            guard let backslash = first(UInt8(ascii: "\\"), from: offset), backslash + 1 < count else { break }
            output.append(contentsOf: part(offset, backslash))
            offset = backslash + 2
            switch self[backslash + 1] {
            case UInt8(ascii: "n"): output.append(0x0A)
            case UInt8(ascii: "t"): output.append(0x09)
            case UInt8(ascii: "r"): output.append(0x0D)
            case UInt8(ascii: "b"): output.append(0x08)
            case UInt8(ascii: "f"): output.append(0x0C)
            case UInt8(ascii: "a"): output.append(0x07)
            case UInt8(ascii: "v"): output.append(0x0B)
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "'"): output.append(self[backslash + 1])
            case UInt8(ascii: "u"): appendScalar(at: backslash, digits: 4, &offset, &output)
            case UInt8(ascii: "U"): appendScalar(at: backslash, digits: 8, &offset, &output)
            case UInt8(ascii: "x"):
                if let code = hexadecimal(at: offset, digits: 2) {
                    output.append(UInt8(code))
                    offset += 2
                } else {
                    output.append(contentsOf: part(backslash, offset))
                }
            default: output.append(contentsOf: part(backslash, offset))
            }
        }
        if offset < count { output.append(contentsOf: part(offset, count)) }
        return output
    }

    private func appendScalar(at backslash: Int, digits: Int, _ offset: inout Int, _ output: inout [UInt8]) {
        guard var code = hexadecimal(at: offset, digits: digits) else {
            return output.append(contentsOf: part(backslash, offset))
        }
        offset += digits
        if code & 0xFFFF_FC00 == 0xD800, has("\\u", at: offset), let low = hexadecimal(at: offset + 2, digits: 4),
            low & 0xFC00 == 0xDC00
        {
            code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
            offset += 6
        }
        let scalar = Unicode.Scalar(code) ?? "\u{FFFD}"
        output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }

    private func hexadecimal(at offset: Int, digits: Int) -> UInt32? {
        guard offset + digits <= count else { return nil }
        var code: UInt32 = 0
        for index in offset..<offset + digits {
            guard let digit = self[index].hexadecimal else { return nil }
            code = code << 4 | digit
        }
        return code
    }
}
