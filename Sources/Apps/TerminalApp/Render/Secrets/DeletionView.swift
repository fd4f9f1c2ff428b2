import ServerModel
import TerminalKit

/// The question before a secret's value goes.
struct DeletionView {
    let question: SecretDeletion
    let glyphs: Glyphs

    func draw(in area: Rect, on frame: inout Frame) {
        let width = min(64, area.width - 2)
        let lines = [
            StyledLine([Piece("Its value goes from every store. What runs with it runs on.")]), .blank,
            StyledLine([Piece(glyphs.prompt, .accent), Piece(SafeText(" \(question.command)"), .textDim)]), .blank,
            ButtonRow(["Cancel", "Delete"], chosen: question.accepts ? 1 : 0).line,
        ]
        let interior = Popup(title: SafeText(question.title), lines: lines).draw(
            in: area, width: width, on: &frame, glyphs: glyphs)
        frame.cursor = Point(x: interior.x, y: min(interior.maxY - 1, interior.y + lines.count - 1))
    }
}

/// Buttons side by side, one of them chosen.
struct ButtonRow {
    let titles: [SafeText]
    let chosen: Int

    init(_ titles: [String], chosen: Int) {
        self.titles = titles.map { SafeText($0) }
        self.chosen = chosen
    }

    var line: StyledLine {
        let buttons = titles.enumerated().map { index, title in
            [Piece(SafeText("  ") + title + "  ", index == chosen ? Style(.buttonFocus, bold: true) : Style(.button))]
        }
        return StyledLine(Array(buttons.joined(separator: [Piece("   ")])))
    }
}
