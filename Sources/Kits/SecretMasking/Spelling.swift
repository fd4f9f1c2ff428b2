/// One way in which a secret may stand in a text.
struct Spelling: Hashable, Sendable {
    /// At least three.
    var bytes: [UInt8]
    /// How many characters before and after hold some of the secret's bits as well.
    var before = 0
    var after = 0

    /// In characters; shorter lines of a secret are found with the whole only.
    private static let shortestLine = 4

    static func all(of secret: String) -> [Spelling] {
        let lines = secret.split(whereSeparator: \.isNewline).map { trimmed($0) }
        let parts = lines.count > 1 ? lines.filter { $0.count >= shortestLine } : []
        return ([secret] + parts).flatMap(plain) + encoded(Array(secret.utf8)) + parts.flatMap { encoded(Array($0.utf8)) }
    }

    private static func trimmed(_ line: Substring) -> String {
        let rest = line.drop { $0.isWhitespace }
        return String(rest[..<(rest.lastIndex { !$0.isWhitespace }.map(rest.index(after:)) ?? rest.startIndex)])
    }

    private static func plain(_ secret: String) -> [Spelling] {
        var spellings = [Spelling(bytes: Array(secret.utf8))]
        // As a shell quotes it, and as a form sends it.
        if secret.contains("'") { spellings.append(Spelling(bytes: Array(secret.replacing("'", with: #"'\''"#).utf8))) }
        if secret.contains(" ") { spellings.append(Spelling(bytes: Array(secret.replacing(" ", with: "+").utf8))) }
        return spellings
    }

    private static func encoded(_ bytes: [UInt8]) -> [Spelling] {
        let hexadecimal = ["0123456789abcdef", "0123456789ABCDEF"].map { digits in
            let digits = Array(digits.utf8)
            return Spelling(bytes: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
        }
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
        return hexadecimal
            + [letters + "+/", letters + "-_"].flatMap { alphabet in
                (0..<3).compactMap { base64(bytes, behind: $0, Array(alphabet.utf8)) }
            }
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
        return Spelling(bytes: Array(digits[foreign...]), before: offset > 0 ? 1 : 0, after: count > 0 ? 1 : 0)
    }
}
