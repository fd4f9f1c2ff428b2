import ServerModel
import TerminalKit

/// How long answers took.
extension HealthParts {
    /// How long answers took, with its heading; `nil`: no check was answered.
    var chart: (heading: StyledLine, columns: ColumnChart)? {
        guard let history, width >= 28 else { return nil }
        let index = state.health.range
        guard let strip = history.strips[safe: index], let points = history.charts[safe: index], !strip.cells.isEmpty else {
            return nil
        }
        let checks = CheckTimes(points, in: strip)
        guard !checks.isEmpty || index > 0 else { return nil }
        let top = AxisEnd.above(checks.values.compactMap(\.self).max() ?? 0)
        let label = SafeText(HealthWords.milliseconds(top)).padded(to: Self.labels, alignment: .trailing)
        let heading = StyledLine(
            [
                Piece("Latency", .textStrong, bold: true),
                Piece(SafeText(", \(width < 60 ? HealthWords.span(strip.spanSeconds) : Uptime.spans[index].title)"), .textDim),
            ], trailing: figures(points, isHour: index == 0))
        let columns = ColumnChart(
            checks.values, ceiling: top, highlights: checks.failed, topLabel: label,
            bottomLabel: SafeText("0 ms").padded(to: Self.labels, alignment: .trailing), times: times(of: strip))
        return (heading, columns)
    }

    /// Columns of the chart with its labels.
    var chartWidth: Int { Self.labels + 1 + plotWidth }

    /// Times of calls are told where there are any; else those of checks.
    private func figures(_ points: [HealthPoint], isHour: Bool) -> [Piece] {
        func pairs(_ pairs: [(String, Double)], before: String) -> [Piece] {
            [Piece(SafeText(before), .textDim)]
                + pairs.flatMap { name, value in
                    [Piece(SafeText("  \(name) "), .textDim), Piece(SafeText(HealthWords.milliseconds(value)))]
                }
        }
        if isHour, let times = history?.callTimes {
            let values = [("p50", times.p50Milliseconds), ("p95", times.p95Milliseconds), ("p99", times.p99Milliseconds)]
            let whole = pairs(values, before: times.calls == 1 ? "1 call" : "\(times.calls) calls")
            return whole.width + 26 <= width ? whole : pairs(values, before: "calls")
        }
        let means = points.compactMap(\.meanMilliseconds).sorted()
        guard let highest = points.compactMap(\.highestMilliseconds).max(), !means.isEmpty else { return [] }
        return pairs([("usually", means[(means.count - 1) / 2]), ("slowest", highest)], before: "checks")
    }

    private func times(of strip: HealthStrip) -> [SafeText] {
        let end = strip.start + .milliseconds(strip.cellMilliseconds * Int64(strip.cells.utf8.count))
        let middle = strip.start + .milliseconds(strip.cellMilliseconds * Int64(strip.cells.utf8.count) / 2)
        return [strip.start, middle, end].map { moment in
            let moment = min(moment, max(state.now, strip.start))
            let time = state.localTime.short(moment, today: state.now)
            return SafeText(strip.spanSeconds <= 86_400 ? String(state.localTime.clock(moment).prefix(5)) : time)
        }
    }
}
