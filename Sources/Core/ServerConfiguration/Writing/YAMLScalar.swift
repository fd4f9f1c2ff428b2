/// Writes a string so that any YAML parser, 1.1 or 1.2, reads the same string again.
enum YAMLScalar {
    /// Plain where that is surely text; in double quotes otherwise.
    static func text(_ string: String) -> String {
        isPlain(string) ? string : "\"" + string.unicodeScalars.map(escaped).joined() + "\""
    }

    /// Begins with a letter, `/` or `_`, holds nothing that means something to YAML, and is no word for a value.
    private static func isPlain(_ string: String) -> Bool {
        guard let first = string.utf8.first, isLetter(first) || first == UInt8(ascii: "/") || first == UInt8(ascii: "_"),
            !wordsForValues.contains(string.lowercased()), string.utf8.count <= 120, !string.hasSuffix(" ")
        else { return false }
        return string.utf8.allSatisfy { isLetter($0) || (48...57).contains($0) || "_-./+=@ ".utf8.contains($0) }
    }

    /// Booleans and null, of YAML 1.1 too.
    private static let wordsForValues: Set<String> = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"]

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    /// The escapes of YAML 1.1, section 5.6.
    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\"": "\\\""
        case "\\": "\\\\"
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        // Control characters, line breaks of YAML, the byte order mark, private characters and noncharacters.
        case "\0"..<" ", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}", "\u{FEFF}", "\u{E000}"..."\u{F8FF}", "\u{FFFE}", "\u{FFFF}":
            "\\u" + padded(scalar.value, to: 4)
        default: String(scalar)
        }
    }

    private static func padded(_ value: UInt32, to width: Int) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
