import ServerModel
import TerminalKit

/// Moving in the page of sessions. It asks nothing: events bring every change of a status.
extension AppState {
    var sessionList: SessionList {
        SessionList(sessions.onlySelected ? [server(selected)].compactMap(\.self) : servers)
    }

    /// The line of the chosen session; `nil` when the selected server has none. Verbs act on the selected server, so the row
    /// with the cursor is always one of its.
    func chosenSession(in list: SessionList) -> Int? {
        let own = list.places.filter { if case .session(selected, _) = list.lines[$0] { true } else { false } }
        return own.first { if case .session(_, let session) = list.lines[$0] { session.id == sessions.selected } else { false } }
            ?? own.first
    }

    /// Moves by rows; ±100,000 is all the way. The session's server becomes the selected one.
    mutating func moveSessions(by rows: Int) {
        let list = sessionList
        let places = list.places
        guard !places.isEmpty else { return }
        let current = chosenSession(in: list).flatMap { places.firstIndex(of: $0) }
        let index = current.map { max(0, min(places.count - 1, $0 + rows)) } ?? (rows < 0 ? places.count - 1 : 0)
        guard case .session(let id, let session) = list.lines[places[index]] else { return }
        sessions.selected = session.id
        if visibleServers.contains(where: { $0.id == id }) { selected = id }
        settleSessions()
    }

    /// Rows of a page, one kept for the eye.
    func sessionsRows(in pane: Rect) -> Int { max(1, SessionsView.rows(in: pane).height - 1) }

    mutating func loadSessionsIfShown() -> [Effect] {
        settleSessions()
        return []
    }

    mutating func hearSessions(of event: ServerEvent) -> [Effect] { [] }

    private mutating func settleSessions() {
        guard let pane = layout?.panes[.sessions] else { return }
        let list = sessionList
        let height = SessionsView.rows(in: pane).height
        sessions.top = max(0, min(sessions.top, list.lines.count - height))
        guard let index = chosenSession(in: list) else { return }
        // The client's name stays above its first session.
        sessions.top = min(sessions.top, max(0, index - 1))
        if index >= sessions.top + height { sessions.top = index - height + 1 }
        // Behind the last session, what sharing saves.
        if index == list.places.last { sessions.top = max(sessions.top, min(list.lines.count - height, index)) }
    }
}
