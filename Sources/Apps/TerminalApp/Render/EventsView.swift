import ServerModel
import TerminalKit

/// Pane 7: what happened and what was done here, newest first.
struct EventsView {
    let state: AppState
    let glyphs: Glyphs

    var decoration: PaneDecoration {
        state.feedTop == 0 ? PaneDecoration() : PaneDecoration(right: [Piece(SafeText("\(state.feedTop) newer above"), .textDim)])
    }

    func draw(in rect: Rect, on frame: inout Frame) {
        let interior = rect.inset(left: 2, top: 1, right: 2, bottom: 1)
        guard !state.feed.entries.isEmpty else {
            frame.put("nothing happened yet", x: interior.x, y: interior.y, style: Style(.textDim), maxWidth: interior.width)
            return
        }
        let shown = state.feed.entries.reversed().dropFirst(state.feedTop).prefix(interior.height)
        for (index, entry) in shown.enumerated() {
            frame.put(StyledLine(spans(entry, width: interior.width)), in: interior.row(index), glyphs: glyphs)
        }
        if state.focus == .events, state.overlay == nil, state.prompt == nil {
            frame.cursor = Point(x: interior.x, y: interior.y)
        }
    }

    private func spans(_ entry: EventFeed.Entry, width: Int) -> [Piece] {
        let time = SafeText(time(entry.time)).padded(to: 8)
        let (glyph, token) = mark(entry.kind)
        let subject = entry.subject.fitted(to: width < 60 ? 10 : 14, at: .middle, ellipsis: glyphs.kit.ellipsis)
        return [
            Piece(time, .textDim), Piece("  "), Piece(glyph, token), Piece(" "), Piece(subject, .text, bold: true), Piece("  "),
            Piece(entry.text, .text),
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
