import ServerModel
import TerminalKit

/// A question before something is done that people may regret: what exactly it hits, what it is on the command line, and two
/// buttons. Cancel is chosen until the other is.
struct Question: OverlayPage {
    /// `Remove 2 servers?`
    var title: String
    /// The exact targets, one a line.
    var targets: [String]
    /// What it means for them. May be empty.
    var meaning: String
    /// The same on the command line; `nil` where there is none.
    var command: String?
    /// The word on the button: `Remove`.
    var verb: String
    /// What is asked of the daemon when it is agreed to.
    var requests: [Request]
    var accepts = false
    /// What is done beside asking the daemon, or instead of it where nothing is asked.
    var agreed: (@Sendable (inout AppState) -> [Effect])? = nil

    /// More targets than this are only counted.
    private static let namedTargets = 8

    var context: Context { .dialog }

    mutating func move(by rows: Int, in state: AppState) {}

    func draw(in area: Rect, on frame: inout Frame, state: AppState, glyphs: Glyphs) {
        let width = min(64, area.width - 2)
        let room = max(10, width - 8)
        let shown = targets.prefix(Self.namedTargets)
        let more = targets.count - shown.count
        let names =
            shown.map {
                StyledLine([Piece(SafeText($0).truncated(to: room, ellipsis: glyphs.kit.ellipsis), .textStrong, bold: true)])
            }
            + (more > 0 ? [StyledLine([Piece(SafeText("and \(more) more"), .textDim)])] : [])
        let explained = meaning.isEmpty ? [] : SafeText(meaning).wrapped(to: room).map { StyledLine([Piece($0)]) }
        let line = (command.map { SafeText($0).wrapped(to: room) } ?? []).enumerated().map { index, part in
            StyledLine([Piece(index == 0 ? glyphs.prompt : " ", .accent), Piece(" "), Piece(part, .textDim)])
        }
        let buttons = [ButtonRow(["Cancel", verb], chosen: accepts ? 1 : 0).line(width: width - 6)]
        let parts = [names, explained, line, buttons].filter { !$0.isEmpty }
        // Everything is to be read before it is answered: rather without white space than cut.
        let isTight = parts.joined().count + parts.count - 1 + Popup.rowsAround > area.height
        let lines = Array(parts.joined(separator: isTight ? [] : [.blank]))
        let interior = Popup(title: SafeText(title), lines: lines).draw(in: area, width: width, on: &frame, glyphs: glyphs)
        frame.cursor = Point(x: interior.x, y: min(interior.maxY - 1, interior.y + lines.count - 1))
    }
}

extension AppState {
    /// Answers an open ``Question``; `nil` with the chosen button.
    mutating func answerQuestion(_ accepted: Bool?) -> [Effect] {
        guard let question = overlay(as: Question.self) else { return [] }
        overlay = nil
        guard accepted ?? question.accepts else { return [] }
        if question.requests.isEmpty, let agreed = question.agreed { return agreed(&self) }
        guard isConnected else {
            toast = .note("not connected to the daemon; R connects again")
            return []
        }
        if let command = question.command { note(command) }
        let effects = question.agreed?(&self) ?? []
        return effects + question.requests.flatMap { ask($0) }
    }
}
