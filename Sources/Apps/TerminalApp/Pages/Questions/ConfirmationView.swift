import ServerModel
import TerminalKit

/// The question before clients are interrupted: whom it hits, what it is on the command line, and two buttons.
struct ConfirmationView {
    let question: VerbQuestion
    let state: AppState
    let glyphs: Glyphs

    /// More targets than this are only counted.
    private static let namedTargets = 8

    func draw(in area: Rect, on frame: inout Frame) {
        let width = min(64, area.width - 2)
        let room = width - 6
        var lines = targets
        lines += [.blank, StyledLine([Piece(glyphs.prompt, .accent), Piece(SafeText(" \(question.command)"), .textDim)])]
        lines += [.blank, buttons(room: room)]
        let popup = Popup(title: SafeText(question.title), lines: lines)
        let interior = popup.draw(in: area, width: width, on: &frame, glyphs: glyphs)
        frame.cursor = Point(x: interior.x, y: min(interior.maxY - 1, interior.y + lines.count - 1))
    }

    private var targets: [StyledLine] {
        let shown = question.targets.prefix(Self.namedTargets)
        let names = shown.map { SafeText($0.rawValue).width }.max() ?? 0
        var lines = shown.map { id in
            let server = state.server(id)
            let look = server.map { ServerLook($0, glyphs: glyphs) }
            return StyledLine([
                Piece(look?.glyph ?? "?", look?.token ?? .unknown), Piece(" "),
                Piece(SafeText(id.rawValue).padded(to: names), .textStrong, bold: true), Piece("  "),
                Piece(clients(of: server), .text),
            ])
        }
        let more = question.targets.count - shown.count
        if more > 0 { lines.append(StyledLine([Piece(SafeText("and \(more) more"), .textDim)])) }
        return lines
    }

    /// `2 sessions: Claude Desktop, Cursor`
    private func clients(of server: ServerStatus?) -> SafeText {
        let sessions = server?.sessions ?? []
        guard !sessions.isEmpty else { return "no session" }
        let names = sessions.map { SafeText($0.clientName ?? $0.platform ?? "a client") }
        return SafeText(sessions.count == 1 ? "1 session: " : "\(sessions.count) sessions: ") + names.joined(separator: ", ")
    }

    private func buttons(room: Int) -> StyledLine {
        let cancel = Piece("  Cancel  ", question.accepts ? Style(.button) : Style(.buttonFocus, bold: true))
        let text = SafeText("  \(question.verb.title)  ")
        let accept = Piece(text, question.accepts ? Style(.buttonFocus, bold: true) : Style(.button))
        return StyledLine([cancel, Piece("   "), accept])
    }
}
