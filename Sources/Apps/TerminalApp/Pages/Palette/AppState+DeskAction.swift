import ServerModel
import TerminalKit

/// What can be done everywhere: commands, messages, taking back.
extension AppState {
    mutating func perform(_ action: DeskAction) -> [Effect] {
        switch action {
        case .undo: askToUndo()
        case .messages: showMessages()
        case .complete: completeChosen()
        case .searchOutput: searchOutput()
        case .nextInOutput: jumpInOutput(1)
        case .previousInOutput: jumpInOutput(-1)
        case .copyOutput: return copyOutput()
        case .runAgain: return runOutputAgain()
        }
        return []
    }

    /// Why it would do nothing now; `nil` when it would.
    func objection(to action: DeskAction) -> String? {
        switch action {
        case .undo: undoable.isEmpty ? "nothing was done here that can be taken back" : nil
        case .messages, .complete: nil
        case .searchOutput, .nextInOutput, .previousInOutput, .copyOutput, .runAgain: objection(inOutput: action)
        }
    }

    /// The same on the command line; `nil` where there is none.
    func commandLine(of action: DeskAction) -> String? {
        switch action {
        case .undo: undoable.last?.command
        case .messages, .complete, .searchOutput, .nextInOutput, .previousInOutput, .copyOutput: nil
        case .runAgain: desk.output?.commandLine
        }
    }

    /// Asks before what was done last is taken back; it leaves the pile when that is agreed to.
    private mutating func askToUndo() {
        guard let last = undoable.last else { return }
        overlay = .page(
            Question(
                title: "Undo the last change?", targets: [last.label],
                meaning: undoable.count == 1 ? "" : "\(undoable.count - 1) more can be taken back after it.",
                command: last.command, verb: "Undo", requests: last.requests,
                agreed: { state in
                    // Something else may have been done while the question was open.
                    if let index = state.undoable.lastIndex(of: last) { state.undoable.remove(at: index) }
                    // It comes back when the daemon cannot do it; the questions are asked right after this.
                    for number in last.requests.indices { state.undoing[state.questions + 1 + number] = last }
                    return []
                }))
    }

    private mutating func runOutputAgain() -> [Effect] {
        guard let output = desk.output else { return [] }
        return run(words: output.words)
    }
}
