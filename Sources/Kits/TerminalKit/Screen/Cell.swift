/// One cell of a ``Frame``.
public struct Cell: Hashable, Sendable {
    /// A base character with its marks; empty in the right half of a wide character.
    public internal(set) var glyph: String
    /// 1 or 2 columns; 0 for the right half of the wide character before it.
    public internal(set) var width: Int
    /// How it asks to look.
    public internal(set) var style: Style

    /// A blank cell.
    public init(style: Style = .text) {
        self.init(glyph: " ", width: 1, style: style)
    }

    init(glyph: String, width: Int, style: Style) {
        self.glyph = glyph
        self.width = width
        self.style = style
    }
}
