import TerminalKit

/// A box over the panes.
struct Popup {
    var title: SafeText
    var lines: [StyledLine]

    /// Those of the border and the white space inside it.
    static let rowsAround = 4

    /// Draws the box as tall as its lines, and returns where they are.
    @discardableResult
    func draw(in area: Rect, width: Int, height: Int? = nil, on frame: inout Frame, glyphs: Glyphs) -> Rect {
        let box = area.centered(width: width, height: height ?? lines.count + Self.rowsAround)
        frame.fill(box, Style(.popup, on: .popup))
        frame.box(box, Style(.popupBorder, on: .popup), glyphs: glyphs.kit)
        frame.put(
            [Piece(SafeText(" ") + title + " ", Style(.titleFocus, bold: true))], x: box.x + 2, y: box.y, maxWidth: box.width - 4,
            glyphs: glyphs, on: .popup)
        let interior = box.inset(left: 3, top: 2, right: 3, bottom: 1)
        for (index, line) in lines.prefix(interior.height).enumerated() {
            frame.put(line, in: interior.row(index), glyphs: glyphs, on: .popup)
        }
        return interior
    }
}
