import TerminalKit

/// Text to read in a large box, scrolled.
struct TextPage: OverlayPage {
    var title: SafeText
    /// The lines for a box of so many columns.
    var lines: @Sendable (_ columns: Int, _ glyphs: Glyphs) -> [StyledLine]
    /// The first line shown.
    var top = 0

    var context: Context { .text }

    mutating func move(by rows: Int, in state: AppState) {
        guard let body = state.layout?.body else { return }
        let box = ReadingBox(body: body)
        let last = max(0, lines(box.text.columns, .unicode).count - box.text.rows)
        top = max(0, min(last, top + rows))
    }

    func draw(in area: Rect, on frame: inout Frame, state: AppState, glyphs: Glyphs) {
        let box = ReadingBox(body: area)
        ReadingView(
            title: title, lines: lines(box.text.columns, glyphs), top: top,
            button: ButtonRow(["Close"], chosen: 0).line(width: box.text.columns), glyphs: glyphs
        ).draw(in: area, on: &frame)
    }
}
