import ServerModel
import TerminalKit

/// Pane 3, the log of the selected server, or of several merged.
struct LogsView {
    let state: AppState
    let glyphs: Glyphs

    var decoration: PaneDecoration {
        guard let subject = state.logSubject else { return PaneDecoration() }
        return PaneDecoration(
            bottom: LogHeading(state: state, subject: subject, view: state.logs[subject], glyphs: glyphs).border)
    }

    func draw(in rect: Rect, on frame: inout Frame) {
        let columns = state.logColumns(in: rect)
        let isActive = state.hasCursor(in: .logs)
        guard let subject = state.logSubject else {
            return frame.put(reason: "no server is selected", in: columns.heading, hasCursor: isActive)
        }
        let view = state.logs[subject]
        frame.put(
            LogHeading(state: state, subject: subject, view: view, glyphs: glyphs).line, in: columns.heading, glyphs: glyphs)
        guard let view, !view.lines.isEmpty else {
            let row = Rect(x: columns.start, y: columns.message.y, width: columns.heading.width, height: 1)
            return frame.put(reason: emptiness(of: view), in: row, hasCursor: isActive)
        }
        let window = state.logWindow(columns)
        let rows = window.rows(of: view)
        let cursor = view.pause.map { window.settled($0, in: view).cursor }
        for (index, row) in rows.enumerated() {
            let before = row.anchor.row == 0 ? view.time(before: row.anchor.line) : nil
            draw(
                row, of: view, before: before, isChosen: row.anchor == cursor, at: columns.message.y + index, columns: columns,
                on: &frame)
            if isActive, row.anchor == cursor ?? rows.last?.anchor {
                frame.cursor = Point(x: columns.start, y: columns.message.y + index)
            }
        }
    }

    private func emptiness(of view: LogView?) -> SafeText {
        guard let view else { return "loading" }
        guard !view.sieve.filter.isEmpty else { return view.ended == nil ? "nothing written yet" : "nothing more will come" }
        return view.load != nil || view.isStale
            ? "looking further back" : SafeText("nothing matches, \(state.keyLabel(.back)) shows everything")
    }

    private func draw(
        _ row: LogWindow.Row, of view: LogView, before: Timestamp?, isChosen: Bool, at y: Int, columns: LogColumns,
        on frame: inout Frame
    ) {
        guard let line = view.line(row.anchor.line) else { return }
        let record = line.record
        let key = LogKey(record)
        let ground: StyleToken? = isChosen ? (state.focus == .logs ? .select : .selectInactive) : nil
        if let ground {
            let place = Rect(x: columns.interior.x, y: y, width: columns.interior.width, height: 1)
            frame.select(place, on: ground, hasCursor: false, glyphs: glyphs)
        }
        let look = LevelLook(record.level)
        if row.anchor.row == 0 {
            // The chosen row has its edge at the left, so its mark is at the right.
            let x = isChosen ? columns.interior.maxX - 1 : columns.interior.x
            if view.marks.contains(key) {
                frame.put(glyphs.mark, x: x, y: y, style: Style(.mark, on: ground))
            }
            drawFacts(of: record, look, before: before, on: ground, at: y, columns: columns, on: &frame)
        } else if columns.message.x - 1 > columns.interior.x, row.row.isContinuation {
            frame.put(glyphs.kit.vertical, x: columns.message.x - 1, y: y, style: Style(.border, on: ground))
        }
        guard !row.row.isClear else {
            frame.put(
                glyphs.screenCleared.truncated(to: columns.message.width, ellipsis: glyphs.kit.ellipsis), x: columns.message.x,
                y: y,
                style: Style(.textDim, on: ground))
            return
        }
        let shown = state.wrapsLogs ? row.row : row.row.panned(by: view.pan)
        let text = shown.text.truncated(to: columns.message.width, ellipsis: glyphs.kit.ellipsis)
        let hasWord = columns.level != nil && columns.levelWidth > 1
        let style = Style(hasWord ? (look.isQuiet ? .textDim : .text) : look.message, on: ground)
        frame.put(text, x: columns.message.x, y: y, style: style)
        for span in shown.spans {
            let place = span.columns.clamped(to: 0..<text.width)
            guard !place.isEmpty else { continue }
            frame.restyle(Rect(x: columns.message.x + place.lowerBound, y: y, width: place.count, height: 1)) {
                $0 = Self.joined(span.style, with: style)
            }
        }
        highlight(text, of: view, isCurrent: view.search?.currentKey == key, x: columns.message.x, y: y, on: &frame)
    }

    /// A server's own style on the row's ground; what it leaves open is as the row is.
    private static func joined(_ own: Style, with row: Style) -> Style {
        var style = own
        if own.token == .text { style.token = row.token }
        return style.on(row.background)
    }

    /// What stands before the message.
    private func drawFacts(
        of record: LogRecord, _ look: LevelLook, before: Timestamp?, on ground: StyleToken?, at y: Int, columns: LogColumns,
        on frame: inout Frame
    ) {
        if let x = columns.time {
            let times = state.layout?.panes[.logs].map { state.logTimes(in: $0) } ?? .clock
            let text = SafeText(times.text(record.time, after: before, in: state.localTime))
            frame.put(
                times == .delta ? text.padded(to: times.width, alignment: .trailing) : text, x: x, y: y,
                style: Style(.logTime, on: ground))
        }
        if let x = columns.name, let server = record.server {
            let source = SourceLook(state.logNames.firstIndex(of: server) ?? 0, glyphs: glyphs)
            let name = SafeText(server.rawValue).truncated(to: columns.nameWidth - 2, at: .middle, ellipsis: glyphs.kit.ellipsis)
            frame.put(source.shape + " " + name, x: x, y: y, style: Style(source.token, on: ground))
        }
        if let x = columns.level {
            let word = columns.levelWidth == 1 ? look.letter : look.word
            frame.put(word, x: x, y: y, style: Style(look.token, on: ground, bold: look.isLoud))
        }
        if let x = columns.stream {
            frame.put(SafeText(record.stream.rawValue), x: x, y: y, style: Style(.logSource, on: ground))
        }
    }

    private func highlight(_ text: SafeText, of view: LogView, isCurrent: Bool, x: Int, y: Int, on frame: inout Frame) {
        guard let pattern = view.search?.pattern else { return }
        for range in pattern.ranges(in: text.string) {
            let start = text.column(of: range.lowerBound)
            let hit = Rect(x: x + start, y: y, width: text.column(of: range.upperBound) - start, height: 1)
            frame.restyle(hit) { $0 = Style(isCurrent ? .matchCurrent : .match) }
        }
    }
}

extension LogView {
    /// When the record shown before this one came.
    fileprivate func time(before id: Int) -> Timestamp? {
        let index = index(of: id)
        return index > 0 ? lines[index - 1].record.time : nil
    }
}

extension LogSearch {
    /// The match the last jump went to.
    var currentKey: LogKey? { current.flatMap { matches[safe: $0] } }
}
