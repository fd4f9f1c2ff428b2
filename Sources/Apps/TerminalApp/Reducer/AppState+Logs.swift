import ServerModel
import TerminalKit

/// Listening to logs, and moving through them.
extension AppState {
    /// How many servers' logs are listened to at once; the one not looked at for longest makes room.
    private static let followedServers = 6

    /// Listens to the selected server's log, unless it is listened to already.
    mutating func followSelected() -> [Effect] {
        guard isConnected, let id = selected, server(id) != nil else { return [] }
        logOrder.removeAll { $0 == id }
        logOrder.append(id)
        guard logs[id] == nil else { return [] }
        var effects: [Effect] = []
        if logOrder.count > Self.followedServers {
            let oldest = logOrder.removeFirst()
            logs[oldest] = nil
            effects.append(.unfollow(oldest))
        }
        logs[id] = LogView(generation: nextStream())
        effects.append(.follow(id, generation: streams))
        return effects
    }

    /// Listens again to every log after the connection was lost.
    mutating func followAgain() -> [Effect] {
        let present = Set(servers.map(\.id))
        for id in logOrder where !present.contains(id) { logs[id] = nil }
        logOrder.removeAll { !present.contains($0) }
        return logOrder.map { id in
            let stream = nextStream()
            logs[id]?.renew(generation: stream)
            return .follow(id, generation: stream)
        }
    }

    private mutating func nextStream() -> Int {
        streams += 1
        return streams
    }

    /// What the log pane shows of a log; `nil` while it is hidden.
    var logWindow: LogWindow? {
        layout?.panes[.logs].map { LogWindow(pane: $0, wraps: wrapsLogs) }
    }

    /// Moves the log by rows. Moving up pauses; moving down never follows by itself, `G` does.
    mutating func scrollLog(by rows: Int) {
        guard let window = logWindow, let view = currentLog, !view.ring.isEmpty else { return }
        let top = window.firstRow(of: view)
        // What follows is already at the end.
        if view.position == .following, rows >= 0 { return }
        let moved = window.moving(top, by: rows, in: view.ring)
        pauseLog(at: moved)
        // Never lower than the last full page.
        if let paused = currentLog { pauseLog(at: window.firstRow(of: paused)) }
    }

    /// Anchors the log, and remembers where new lines begin.
    mutating func pauseLog(at top: LogView.Anchor) {
        guard let id = selected, let view = logs[id] else { return }
        let from = if case .paused(_, let from) = view.position { from } else { view.ring.nextID }
        logs[id]?.position = .paused(top: top, from: from)
    }

    mutating func scrollLogToTop() {
        guard let view = currentLog, !view.ring.isEmpty else { return }
        pauseLog(at: LogView.Anchor(line: view.ring.ids.lowerBound, row: 0))
    }

    /// Shows the newest lines; a stream that ended is begun again.
    mutating func followLog() -> [Effect] {
        guard let id = selected, logs[id] != nil else { return [] }
        logs[id]?.position = .following
        guard logs[id]?.ended != nil, isConnected else { return [] }
        let stream = nextStream()
        logs[id]?.renew(generation: stream)
        return [.follow(id, generation: stream)]
    }

    mutating func panLog(by columns: Int) {
        guard let id = selected, let view = logs[id] else { return }
        if wrapsLogs {
            toast = .note("lines are wrapped; w cuts them")
            return
        }
        let longest = logWindow?.rows(of: view).map(\.text.width).max() ?? 0
        let furthest = max(view.pan, longest - (logWindow?.width ?? 0) / 2)
        logs[id]?.pan = max(0, min(furthest, view.pan + columns))
    }

    /// Looks for a pattern and goes to its newest match above the bottom of the screen.
    mutating func searchLog(_ pattern: TextPattern) {
        guard let id = selected, logs[id] != nil else { return }
        logs[id]?.find(pattern)
        guard let window = logWindow, let view = currentLog, let matches = view.search?.matches else { return }
        let bottom = window.rows(of: view).last?.anchor.line ?? 0
        if let match = matches.last(where: { $0 <= bottom }) ?? matches.first { jump(to: match) }
    }

    /// Goes to the next match below (`1`) or above (`-1`) the current one, round the ends.
    mutating func jumpToMatch(_ direction: Int) {
        guard let id = selected, let search = logs[id]?.search else {
            toast = .note("nothing is searched for; / begins a search")
            return
        }
        guard let first = search.matches.first, let last = search.matches.last else {
            toast = .note("no match for /\(search.pattern.source)")
            return
        }
        let current = search.current ?? last
        if direction > 0 {
            jump(to: search.matches.first { $0 > current } ?? first)
        } else {
            jump(to: search.matches.last { $0 < current } ?? last)
        }
    }

    /// Marks a match as the current one; the view moves, and pauses, only when the match is not to be seen.
    private mutating func jump(to line: Int) {
        guard let id = selected, let window = logWindow, let view = logs[id] else { return }
        logs[id]?.search?.current = line
        let shown = window.rows(of: view)
        if shown.contains(where: { $0.anchor.line == line }) {
            if let top = shown.first?.anchor { pauseLog(at: top) }
            return
        }
        let target = LogView.Anchor(line: line, row: 0)
        pauseLog(at: window.moving(target, by: -(window.height / 3), in: view.ring))
    }
}
