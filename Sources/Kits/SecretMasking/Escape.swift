/// A way to write a character as several.
enum Escape: CaseIterable {
    /// Of JSON, and what Python and JavaScript have besides.
    case backslash
    /// Of URLs.
    case percent

    /// In characters: `\u{10FFFF}` takes ten, a pair of surrogates twelve.
    static let longest = 12

    var sign: UInt8 {
        switch self {
        case .backslash: UInt8(ascii: "\\")
        case .percent: UInt8(ascii: "%")
        }
    }

    /// What stands at `position`, where there is the sign; `nil` when it is no escape.
    func character(at position: Int, in text: UnsafeBufferPointer<UInt8>) -> EscapedCharacter? {
        switch self {
        case .percent: Self.byte(at: position + 1, in: text, length: 3)
        case .backslash: Self.backslashed(at: position, in: text)
        }
    }

    private static func backslashed(at position: Int, in text: UnsafeBufferPointer<UInt8>) -> EscapedCharacter? {
        guard position + 1 < text.count else { return nil }
        switch text[position + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "'"):
            return EscapedCharacter(text[position + 1], length: 2)
        case UInt8(ascii: "b"): return EscapedCharacter(8, length: 2)
        case UInt8(ascii: "f"): return EscapedCharacter(12, length: 2)
        case UInt8(ascii: "n"): return EscapedCharacter(10, length: 2)
        case UInt8(ascii: "r"): return EscapedCharacter(13, length: 2)
        case UInt8(ascii: "t"): return EscapedCharacter(9, length: 2)
        // A byte in Python's bytes, a character below 256 elsewhere: secrets beyond ASCII are rarely written so.
        case UInt8(ascii: "x"): return byte(at: position + 2, in: text, length: 4)
        case UInt8(ascii: "U"): return scalar(at: position + 2, digits: 8, in: text, length: 10)
        case UInt8(ascii: "u"): return braced(at: position, in: text) ?? paired(at: position, in: text)
        default: return nil
        }
    }

    /// `\u{…}` with one to six digits.
    private static func braced(at position: Int, in text: UnsafeBufferPointer<UInt8>) -> EscapedCharacter? {
        guard position + 2 < text.count, text[position + 2] == UInt8(ascii: "{") else { return nil }
        for digits in 1...6 {
            let end = position + 3 + digits
            guard end < text.count else { return nil }
            if text[end] == UInt8(ascii: "}") { return scalar(at: position + 3, digits: digits, in: text, length: digits + 4) }
        }
        return nil
    }

    /// `\uXXXX`, or two of them that make one character.
    private static func paired(at position: Int, in text: UnsafeBufferPointer<UInt8>) -> EscapedCharacter? {
        guard let unit = codeUnit(at: position, in: text) else { return nil }
        if UTF16.isLeadSurrogate(unit), let next = codeUnit(at: position + 6, in: text), UTF16.isTrailSurrogate(next) {
            return EscapedCharacter(UTF16.decode(UTF16.EncodedScalar([unit, next])), length: 12)
        }
        return EscapedCharacter(Unicode.Scalar(unit) ?? "\u{FFFD}", length: 6)
    }

    private static func byte(at position: Int, in text: UnsafeBufferPointer<UInt8>, length: Int) -> EscapedCharacter? {
        number(at: position, digits: 2, in: text).map { EscapedCharacter(UInt8(truncatingIfNeeded: $0), length: length) }
    }

    private static func scalar(
        at position: Int, digits: Int, in text: UnsafeBufferPointer<UInt8>, length: Int
    ) -> EscapedCharacter? {
        number(at: position, digits: digits, in: text).flatMap(Unicode.Scalar.init).map { EscapedCharacter($0, length: length) }
    }

    /// The value of `\uXXXX`; `nil` when that is not what stands there.
    private static func codeUnit(at position: Int, in text: UnsafeBufferPointer<UInt8>) -> UInt16? {
        guard position + 6 <= text.count, text[position] == UInt8(ascii: "\\"), text[position + 1] == UInt8(ascii: "u")
        else { return nil }
        return number(at: position + 2, digits: 4, in: text).map { UInt16(truncatingIfNeeded: $0) }
    }

    private static func number(at position: Int, digits: Int, in text: UnsafeBufferPointer<UInt8>) -> UInt32? {
        guard position + digits <= text.count else { return nil }
        var value: UInt32 = 0
        for place in position..<(position + digits) {
            let byte = text[place]
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt32(byte - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt32(byte - UInt8(ascii: "a") + 10)
            case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 | UInt32(byte - UInt8(ascii: "A") + 10)
            default: return nil
            }
        }
        return value
    }
}

/// What an escape stands for.
struct EscapedCharacter {
    /// One to four of UTF-8, the first one lowest.
    var bytes: UInt32
    var count: Int
    /// How many bytes the escape takes.
    var length: Int

    init(_ byte: UInt8, length: Int) {
        (bytes, count, self.length) = (UInt32(byte), 1, length)
    }

    init(_ scalar: Unicode.Scalar, length: Int) {
        (bytes, count, self.length) = (0, 0, length)
        for unit in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
            bytes |= UInt32(unit) << UInt32(count * 8)
            count += 1
        }
    }
}
