import ServerModel
import TerminalKit

/// The question before clients are interrupted: whom it hits, what it is on the command line, and two buttons.
struct ConfirmationView {
    let question: VerbQuestion
    let state: AppState
    let glyphs: Glyphs

    func draw(in area: Rect, on frame: inout Frame) { box(in: area).draw(in: area, on: &frame, glyphs: glyphs) }

    func box(in area: Rect) -> QuestionBox {
        let room = QuestionBox.room(in: area)
        return QuestionBox(
            title: question.title,
            parts: [targets, QuestionBox.lines(ofCommand: question.command, room: room, glyphs: glyphs)],
            buttons: ButtonRow(
                ["Cancel", question.verb.title], chosen: question.accepts ? 1 : 0, danger: question.verb == .kill ? 1 : nil),
            top: question.top)
    }

    private var targets: [StyledLine] {
        let names = question.targets.map { SafeText($0.rawValue).width }.max() ?? 0
        return question.targets.map { id in
            let server = state.server(id)
            let look = server.map { ServerLook($0, glyphs: glyphs) }
            return StyledLine([
                Piece(look?.glyph ?? "?", look?.token ?? .unknown), Piece(" "),
                Piece(SafeText(id.rawValue).padded(to: names), .textStrong, bold: true), Piece("  "),
                Piece(clients(of: server), .text),
            ])
        }
    }

    /// `2 sessions: Claude Desktop, Cursor`
    private func clients(of server: ServerStatus?) -> SafeText {
        let sessions = server?.sessions ?? []
        guard !sessions.isEmpty else { return "no session" }
        let names = sessions.map { SafeText($0.clientName ?? $0.platform ?? "a client") }
        return SafeText(sessions.count == 1 ? "1 session: " : "\(sessions.count) sessions: ") + names.joined(separator: ", ")
    }
}
