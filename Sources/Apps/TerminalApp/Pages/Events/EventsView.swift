import ServerModel
import TerminalKit

/// Pane 7: what happened and what was done here, newest first.
struct EventsView {
    let state: AppState
    let glyphs: Glyphs

    var decoration: PaneDecoration {
        let shown = state.shownEvents
        let above = state.layout?.panes[.events].map { state.topEvent(in: shown, rows: $0.height - 2) } ?? 0
        var right: [[Piece]] = above > 0 ? [[Piece(SafeText("\(above) newer above"), .textDim)]] : []
        switch state.events.scope {
        case .all: right.append([Piece(state.focus == .events && state.events.filter.isEmpty ? "all" : "", .textDim)])
        case .server(let id): right.append([Piece("only ", .textDim), Piece(SafeText(id.rawValue), .info)])
        case .attention: right.append([Piece("needs attention", .info)])
        }
        if !state.events.filter.isEmpty { right.append([Piece(SafeText("/\(state.events.filter.source)"), .info)]) }
        return PaneDecoration(right: Array(right.filter { $0.width > 0 }.joined(separator: [Piece("  ")])))
    }

    func draw(in rect: Rect, on frame: inout Frame) {
        let interior = rect.inset(left: 2, top: 1, right: 2, bottom: 1)
        let entries = state.shownEvents
        guard !entries.isEmpty else {
            let key = state.keyLabel(.back)
            let hint = state.feed.entries.isEmpty ? "nothing happened yet" : "no event matches; \(key) shows all"
            frame.put(SafeText(hint), x: interior.x, y: interior.y, style: Style(.textDim), maxWidth: interior.width)
            if hasKeys { frame.cursor = Point(x: interior.x, y: interior.y) }
            return
        }
        let top = state.topEvent(in: entries, rows: interior.height)
        let chosen = state.chosenEvent(in: entries) - top
        for (index, entry) in entries.dropFirst(top).prefix(interior.height).enumerated() {
            let row = interior.row(index)
            let isChosen = index == chosen && state.focus == .events
            if isChosen {
                frame.select(row, margin: 1, hasCursor: hasKeys, glyphs: glyphs)
            }
            frame.put(StyledLine(spans(entry, width: interior.width)), in: row, glyphs: glyphs, on: isChosen ? .select : nil)
        }
    }

    private var hasKeys: Bool { state.focus == .events && state.overlay == nil && state.prompt == nil }

    private func spans(_ entry: EventFeed.Entry, width: Int) -> [Piece] {
        let time = SafeText(time(entry.time)).padded(to: 8)
        let (glyph, token) = mark(entry.kind)
        let subject = entry.subject.fitted(to: width < 60 ? 10 : 14, at: .middle, ellipsis: glyphs.kit.ellipsis)
        return [
            Piece(time, .textDim), Piece("  "), Piece(glyph, token), Piece(" "), Piece(subject, .text, bold: true), Piece("  "),
            Piece(entry.text.withoutName(entry.subject), .text),
        ]
    }

    /// The second of the day for today, the day otherwise.
    private func time(_ moment: Timestamp) -> String {
        let short = state.localTime.short(moment, today: state.now)
        return short.contains(":") ? state.localTime.clock(moment) : short
    }

    private func mark(_ kind: EventFeed.Kind) -> (SafeText, StyleToken) {
        switch kind {
        case .command: (glyphs.prompt, .accent)
        case .event(.info): (glyphs.severity(.info), .textDim)
        case .event(.ok): (glyphs.severity(.ok), .ok)
        case .event(.warning): (glyphs.severity(.warning), .warn)
        case .event(.error): (glyphs.severity(.error), .error)
        case .phase(let phase):
            switch phase {
            case .ready: (glyphs.phase(phase), .ok)
            case .degraded: (glyphs.phase(phase), .warn)
            case .failed: (glyphs.phase(phase), .error)
            case .needsSecret: (glyphs.phase(phase), .secret)
            case .starting, .stopping, .waiting: (glyphs.phase(phase), .pending)
            case .stopped, .disabled: (glyphs.phase(phase), .off)
            case .unknown: (glyphs.phase(phase), .unknown)
            }
        }
    }
}
