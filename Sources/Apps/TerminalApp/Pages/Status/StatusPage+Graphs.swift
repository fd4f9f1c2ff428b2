import ServerModel
import TerminalKit

/// What the server used, how fast it answered and how it was, drawn; and where else it is.
extension StatusPage {
    /// Whether there is room for graphs; the page of health has them all, and beside it they would be told twice.
    static func hasGraphs(_ layout: Layout?) -> Bool {
        guard let layout, let pane = layout.panes[.status], layout.panes[.health] == nil else { return false }
        return pane.width >= 50 && pane.height >= 20
    }

    /// Memory, processor and latency of the last hour, and the last day's states.
    func graphs(width: Int) -> [StyledLine] {
        guard Self.hasGraphs(state.layout), let knowledge = state.health.known[server.id] else {
            return []
        }
        let plot = max(8, min(24, width - Self.labelWidth - 26))
        var lines: [StyledLine] = []
        let room = max(0, width - Self.labelWidth - 2 - plot - 2)
        func row(_ label: SafeText, _ line: Sparkline, _ words: SafeText) {
            lines.append(
                StyledLine(
                    [labelSpan(label)] + line.cells(width: plot, glyphs: glyphs.kit).pieces
                        + [Piece("  "), Piece(words.truncated(to: room, ellipsis: glyphs.kit.ellipsis))]))
        }
        let use = UseGraphs(samples: knowledge.use, now: now)
        if let current = server.use ?? use.last, use.last != nil {
            row("memory", use.memory, use.memoryWords(current, room: room))
            row("cpu", use.processor, use.processorWords(current, room: room))
        }
        if let latency = latency(knowledge.history) { row("latency", latency.line, SafeText(latency.words)) }
        return lines + day(knowledge.history, width: width, isApart: !lines.isEmpty)
    }

    private func latency(_ history: HealthHistory?) -> (line: Sparkline, words: String)? {
        guard let history, let strip = history.strips.first, let points = history.charts.first else { return nil }
        let checks = CheckTimes(points, in: strip)
        let line = Sparkline(checks.values, highlights: checks.failed)
        if let times = history.callTimes {
            let (half, most) = (HealthWords.milliseconds(times.p50Milliseconds), HealthWords.milliseconds(times.p95Milliseconds))
            return (line, "\(checks.isEmpty ? "calls " : "")p50 \(half)  p95 \(most)")
        }
        guard !points.isEmpty else { return nil }
        let last = server.health?.responseMilliseconds ?? points.last?.meanMilliseconds
        return (line, last.map(HealthWords.milliseconds) ?? "no answer")
    }

    private func day(_ history: HealthHistory?, width: Int, isApart: Bool) -> [StyledLine] {
        guard let history, let strip = history.strips[safe: 1], let uptime = history.uptime[safe: 1] else { return [] }
        let shown = state.isConnected ? strip.extended(to: now, in: server.health?.state ?? .unknown) : strip
        let percent = SafeText(uptime.percent)
        let columns = max(8, min(60, width - Self.labelWidth - 2 - 2 - percent.width))
        let line = StyledLine(
            [labelSpan("24 h")] + StateStrip(shown.states).cells(width: columns, glyphs: glyphs.kit).pieces
                + [Piece("  "), Piece(percent, Style(uptime.token, bold: true))])
        let ends = SafeText("yesterday").padded(to: columns - 3) + "now"
        return (isApart ? [.blank] : []) + [line, StyledLine([labelSpan(""), Piece(ends, .textDim)])]
    }

    // MARK: - Elsewhere

    /// The secrets it needs and the clients it is written in, as far as that is known.
    func elsewhere(width: Int) -> [StyledLine] {
        secrets(width: width) + clients(width: width)
    }

    private func secrets(width: Int) -> [StyledLine] {
        guard let page = state.secrets, page.server == server.id, let secrets = page.secrets?.secrets, !secrets.isEmpty else {
            return []
        }
        let missing = secrets.filter { $0.state == .missing && $0.requirement.required }.map(\.name)
        guard missing.isEmpty else {
            return field("secrets", SafeText("missing: \(missing.joined(separator: ", "))"), .secret, width: width)
        }
        return field("secrets", SafeText("\(secrets.count { $0.state == .set }) of \(secrets.count) set"), width: width)
    }

    private func clients(width: Int) -> [StyledLine] {
        guard let platforms = state.platforms.findings?.platforms.filter(\.isConfigured), !platforms.isEmpty else { return [] }
        let entries = platforms.compactMap { platform in
            platform.entries.first { $0.server == server.id }.map { (platform.title, $0) }
        }
        let written = entries.filter { $0.1.state == .inSync }.map(\.0)
        let waiting = entries.filter { $0.1.state.needsSync || $0.1.state.needsDecision }.map(\.0)
        return (written.isEmpty ? [] : field("clients", SafeText(written.joined(separator: ", ")), width: width))
            + (waiting.isEmpty
                ? [] : field("to sync", SafeText(waiting.joined(separator: ", ")), .warn, width: width))
    }
}
