/// A string in JSON text: where it is, and whether its bytes can be taken as they are.
struct StringToken {
    /// With the quotes.
    var range: Range<Int>
    var hasEscapes: Bool

    /// Without the quotes.
    var contents: Range<Int> { range.lowerBound + 1..<range.upperBound - 1 }
}

extension JSONCursor {
    /// Skips the string that starts at the cursor.
    mutating func string() throws(MalformedMessage) -> StringToken {
        let start = position
        var hasEscapes = false
        position += 1
        while true {
            skipPlainText()
            guard position < end else { throw unexpected("a string is not closed") }
            switch bytes[position] {
            case Byte.quote:
                position += 1
                return StringToken(range: start..<position, hasEscapes: hasEscapes)
            case Byte.backslash:
                hasEscapes = true
                try escape()
            default:
                throw unexpected("a control character stands in a string")
            }
        }
    }

    /// Moves to the next quote, backslash or control byte, eight bytes at a time.
    @inline(__always)
    private mutating func skipPlainText() {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highBits: UInt64 = 0x8080_8080_8080_8080
        while position + 8 <= end {
            let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
            let quotes = word ^ (ones &* UInt64(Byte.quote))
            let backslashes = word ^ (ones &* UInt64(Byte.backslash))
            // The usual "has a zero byte" trick, twice, and "has a byte below 0x20"; a borrow can only raise a false mark
            // above a true one, so the lowest mark is always right.
            let special = ((quotes &- ones) & ~quotes) | ((backslashes &- ones) & ~backslashes)
            let control = (word &- ones &* 0x20) & ~word
            let marks = (special | control) & highBits
            if marks != 0 {
                position += marks.trailingZeroBitCount / 8
                return
            }
            position += 8
        }
        while position < end {
            let byte = bytes[position]
            if byte == Byte.quote || byte == Byte.backslash || byte < 0x20 { return }
            position += 1
        }
    }

    private mutating func escape() throws(MalformedMessage) {
        position += 1
        switch current {
        case Byte.quote, Byte.backslash, Byte.slash, Byte.letterB, Byte.letterF, Byte.letterN, Byte.letterR, Byte.letterT:
            position += 1
        case Byte.letterU:
            position += 1
            for _ in 0..<4 {
                guard Byte.hexDigit(current) != nil else { throw unexpected("expected four hexadecimal digits after \\u") }
                position += 1
            }
        default:
            throw unexpected("an escape in a string is none of JSON's")
        }
    }

    /// Whether a key says `name`, escapes undone.
    @inline(__always)
    func matches(_ key: StringToken, _ name: StaticString) -> Bool {
        if key.hasEscapes { return text(of: key) == name.description }
        guard key.range.count - 2 == name.utf8CodeUnitCount else { return false }
        let start = key.range.lowerBound + 1
        for index in 0..<name.utf8CodeUnitCount where bytes[start + index] != name.utf8Start[index] { return false }
        return true
    }

    /// Whether a key says `name`, escapes undone.
    func matches(_ key: StringToken, text name: String) -> Bool {
        if key.hasEscapes { return text(of: key) == name }
        return bytes[key.contents].elementsEqual(name.utf8)
    }

    /// What a checked string token says; ill-formed UTF-8 and lone surrogates become U+FFFD.
    func text(of token: StringToken) -> String {
        let contents = token.contents
        guard token.hasEscapes else {
            return String(decoding: UnsafeRawBufferPointer(rebasing: bytes[contents]), as: UTF8.self)
        }
        // Escapes never get longer when undone: the shortest, \n, is two bytes for one; \uXXXX is six for at most three.
        return String(unsafeUninitializedCapacity: contents.count) { unescape(contents, into: $0) }
    }

    private func unescape(_ contents: Range<Int>, into output: UnsafeMutableBufferPointer<UInt8>) -> Int {
        var read = contents.lowerBound
        var written = 0
        func put(_ byte: UInt8) {
            output[written] = byte
            written += 1
        }
        while read < contents.upperBound {
            let byte = bytes[read]
            guard byte == Byte.backslash else {
                put(byte)
                read += 1
                continue
            }
            let escaped = bytes[read + 1]
            guard escaped == Byte.letterU else {
                put(Byte.unescaped(escaped))
                read += 2
                continue
            }
            var code = hexadecimal(at: read + 2)
            read += 6
            if code & 0xFC00 == 0xD800, read + 6 <= contents.upperBound, bytes[read] == Byte.backslash,
                bytes[read + 1] == Byte.letterU
            {
                let low = hexadecimal(at: read + 2)
                if low & 0xFC00 == 0xDC00 {
                    code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
                    read += 6
                }
            }
            for byte in UTF8.encode(Unicode.Scalar(code) ?? "\u{FFFD}") ?? UTF8.encodedReplacementCharacter { put(byte) }
        }
        return written
    }

    private func hexadecimal(at offset: Int) -> UInt32 {
        (offset..<offset + 4).reduce(0) { $0 << 4 | UInt32(Byte.hexDigit(bytes[$1]) ?? 0) }
    }
}
