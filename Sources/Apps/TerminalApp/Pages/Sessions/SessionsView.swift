import ServerModel
import TerminalKit

/// The page of sessions: who is connected to what, and what sharing a process saves.
struct SessionsView {
    let state: AppState
    let glyphs: Glyphs

    var decoration: PaneDecoration {
        let key = state.keyLabel(.sessions(.onlySelected))
        var words = state.sessions.onlySelected ? "only this server, \(key) shows all" : "all servers"
        if let pane = state.layout?.panes[.sessions] {
            let below = PaneDecoration.below(
                state.sessionList.lines.count, from: state.sessions.top, rows: Self.rows(in: pane).height)
            if below > 0 { words += ", \(below) more below" }
        }
        return PaneDecoration(bottom: [Piece(SafeText(words), .textDim)])
    }

    static func rows(in pane: Rect) -> Rect {
        let interior = pane.inset(left: 2, top: 1, right: 2, bottom: 1)
        return interior.inset(top: interior.height > 8 ? 2 : 1)
    }

    func draw(in rect: Rect, on frame: inout Frame) {
        let list = state.sessionList
        let rows = Self.rows(in: rect)
        let heading = rect.inset(left: 2, top: 1, right: 2, bottom: 1).row(0)
        frame.put(self.heading(list, width: heading.width), in: heading, glyphs: glyphs)
        let hasFocus = state.hasCursor(in: .sessions)
        let chosen = state.chosenSession(in: list)
        if hasFocus { frame.cursor = Point(x: heading.x, y: heading.y) }
        guard list.sessions > 0 else {
            if hasFocus { frame.cursor = Point(x: rows.x, y: rows.y) }
            let key = state.keyLabel(.pane(.platforms))
            let words = "no client is connected; \(key) puts servers into clients' files, and they connect when they start"
            for (index, line) in SafeText(words).wrapped(to: rows.width).prefix(rows.height).enumerated() {
                frame.put(line, x: rows.x, y: rows.y + index, style: Style(.textDim))
            }
            return
        }
        let names = min(24, max(8, rows.width / 3), state.servers.map { SafeText($0.id.rawValue).width }.max() ?? 8)
        let top = max(0, min(state.sessions.top, list.lines.count - rows.height))
        for (index, line) in list.lines.dropFirst(top).prefix(rows.height).enumerated() {
            let row = rows.row(index)
            switch line {
            case .blank: break
            case .client(let client, let count):
                let trailing = count > 1 ? [Piece(SafeText("\(count) sessions"), .textDim)] : []
                frame.put(
                    StyledLine([Piece(SafeText(client.prefix(200)), .textStrong, bold: true)], trailing: trailing), in: row,
                    glyphs: glyphs)
            case .sharing(let id, let words):
                let saves = state.server(id)?.savedBytes != nil
                frame.put(
                    StyledLine([
                        Piece(
                            SafeText(id.rawValue).truncated(to: names, at: .middle, ellipsis: glyphs.kit.ellipsis).padded(
                                to: names + 2), .textDim),
                        Piece(SafeText(words), saves ? .text : .textDim),
                    ]), in: row, glyphs: glyphs)
            case .session(let id, let session):
                draw(session, of: id, in: row, names: names, isChosen: top + index == chosen, hasFocus: hasFocus, on: &frame)
            }
        }
    }

    private func heading(_ list: SessionList, width: Int) -> StyledLine {
        let clients = list.clients == 1 ? "1 client" : "\(list.clients) clients"
        let sessions = list.sessions == 1 ? "1 session" : "\(list.sessions) sessions"
        var left =
            state.sessions.onlySelected
            ? [Piece(SafeText(state.selected?.rawValue ?? ""), .textStrong, bold: true), Piece("  ")] : []
        left += [Piece(SafeText(sessions)), Piece(SafeText(" of \(clients)"), .textDim)]
        guard list.savedBytes > 0 else { return StyledLine(left) }
        let saved = SafeText("\(byteWords(list.savedBytes)) saved")
        return StyledLine(left, trailing: [Piece([saved + " by sharing", saved].first(within: width - left.width - 2))])
    }

    /// `● github   claude-desktop   since 10:15   412 requests   last create_issue`
    private func draw(
        _ session: SessionInfo, of id: ServerID, in row: Rect, names: Int, isChosen: Bool, hasFocus: Bool, on frame: inout Frame
    ) {
        let ground: StyleToken? = isChosen ? (state.focus == .sessions ? .select : .selectInactive) : nil
        if let ground { frame.select(row, margin: 1, on: ground, hasCursor: hasFocus, glyphs: glyphs) }
        let look = state.server(id).map { ServerLook($0, glyphs: glyphs) }
        let name = SafeText(id.rawValue).truncated(to: names, at: .middle, ellipsis: glyphs.kit.ellipsis).padded(to: names)
        var pieces = [
            Piece("  "), Piece(look?.glyph ?? "?", look?.token ?? .unknown), Piece(" "),
            Piece(name, isChosen ? .textStrong : .text, bold: isChosen),
        ]
        var room = row.width - pieces.width
        func add(_ text: SafeText, _ width: Int, _ alignment: SafeText.Alignment = .leading) {
            guard room >= width + 2 else { return }
            let cell = text.truncated(to: width, ellipsis: glyphs.kit.ellipsis).padded(to: width, alignment: alignment)
            pieces += [Piece("  "), Piece(cell, .textDim)]
            room -= width + 2
        }
        add(SafeText(session.requestWords), 13, .trailing)
        add(SafeText("since \(state.localTime.short(session.since, today: state.now))"), 14)
        add(SafeText((session.platform ?? "").prefix(60)), 16)
        // A name of a tool cut shorter says nothing.
        if room >= 14, let call = lastCall(of: session, id) {
            add(SafeText("last \(call.tool.prefix(60))"), min(room - 2, 30))
        }
        frame.put(StyledLine(pieces), in: row, glyphs: glyphs, on: ground)
    }

    /// Its newest call, among those that were loaded for the page of calls. Numbers of sessions begin anew with each daemon.
    private func lastCall(of session: SessionInfo, _ id: ServerID) -> CallRecord? {
        state.calls.records.first { $0.server == id && $0.session == session.id && $0.startedAt >= session.since }
    }
}
