import ServerModel
import TerminalKit

/// Moving in whatever has the keys.
extension AppState {
    /// Rows of a page in the pane with the focus, one kept for the eye.
    var page: Int {
        let pane: Pane = prompt?.isFilter == true ? .servers : focus
        guard let layout else { return 1 }
        if case .page(let page) = overlay { return page.page(in: self) }
        switch overlay {
        case .help: return max(1, layout.body.height - 6)
        case .confirmation: return QuestionBox.page(in: layout.body)
        case .palette: return PaletteView.page(in: layout.body)
        case .deletion, .plan, .entry, .page, nil: break
        }
        if ReadingView(self, glyphs: .unicode) != nil { return max(1, ReadingBox(body: layout.body).text.rows - 1) }
        if pane == .platforms, let rect = layout.panes[pane] { return max(1, PlatformGrid(pane: rect).rows.height - 1) }
        if pane == .logs, let logWindow { return max(1, logWindow.height - 1) }
        guard let rect = layout.panes[pane] else { return 1 }
        switch pane {
        case .health: return healthRows(in: rect)
        case .tools: return toolsRows(in: rect)
        case .calls: return callsRows(in: rect)
        case .sessions: return sessionsRows(in: rect)
        case .alerts: return alertsRows(in: rect)
        case .servers, .status, .logs, .secrets, .platforms, .events: return max(1, rect.height - 3)
        }
    }

    mutating func move(by rows: Int) -> [Effect] {
        switch overlay {
        case .help(var page):
            let last = layout.map { HelpView(page: page, state: self, glyphs: .unicode).lastTop(in: $0.body) } ?? 0
            page.top = max(0, min(last, page.top + rows))
            overlay = .help(page)
            return []
        case .palette(var palette):
            let last = entries(of: palette).count - 1
            palette.index = max(0, min(last, palette.index + rows))
            overlay = .palette(palette)
            return []
        case .plan, .entry:
            read(by: rows)
            return []
        case .page(var page):
            page.move(by: rows, in: self)
            overlay = .page(page)
            return []
        case .confirmation(var question):
            guard let body = layout?.body else { return [] }
            let box = ConfirmationView(question: question, state: self, glyphs: .unicode).box(in: body)
            question.top = max(0, min(box.lastTop(in: body), question.top + rows))
            overlay = .confirmation(question)
            return []
        case .deletion: return []
        case nil: break
        }
        switch prompt?.isFilter == true ? .servers : focus {
        case .servers where context == .welcome: moveWelcome(by: rows)
        case .servers: select(by: rows)
        case .status: statusTop = max(0, min(lastStatusTop, statusTop + rows))
        case .logs: scrollLog(by: rows)
        case .health: moveHealth(by: rows)
        case .tools: moveTools(by: rows)
        case .calls: moveCalls(by: rows)
        case .sessions: moveSessions(by: rows)
        case .alerts: moveAlerts(by: rows)
        case .secrets: moveSecret(by: rows)
        case .platforms: movePlatform(by: rows)
        case .events: moveEvents(by: rows)
        }
        return []
    }

    mutating func goSideways(by step: Int) {
        if focus == .platforms { movePlatform(sideways: step) } else { panLog(by: 8 * step) }
    }

    mutating func moveToTop() -> [Effect] {
        guard overlay == nil else { return move(by: -100_000) }
        switch focus {
        case .servers: select(by: -servers.count)
        case .status: statusTop = 0
        case .logs: scrollLogToTop()
        case .health: moveHealth(by: -100_000)
        case .tools: moveTools(by: -100_000)
        case .calls: moveCalls(by: -100_000)
        case .sessions: moveSessions(by: -100_000)
        case .alerts: moveAlerts(by: -100_000)
        case .secrets: moveSecret(by: -1000)
        case .platforms: movePlatform(by: -100_000)
        case .events: moveEvents(by: -100_000)
        }
        return []
    }

    mutating func moveToBottom() -> [Effect] {
        guard overlay == nil else { return move(by: 100_000) }
        switch focus {
        case .servers: select(by: servers.count)
        case .status: statusTop = lastStatusTop
        case .logs: return followLog()
        case .health: moveHealth(by: 100_000)
        case .tools: moveTools(by: 100_000)
        case .calls: moveCalls(by: 100_000)
        case .sessions: moveSessions(by: 100_000)
        case .alerts: moveAlerts(by: 100_000)
        case .secrets: moveSecret(by: 1000)
        case .platforms: movePlatform(by: 100_000)
        case .events: moveEvents(by: 100_000)
        }
        return []
    }

    private mutating func select(by rows: Int) {
        let visible = visibleServers
        guard !visible.isEmpty else { return }
        let index = visible.firstIndex { $0.id == selected } ?? 0
        let chosen = visible[max(0, min(visible.count - 1, index + rows))].id
        if chosen != selected { statusTop = 0 }
        selected = chosen
    }

    /// Scrolls what is read over the panes.
    private mutating func read(by rows: Int) {
        if case .page(var page) = overlay {
            page.move(by: rows, in: self)
            overlay = .page(page)
            return
        }
        guard let body = layout?.body, let last = ReadingView(self, glyphs: .unicode)?.lastTop(body: body) else { return }
        switch overlay {
        case .plan(var page):
            page.top = max(0, min(last, page.top + rows))
            overlay = .plan(page)
        case .entry(var page):
            page.top = max(0, min(last, page.top + rows))
            overlay = .entry(page)
        case .help, .palette, .confirmation, .deletion, .page, nil: break
        }
    }

    /// How far the status can be scrolled.
    private var lastStatusTop: Int {
        guard let pane = layout?.panes[.status], let server = server(selected) else { return 0 }
        let lines = StatusPage(server, state: self, glyphs: .unicode).lines(width: StatusPage.width(pane))
        return max(0, lines.count - StatusPage.rows(pane))
    }
}
