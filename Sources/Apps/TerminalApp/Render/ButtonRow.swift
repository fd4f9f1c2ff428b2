import TerminalKit

/// Buttons side by side, one of them chosen.
struct ButtonRow {
    let titles: [SafeText]
    let chosen: Int
    /// The one that ends or removes something.
    let danger: Int?

    init(_ titles: [String], chosen: Int, danger: Int? = nil) {
        self.titles = titles.map { SafeText($0) }
        self.chosen = chosen
        self.danger = danger
    }

    /// Closer together where there is little room.
    func line(width: Int) -> StyledLine {
        let all = titles.reduce(0) { $0 + $1.width }
        let isWide = all + titles.count * 4 + (titles.count - 1) * 3 <= width
        let isNarrow = all + titles.count * 2 + titles.count - 1 > width
        let margin: SafeText = isWide ? "  " : isNarrow ? "" : " "
        let buttons = titles.enumerated().map { index, title in
            let focus = Style(index == danger ? .buttonDanger : .buttonFocus, bold: true)
            return [Piece(margin + title + margin, index == chosen ? focus : Style(.button))]
        }
        return StyledLine(Array(buttons.joined(separator: [Piece(isWide ? "   " : " ")])))
    }

    /// How many lines can be read above them.
    static func rowsAbove(in interior: Rect) -> Int { max(1, interior.height - 2) }
}

extension Frame {
    /// Draws lines from `top` on, as far as there is room, and below them the buttons and how much is left to read.
    mutating func put(_ lines: [StyledLine], from top: Int, above buttons: ButtonRow, in interior: Rect, glyphs: Glyphs) {
        let room = ButtonRow.rowsAbove(in: interior)
        let top = max(0, min(top, lines.count - room))
        for (index, line) in lines.dropFirst(top).prefix(room).enumerated() {
            put(line, in: interior.row(index), glyphs: glyphs, on: .popup)
        }
        let last = interior.row(interior.height - 1)
        let hidden = lines.count - top - room
        let position: [Piece] =
            lines.count <= room ? [] : [Piece(hidden > 0 ? SafeText("\(hidden) more below") : "the end", .textDim)]
        let row = buttons.line(width: interior.width)
        put(StyledLine(row.leading, trailing: position), in: last, glyphs: glyphs, on: .popup)
        cursor = Point(x: last.x, y: last.y)
    }
}
