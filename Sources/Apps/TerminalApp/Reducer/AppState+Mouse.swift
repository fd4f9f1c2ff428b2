import TerminalKit

/// The mouse, once it was asked for: a press goes where it points, the wheel moves what is under it.
extension AppState {
    /// Rows the wheel moves at a time.
    private static let wheelRows = 3

    mutating func handle(_ mouse: MouseEvent) -> [Effect] {
        // What takes the keys takes the wheel, too; its buttons have keys.
        guard overlay == nil, prompt == nil, form == nil else {
            switch mouse.act {
            case .press: return []
            case .wheelUp: return form == nil ? move(by: -1) : []
            case .wheelDown: return form == nil ? move(by: 1) : []
            }
        }
        guard let pane = layout?.panes.first(where: { $0.value.contains(mouse.place) }) else { return [] }
        go(to: pane.key)
        guard focus == pane.key else { return [] }
        switch mouse.act {
        case .press:
            if pane.key == .servers { selectServer(inRow: mouse.place.y - pane.value.y - 1) }
            return []
        case .wheelUp: return move(by: pane.key == .servers ? -1 : -Self.wheelRows)
        case .wheelDown: return move(by: pane.key == .servers ? 1 : Self.wheelRows)
        }
    }

    /// Selects what is shown in a row of the list, counted from its first; nothing is there in the others.
    private mutating func selectServer(inRow row: Int) {
        guard row >= 0, let server = visibleServers[safe: listTop + row], server.id != selected else { return }
        selected = server.id
        statusTop = 0
    }
}
