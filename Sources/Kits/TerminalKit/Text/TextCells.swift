/// One screen cell's worth of text: a base character with the marks that sit on it.
struct TextCell: Hashable {
    var glyph: String
    /// 1 or 2 columns.
    var width: Int
}

/// The cells of harmless text from left to right.
///
/// Cells are cut by width, not by Swift's grapheme rules: the terminal, too, starts a new cell at every character that has
/// a width, and the columns must be the terminal's.
struct TextCells: Sequence, IteratorProtocol {
    private var scalars: Substring.UnicodeScalarView

    init(_ text: SafeText) {
        scalars = Substring(text.string).unicodeScalars
    }

    mutating func next() -> TextCell? {
        guard let base = scalars.popFirst() else { return nil }
        var glyph = String(base)
        while let mark = scalars.first, CharacterWidth.columns(mark) == 0 {
            glyph.unicodeScalars.append(mark)
            scalars.removeFirst()
        }
        return TextCell(glyph: glyph, width: Swift.max(1, CharacterWidth.columns(base) ?? 1))
    }
}
