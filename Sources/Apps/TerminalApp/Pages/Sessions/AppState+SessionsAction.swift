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
        }
        return []
    }

    /// Why it would do nothing now; `nil` when it would.
    func objection(to action: SessionsAction) -> String? {
        switch action {
        case .onlySelected, .showCalls: selected == nil ? "no server is selected" : nil
        }
    }

    /// The same on the command line; `nil` where there is none.
    func commandLine(of action: SessionsAction) -> String? {
        switch action {
        case .onlySelected: selected.map { "mcp-manager status \($0)" }
        case .showCalls: selected.map { "mcp-manager calls \($0)" }
        }
    }
}
