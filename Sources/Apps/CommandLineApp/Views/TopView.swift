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
        let header = ["NAME", "STATE", "PROCESSES", "CPU", "MEMORY", "PEAK", "FILES", "THREADS", "LAST MINUTES"]
        let table = Table(header: header.map { StyledText($0, .muted) }, rows: servers.map(row))
        return [sum] + table.lines(width: width)
    }

    private var sum: StyledText {
        let use = ResourceUse.total(servers.compactMap(\.status.use))
        let running = servers.filter { $0.status.run?.processID != nil }.count
        return
            "\(running) of \(servers.count) servers run, \(use.processes) processes, \(cpuText(use.cpu ?? 0)) CPU, \(byteWords(use.residentBytes))"
    }

    private func row(_ server: ServerActivity) -> [StyledText] {
        let none = StyledText("-", .muted)
        let use = server.status.use
        return [
            StyledText(server.status.id.rawValue, .strong), server.status.phase.name.text, use.map { "\($0.processes)" } ?? none,
            use.map { StyledText(cpuText($0.cpu)) } ?? none, use.map { StyledText(byteWords($0.residentBytes)) } ?? none,
            server.peak.map { StyledText(byteWords($0.residentBytes)) } ?? none,
            use?.openFiles.map { "\($0)" } ?? none, use.map { "\($0.threads)" } ?? none,
            StyledText(Sparkline.text(server.recent.map { $0.use.cpu ?? 0 }), .accent),
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
