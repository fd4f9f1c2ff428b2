import ServerModel

/// How the scraping of servers' own metrics goes, and what came of it so far.
public struct ScrapeTally: Sendable {
    private struct Target {
        var isUp = false
        var seconds = 0.0
        var samples = 0
        var conflicts = 0
        var badLines = 0
        var leftOut = 0
    }

    private var targets: [ServerID: Target] = [:]
    /// Those that were scraped this time.
    private var current: Set<ServerID> = []

    public init() {}

    /// Begins a time; what is counted goes on, for servers that are `known`.
    public mutating func begin(known: Set<ServerID>) {
        current = []
        targets = targets.filter { known.contains($0.key) }
    }

    /// It did not answer, or not with metrics.
    public mutating func failed(_ server: ServerID, after duration: Duration) {
        current.insert(server)
        targets[server, default: Target()].isUp = false
        targets[server]?.seconds = duration / .seconds(1)
        targets[server]?.samples = 0
    }

    /// What it said, and how many samples of it had no place among those of others.
    public mutating func answered(_ server: ServerID, _ reading: ExpositionReading, conflicts: Int, after duration: Duration) {
        current.insert(server)
        var target = targets[server] ?? Target()
        target.isUp = true
        target.seconds = duration / .seconds(1)
        target.samples = reading.families.reduce(0) { $0 + $1.samples.count }
        target.conflicts += conflicts
        target.badLines += reading.badLines
        target.leftOut += reading.samplesLeftOut
        targets[server] = target
    }

    public var families: [MetricFamily] {
        let shown = targets.filter { current.contains($0.key) }.sorted { $0.key < $1.key }
        func family(_ name: String, _ kind: MetricKind, _ help: String, _ value: (Target) -> Double) -> MetricFamily {
            MetricFamily(
                name, kind, help: help, samples: shown.map { MetricSample(value($0.value), ["server": $0.key.rawValue]) })
        }
        return [
            family("mcp_manager_scrape_up", .gauge, "1 when the server's own metrics could be read just now, else 0.") {
                $0.isUp ? 1 : 0
            },
            family("mcp_manager_scrape_duration_seconds", .gauge, "How long that took.") { $0.seconds },
            family("mcp_manager_scrape_samples", .gauge, "How many samples the server gave.") { Double($0.samples) },
            family(
                "mcp_manager_scrape_conflicts_total", .counter,
                "Samples left out, at each scrape anew, because their name is another kind of metric elsewhere."
            ) { Double($0.conflicts) },
            family(
                "mcp_manager_scrape_bad_lines_total", .counter, "Lines skipped, at each scrape anew, because they made no sense."
            ) { Double($0.badLines) },
            family(
                "mcp_manager_scrape_left_out_total", .counter,
                "Samples left out, at each scrape anew, because the server has too many."
            ) { Double($0.leftOut) },
        ]
    }
}
