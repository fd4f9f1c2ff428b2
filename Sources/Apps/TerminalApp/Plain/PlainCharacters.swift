import TerminalKit

/// What stands for our typographic characters where the locale is not UTF-8. Letters are left alone: they are other people's.
enum PlainCharacters {
    /// Whether a terminal that was told these names of locales, the strongest first, shows more than ASCII.
    static func areUnicode(locales: [String?]) -> Bool {
        guard let locale = locales.lazy.compactMap({ $0 }).first(where: { !$0.isEmpty }) else { return false }
        let name = locale.lowercased()
        return name.contains("utf-8") || name.contains("utf8")
    }

    static func simple(_ line: SafeText) -> SafeText {
        guard !line.string.utf8.allSatisfy({ $0 < 0x80 }) else { return line }
        return SafeText(String(line.string.flatMap { simple($0) }))
    }

    private static func simple(_ character: Character) -> String {
        switch character {
        case "“", "”", "„": "\""
        case "‘", "’", "‚": "'"
        case "–", "—", "−", "─", "·", "•": "-"
        case "…": "..."
        case "→", "›": ">"
        case "←", "‹": "<"
        case "≥": ">="
        case "≤": "<="
        case "×": "x"
        case "⏎": "|"
        default: String(character)
        }
    }
}
