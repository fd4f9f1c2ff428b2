import TerminalKit

/// Which rows of which records a log pane shows: the geometry that painting and scrolling share.
struct LogWindow: Hashable {
    /// Columns for the message.
    var width: Int
    /// Rows of the pane.
    var height: Int
    var wraps: Bool
    var setting = LogSetting()
    /// Whether lines come one after another; only then room is left below them.
    var flows = true

    /// One row on the screen.
    struct Row: Hashable {
        var anchor: LogView.Anchor
        var row: LogRow
    }

    /// The rows of a record; at least one.
    func rows(of line: LogLine) -> [LogRow] { rows(of: line, setting) }

    private func rows(of line: LogLine, _ setting: LogSetting) -> [LogRow] {
        let rows = setting.rows(of: line.record)
        return wraps ? rows.flatMap { $0.wrapped(to: max(2, width)) } : rows
    }

    /// The same, of a long record what is kept.
    private func rows(of line: LogLine, _ setting: LogSetting, in view: LogView) -> [LogRow] {
        guard wraps || setting.isPretty else { return rows(of: line, setting) }
        return view.wrapping.rows(of: line, width: wraps ? width : 0, setting) { rows(of: line, setting) }
    }

    /// How many ``rows(of:)`` there are, which is quick where nothing is wrapped.
    private func count(of line: LogLine, in view: LogView) -> Int {
        wraps || setting.isPretty ? rows(of: line, setting, in: view).count : setting.count(of: line.record)
    }

    /// The rows to show, at most ``height`` of them.
    func rows(of view: LogView) -> [Row] {
        guard height > 0, !view.lines.isEmpty else { return [] }
        let top = firstRow(of: view)
        // Of a line that is not wrapped nobody sees more; a screen more is for panning on.
        var setting = setting
        if !wraps { setting.columns = view.pan + 2 * width }
        var shown: [Row] = []
        for line in view.lines[view.index(of: top.line)...] {
            let rows = rows(of: line, setting, in: view)
            for index in rows.indices.dropFirst(line.id == top.line ? top.row : 0) {
                shown.append(Row(anchor: LogView.Anchor(line: line.id, row: index), row: rows[index]))
                if shown.count == height { return shown }
            }
        }
        return shown
    }

    /// How many records lie below the page that begins with a row.
    func linesBelow(_ top: LogView.Anchor, in view: LogView) -> Int {
        guard !view.lines.isEmpty else { return 0 }
        let lowest = moving(top, by: height - 1, in: view)
        return view.lines.count - 1 - view.index(of: lowest.line)
    }

    /// The first row shown: the anchor while paused (never so low that rows stay empty), else the newest lines.
    func firstRow(of view: LogView) -> LogView.Anchor {
        switch view.position {
        case .following:
            // The page stands until it is full; see ``LogView/followTop``.
            let lowest = lastPage(of: view)
            guard flows, let held = view.followTop.map({ settled($0, in: view) }), lowest < held else { return lowest }
            return held
        case .paused(let pause): return settled(pause, in: view).top
        }
    }

    /// Where the page that is followed begins: where it was while there is room, then further on; at the end when much came at once,
    /// or the log rests: then nothing of the pane stays empty.
    func followed(from held: LogView.Anchor?, in view: LogView) -> LogView.Anchor {
        let lowest = lastPage(of: view)
        guard flows, let held, view.line(held.line) != nil else { return lowest }
        // Older lines may have come in above: then there is more free below than the page leaves.
        if lowest <= held { return held <= nextPage(of: view) ? held : lowest }
        return moving(held, by: height, in: view) < lowest ? lowest : nextPage(of: view)
    }

    /// The first row of the next page to follow on: the newest row has two fifths of the page free below it.
    ///
    /// So a line that comes costs its own row, and not every row above it.
    private func nextPage(of view: LogView) -> LogView.Anchor {
        let lowest = lastPage(of: view)
        let moved = moving(lowest, by: height * 2 / 5, in: view)
        return min(moved, last(of: view))
    }

    /// The anchor `distance` rows up (negative) or down from `start`, within the lines there are.
    func moving(_ start: LogView.Anchor, by distance: Int, in view: LogView) -> LogView.Anchor {
        guard !view.lines.isEmpty else { return start }
        var anchor = settled(start, in: view)
        var index = view.index(of: anchor.line)
        var left = abs(distance)
        while left > 0 {
            if distance < 0 {
                if anchor.row >= left { return LogView.Anchor(line: anchor.line, row: anchor.row - left) }
                guard index > 0 else { return LogView.Anchor(line: anchor.line, row: 0) }
                left -= anchor.row + 1
                index -= 1
                anchor = LogView.Anchor(line: view.lines[index].id, row: count(of: view.lines[index], in: view) - 1)
            } else {
                let below = count(of: view.lines[index], in: view) - 1 - anchor.row
                if below >= left { return LogView.Anchor(line: anchor.line, row: anchor.row + left) }
                guard index + 1 < view.lines.count else { return LogView.Anchor(line: anchor.line, row: anchor.row + below) }
                left -= below + 1
                index += 1
                anchor = LogView.Anchor(line: view.lines[index].id, row: 0)
            }
        }
        return anchor
    }

    /// The very last row.
    func last(of view: LogView) -> LogView.Anchor {
        guard let last = view.lines.last else { return LogView.Anchor(line: 0, row: 0) }
        return LogView.Anchor(line: last.id, row: count(of: last, in: view) - 1)
    }

    /// A pause whose cursor is to be seen: the page moves no further than it must.
    func settled(_ pause: LogView.Pause, in view: LogView) -> LogView.Pause {
        guard !view.lines.isEmpty else { return pause }
        var pause = pause
        pause.cursor = settled(pause.cursor, in: view)
        pause.top = min(settled(pause.top, in: view), lastPage(of: view))
        if pause.cursor < pause.top { pause.top = pause.cursor }
        let lowest = moving(pause.cursor, by: 1 - height, in: view)
        if pause.top < lowest { pause.top = lowest }
        return pause
    }

    /// The first row of the page that ends with the last line.
    private func lastPage(of view: LogView) -> LogView.Anchor {
        view.lines.isEmpty ? LogView.Anchor(line: 0, row: 0) : moving(last(of: view), by: 1 - height, in: view)
    }

    /// The anchor made valid: its line may be hidden or gone, or have fewer rows since the pane became wider.
    private func settled(_ anchor: LogView.Anchor, in view: LogView) -> LogView.Anchor {
        guard !view.lines.isEmpty else { return anchor }
        let line = view.lines[view.index(of: anchor.line)]
        guard line.id == anchor.line else { return LogView.Anchor(line: line.id, row: 0) }
        return anchor.row == 0 ? anchor : LogView.Anchor(line: anchor.line, row: min(anchor.row, count(of: line, in: view) - 1))
    }
}
