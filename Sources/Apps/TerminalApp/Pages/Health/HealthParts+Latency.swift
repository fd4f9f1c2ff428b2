import ServerModel
import TerminalKit

/// How long answers took.
extension HealthParts {
    /// The charted span, and the checks in it.
    private var charted: (strip: HealthStrip, points: [HealthPoint])? {
        let index = state.health.range
        guard width >= 28, let strip = history?.strips[safe: index], let points = history?.charts[safe: index],
            !strip.cells.isEmpty
        else { return nil }
        return (strip, points)
    }

    private var isHour: Bool { state.health.range == 0 }

    /// How long checks took, with its heading; `nil`: there was none in the last hour.
    var chart: (heading: StyledLine, columns: ColumnChart)? {
        guard let (strip, points) = charted else { return nil }
        let checks = CheckTimes(points, in: strip)
        guard !checks.isEmpty || !isHour else { return nil }
        let top = AxisEnd.above(checks.values.compactMap(\.self).max() ?? 0)
        let label = SafeText(HealthWords.milliseconds(top)).padded(to: Self.labels, alignment: .trailing)
        let columns = ColumnChart(
            checks.values, ceiling: top, highlights: checks.failed, topLabel: label,
            bottomLabel: SafeText("0 ms").padded(to: Self.labels, alignment: .trailing), times: times(of: strip))
        return (latencyHeading(strip, points), columns)
    }

    /// In the place of the chart, when an hour had calls but no check: how long calls took, and why nothing is drawn.
    ///
    /// A server that answers its clients is not asked; when each call was is told by the page of calls.
    var callsAlone: [StyledLine] {
        guard isHour, let (strip, points) = charted, CheckTimes(points, in: strip).isEmpty, let calls = history?.callTimes?.calls
        else { return [] }
        let words = calls == 1 ? "1 call, see Calls" : "\(calls.grouped) calls, see Calls"
        return [
            latencyHeading(strip, points), StyledLine([Piece(SafeText("no checks in this hour; \(words)"), .textDim)]),
        ]
    }

    private func latencyHeading(_ strip: HealthStrip, _ points: [HealthPoint]) -> StyledLine {
        let title = width < 60 ? HealthWords.span(strip.spanSeconds) : Uptime.spans[state.health.range].title
        let heading = [Piece("Latency", .textStrong, bold: true), Piece(SafeText(", \(title)"), .textDim)]
        return StyledLine(heading, trailing: figures(points, room: width - heading.width - 2))
    }

    /// Columns of the chart with its labels.
    var chartWidth: Int { Self.labels + 1 + plotWidth }

    /// Times of calls are told where there are any; else those of checks. As much of it as there is room for.
    private func figures(_ points: [HealthPoint], room: Int) -> [Piece] {
        func pairs(_ pairs: [(String, Double)], before: String? = nil) -> [Piece] {
            let figures = pairs.map { name, value in
                [Piece(SafeText("\(name) "), .textDim), Piece(SafeText(HealthWords.milliseconds(value)))]
            }
            return Array(((before.map { [[Piece(SafeText($0), .textDim)]] } ?? []) + figures).joined(separator: [Piece("  ")]))
        }
        if isHour, let times = history?.callTimes {
            let values = [("p50", times.p50Milliseconds), ("p95", times.p95Milliseconds), ("p99", times.p99Milliseconds)]
            let count = times.calls == 1 ? "1 call" : "\(times.calls) calls"
            return [
                pairs(values, before: count), pairs(values, before: "calls"), pairs(values), pairs(Array(values.prefix(2))),
                pairs(Array(values.prefix(1))),
            ].first(within: room)
        }
        let means = points.compactMap(\.meanMilliseconds).sorted()
        guard let highest = points.compactMap(\.highestMilliseconds).max(), !means.isEmpty else { return [] }
        let slowest = ("slowest", highest)
        let usually = ("usually", means[(means.count - 1) / 2])
        return [pairs([usually, slowest], before: "checks"), pairs([slowest], before: "checks"), pairs([slowest])]
            .first(within: room)
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
