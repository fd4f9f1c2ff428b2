import ServerModel
import TerminalKit

/// Pane 1: the servers, one row each.
struct ServersView {
    let state: AppState
    let glyphs: Glyphs

    /// Where the columns of the list are; they depend on the pane's width alone, so that nothing jumps.
    struct Columns: Hashable {
        var name: Range<Int>
        var state: Range<Int>?
        var since: Range<Int>?
        var sessions: Range<Int>?

        /// Drops columns from the right until a name has room.
        init(_ interior: Rect) {
            let start = interior.x + 3
            let end = interior.maxX - 1
            var right = end
            let room = end - start
            func take(_ width: Int) -> Range<Int> {
                defer { right -= width + 1 }
                return (right - width)..<right
            }
            sessions = room >= 36 ? take(3) : nil
            since = room >= 31 ? take(8) : nil
            state = room >= 19 ? take(room >= 23 ? 12 : 10) : nil
            name = start..<max(start, right)
        }
    }

    var decoration: PaneDecoration {
        let visible = state.visibleServers.count
        var right = [
            Piece(SafeText(visible == state.servers.count ? "\(visible)" : "\(visible) of \(state.servers.count)"), .textDim)
        ]
        if let pane = state.layout?.panes[.servers], Columns(pane.inset(by: 1)).sessions != nil {
            right += [Piece(SafeText(" ") + glyphs.kit.horizontal + " ", .border), Piece("sessions", .textDim)]
        }
        var bottom: [Piece] = []
        if !state.filter.isEmpty { bottom.append(Piece(SafeText("/\(state.filter.source)"), .info)) }
        if !state.marked.isEmpty {
            if !bottom.isEmpty { bottom.append(Piece("  ")) }
            bottom.append(Piece(SafeText("\(state.marked.count) marked"), .mark))
        }
        return PaneDecoration(right: right, bottom: bottom)
    }

    func draw(in rect: Rect, on frame: inout Frame) {
        let interior = rect.inset(by: 1)
        let visible = state.visibleServers
        guard !visible.isEmpty else {
            let text: SafeText = state.servers.isEmpty ? "no servers" : "no server matches"
            frame.put(text, x: interior.x + 1, y: interior.y, style: Style(.textDim), maxWidth: interior.width - 2)
            return
        }
        let columns = Columns(interior)
        let top = max(0, min(state.listTop, visible.count - interior.height))
        for (index, server) in visible.dropFirst(top).prefix(interior.height).enumerated() {
            draw(server, in: interior.row(index), columns: columns, on: &frame)
        }
    }

    private func draw(_ server: ServerStatus, in row: Rect, columns: Columns, on frame: inout Frame) {
        let isSelected = server.id == state.selected
        let isMarked = state.marked.contains(server.id)
        let look = ServerLook(server, glyphs: glyphs)
        let ground: StyleToken? = isSelected ? (state.focus == .servers ? .select : .selectInactive) : nil
        if let ground { frame.fill(row, Style(.text, on: ground)) }
        if isSelected {
            frame.put(glyphs.kit.selectionEdge, x: row.x, y: row.y, style: Style(isMarked ? .mark : .selectEdge, on: ground))
            if state.focus == .servers, state.overlay == nil, state.prompt == nil { frame.cursor = Point(x: row.x, y: row.y) }
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
        put(look.word, columns.state, Style(isCalm(look) ? .textDim : look.token), .leading)
        put(time(of: server), columns.since, Style(.textDim), .leading)
        if !server.sessions.isEmpty { put(SafeText("\(server.sessions.count)"), columns.sessions, Style(.text), .trailing) }
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
