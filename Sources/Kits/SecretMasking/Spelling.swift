/// One way in which a secret may stand in a text.
struct Spelling: Hashable, Sendable {
    /// At least three.
    var bytes: [UInt8]
    /// Whether the letters before and after hold some of the secret's bits as well.
    var hasBitsBefore = false
    var hasBitsAfter = false

    /// In characters; shorter lines of a secret are found with the whole only.
    private static let shortestLine = 4

    static func all(of secret: String) -> [Spelling] {
        let lines = secret.split(whereSeparator: \.isNewline).map { trimmed($0) }
        // A single line came with spaces or a newline around it, as from a file: it is the secret.
        let parts = lines.filter { $0.count >= (lines.count > 1 ? shortestLine : SecretMask.shortestSecret) }
        return ([secret] + parts).flatMap { plain(Array($0.utf8)) + encoded(Array($0.utf8)) }
    }

    private static func trimmed(_ line: Substring) -> String {
        let rest = line.drop { $0.isWhitespace }
        return String(rest[..<(rest.lastIndex { !$0.isWhitespace }.map(rest.index(after:)) ?? rest.startIndex)])
    }

    private static func plain(_ secret: [UInt8]) -> [Spelling] {
        // A secret may itself look escaped. Where a text is decoded to find others, that is undone with the rest.
        let unescaped = secret.withUnsafeBufferPointer { DecodedLayer.chains(of: $0) }.flatMap { $0.map(\.bytes) }
        return ([secret] + unescaped.filter { $0.count >= 3 }).flatMap { bytes -> [Spelling] in
            // As it is, as a shell quotes it in either way, and as a form sends it.
            [bytes, bytes.replacing("'", with: #"'\''"#), bytes.replacing("'", with: #"'"'"'"#), bytes.replacing(" ", with: "+")]
                .map { Spelling(bytes: $0) }
        }
    }

    private static func encoded(_ bytes: [UInt8]) -> [Spelling] {
        let hexadecimal = ["0123456789abcdef", "0123456789ABCDEF"].map { digits in
            let digits = Array(digits.utf8)
            return Spelling(bytes: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
        }
        return hexadecimal
            + Base64.alphabets.flatMap { alphabet in (0..<3).compactMap { base64(bytes, behind: $0, alphabet) } }
    }

    /// What is the same in base64 whatever stands before and after, when `offset` bytes (modulo 3) stand before; `nil` when that is too
    /// little to be told from other text.
    private static func base64(_ bytes: [UInt8], behind offset: Int, _ alphabet: [UInt8]) -> Spelling? {
        var digits: [UInt8] = []
        var (bits, count) = (0, 0)
        for byte in [UInt8](repeating: 0, count: offset) + bytes {
            bits = bits << 8 | Int(byte)
            count += 8
            while count >= 6 {
                count -= 6
                digits.append(alphabet[bits >> count & 63])
            }
            bits &= (1 << count) - 1
        }
        // The first digits belong to what stands before, the last one in part.
        let foreign = (offset * 8 + 5) / 6
        guard digits.count - foreign >= 3 else { return nil }
        return Spelling(bytes: Array(digits[foreign...]), hasBitsBefore: offset > 0, hasBitsAfter: count > 0)
    }
}

/// The letters of base64, for files and for URLs.
enum Base64 {
    static let alphabets = ["+/", "-_"].map { Array((letters + $0).utf8) }
    private static let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

    static func isLetter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}

extension [UInt8] {
    fileprivate func replacing(_ byte: Unicode.Scalar, with text: String) -> [UInt8] {
        contains(UInt8(ascii: byte)) ? flatMap { $0 == UInt8(ascii: byte) ? Array(text.utf8) : [$0] } : self
    }
}
