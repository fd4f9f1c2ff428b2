import ServerModel
import TerminalKit

/// What the server uses, and the alerts about it.
extension HealthParts {
    /// Memory and processor of the last hour; none while nothing is known.
    var resources: [StyledLine] {
        let graphs = UseGraphs(samples: state.health.known[server.id]?.use ?? [], now: state.now)
        guard let use = server.use ?? graphs.last, graphs.last != nil || server.use != nil else { return [] }
        let isWide = width >= 60
        // Beside labels and words.
        let plot = max(8, min(40, width - (isWide ? 50 : 38)))
        let room = width - (isWide ? 11 : 0) - 8 - plot - 2
        func row(_ label: SafeText, _ line: Sparkline, _ words: SafeText, isFirst: Bool) -> StyledLine {
            let title = isWide ? [Piece(isFirst ? "Resources  " : "           ", .textStrong, bold: true)] : []
            return StyledLine(
                title + [Piece(label.padded(to: 6, alignment: .trailing) + "  ", .textDim)]
                    + line.cells(width: plot, glyphs: glyphs.kit).pieces + [Piece("  "), Piece(words)])
        }
        return [
            row("memory", graphs.memory, graphs.memoryWords(use, room: room), isFirst: true),
            row("cpu", graphs.processor, graphs.processorWords(use, room: room), isFirst: false),
        ]
    }

    /// One line for each that holds, or one that none does.
    var alerts: [StyledLine] {
        guard let all = state.health.alerts else { return [] }
        let own = all.filter { $0.server == server.id && $0.firedAt != nil }
        let title = Piece("Alerts   ", .textStrong, bold: true)
        let firing = own.filter { $0.state != .resolved }
        guard !firing.isEmpty else {
            let today = own.count { alert in alert.resolvedAt.map { state.now - $0 < .seconds(86_400) } ?? false }
            let past = today == 0 ? "" : today == 1 ? ", one in the last 24 h" : ", \(today) in the last 24 h"
            return [StyledLine([title, Piece(SafeText("none now\(past)"), .textDim)])]
        }
        return firing.enumerated().map { index, alert in
            let token: StyleToken = alert.severity == .error ? .error : .warn
            let since = state.localTime.short(alert.firedAt ?? alert.began, today: state.now)
            let seen = alert.acknowledgedAt == nil ? "" : ", seen"
            return StyledLine(
                [
                    index == 0 ? title : Piece("         "), Piece(glyphs.severity(alert.severity), token), Piece(" "),
                    Piece(SafeText(alert.message)),
                ],
                trailing: [Piece(SafeText("since \(since)\(seen)"), .textDim)])
        }
    }
}
