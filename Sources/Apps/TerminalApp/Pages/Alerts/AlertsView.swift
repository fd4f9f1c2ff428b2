import ServerModel
import TerminalKit

/// The page of alerts.
struct AlertsView {
    let state: AppState
    let glyphs: Glyphs

    var decoration: PaneDecoration {
        guard let pane = state.layout?.panes[.alerts] else { return PaneDecoration() }
        let area = Self.area(pane)
        let lines = AlertLines(state: state, glyphs: glyphs).lines(width: area.width)
        let top = Self.top(state.alerts.top, lines: lines, chosen: state.alerts.current, rows: area.height)
        let below = lines.count - top - area.height
        var parts: [[Piece]] = []
        if state.isConnected, state.alerts.isAsking, state.alerts.overview != nil {
            parts.append([Piece(glyphs.phase(.starting) + " looking again", .pending)])
        }
        if below > 0 { parts.append([Piece(SafeText("\(below) more below"), .textDim)]) }
        return PaneDecoration(bottom: Array(parts.joined(separator: [Piece(SafeText(" ") + glyphs.dot + " ", .border)])))
    }

    /// Where the lines are within the pane's frame.
    static func area(_ pane: Rect) -> Rect {
        pane.inset(left: 2, top: 1 + (pane.height > 14 ? 1 : 0), right: 2, bottom: 1)
    }

    /// The first line shown: moved as little as can be to show the chosen row, with its heading where there is room.
    static func top(_ top: Int, lines: [AlertLines.Line], chosen: AlertsPage.Row?, rows: Int) -> Int {
        var top = max(0, min(top, lines.count - rows))
        let own = chosen.map { row in lines.indices.filter { lines[$0].row == row } } ?? []
        guard let first = own.first, let last = own.last else { return top }
        if last >= top + rows { top = last - rows + 1 }
        if first < top { top = first }
        // The heading over the first of a group comes into view with it.
        if first == top, first > 0, lines[first - 1].row == nil, last - first + 1 < rows { top = first - 1 }
        return top
    }

    func draw(in rect: Rect, on frame: inout Frame) {
        let area = Self.area(rect)
        switch state.alerts.content {
        case .unknown:
            let hint: SafeText = state.isConnected ? "looking at the alerts" : "not connected to the daemon"
            frame.put(hint, x: area.x, y: area.y, style: Style(.textDim), maxWidth: area.width)
        case .failed(let report):
            let words = SafeText(report.problem).wrapped(to: max(10, area.width)).map { StyledLine([Piece($0, .error)]) }
            let remedy = SafeText(report.remedy).wrapped(to: max(10, area.width)).map { StyledLine([Piece($0, .textDim)]) }
            for (index, line) in (words + remedy).prefix(area.height).enumerated() {
                frame.put(line, in: area.row(index), glyphs: glyphs)
            }
        case .loaded: drawLines(in: area, on: &frame)
        }
        if hasKeys, frame.cursor == nil { frame.cursor = Point(x: area.x, y: area.y) }
    }

    private func drawLines(in area: Rect, on frame: inout Frame) {
        let lines = AlertLines(state: state, glyphs: glyphs).lines(width: area.width)
        let chosen = state.alerts.current
        let top = Self.top(state.alerts.top, lines: lines, chosen: chosen, rows: area.height)
        for (index, line) in lines.dropFirst(top).prefix(area.height).enumerated() {
            let row = area.row(index)
            let isChosen = line.isHead && line.row == chosen
            let ground: StyleToken? = isChosen ? (state.focus == .alerts ? .select : .selectInactive) : nil
            if let ground { frame.select(row, margin: 1, on: ground, hasCursor: hasKeys, glyphs: glyphs) }
            frame.put(line.line, in: row, glyphs: glyphs, on: ground)
        }
    }

    private var hasKeys: Bool { state.focus == .alerts && state.overlay == nil && state.prompt == nil }
}
