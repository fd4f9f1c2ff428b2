/// How programs write a text, done in the plainest way, to compare with.
enum Spellings {
    static let all: [@Sendable (String) -> String] = [
        { $0 }, json, { json(json($0)) }, percent, { percent(json($0)) }, { json(percent($0)) }, hexadecimal,
        { base64($0, base64Standard) },
    ]

    @Sendable static func json(_ text: String) -> String {
        text.unicodeScalars.map { scalar -> String in
            switch scalar {
            case "\"": #"\""#
            case "\\": #"\\"#
            case _ where !scalar.isASCII:
                String(scalar).utf16.map { unit in
                    let digits = String(unit, radix: 16)
                    return #"\u"# + String(repeating: "0", count: 4 - digits.count) + digits
                }.joined()
            default: String(scalar)
            }
        }.joined()
    }

    @Sendable static func percent(_ text: String) -> String {
        text.utf8.map { byte in
            let character = Character(Unicode.Scalar(byte))
            return byte < 0x80 && (character.isLetter || character.isNumber)
                ? String(character) : "%" + hexadecimal([byte]).uppercased()
        }.joined()
    }

    @Sendable static func hexadecimal(_ text: String) -> String { hexadecimal(Array(text.utf8)) }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

let base64Standard = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
let base64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

func base64(_ text: String, _ alphabet: String) -> String {
    let letters = Array(alphabet)
    let bits = text.utf8.flatMap { byte in (0..<8).map { Int(byte >> (7 - $0) & 1) } }
    let padded = bits + [Int](repeating: 0, count: (6 - bits.count % 6) % 6)
    let digits = stride(from: 0, to: padded.count, by: 6).map { start in
        letters[padded[start..<(start + 6)].reduce(0) { $0 << 1 | $1 }]
    }
    return String(digits) + String(repeating: "=", count: (4 - digits.count % 4) % 4)
}
