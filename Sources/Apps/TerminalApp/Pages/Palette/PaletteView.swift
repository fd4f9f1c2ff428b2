import TerminalKit

/// The command palette: every command by its words, with its key, and why it would do nothing now.
struct PaletteView {
    let palette: Palette
    let state: AppState
    let glyphs: Glyphs

    private static func height(in area: Rect) -> Int { min(area.height, 22) }

    /// Rows of a page of commands, one kept for the eye.
    static func page(in area: Rect) -> Int { max(1, height(in: area) - Popup.rowsAround - 2) }

    func draw(in area: Rect, on frame: inout Frame) {
        // A box that would leave only slivers of the panes takes everything.
        let width = area.width < 96 ? area.width : 84
        let entries = state.entries(of: palette)
        let height = Self.height(in: area)
        let interior = Popup(title: "Commands", lines: []).draw(
            in: area, width: width, height: height, on: &frame, glyphs: glyphs)
        let field = palette.query.visible(columns: interior.width - 4)
        let query = palette.query.text.isEmpty ? Piece("type an action or a command", .inputHint) : Piece(field.text, .inputFocus)
        frame.put(
            [Piece(": ", .key, bold: true), query], x: interior.x, y: interior.y - 1, maxWidth: interior.width, glyphs: glyphs,
            on: .popup)
        frame.cursor = Point(x: interior.x + 2 + field.cursor, y: interior.y - 1)

        let room = interior.inset(top: 1)
        guard !entries.isEmpty else {
            frame.put("no such command", x: room.x, y: room.y, style: Style(.textDim, on: .popup), maxWidth: room.width)
            return
        }
        let index = min(palette.index, entries.count - 1)
        let top = max(0, index - room.height + 1)
        for (row, entry) in entries.dropFirst(top).prefix(room.height).enumerated() {
            draw(entry, isChosen: top + row == index, in: room.row(row), on: &frame)
        }
        guard let line = state.commandLine(of: entries[index]) else { return }
        frame.put(
            [Piece(" "), Piece(glyphs.prompt, .accent), Piece(SafeText(" \(line) "), .textDim)], x: interior.x - 1,
            y: interior.maxY, maxWidth: interior.width, glyphs: glyphs, on: .popup)
    }

    private func draw(_ entry: PaletteEntry, isChosen: Bool, in row: Rect, on frame: inout Frame) {
        let ground: StyleToken = isChosen ? .select : .popup
        if isChosen {
            frame.select(row, margin: 2, on: ground, hasCursor: false, glyphs: glyphs)
        }
        let reason = state.objection(to: entry)
        let title = title(entry, Style(reason == nil ? (isChosen ? .textStrong : .text) : .textDim))
        let gap = max(2, (row.width < 60 ? 12 : 20) - title.width)
        let line = StyledLine(
            title + [Piece(SafeText(repeating: " ", columns: gap)), Piece(SafeText(reason ?? entry.detail), .textDim)],
            trailing: entry.key.map { [Piece(glyphs.key($0), .key, bold: true)] } ?? [])
        frame.put(line, in: row, glyphs: glyphs, on: ground)
    }

    /// The title with the matched letters bold and in the colour of what is chosen.
    private func title(_ entry: PaletteEntry, _ style: Style) -> [Piece] {
        let characters = Array(entry.title)
        var pieces: [Piece] = []
        var place = 0
        for range in entry.ranges where range.upperBound <= characters.count && range.lowerBound >= place {
            pieces.append(Piece(SafeText(String(characters[place..<range.lowerBound])), style))
            pieces.append(Piece(SafeText(String(characters[range])), .accent, bold: true))
            place = range.upperBound
        }
        return pieces + [Piece(SafeText(String(characters[place...])), style)]
    }
}
