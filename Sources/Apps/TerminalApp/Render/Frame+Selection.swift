import TerminalKit

extension Frame {
    /// Lays the ground of the chosen row and the edge that tells it without colour.
    ///
    /// - Parameters:
    ///   - row: of the text; the bar is wider by `margin` on both sides.
    ///   - hasCursor: puts the terminal's own cursor at the row, where screen readers read.
    mutating func select(
        _ row: Rect, margin: Int = 0, on ground: StyleToken = .select, edge: StyleToken = .selectEdge, hasCursor: Bool,
        glyphs: Glyphs
    ) {
        let bar = Rect(x: row.x - margin, y: row.y, width: row.width + 2 * margin, height: 1)
        fill(bar, Style(.text, on: ground))
        put(glyphs.kit.selectionEdge, x: bar.x, y: bar.y, style: Style(edge, on: ground))
        if hasCursor { cursor = Point(x: bar.x, y: bar.y) }
    }
}
