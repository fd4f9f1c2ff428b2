import ServerModel
import TerminalKit

/// The one way the state changes. Pure: what must happen outside is returned, not done.
extension AppState {
    mutating func handle(_ event: AppEvent, at moment: Timestamp) -> [Effect] {
        passTime(to: moment)
        var effects: [Effect]
        switch event {
        case .started: effects = connect()
        case .input(let input): effects = handle(input)
        case .backend(let event): effects = hear(event)
        }
        effects += settle()
        return effects
    }

    /// An error waits until somebody has seen it; what is told meanwhile is among the messages.
    private mutating func hear(_ event: BackendEvent) -> [Effect] {
        let before = toast
        let effects = handle(event)
        if let before, before.isError, toast?.isError == false {
            toast = before
            desk.forgetNewestMessage()
        }
        return effects
    }

    private mutating func handle(_ input: InputEvent) -> [Effect] {
        switch input {
        case .key(let key): return press(key)
        case .paste(let text): return paste(text)
        case .resize(let size):
            self.size = size
            return []
        case .mouse(let event): return handle(event)
        case .terminalClosed: return [.quit]
        }
    }

    /// A new connection; answers to older ones are ignored from now on.
    mutating func connect() -> [Effect] {
        generation += 1
        link = hasPicture ? .reconnecting : .connecting
        running = [:]
        return [.connect(generation: generation, launch: true)]
    }

    /// Brings what depends on other things in line with them, after every event.
    private mutating func settle() -> [Effect] {
        if focus != .platforms, let shown = Tab(showing: focus) { tab = shown }
        if focus == .platforms, !showsPlatforms { enterPlatforms() }
        if focus != .events { showsPlatforms = focus == .platforms }
        settleSelection()
        let looks = settleAppearance()
        guard let layout else { return looks }
        if layout.panes[.events] != nil { feed.unseen = 0 }
        if let pane = layout.panes[.servers] { settleListTop(rows: pane.height - 2) }
        if let pane = layout.panes[.platforms] { settlePlatforms(in: pane) }
        return looks + (layout.panes[.logs] == nil ? [] : followSelected()) + loadSecretsIfShown() + loadPlatformsIfShown()
            + loadHealthIfShown() + loadToolsIfShown() + loadCallsIfShown() + loadSessionsIfShown() + loadAlertsIfShown()
            + settleOutput()
    }

    private mutating func settleSelection() {
        let visible = visibleServers
        // Whose form is open stays selected, whatever the list is narrowed to.
        guard !visible.isEmpty, form == nil else { return }
        guard !visible.contains(where: { $0.id == selected }) else { return }
        // What was selected is gone or filtered out: its neighbour by name takes over.
        let before = selected
        selected = (visible.first { $0.id > before ?? $0.id } ?? visible.last)?.id
        if before == nil { selected = visible.first?.id }
        statusTop = 0
    }

    private mutating func settleListTop(rows: Int) {
        let visible = visibleServers
        let index = visible.firstIndex { $0.id == selected } ?? 0
        listTop = min(listTop, index, max(0, visible.count - rows))
        if rows > 0, index >= listTop + rows { listTop = index - rows + 1 }
        listTop = max(0, listTop)
    }
}
