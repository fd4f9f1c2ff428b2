import ServerModel

/// The table of `mcp-manager top`.
struct TopView {
    var servers: [ServerActivity]

    /// - Parameter width: see ``Table/text(width:)``.
    func text(width: Int?) -> StyledText { lines(width: width).reduce(into: "") { $0 += $1 + "\n" } }

    /// The same in place of what was on the screen before, which is cleared for the first.
    func screen(width: Int?, isFirst: Bool) -> StyledText {
        // Home; each line clears what is left of the old one; then what is left below (ECMA-48 §8.3.21, §8.3.41, §8.3.39).
        lines(width: width).reduce(into: isFirst ? "\u{1B}[2J\u{1B}[H" : "\u{1B}[H") { $0 += $1 + "\u{1B}[K\n" } + "\u{1B}[J"
    }

    private func lines(width: Int?) -> [StyledText] {
        let table = FittingTable(columns: columns(width: width)).table(width: width)
        return [width.map(sum.cut) ?? sum] + table.lines(width: width)
    }

    private var sum: StyledText {
        let use = ResourceUse.total(servers.compactMap(\.status.use))
        let running = servers.filter { $0.status.run?.processID != nil }.count
        return
            "\(running) of \(servers.count) servers run, \(use.processes) processes, \(cpuText(use.cpu ?? 0)) CPU, \(byteWords(use.residentBytes))"
    }

    /// What has no room is left out from the right, but for what tells whether all is well.
    private func columns(width: Int?) -> [FittingTable.Column] {
        let none = StyledText("-", .muted)
        func column(_ title: String, rank: Int = 0, _ cell: (ServerActivity) -> StyledText?) -> FittingTable.Column {
            .init(title: title, cells: servers.map { cell($0) ?? none }, rank: rank)
        }
        let figures = [
            column("NAME") { StyledText($0.status.id.rawValue, .strong) },
            column("STATE") { $0.status.phase.name.text },
            column("HEALTH") { $0.status.health.short },
            column("CPU") { $0.status.use.map { StyledText(cpuText($0.cpu)) } },
            column("MEMORY") { $0.status.use.map { StyledText(byteWords($0.residentBytes)) } },
            column("PEAK", rank: 1) { $0.peak.map { StyledText(byteWords($0.residentBytes)) } },
            column("PROCESSES", rank: 2) { $0.status.use.map { "\($0.processes)" } },
            column("FILES", rank: 3) { $0.status.use?.openFiles.map { "\($0)" } },
            column("THREADS", rank: 4) { $0.status.use.map { "\($0.threads)" } },
        ]
        // The newest bars that have room; fewer than its title is long are none.
        let room = width.map { $0 - FittingTable.room(for: figures) - 2 } ?? Int.max
        let title = "LAST MINUTES"
        guard room >= title.count else { return figures }
        return figures + [
            column(title) { StyledText(Sparkline.text($0.recent.suffix(room).map { $0.use.cpu ?? 0 }), .accent) }
        ]
    }
}

/// A row of bars, one for each value.
enum Sparkline {
    private static let bars = Array("▁▂▃▄▅▆▇█")

    /// Heights are shares of the highest, or of `scale` when that is more: little is to look little.
    static func text(_ values: [Double], scale: Double = 0.1) -> String {
        let highest = max(values.max() ?? 0, scale)
        return String(values.map { bars[max(0, min(bars.count - 1, Int($0 / highest * Double(bars.count))))] })
    }
}
