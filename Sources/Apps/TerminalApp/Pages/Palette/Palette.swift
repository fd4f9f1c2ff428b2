import TerminalKit

/// Every action and command by its words; typing narrows it, Enter runs the chosen one.
struct Palette {
    var query = LineEditor()
    /// Which of the matching entries is chosen.
    var index = 0
    /// Where keys went before, for what an action means there.
    var origin: Context
}

/// An entry of the palette, as it answers what was typed.
struct PaletteEntry: Hashable {
    enum Kind: Hashable, Sendable {
        case action(Action)
        /// By its name in the catalogue.
        case command(String)
        /// As typed or completed, behind `mcp-manager`.
        case line([String])
    }

    var kind: Kind
    var title: String
    var detail: String
    /// The key that does the same.
    var key: KeyPress?
    /// Other words for the same, that are typed perhaps.
    var synonyms: [String] = []
    /// The matched characters of the title.
    var ranges: [Range<Int>] = []
}
