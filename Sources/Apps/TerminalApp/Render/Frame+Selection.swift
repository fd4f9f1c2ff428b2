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

    /// Says in a row why there is nothing to choose.
    ///
    /// - Parameter hasCursor: puts the terminal's own cursor before the words, where screen readers read.
    mutating func put(reason: SafeText, in row: Rect, hasCursor: Bool) {
        put(reason, x: row.x, y: row.y, style: Style(.textDim), maxWidth: row.width)
        if hasCursor { cursor = Point(x: row.x, y: row.y) }
    }
}

extension AppState {
    /// Whether the terminal's own cursor is in a pane: the pane has the focus, and nothing lies over it.
    func hasCursor(in pane: Pane) -> Bool { focus == pane && overlay == nil && prompt == nil }
}
