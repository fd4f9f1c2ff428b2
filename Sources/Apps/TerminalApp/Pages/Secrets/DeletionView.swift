import ServerModel
import TerminalKit

/// The question before a secret's value goes.
struct DeletionView {
    let question: SecretDeletion
    let glyphs: Glyphs

    func draw(in area: Rect, on frame: inout Frame) {
        let width = min(64, area.width - 2)
        let room = max(10, width - 8)
        let text = SafeText("Its value goes from every store. What runs with it runs on.").wrapped(to: room)
        let command = SafeText(question.command).wrapped(to: room)
        let parts = [
            text.map { StyledLine([Piece($0)]) },
            command.enumerated().map { index, part in
                StyledLine([Piece(index == 0 ? glyphs.prompt : " ", .accent), Piece(" "), Piece(part, .textDim)])
            },
            [ButtonRow(["Cancel", "Delete"], chosen: question.accepts ? 1 : 0, danger: 1).line(width: width - 6)],
        ]
        // Everything is to be read before it is answered: rather without white space than cut.
        let isTight = parts.joined().count + parts.count - 1 + Popup.rowsAround > area.height
        let lines = Array(parts.joined(separator: isTight ? [] : [.blank]))
        let interior = Popup(title: SafeText(question.title), lines: lines).draw(
            in: area, width: width, on: &frame, glyphs: glyphs)
        frame.cursor = Point(x: interior.x, y: min(interior.maxY - 1, interior.y + lines.count - 1))
    }
}
