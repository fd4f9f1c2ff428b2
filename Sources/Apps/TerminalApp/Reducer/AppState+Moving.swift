import ServerModel
import TerminalKit

/// Moving in whatever has the keys.
extension AppState {
    /// Rows of a page in the pane with the focus, one kept for the eye.
    var page: Int {
        let pane: Pane = prompt?.kind == .filter ? .servers : focus
        guard let layout else { return 1 }
        if case .help = overlay { return max(1, layout.body.height - 6) }
        if ReadingView(self, glyphs: .unicode) != nil { return max(1, ReadingBox(body: layout.body).text.rows - 1) }
        if pane == .platforms, let rect = layout.panes[pane] { return max(1, PlatformGrid(pane: rect).rows.height - 1) }
        if pane == .logs, let logWindow { return max(1, logWindow.height - 1) }
        return max(1, (layout.panes[pane]?.height ?? 3) - 3)
    }

    mutating func move(by rows: Int) -> [Effect] {
        switch overlay {
        case .help(var page):
            page.top = max(0, page.top + rows)
            overlay = .help(page)
            return []
        case .palette(var palette):
            let last = PaletteEntry.matching(palette).count - 1
            palette.index = max(0, min(last, palette.index + rows))
            overlay = .palette(palette)
            return []
        case .plan, .entry:
            read(by: rows)
            return []
        case .confirmation, .deletion: return []
        case nil: break
        }
        switch prompt?.kind == .filter ? .servers : focus {
        case .servers: select(by: rows)
        case .status: statusTop = max(0, min(lastStatusTop, statusTop + rows))
        case .logs: scrollLog(by: rows)
        case .secrets: moveSecret(by: rows)
        case .platforms: movePlatform(by: rows)
        case .events: feedTop = max(0, min(feed.entries.count - 1, feedTop + rows))
        }
        return []
    }

    mutating func goSideways(by step: Int) {
        if focus == .platforms { movePlatform(sideways: step) } else { panLog(by: 8 * step) }
    }

    mutating func moveToTop() -> [Effect] {
        guard overlay == nil else {
            read(by: -100_000)
            return []
        }
        switch focus {
        case .servers: select(by: -servers.count)
        case .status: statusTop = 0
        case .logs: scrollLogToTop()
        case .secrets: moveSecret(by: -1000)
        case .platforms: movePlatform(by: -100_000)
        case .events: feedTop = 0
        }
        return []
    }

    mutating func moveToBottom() -> [Effect] {
        guard overlay == nil else {
            read(by: 100_000)
            return []
        }
        switch focus {
        case .servers: select(by: servers.count)
        case .status: statusTop = lastStatusTop
        case .logs: return followLog()
        case .secrets: moveSecret(by: 1000)
        case .platforms: movePlatform(by: 100_000)
        case .events: feedTop = max(0, feed.entries.count - 1)
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
        guard let body = layout?.body, let last = ReadingView(self, glyphs: .unicode)?.lastTop(body: body) else { return }
        switch overlay {
        case .plan(var page):
            page.top = max(0, min(last, page.top + rows))
            overlay = .plan(page)
        case .entry(var page):
            page.top = max(0, min(last, page.top + rows))
            overlay = .entry(page)
        case .help, .palette, .confirmation, .deletion, nil: break
        }
    }

    /// How far the status can be scrolled.
    private var lastStatusTop: Int {
        guard let pane = layout?.panes[.status], let server = server(selected) else { return 0 }
        let lines = StatusPage(server, state: self, glyphs: .unicode).lines(width: StatusPage.width(pane))
        return max(0, lines.count - StatusPage.rows(pane))
    }
}
