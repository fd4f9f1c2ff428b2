import ServerModel
import TerminalKit

/// The page of health: how the selected server is, and how it was.
struct HealthView {
    let state: AppState
    let glyphs: Glyphs

    var decoration: PaneDecoration {
        guard let pane = state.layout?.panes[.health], let server = state.server(state.selected) else { return PaneDecoration() }
        let isSeen = plan(for: pane).map { $0.chartRows + $0.callRows > 0 } ?? false
        let range =
            isSeen && pane.width >= 100
            ? [Piece(SafeText(HealthWords.span(Uptime.spans[state.health.range].seconds)), .textDim)] : []
        let failure = state.health.known[server.id]?.failure
        return PaneDecoration(right: range, bottom: failure.map { [Piece(SafeText($0.problem), .warn)] } ?? [])
    }

    /// What fits into a pane; `nil`: no server is selected.
    func plan(for pane: Rect) -> HealthPlan? {
        guard let server = state.server(state.selected) else { return nil }
        let area = Self.area(of: pane)
        return HealthPlan(
            height: area.height, content: HealthParts(server, state: state, glyphs: glyphs, width: area.width).content)
    }

    private static func area(of pane: Rect) -> Rect {
        let isTight = pane.width < 60
        return pane.inset(left: isTight ? 2 : 3, top: pane.height >= 20 ? 2 : 1, right: isTight ? 2 : 3, bottom: 1)
    }

    func draw(in rect: Rect, on frame: inout Frame) {
        let area = Self.area(of: rect)
        guard let server = state.server(state.selected) else {
            return frame.put(reason: "no server is selected", in: area, hasCursor: state.hasCursor(in: .health))
        }
        let parts = HealthParts(server, state: state, glyphs: glyphs, width: area.width)
        let plan = HealthPlan(height: area.height, content: parts.content)
        var rest = area
        func next(_ rows: Int) -> Rect {
            let (top, below) = rest.splitting(top: rows)
            rest = below
            return top
        }
        func put(_ lines: [StyledLine], gap: Bool = true) {
            if gap, plan.hasGaps { _ = next(1) }
            for line in lines { frame.put(line, in: next(1), glyphs: glyphs) }
        }
        put(Array(parts.heading.prefix(area.height)), gap: false)
        if let first = plan.strips.first {
            put([parts.strip(first)])
            for index in plan.strips.dropFirst() {
                if plan.isAiry { _ = next(1) }
                put([parts.strip(index)], gap: false)
            }
        }
        if plan.chartRows > 0, let chart = parts.chart {
            put([chart.heading])
            chart.columns.draw(
                in: next(plan.chartRows + 1).splitting(left: parts.chartWidth).left, on: &frame, glyphs: glyphs.kit)
        }
        if plan.callRows > 0 { put(parts.callsAlone) }
        if plan.outageRows > 0 {
            put([parts.outageHeading(hidden: state.outages.count - plan.outageRows)])
            if state.outages.isEmpty { put([parts.noOutage], gap: false) }
            for outage in shownOutages(plan.outageRows) { draw(outage, parts, in: next(1), on: &frame) }
        }
        if plan.resourceRows > 0 { put(Array(parts.resources.prefix(plan.resourceRows))) }
        if plan.alertRows > 0 { put(Array(parts.alerts.prefix(plan.alertRows))) }
        if state.hasCursor(in: .health), frame.cursor == nil { frame.cursor = Point(x: area.x, y: area.y) }
    }

    /// Those around the chosen one.
    private func shownOutages(_ rows: Int) -> ArraySlice<Outage> {
        let outages = state.outages
        let index = outages.firstIndex { $0.id == state.chosenOutage?.id } ?? 0
        return outages.dropFirst(max(0, min(index - rows / 2, outages.count - rows))).prefix(rows)
    }

    private func draw(_ outage: Outage, _ parts: HealthParts, in row: Rect, on frame: inout Frame) {
        let isChosen = outage.id == state.chosenOutage?.id && state.focus == .health
        let ground: StyleToken? = isChosen ? .select : nil
        if isChosen {
            let bar = Rect(x: row.x - 1, y: row.y, width: row.width + 1, height: 1)
            frame.select(bar, hasCursor: state.overlay == nil && state.prompt == nil, glyphs: glyphs)
        }
        frame.put(parts.line(of: outage), in: row, glyphs: glyphs, on: ground)
    }
}
