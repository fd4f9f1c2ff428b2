import ServerModel
import TerminalKit

/// Pane 1: the servers, one row each.
struct ServersView {
    let state: AppState
    let glyphs: Glyphs

    var decoration: PaneDecoration {
        let visible = state.visibleServers.count
        var right = [
            Piece(SafeText(visible == state.servers.count ? "\(visible)" : "\(visible) of \(state.servers.count)"), .textDim)
        ]
        if let pane = state.layout?.panes[.servers], pane.width >= 34 {
            right += [Piece(SafeText(" ") + glyphs.kit.horizontal + " ", .border)]
            right += [Piece(SafeText("by \(state.list.order.rawValue)"), .textDim)]
        }
        var bottom: [[Piece]] = []
        if !state.filter.isEmpty { bottom.append([Piece(SafeText("/\(state.filter.source)"), .info)]) }
        if !state.marked.isEmpty { bottom.append([Piece(SafeText("\(state.marked.count) marked"), .mark)]) }
        let rows = (state.layout?.panes[.servers]?.height ?? 0) - 2
        let below = PaneDecoration.below(visible, from: state.listTop, rows: rows)
        if below > 0 { bottom.append([Piece(SafeText("\(below) more below"), .textDim)]) }
        return PaneDecoration(right: right, bottom: Array(bottom.joined(separator: [Piece("  ")])))
    }

    func draw(in rect: Rect, on frame: inout Frame) {
        let interior = rect.inset(by: 1)
        let visible = state.visibleServers
        guard !visible.isEmpty else {
            let text: SafeText = state.servers.isEmpty ? "no servers" : "no server matches"
            return frame.put(reason: text, in: interior.inset(left: 1, right: 1), hasCursor: state.hasCursor(in: .servers))
        }
        let columns = ListColumns(interior)
        let top = max(0, min(state.listTop, visible.count - interior.height))
        for (index, server) in visible.dropFirst(top).prefix(interior.height).enumerated() {
            draw(server, in: interior.row(index), columns: columns, on: &frame)
        }
    }

    private func draw(_ server: ServerStatus, in row: Rect, columns: ListColumns, on frame: inout Frame) {
        let isSelected = server.id == state.selected
        let isMarked = state.marked.contains(server.id)
        let look = ServerLook(server, glyphs: glyphs)
        let ground: StyleToken? = isSelected ? (state.focus == .servers ? .select : .selectInactive) : nil
        if let ground {
            let hasCursor = state.focus == .servers && state.overlay == nil && state.prompt == nil
            frame.select(row, on: ground, edge: isMarked ? .mark : .selectEdge, hasCursor: hasCursor, glyphs: glyphs)
            if isMarked { frame.put(glyphs.mark, x: row.x + 2, y: row.y, style: Style(.mark, on: ground, bold: true)) }
        } else if isMarked {
            frame.put(glyphs.mark, x: row.x, y: row.y, style: Style(.mark, bold: true))
        }
        frame.put(look.glyph, x: row.x + 1, y: row.y, style: Style(look.token, on: ground))

        func put(
            _ text: SafeText, _ column: Range<Int>?, _ style: Style, _ alignment: SafeText.Alignment, cut: SafeText.Cut = .end
        ) {
            guard let column, !column.isEmpty else { return }
            let fitted = text.fitted(to: column.count, alignment: alignment, at: cut, ellipsis: glyphs.kit.ellipsis)
            frame.put(fitted, x: column.lowerBound, y: row.y, style: style.on(ground))
        }
        put(SafeText(server.id.rawValue), columns.name, nameStyle(look, isSelected: isSelected), .leading, cut: .middle)
        put(word(of: server, look), columns.state, Style(isCalm(look) ? .textDim : look.token), .leading)
        put(time(of: server), columns.since, Style(.textDim), .leading)
        put(latency(of: server), columns.latency, Style(.textDim), .trailing)
        if let strip = columns.strip {
            let states = state.health.heartbeats.states(of: server, at: state.isConnected ? state.now : nil)
            let cells = StateStrip(states).cells(width: strip.count, glyphs: glyphs.kit).pieces
            frame.put(cells, x: strip.lowerBound, y: row.y, maxWidth: strip.count, glyphs: glyphs, on: ground)
        }
        put(SafeText(transport(of: server)), columns.transport, Style(.textDim), .leading)
        if !server.sessions.isEmpty { put(SafeText("\(server.sessions.count)"), columns.sessions, Style(.text), .trailing) }
    }

    /// Its state; for what is ready, for how long.
    private func word(of server: ServerStatus, _ look: ServerLook) -> SafeText {
        state.isConnected ? RunAge(of: server, at: state.now)?.words ?? look.word : look.word
    }

    /// How long the last check took; a dash while nobody knows.
    private func latency(of server: ServerStatus) -> SafeText {
        switch server.phase {
        case .ready, .degraded:
            server.health?.responseMilliseconds.map { SafeText(HealthWords.milliseconds($0)) } ?? glyphs.phase(.disabled)
        case .disabled, .failed, .needsSecret, .starting, .stopped, .stopping, .unknown, .waiting: glyphs.phase(.disabled)
        }
    }

    /// `http` is short for what is spoken over it now.
    private func transport(of server: ServerStatus) -> String {
        server.transport == .streamableHTTP ? "http" : server.transportWord
    }

    /// When the state began; for a restart, when it comes.
    private func time(of server: ServerStatus) -> SafeText {
        switch server.phase {
        case .waiting(let until, _): SafeText(state.localTime.clock(until))
        case .disabled: .empty
        default: SafeText(state.localTime.short(server.since, today: state.now))
        }
    }

    private func isCalm(_ look: ServerLook) -> Bool {
        look.token == .ok || look.token == .off
    }

    private func nameStyle(_ look: ServerLook, isSelected: Bool) -> Style {
        if isSelected { return Style(.textStrong, bold: true) }
        return Style(look.token == .off ? .textDim : .text)
    }
}
