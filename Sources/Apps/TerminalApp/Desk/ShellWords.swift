/// Words of a command line, as a shell divides and quotes them; nothing is expanded.
enum ShellWords {
    /// The words of a line; `nil` where a quote is never closed.
    static func split(_ line: String) -> [String]? {
        var words: [String] = []
        var word: String?
        var quote: Character?
        var characters = line[...]
        while let character = characters.popFirst() {
            switch (character, quote) {
            case ("'", "'"), ("\"", "\""): quote = nil
            case ("'", nil), ("\"", nil):
                quote = character
                word = word ?? ""
            case ("\\", nil), ("\\", "\""):
                guard let next = characters.popFirst() else { return nil }
                // Between double quotes it escapes only what means something there.
                let isEscape = quote == nil || "\"\\$`".contains(next)
                word = (word ?? "") + (isEscape ? "" : "\\") + String(next)
            case (_, nil) where character.isWhitespace:
                if let word { words.append(word) }
                word = nil
            default: word = (word ?? "") + String(character)
            }
        }
        guard quote == nil else { return nil }
        return words + [word].compactMap(\.self)
    }

    /// A line that a shell divides into these words; quotes only where they are needed.
    static func joined(_ words: [String]) -> String { words.map(quoted).joined(separator: " ") }

    /// A word as a shell takes it.
    static func quoted(_ word: String) -> String {
        let isPlain = word.unicodeScalars.allSatisfy { scalar in
            scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "-_./:=@%+,~".unicodeScalars.contains(scalar)
        }
        guard word.isEmpty || !isPlain else { return word }
        return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
    }
}
