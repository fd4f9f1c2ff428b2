import TerminalKit

/// A frame as a file of text.
///
///     ╭─ 1  Servers ──╮|
///     --- ascii
///     +- 1  Servers --+|
///     --- styles
///     aabbbbbbbbbbbbaaa|
///     --- legend: role | ansi, 16 colours | dark, 256 colours | mono
///     a border.focus | blue | 75 | bold
struct GoldenText {
    let text: String

    /// - Parameter ascii: the same scene without Unicode; its styles are told only where they differ.
    init(_ frame: Frame, ascii: Frame? = nil) {
        var legend = Legend()
        let styles = legend.letters(of: frame)
        var parts = [Self.fenced(frame.rows)]
        if let ascii { parts += [["--- ascii"], Self.fenced(ascii.rows)] }
        parts += [["--- styles"], Self.fenced(styles)]
        if let ascii {
            let others = legend.letters(of: ascii)
            if others != styles { parts += [["--- ascii styles"], Self.fenced(others)] }
        }
        parts += [["--- legend: role | ansi, 16 colours | dark, 256 colours | mono"], legend.lines]
        text = parts.joined().joined(separator: "\n") + "\n"
    }

    /// Trailing blanks are part of a screen, and to be seen.
    private static func fenced(_ rows: [String]) -> [String] { rows.map { "\($0)|" } }
}

/// The letters of styles, by their first appearance.
private struct Legend {
    private var letters: [Style: Character] = [:]
    private var order: [Style] = []

    private static let alphabet = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")

    mutating func letters(of frame: Frame) -> [String] {
        (0..<frame.size.rows).map { y in
            String((0..<frame.size.columns).map { x in letter(of: frame[x, y].style) })
        }
    }

    private mutating func letter(of style: Style) -> Character {
        if let letter = letters[style] { return letter }
        let letter = order.count < Self.alphabet.count ? Self.alphabet[order.count] : "?"
        letters[style] = letter
        order.append(style)
        return letter
    }

    var lines: [String] {
        order.map { style in
            let looks = Self.themes.map { theme, depth in Self.words(theme.attributes(for: style, depth: depth), at: depth) }
            return "\(letters[style] ?? "?") " + ([style.description] + looks).joined(separator: " | ")
        }
    }

    /// Each at the depth it is for.
    private static let themes: [(Theme, ColorDepth)] = [("ansi", .ansi16), ("dark", .ansi256), ("mono", .mono)].compactMap {
        name, depth in Theme.builtIn(name).map { ($0, depth) }
    }

    /// `red on bright-black, bold`
    private static func words(_ look: CellAttributes, at depth: ColorDepth) -> String {
        func color(_ index: Int) -> String { depth == .ansi16 && names.indices.contains(index) ? names[index] : "\(index)" }
        var colors = look.foreground.map(color) ?? "default"
        if let ground = look.background { colors += " on \(color(ground))" }
        let emphases = [
            (look.bold, "bold"), (look.dim, "dim"), (look.italic, "italic"), (look.underline, "underline"),
            (look.reverse, "reverse"),
        ]
        return ([colors] + emphases.filter(\.0).map(\.1)).joined(separator: ", ")
    }

    private static let names =
        ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"].flatMap { [$0] }
        + ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"].map { "bright-\($0)" }
}
