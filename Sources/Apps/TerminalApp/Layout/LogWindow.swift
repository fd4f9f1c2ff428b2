import TerminalKit

/// Which rows of which lines a log pane shows: the geometry that painting and scrolling share.
struct LogWindow {
    /// Columns for the message.
    var width: Int
    /// Rows of the pane.
    var height: Int
    var wraps: Bool

    /// The window of a log pane with this frame.
    init(pane: Rect, wraps: Bool) {
        let columns = LogColumns(pane: pane)
        self.init(width: columns.message.width, height: columns.message.height, wraps: wraps)
    }

    init(width: Int, height: Int, wraps: Bool) {
        self.width = width
        self.height = height
        self.wraps = wraps
    }

    /// One row on the screen.
    struct Row: Hashable {
        var anchor: LogView.Anchor
        var text: SafeText
    }

    /// The rows of a line; one when lines are not wrapped.
    func rows(of line: LogLine) -> [SafeText] {
        wraps ? line.text.wrapped(to: max(2, width)) : [line.text]
    }

    /// The rows to show, at most ``height`` of them.
    func rows(of view: LogView) -> [Row] {
        guard height > 0, !view.ring.isEmpty else { return [] }
        let top = firstRow(of: view)
        var shown: [Row] = []
        for id in top.line..<view.ring.nextID {
            for (index, text) in rows(of: view.ring[id]).enumerated() where id > top.line || index >= top.row {
                shown.append(Row(anchor: LogView.Anchor(line: id, row: index), text: text))
                if shown.count == height { return shown }
            }
        }
        return shown
    }

    /// The first row shown: the anchor while paused (never so low that rows stay empty), else what makes the last line last.
    func firstRow(of view: LogView) -> LogView.Anchor {
        let lowest = lastPage(of: view.ring)
        switch view.position {
        case .following: return lowest
        case .paused(let top, _): return min(settled(top, in: view.ring), lowest)
        }
    }

    /// The anchor `distance` rows up (negative) or down from `start`, within the lines kept.
    func moving(_ start: LogView.Anchor, by distance: Int, in ring: LogRing) -> LogView.Anchor {
        var anchor = settled(start, in: ring)
        var left = abs(distance)
        while left > 0 {
            if distance < 0 {
                if anchor.row >= left { return LogView.Anchor(line: anchor.line, row: anchor.row - left) }
                guard anchor.line > ring.ids.lowerBound else { return LogView.Anchor(line: anchor.line, row: 0) }
                left -= anchor.row + 1
                anchor.line -= 1
                anchor.row = rows(of: ring[anchor.line]).count - 1
            } else {
                let below = rows(of: ring[anchor.line]).count - 1 - anchor.row
                if below >= left { return LogView.Anchor(line: anchor.line, row: anchor.row + left) }
                guard anchor.line + 1 < ring.nextID else { return LogView.Anchor(line: anchor.line, row: anchor.row + below) }
                left -= below + 1
                anchor = LogView.Anchor(line: anchor.line + 1, row: 0)
            }
        }
        return anchor
    }

    /// The first row of the page that ends with the last line.
    private func lastPage(of ring: LogRing) -> LogView.Anchor {
        guard let last = ring.last else { return LogView.Anchor(line: 0, row: 0) }
        let bottom = LogView.Anchor(line: last.id, row: rows(of: last).count - 1)
        return moving(bottom, by: 1 - height, in: ring)
    }

    /// The anchor made valid: its line may be gone, or have fewer rows since the pane became wider.
    private func settled(_ anchor: LogView.Anchor, in ring: LogRing) -> LogView.Anchor {
        let ids = ring.ids
        guard ids.contains(anchor.line) else {
            return LogView.Anchor(line: anchor.line < ids.lowerBound ? ids.lowerBound : max(0, ids.upperBound - 1), row: 0)
        }
        return LogView.Anchor(line: anchor.line, row: min(anchor.row, rows(of: ring[anchor.line]).count - 1))
    }
}
