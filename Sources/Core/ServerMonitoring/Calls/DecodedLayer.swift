/// A text with JSON's escapes undone so many times, which knows where in the original each byte comes from.
struct DecodedLayer {
    private let bytes: [UInt8]
    /// Where the character of each byte begins in the original; one more for the end.
    private let origins: [Int32]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        origins = (0...Int32(bytes.count)).map(\.self)
    }

    private init(bytes: [UInt8], origins: [Int32]) {
        self.bytes = bytes
        self.origins = origins
    }

    /// Where `pattern` is, in places of the original.
    func places(of pattern: [UInt8]) -> [Range<Int>] {
        guard let first = pattern.first, bytes.count >= pattern.count else { return [] }
        var places: [Range<Int>] = []
        bytes.withUnsafeBufferPointer { bytes in
            var position = 0
            while position <= bytes.count - pattern.count {
                if bytes[position] == first, bytes[position..<(position + pattern.count)].elementsEqual(pattern) {
                    places.append(Int(origins[position])..<Int(origins[position + pattern.count]))
                    position += pattern.count
                } else {
                    position += 1
                }
            }
        }
        return places
    }

    /// The same with the escapes undone once more; `nil` when there are none.
    ///
    /// Strings and what is between them are treated alike: only strings have backslashes in JSON, and in a text that is
    /// no JSON a look too many does no harm.
    func decoded() -> DecodedLayer? {
        guard bytes.contains(UInt8(ascii: "\\")) else { return nil }
        var decoded: [UInt8] = []
        var origins: [Int32] = []
        var position = 0
        while position < bytes.count {
            let (character, length) = character(at: position)
            for byte in character {
                decoded.append(byte)
                origins.append(self.origins[position])
            }
            position += length
        }
        origins.append(self.origins[bytes.count])
        return DecodedLayer(bytes: decoded, origins: origins)
    }

    /// What stands at `position`, an escape undone, and how many bytes it takes.
    private func character(at position: Int) -> (bytes: [UInt8], length: Int) {
        guard bytes[position] == UInt8(ascii: "\\"), position + 1 < bytes.count else { return ([bytes[position]], 1) }
        switch bytes[position + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return ([bytes[position + 1]], 2)
        case UInt8(ascii: "b"): return ([8], 2)
        case UInt8(ascii: "f"): return ([12], 2)
        case UInt8(ascii: "n"): return ([10], 2)
        case UInt8(ascii: "r"): return ([13], 2)
        case UInt8(ascii: "t"): return ([9], 2)
        default: break
        }
        guard let unit = codeUnit(at: position) else { return ([bytes[position]], 1) }
        if UTF16.isLeadSurrogate(unit), let next = codeUnit(at: position + 6), UTF16.isTrailSurrogate(next) {
            return (Array(String(decoding: [unit, next], as: UTF16.self).utf8), 12)
        }
        return (Array(String(decoding: [unit], as: UTF16.self).utf8), 6)
    }

    /// The value of `\uXXXX`; `nil` when that is not what stands there.
    private func codeUnit(at position: Int) -> UInt16? {
        guard position + 6 <= bytes.count, bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u")
        else { return nil }
        return UInt16(String(decoding: bytes[(position + 2)..<(position + 6)], as: UTF8.self), radix: 16)
    }
}
