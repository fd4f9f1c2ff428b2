import ServerModel

/// Everything known of one server's health, for `mcp-manager health NAME`.
struct HealthStory {
    var history: HealthHistory
    var times: TimeText
    /// The terminal's columns; `nil`: it is none.
    var width: Int?

    /// Outages that are shown; `--json` has them all.
    private static let outagesShown = 10
    private static let margin = 13

    var text: StyledText {
        facts.reduce("\(history.server, .strong)  \(history.current.state.text)\n") { text, fact in
            fact.lines.enumerated().reduce(text) { text, line in
                let label = line.offset == 0 ? fact.label : ""
                let gap = String(repeating: " ", count: Self.margin - 2 - label.count)
                return text + "  \(label + gap, .muted)\(line.element)\n"
            }
        }
    }

    private var facts: [(label: String, lines: [StyledText])] {
        let health = history.current
        return [
            ("state", [state]),
            ("reason", health.reason.map { [StyledText($0, health.state == .unknown ? nil : health.state.style)] } ?? []),
            ("remedy", health.remedy.map { [StyledText($0)] } ?? []),
            ("last sign", [health.lastSign.map { "\(times.age(of: $0)) ago, \(times.moment($0))" } ?? "none yet"]),
            ("last check", [check]),
            ("uptime", uptime),
            ("response", response),
            ("outages", outages),
        ]
    }

    private var state: StyledText {
        let health = history.current
        let cause: StyledText = health.cause.map { " (\($0.rawValue))" } ?? ""
        return "\(health.state.word)\(cause) for \(times.age(of: health.since)), since \(times.moment(health.since))"
    }

    private var check: StyledText {
        let failures = history.current.failures
        let row: StyledText = failures > 1 ? ", \("\(failures) failed in a row", .warning)" : ""
        return "\(history.current.lastCheck(times))\(row)"
    }

    private var uptime: [StyledText] {
        let columns = history.uptime.map { ($0.span, $0.percent) }
        let widths = (columns.map(\.0.count).max() ?? 0, columns.map(\.1.count).max() ?? 0)
        return history.uptime.map { uptime in
            let span = uptime.span + String(repeating: " ", count: widths.0 - uptime.span.count)
            let remarks = uptime.remarks(times)
            guard !remarks.isEmpty else { return "\(span)  \(uptime.percent, uptime.style)" }
            let gap = String(repeating: " ", count: widths.1 - uptime.percent.count)
            return "\(span)  \(uptime.percent, uptime.style)\(gap)  \(remarks, .muted)"
        }
    }

    /// Bars of the last hours, as many as there is room for, and what they stand for.
    private var response: [StyledText] {
        let points = history.points.suffix(max(8, (width ?? 80) - Self.margin))
        let means = points.compactMap(\.meanMilliseconds)
        guard let first = points.first, let last = points.last, let least = means.min(), let most = means.max() else { return [] }
        let bars = zip(Sparkline.text(points.map { $0.meanMilliseconds ?? 0 }, scale: 1), points)
        let chart = bars.reduce(StyledText("")) { chart, bar in
            // Where nothing answered, there is no height.
            chart + (bar.1.meanMilliseconds == nil ? StyledText("×", .error) : StyledText(String(bar.0), .accent))
        }
        let range = "\(millisecondWords(least)) to \(millisecondWords(most))"
        let silent = means.count < points.count ? ", × is no answer" : ""
        return [
            chart, StyledText("\(range), from \(times.moment(first.time)) to \(times.timeOfDay(last.time))\(silent)", .muted),
        ]
    }

    private var outages: [StyledText] {
        guard !history.outages.isEmpty else { return ["none known"] }
        let shown = history.outages.prefix(Self.outagesShown)
        let rows = shown.map { outage -> [StyledText] in
            let words: StyledText = outage.reason.map { StyledText($0) } ?? StyledText(outage.state.word, .muted)
            return [
                StyledText(times.moment(outage.began)), length(of: outage),
                StyledText(outage.cause?.rawValue ?? outage.state.rawValue, outage.state.style), words,
            ]
        }
        let table = Table(header: ["BEGAN", "LASTED", "CAUSE", "REASON"].map { StyledText($0, .muted) }, rows: rows)
        let rest = history.outages.count - shown.count
        let lines = table.lines(width: width.map { max(20, $0 - Self.margin) })
        return rest > 0 ? lines + [StyledText("\(rest) more, see --json", .muted)] : lines
    }

    private func length(of outage: Outage) -> StyledText {
        guard let ended = outage.ended else { return StyledText("\(times.age(of: outage.began)) so far", .error) }
        return StyledText((outage.isEndUncertain ? "at least " : "") + times.length(from: outage.began, to: ended))
    }
}
