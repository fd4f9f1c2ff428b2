import ServerModel
import TerminalKit

/// What the page of sessions can do.
extension AppState {
    mutating func perform(_ action: SessionsAction) -> [Effect] {
        switch action {
        case .onlySelected:
            sessions.onlySelected.toggle()
            if focus != .sessions { go(to: .sessions) }
        case .showCalls:
            calls.showsAll = false
            go(to: .calls)
        case .copy: return copySession()
        }
        return []
    }

    /// Why it would do nothing now; `nil` when it would.
    func objection(to action: SessionsAction) -> String? {
        switch action {
        case .onlySelected, .showCalls: selected == nil ? "no server is selected" : nil
        case .copy:
            chosenSession(in: sessionList) != nil
                ? nil : selected.map { "\($0) has no session" } ?? "no server is selected"
        }
    }

    /// The same on the command line; `nil` where there is none.
    func commandLine(of action: SessionsAction) -> String? {
        switch action {
        case .onlySelected: selected.map { "mcp-manager status \($0)" }
        case .showCalls: selected.map { "mcp-manager calls \($0)" }
        case .copy: nil
        }
    }

    /// `Cursor: 96 requests to github`
    private func copySession() -> [Effect] {
        let list = sessionList
        guard let index = chosenSession(in: list), case .session(let id, let session) = list.lines[index] else { return [] }
        return [.copy(SafeText("\(session.client): \(session.requestWords) to \(id)").string, what: "the session")]
    }
}
