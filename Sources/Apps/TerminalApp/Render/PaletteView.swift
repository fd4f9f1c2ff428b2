import TerminalKit

/// The command palette: every command by its words, with its key, and why it would do nothing now.
struct PaletteView {
    let palette: Palette
    let state: AppState
    let glyphs: Glyphs

    func draw(in area: Rect, on frame: inout Frame) {
        let width = min(74, area.width - 2)
        let entries = PaletteEntry.matching(palette)
        let height = min(area.height, 22)
        let interior = Popup(title: "Commands", lines: []).draw(
            in: area, width: width, height: height, on: &frame, glyphs: glyphs)
        let field = palette.query.visible(columns: interior.width - 4)
        let query = palette.query.text.isEmpty ? Piece("type to filter", .inputHint) : Piece(field.text, .inputFocus)
        frame.put(
            [Piece(": ", .key, bold: true), query], x: interior.x, y: interior.y - 1, maxWidth: interior.width, glyphs: glyphs,
            on: .popup)
        frame.cursor = Point(x: interior.x + 2 + field.cursor, y: interior.y - 1)

        let room = interior.inset(top: 1)
        guard !entries.isEmpty else {
            frame.put("no such command", x: room.x, y: room.y, style: Style(.textDim, on: .popup), maxWidth: room.width)
            return
        }
        let top = max(0, palette.index - room.height + 1)
        for (row, entry) in entries.dropFirst(top).prefix(room.height).enumerated() {
            draw(entry, isChosen: top + row == palette.index, in: room.row(row), on: &frame)
        }
    }

    private func draw(_ entry: PaletteEntry, isChosen: Bool, in row: Rect, on frame: inout Frame) {
        let ground: StyleToken = isChosen ? .select : .popup
        if isChosen {
            let bar = Rect(x: row.x - 2, y: row.y, width: row.width + 4, height: 1)
            frame.fill(bar, Style(.text, on: ground))
            frame.put(glyphs.kit.selectionEdge, x: bar.x, y: row.y, style: Style(.selectEdge, on: ground))
        }
        let reason = state.objection(to: entry.action)
        let label = SafeText(entry.label).padded(to: 12)
        let line = StyledLine(
            [
                Piece(label, Style(reason == nil ? (isChosen ? .textStrong : .text) : .textDim, bold: isChosen)),
                Piece(SafeText(reason ?? entry.tooltip), .textDim),
            ],
            trailing: [Piece(glyphs.key(entry.key), .key, bold: true)])
        frame.put(line, in: row, glyphs: glyphs, on: ground)
    }
}
