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

    /// Something goes away.
    var isRemoval = false

    /// The first line shown, where not all have room.
    var top = 0

    var context: Context { .dialog }

    mutating func move(by rows: Int, in state: AppState) {
        guard let body = state.layout?.body else { return }
        top = max(0, min(box(in: body, glyphs: .unicode).lastTop(in: body), top + rows))
    }

    func page(in state: AppState) -> Int { state.layout.map { QuestionBox.page(in: $0.body) } ?? 1 }

    func draw(in area: Rect, on frame: inout Frame, state: AppState, glyphs: Glyphs) {
        box(in: area, glyphs: glyphs).draw(in: area, on: &frame, glyphs: glyphs)
    }

    private func box(in area: Rect, glyphs: Glyphs) -> QuestionBox {
        let room = QuestionBox.room(in: area)
        let names = targets.flatMap { target in
            SafeText(target).wrapped(to: room).map { StyledLine([Piece($0, .textStrong, bold: true)]) }
        }
        let explained = meaning.isEmpty ? [] : SafeText(meaning).wrapped(to: room).map { StyledLine([Piece($0)]) }
        return QuestionBox(
            title: title, parts: [names, explained, QuestionBox.lines(ofCommand: command, room: room, glyphs: glyphs)],
            buttons: ButtonRow(["Cancel", verb], chosen: accepts ? 1 : 0, danger: isRemoval ? 1 : nil), top: top)
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
            toast = .note(notConnected)
            return []
        }
        if let command = question.command { note(command) }
        let effects = question.agreed?(&self) ?? []
        return effects + question.requests.flatMap { ask($0) }
    }
}
