import ServerModel
import ServerMonitoring

/// Puts together what `/metrics` says: the manager's own figures, and those of servers that serve some themselves.
actor MetricsDesk {
    /// How long servers and disks may take together.
    private static let limit = Duration.milliseconds(2_500)

    private let sources: MetricsSources
    private let calls: CallMetrics
    private let runs: RunMetrics
    private let patience: Patience
    private let clock: @Sendable () -> ContinuousClock.Instant
    private var tally = ScrapeTally()
    /// The exposition that is being made now: who asks meanwhile gets the same, so that servers are not asked twice.
    private var underway: Task<[UInt8], Never>?
    /// How many wait for it.
    private(set) var askers = 0

    init(
        sources: MetricsSources, calls: CallMetrics, runs: RunMetrics, patience: Patience = Patience(),
        clock: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        self.sources = sources
        self.calls = calls
        self.runs = runs
        self.patience = patience
        self.clock = clock
    }

    /// Everything there is to know now, as ``Exposition`` writes it; takes 2.5 seconds at most.
    func exposition() async -> [UInt8] {
        askers += 1
        defer { askers -= 1 }
        if let underway { return await underway.value }
        let task = Task { await compose() }
        underway = task
        let exposition = await task.value
        // Nobody else has begun another: they were given this one.
        underway = nil
        return exposition
    }

    private func compose() async -> [UInt8] {
        let sources = sources
        let statuses = await sources.statuses()
        runs.observe(statuses)
        let definitions = await sources.definitions()
        let running = Set(statuses.filter { $0.run != nil }.map(\.id))
        let targets = definitions.compactMap(ScrapeTarget.init).filter { running.contains($0.server) }
            .sorted { $0.server < $1.server }
        async let scrapes = scrapes(of: targets)
        async let alerts = patience.wait(Self.limit) { await sources.alerts() }
        async let logLines = patience.wait(Self.limit) { await sources.logLines() }
        async let uptimes = patience.wait(Self.limit) { await sources.uptimes() }
        let facts = await ManagerFacts(
            statuses: statuses, daemon: sources.daemon(), runs: runs.counts, alerts: alerts ?? nil, logLines: logLines ?? [:],
            uptimes: uptimes ?? [:], process: sources.process())
        return Exposition.write(collect(facts, await scrapes, known: Set(definitions.map(\.name))))
    }

    /// Ours first, then what servers say, by the name of the server.
    private func collect(_ facts: ManagerFacts, _ scrapes: [Scrape], known: Set<ServerID>) -> [MetricFamily] {
        var collection = MetricCollection()
        collection.add(ManagerMetrics.families(facts) + calls.families())
        tally.begin(known: known)
        for scrape in scrapes {
            if let reading = scrape.reading {
                let conflicts = reading.relabelled(server: scrape.server).reduce(0) { $0 + collection.add($1) }
                tally.answered(scrape.server, reading, conflicts: conflicts, after: scrape.duration)
            } else {
                tally.failed(scrape.server, after: scrape.duration)
            }
        }
        collection.add(tally.families)
        return collection.families
    }

    private struct Scrape: Sendable {
        var server: ServerID
        /// `nil`: it did not answer, or not in time.
        var reading: ExpositionReading?
        var duration: Duration
    }

    /// Asks all of them at once; in the order of `targets`.
    private nonisolated func scrapes(of targets: [ScrapeTarget]) async -> [Scrape] {
        let (scrape, clock, patience) = (sources.scrape, clock, patience)
        return await withTaskGroup(of: (Int, Scrape).self) { group in
            for (index, target) in targets.enumerated() {
                group.addTask {
                    let began = clock()
                    let reading = await patience.wait(Self.limit) { await scrape(target).map { ExpositionReader().read($0) } }
                    return (index, Scrape(server: target.server, reading: reading ?? nil, duration: clock() - began))
                }
            }
            var scrapes: [(Int, Scrape)] = []
            for await scrape in group { scrapes.append(scrape) }
            return scrapes.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }
}
