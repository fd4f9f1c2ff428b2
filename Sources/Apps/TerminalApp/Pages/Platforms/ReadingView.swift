import ServerModel
import TerminalKit

/// Text in a large box, with what can be done about it below: a plan, or everything about an entry.
struct ReadingView {
    let title: SafeText
    let lines: [StyledLine]
    /// The first line shown.
    let top: Int
    /// What can be done, in the last row.
    let button: StyledLine
    /// Whether the box is no taller than its text; one whose text changes while it is open stays as it is.
    var fits = true
    /// How many steps there were, of which this is the last.
    var steps: Int?
    let glyphs: Glyphs

    init(title: SafeText, lines: [StyledLine], top: Int, button: StyledLine, glyphs: Glyphs) {
        self.title = title
        self.lines = lines
        self.top = top
        self.button = button
        self.glyphs = glyphs
    }

    init?(_ state: AppState, glyphs: Glyphs) {
        guard let body = state.layout?.body else { return nil }
        let width = ReadingBox(body: body).text.columns
        self.glyphs = glyphs
        switch state.overlay {
        case .plan(let page):
            title = SafeText(page.work.title)
            lines = PlanLines(page: page, state: state, glyphs: glyphs).lines(width: width)
            top = page.top
            button = Self.button(of: page, width: width, glyphs: glyphs)
            steps = page.lastOf
            fits = false
        case .entry(let page):
            guard let entry = EntryLines(state, glyphs: glyphs) else { return nil }
            title = entry.title
            lines = entry.lines(width: width)
            top = page.top
            button = ButtonRow(["Close"], chosen: 0).line(width: width)
        case .help, .palette, .confirmation, .deletion, .page, nil: return nil
        }
    }

    /// The last first line.
    func lastTop(body: Rect) -> Int { max(0, lines.count - ReadingBox(body: body).text.rows) }

    func draw(in body: Rect, on frame: inout Frame) {
        let box = ReadingBox(body: body, fitting: fits ? lines.count : nil)
        let step = steps.map { FormBox.words(step: $0, of: $0) }
        // The step is always to be seen.
        let room = box.width - 6 - (step.map { $0.width + 1 } ?? 0)
        let interior = Popup(title: title.truncated(to: room, ellipsis: glyphs.kit.ellipsis), lines: []).draw(
            in: body, width: box.width, height: box.height, on: &frame, glyphs: glyphs)
        if let step { frame.put(step: step, over: interior) }
        let area = box.area(in: interior)
        let top = max(0, min(top, lastTop(body: body)))
        for (index, line) in lines.dropFirst(top).prefix(area.height).enumerated() {
            frame.put(line, in: area.row(index), glyphs: glyphs, on: .popup)
        }
        let last = interior.row(interior.height - 1)
        let hidden = lines.count - top - area.height
        let position: [Piece] =
            lines.count <= area.height
            ? [] : [Piece(hidden > 0 ? SafeText("\(hidden) more below") : SafeText("the end"), .textDim)]
        frame.put(StyledLine(button.leading, trailing: position), in: last, glyphs: glyphs, on: .popup)
        frame.cursor = Point(x: last.x, y: last.y)
    }

    private static func button(of page: PlanPage, width: Int, glyphs: Glyphs) -> StyledLine {
        switch page.step {
        case .asking: StyledLine([Piece(glyphs.phase(.starting) + " asking the daemon", .pending)])
        case .applying: StyledLine([Piece(glyphs.phase(.starting) + " writing", .pending)])
        // Close together where how much is left to read needs the room beside them.
        case .ready, .failed, .done:
            ButtonRow(page.buttons, chosen: page.canBeApplied && page.accepts ? 1 : 0).line(width: width - Self.position)
        }
    }

    /// Columns for how much is left.
    private static let position = 14
}
