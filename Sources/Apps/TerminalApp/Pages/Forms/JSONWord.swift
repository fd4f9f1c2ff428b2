/// The little JSON a form needs: texts and lists of them.
enum JSONWord {
    static func quoted(_ text: String) -> String {
        "\"" + text.unicodeScalars.map(escaped).joined() + "\""
    }

    static func list(_ texts: [String]) -> String { "[" + texts.map(quoted).joined(separator: ", ") + "]" }

    /// A text without its quotes, where the command line reads it as the same text; else the JSON as it is.
    static func plain(_ json: String) -> String {
        guard json.first == "\"", json.count > 2, !json.contains("\\") else { return json }
        let text = json.dropFirst().dropLast()
        // These are JSON themselves.
        let isWord = text.allSatisfy { $0.isLetter || $0.isNumber || "_-./: @".contains($0) }
        let first = text.first.map { $0.isLetter || $0 == "/" || $0 == "." } ?? false
        return isWord && first && !["true", "false", "null"].contains(text) ? String(text) : json
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\"": "\\\""
        case "\\": "\\\\"
        case "\n": "\\n"
        case "\t": "\\t"
        case "\0"..<" ": "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
        default: String(scalar)
        }
    }
}
