import TerminalKit

/// A question as it is drawn: what it hits, what it means, what it is on the command line, and buttons below. Where rows are
/// scarce, white space goes first; then the text is scrolled, and the buttons stay.
struct QuestionBox {
    let title: String
    /// What it hits, what it means and the command; empty parts are left out.
    let parts: [[StyledLine]]
    let buttons: ButtonRow
    let top: Int

    static func width(in area: Rect) -> Int { min(64, area.width - 2) }

    /// Columns for the text.
    static func room(in area: Rect) -> Int { max(10, width(in: area) - 8) }

    /// Rows of a page where the text is scrolled, one kept for the eye.
    static func page(in area: Rect) -> Int { max(1, rows(in: area) - 1) }

    /// The command, not cut.
    static func lines(ofCommand command: String?, room: Int, glyphs: Glyphs) -> [StyledLine] {
        (command.map { SafeText($0).wrapped(to: room) } ?? []).enumerated().map { index, part in
            StyledLine([Piece(index == 0 ? glyphs.prompt : " ", .accent), Piece(" "), Piece(part, .textDim)])
        }
    }

    /// The last first line; 0 where everything has room.
    func lastTop(in area: Rect) -> Int { fits(in: area) ? 0 : max(0, text(in: area).count - Self.rows(in: area)) }

    func draw(in area: Rect, on frame: inout Frame, glyphs: Glyphs) {
        let width = Self.width(in: area)
        let text = text(in: area)
        let row = buttons.line(width: width - 6)
        // Closer together, so that how much is left has room beside them.
        let narrow = buttons.line(width: width - 6 - Self.position)
        if fits(in: area) {
            let lines = text + (isLoose(in: area) && !text.isEmpty ? [.blank] : []) + [row]
            let interior = Popup(title: SafeText(title), lines: lines).draw(in: area, width: width, on: &frame, glyphs: glyphs)
            frame.cursor = Point(x: interior.x, y: min(interior.maxY - 1, interior.y + lines.count - 1))
            return
        }
        let interior = Popup(title: SafeText(title), lines: []).draw(
            in: area, width: width, height: area.height, on: &frame, glyphs: glyphs)
        let top = max(0, min(top, lastTop(in: area)))
        for (index, line) in text.dropFirst(top).prefix(Self.rows(in: area)).enumerated() {
            let place = Rect(x: interior.x, y: interior.y - 1 + index, width: interior.width, height: 1)
            frame.put(line, in: place, glyphs: glyphs, on: .popup)
        }
        let hidden = text.count - top - Self.rows(in: area)
        let position = Piece(hidden > 0 ? SafeText("\(hidden) more below") : "the end", .textDim)
        let last = interior.row(interior.height - 1)
        frame.put(StyledLine(narrow.leading, trailing: [position]), in: last, glyphs: glyphs, on: .popup)
        frame.cursor = Point(x: last.x, y: last.y)
    }

    // MARK: -

    private func isLoose(in area: Rect) -> Bool {
        let parts = all(in: area)
        return parts.joined().count + parts.count + 1 + Popup.rowsAround <= area.height
    }

    /// Whether everything has room, perhaps without white space.
    private func fits(in area: Rect) -> Bool { all(in: area).joined().count + 1 + Popup.rowsAround <= area.height }

    private func text(in area: Rect) -> [StyledLine] {
        Array(all(in: area).joined(separator: isLoose(in: area) ? [.blank] : []))
    }

    /// What is to be read; a title that has no room in the border is among it.
    private func all(in area: Rect) -> [[StyledLine]] {
        let title = SafeText(title)
        let whole =
            title.width + 6 <= Self.width(in: area)
            ? [] : title.wrapped(to: Self.width(in: area) - 6).map { StyledLine([Piece($0, .textStrong, bold: true)]) }
        return ([whole] + parts).filter { !$0.isEmpty }
    }

    /// Columns for how much is left.
    private static let position = 14

    /// Rows for text that is scrolled: the blank one above it is used, the last has the buttons.
    private static func rows(in area: Rect) -> Int { max(1, area.height - Popup.rowsAround + 1) }
}
