/// What stands for a character on a terminal that shows only ASCII.
enum AsciiLikeness {
    static func of(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        if scalar.value >= 0x20 && scalar.value < 0x7F { return scalar }
        switch scalar {
        case "─", "━", "–", "—", "‐", "‑", "−", "╌": return "-"
        case "│", "┃", "▏", "▎": return "|"
        case "╭", "╮", "╰", "╯", "┌", "┐", "└", "┘", "├", "┤", "┬", "┴", "┼": return "+"
        case "‘", "’", "‚", "′": return "'"
        case "“", "”", "„", "″": return "\""
        case "…": return "~"
        case "·", "•", "∙": return "."
        case "µ", "μ": return "u"
        case "↑": return "^"
        case "↓": return "v"
        case "←", "‹", "«", "≤": return "<"
        case "→", "›", "»", "▸", "❯", "≥", "▌": return ">"
        case "⏎": return "$"
        case "×", "✗", "✘", "✕": return "x"
        case "✓", "✔", "●", "◉": return "*"
        case "▲", "△", "⚠": return "!"
        case "◐", "◑", "≈": return "~"
        case "◇", "◆": return "k"
        case "○", "◦": return "o"
        case "█", "▓", "▇", "▆", "▅": return "#"
        case "▄", "▃", "▒": return "="
        case "▂", "▁", "░": return "_"
        case "\u{A0}": return " "
        default: return "?"
        }
    }
}
