/// A text with escapes undone, which knows where in the original each byte comes from.
struct DecodedLayer {
    let bytes: [UInt8]
    /// Where the character of each byte begins in the original; one more for the end.
    private let origins: [Int32]

    /// What is below a text: with backslashes undone, and with percent signs undone. None where there are none.
    static func layers(of text: UnsafeBufferPointer<UInt8>) -> [DecodedLayer] {
        [Escape.backslash, .percent].compactMap { escape in
            escape.isPossible(in: text) ? DecodedLayer(text, undoing: escape, origins: nil) : nil
        }
    }

    /// What is below this one.
    func layers() -> [DecodedLayer] {
        bytes.withUnsafeBufferPointer { text in
            [Escape.backslash, .percent].compactMap { escape in
                escape.isPossible(in: text) ? DecodedLayer(text, undoing: escape, origins: origins) : nil
            }
        }
    }

    /// A place of this layer in the original.
    func original(_ place: Range<Int>) -> Range<Int> { Int(origins[place.lowerBound])..<Int(origins[place.upperBound]) }

    /// `nil` when nothing was undone.
    private init?(_ text: UnsafeBufferPointer<UInt8>, undoing escape: Escape, origins above: [Int32]?) {
        var decoded: [UInt8] = []
        var origins: [Int32] = []
        decoded.reserveCapacity(text.count)
        origins.reserveCapacity(text.count + 1)
        var position = 0
        while position < text.count {
            let origin = above?[position] ?? Int32(position)
            if text[position] == escape.sign, let character = escape.character(at: position, in: text) {
                for place in 0..<character.count {
                    decoded.append(UInt8(truncatingIfNeeded: character.bytes >> UInt32(place * 8)))
                    origins.append(origin)
                }
                position += character.length
            } else {
                decoded.append(text[position])
                origins.append(origin)
                position += 1
            }
        }
        guard decoded.count < text.count else { return nil }
        origins.append(above?[text.count] ?? Int32(text.count))
        bytes = decoded
        self.origins = origins
    }
}

/// What an escape stands for.
private struct EscapedCharacter {
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

/// A way to write a character as several.
private enum Escape {
    /// Of JSON, and what Python and JavaScript have besides.
    case backslash
    /// Of URLs.
    case percent

    var sign: UInt8 { self == .backslash ? UInt8(ascii: "\\") : UInt8(ascii: "%") }

    func isPossible(in text: UnsafeBufferPointer<UInt8>) -> Bool { text.contains(sign) }

    /// What stands at `position`, where there is the sign, and how many bytes it takes; `nil` when it is no escape.
    func character(at position: Int, in text: UnsafeBufferPointer<UInt8>) -> EscapedCharacter? {
        switch self {
        case .percent: Self.number(at: position + 1, digits: 2, in: text).map { EscapedCharacter(UInt8($0), length: 3) }
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
        case UInt8(ascii: "x"):
            return number(at: position + 2, digits: 2, in: text).map { EscapedCharacter(UInt8($0), length: 4) }
        default: break
        }
        guard let unit = codeUnit(at: position, in: text) else { return nil }
        if UTF16.isLeadSurrogate(unit), let next = codeUnit(at: position + 6, in: text), UTF16.isTrailSurrogate(next) {
            return EscapedCharacter(UTF16.decode(UTF16.EncodedScalar([unit, next])), length: 12)
        }
        return EscapedCharacter(Unicode.Scalar(unit) ?? "\u{FFFD}", length: 6)
    }

    /// The value of `\uXXXX`; `nil` when that is not what stands there.
    private static func codeUnit(at position: Int, in text: UnsafeBufferPointer<UInt8>) -> UInt16? {
        guard position + 6 <= text.count, text[position] == UInt8(ascii: "\\"), text[position + 1] == UInt8(ascii: "u")
        else { return nil }
        return number(at: position + 2, digits: 4, in: text).map { UInt16($0) }
    }

    private static func number(at position: Int, digits: Int, in text: UnsafeBufferPointer<UInt8>) -> Int? {
        guard position + digits <= text.count else { return nil }
        var value = 0
        for byte in text[position..<(position + digits)] {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | Int(byte - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | Int(byte - UInt8(ascii: "a") + 10)
            case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 | Int(byte - UInt8(ascii: "A") + 10)
            default: return nil
            }
        }
        return value
    }
}
