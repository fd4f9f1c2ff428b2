import ServerModel
import TerminalKit

/// The first row: what this is, how the servers are, how the daemon is.
struct HeaderView {
    let state: AppState
    let glyphs: Glyphs

    func draw(in rect: Rect, on frame: inout Frame) {
        let row = rect.inset(left: 1, right: 1)
        // On a narrow screen the counts say more than the number of sessions.
        let right =
            trouble(width: rect.width)
            ?? (state.isConnected && rect.width < 60 ? [] : alerts(width: rect.width) + sync(width: rect.width) + connection)
        let name = [Piece("mcp-manager", .accent, bold: true)] + (state.home.map { [Piece("  "), Piece($0, .textDim)] } ?? [])
        let counts = counts(wordless: 0)
        // The right side says most when something is wrong, the home least.
        frame.put(StyledLine([], trailing: right), in: row, glyphs: glyphs)
        let room = row.width - (right.isEmpty ? 0 : right.width + 2)
        // Words before the home's name, but the home's name before nothing.
        let isTight = name.width + 3 + counts.width > room && name[0].text.width + 3 + counts.width <= room
        let shownName = isTight || name.width + 16 > room ? [name[0]] : name
        let used = frame.put(shownName, x: row.x, y: row.y, maxWidth: room, glyphs: glyphs)
        let left = room - used - 3
        guard left > 0 else { return }
        let shown = fittingCounts(width: left)
        // In the middle where there is room, as the eye looks there first; columns of the rest do not move with it.
        let centre = (rect.width - shown.width) / 2
        let x = max(row.x + used + 3, min(centre, row.x + room - shown.width))
        frame.put(shown, x: x, y: row.y, maxWidth: row.x + room - x, glyphs: glyphs)
    }

    private var groups: [(group: ServerLook.Group, count: Int)] {
        let looks = state.servers.map { ServerLook($0, glyphs: glyphs).group }
        return ServerLook.Group.allCases.compactMap { group in
            let count = looks.count { $0 == group }
            return count == 0 ? nil : (group, count)
        }
    }

    /// The counts with all the words there is room for; what is calm is left without one first.
    private func fittingCounts(width: Int) -> [Piece] {
        for wordless in 0...Self.calmest.count {
            let counts = counts(wordless: wordless)
            if counts.width <= width { return counts }
        }
        return briefCounts(width: width)
    }

    /// Groups whose shape is enough, in the order in which they lose their word.
    private static let calmest: [ServerLook.Group] = [.disabled, .stopped, .ready]

    /// Shape, number, word; only states that occur. The first `wordless` of ``calmest`` have no word.
    private func counts(wordless: Int) -> [Piece] {
        let silent = Set(Self.calmest.prefix(wordless))
        return Array(
            groups.map { group, count in
                let look = group.look(glyphs)
                let word = silent.contains(group) ? "" : " \(group.rawValue)"
                return [Piece(look.glyph, look.token), Piece(SafeText(" \(count)\(word)"))]
            }.joined(separator: [Piece("  ")]))
    }

    /// Shape and number, for narrow screens; one number for each shape, and what is calm left out before what is not.
    private func briefCounts(width: Int) -> [Piece] {
        var shapes: [(look: (glyph: SafeText, token: StyleToken), count: Int)] = []
        for (group, count) in groups {
            let look = group.look(glyphs)
            if let index = shapes.firstIndex(where: { $0.look == look }) {
                shapes[index].count += count
            } else {
                shapes.append((look, count))
            }
        }
        func pieces() -> [Piece] {
            Array(
                shapes.map { look, count in [Piece(look.glyph, look.token), Piece(SafeText(" \(count)"))] }
                    .joined(separator: [Piece("  ")]))
        }
        while pieces().width > width, let calm = shapes.lastIndex(where: { $0.look.token == .off || $0.look.token == .ok }) {
            shapes.remove(at: calm)
        }
        while pieces().width > width, !shapes.isEmpty { shapes.removeFirst() }
        return pieces()
    }

    /// What is wrong with the daemon itself; the whole of it is among the events.
    private func trouble(width: Int) -> [Piece]? {
        guard state.isConnected, let first = state.daemon?.troubles.first else { return nil }
        let glyph = Piece(glyphs.severity(.warning), .warn)
        guard width >= 60 else { return [glyph] }
        let others = (state.daemon?.troubles.count ?? 1) - 1
        let problem = SafeText(first.problem).truncated(to: max(20, width * 2 / 5), ellipsis: glyphs.kit.ellipsis)
        return [glyph, Piece(" "), Piece(problem, .warn)] + (others > 0 ? [Piece(SafeText(" +\(others)"), .textDim)] : [])
    }

    /// How many alerts fire, where there is room.
    private func alerts(width: Int) -> [Piece] {
        let count = state.alerts.firing.count
        guard state.isConnected, width >= Self.columnsOfCounts, count > 0 else { return [] }
        let worst: Severity = state.alerts.firing.contains { $0.severity == .error } ? .error : .warning
        let words = SafeText(count == 1 ? " 1 alert" : " \(count) alerts")
        return [Piece(glyphs.severity(worst), worst == .error ? .error : .warn), Piece(words), Piece("   ")]
    }

    /// From how many columns on alerts and clients are counted.
    static let columnsOfCounts = 100

    /// In how many of the clients whose files we write everything is as it should be.
    private func sync(width: Int) -> [Piece] {
        guard state.isConnected, width >= Self.columnsOfCounts,
            let clients = state.platforms.findings?.platforms.filter(\.isConfigured), !clients.isEmpty
        else { return [] }
        let good = clients.count { $0.summary == .inSync }
        let count = SafeText("\(good)/\(clients.count)")
        return [Piece("sync ", .textDim), Piece(count, good == clients.count ? .textDim : .warn), Piece("   ")]
    }

    private var connection: [Piece] {
        switch state.link {
        case .connecting: return [Piece("connecting", .pending)]
        case .reconnecting: return [Piece("daemon gone, connecting", .pending)]
        case .lost:
            return [
                Piece(glyphs.phase(.failed), .error), Piece(state.hasPicture ? " daemon gone" : " no daemon", .error),
                Piece("  "), Piece(SafeText(state.keyLabel(.refresh)), .key, bold: true),
                Piece(" connect", .textDim),
            ]
        case .connected:
            let sessions = state.servers.reduce(0) { $0 + $1.sessions.count }
            let words = sessions == 1 ? "1 session" : "\(sessions) sessions"
            return [Piece(SafeText(sessions == 0 ? "connected" : words), .textDim)]
        }
    }
}
