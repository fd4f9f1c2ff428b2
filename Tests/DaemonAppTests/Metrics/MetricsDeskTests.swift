import ServerModel
import ServerMonitoring
import Synchronization
import Testing

@testable import DaemonApp

struct `The metrics desk` {
    private let now = Timestamp(millisecondsSince1970: 1_800_000_000_000)

    private func status(_ name: String, runs: Bool = true) throws -> ServerStatus {
        ServerStatus(
            id: try ServerID(name), phase: runs ? .ready : .stopped, since: now,
            run: runs ? RunInfo(number: 1, processID: 1, startedAt: now) : nil)
    }

    private func definition(_ name: String, port: Int? = 9_000, enabled: Bool = true) throws -> ServerDefinition {
        var definition = ServerDefinition(name: try ServerID(name))
        definition.monitoring.metrics.enabled = enabled
        definition.monitoring.metrics.port = port
        return definition
    }

    private func sources(
        _ statuses: [ServerStatus], _ definitions: [ServerDefinition],
        scrape: @escaping @Sendable (ScrapeTarget) async -> [UInt8]?
    ) -> MetricsSources {
        let daemon = DaemonInfo(version: "1", processID: 1, home: "/h", startedAt: now, servers: 1, sessions: 0)
        return MetricsSources(
            statuses: { statuses }, daemon: { daemon }, definitions: { definitions }, process: { nil }, scrape: scrape)
    }

    /// Every sample by its name and labels.
    private func ask(_ desk: MetricsDesk) async -> [String: String] {
        let lines = String(decoding: await desk.exposition(), as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix("#") }
        return Dictionary(
            lines.compactMap { line in line.lastIndex(of: " ").map { (String(line[..<$0]), String(line[$0...].dropFirst())) } },
            uniquingKeysWith: { first, _ in first })
    }

    @Test func `has the manager's own, calls, runs and what servers say`() async throws {
        let calls = CallMetrics()
        calls.record(
            CallRecord(
                server: try ServerID("a"), client: nil, session: 1, tool: "echo", startedAt: now, durationMicroseconds: 1,
                requestBytes: 1, responseBytes: 1, outcome: .ok))
        let desk = MetricsDesk(
            sources: sources([try status("a")], [try definition("a")]) { _ in Array("# TYPE jobs counter\njobs 3\n".utf8) },
            calls: calls, runs: RunMetrics())
        let samples = await ask(desk)
        #expect(samples[#"mcp_manager_server_up{server="a"}"#] == "1")
        #expect(samples[#"mcp_manager_server_runs_total{server="a"}"#] == "1")
        #expect(samples[#"mcp_manager_tool_calls_total{outcome="ok",server="a",tool="echo"}"#] == "1")
        #expect(samples[#"jobs{server="a"}"#] == "3")
        #expect(samples[#"mcp_manager_scrape_up{server="a"}"#] == "1")
    }

    @Test func `asks only servers that run and serve metrics`() async throws {
        let asked = Mutex<Set<String>>([])
        let desk = MetricsDesk(
            sources: sources(
                [try status("a"), try status("b"), try status("c"), try status("d", runs: false)],
                [try definition("a"), try definition("b", port: nil), try definition("c", enabled: false), try definition("d")]
            ) { target in
                asked.withLock { _ = $0.insert(target.url) }
                return []
            }, calls: CallMetrics(), runs: RunMetrics())
        let samples = await ask(desk)
        #expect(asked.withLock { $0 } == ["http://127.0.0.1:9000/metrics"])
        #expect(samples.keys.filter { $0.hasPrefix("mcp_manager_scrape_up") } == [#"mcp_manager_scrape_up{server="a"}"#])
    }

    @Test func `says of a server that does not answer that it does not, and has all others`() async throws {
        let desk = MetricsDesk(
            sources: sources([try status("a"), try status("b")], [try definition("a", port: 1), try definition("b", port: 2)]) {
                $0.port == 1 ? nil : Array("jobs 3\n".utf8)
            }, calls: CallMetrics(), runs: RunMetrics())
        let samples = await ask(desk)
        #expect(samples[#"mcp_manager_scrape_up{server="a"}"#] == "0")
        #expect(samples[#"mcp_manager_scrape_up{server="b"}"#] == "1")
        #expect(samples[#"jobs{server="b"}"#] == "3")
    }

    @Test func `waits for nobody longer than it wants to`() async throws {
        let (gate, opening) = AsyncStream.makeStream(of: Void.self)
        defer { opening.finish() }
        // Deaf to being cancelled, as a hanging disk is.
        @Sendable func hang() async { await Task { for await _ in gate {} }.value }
        var sources = sources([try status("a")], [try definition("a")]) { _ in
            await hang()
            return []
        }
        sources.uptimes = {
            await hang()
            return [:]
        }
        let desk = MetricsDesk(
            sources: sources, calls: CallMetrics(), runs: RunMetrics(), patience: Patience(sleep: { _ in }))
        let samples = await ask(desk)
        #expect(samples[#"mcp_manager_scrape_up{server="a"}"#] == "0")
        #expect(samples[#"mcp_manager_server_up{server="a"}"#] == "1")
    }

    @Test func `measures how long a server takes`() async throws {
        let clock = Mutex(ContinuousClock.now)
        let desk = MetricsDesk(
            sources: sources([try status("a")], [try definition("a")]) { _ in [] }, calls: CallMetrics(), runs: RunMetrics(),
            clock: {
                clock.withLock { time in
                    time += .milliseconds(300)
                    return time
                }
            })
        #expect(await ask(desk)[#"mcp_manager_scrape_duration_seconds{server="a"}"#] == "0.3")
    }

    @Test func `counts what has no place, and goes on counting`() async throws {
        let desk = MetricsDesk(
            sources: sources([try status("a"), try status("b")], [try definition("a", port: 1), try definition("b", port: 2)]) {
                Array("# TYPE x \($0.port == 1 ? "gauge" : "counter")\nx 1\nnonsense\n".utf8)
            }, calls: CallMetrics(), runs: RunMetrics())
        _ = await ask(desk)
        let samples = await ask(desk)
        #expect(samples[#"mcp_manager_scrape_conflicts_total{server="a"}"#] == "0")
        #expect(samples[#"mcp_manager_scrape_conflicts_total{server="b"}"#] == "2")
        #expect(samples[#"mcp_manager_scrape_bad_lines_total{server="b"}"#] == "2")
        #expect(samples[#"x{server="a"}"#] == "1")
        #expect(samples[#"x{server="b"}"#] == nil)
    }

    @Test func `asks servers once for all who want to know at the same time`() async throws {
        let (gate, opening) = AsyncStream.makeStream(of: Void.self)
        let asked = Mutex(0)
        let desk = MetricsDesk(
            sources: sources([try status("a")], [try definition("a")]) { _ in
                asked.withLock { $0 += 1 }
                for await _ in gate {}
                return []
            }, calls: CallMetrics(), runs: RunMetrics())
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<20 { group.addTask { _ = await desk.exposition() } }
            while await desk.askers < 20 { await Task.yield() }
            opening.finish()
        }
        #expect(asked.withLock { $0 } == 1)
        _ = await desk.exposition()
        #expect(asked.withLock { $0 } == 2)
    }
}

struct `Where a server's metrics are` {
    @Test func `is what its definition says`() throws {
        var definition = ServerDefinition(name: try ServerID("a"))
        definition.monitoring.metrics.port = 8_000
        #expect(ScrapeTarget(definition) == nil)
        definition.monitoring.metrics.enabled = true
        #expect(ScrapeTarget(definition)?.url == "http://127.0.0.1:8000/metrics")
        definition.monitoring.metrics.path = "stats?format=prometheus"
        #expect(ScrapeTarget(definition)?.url == "http://127.0.0.1:8000/stats?format=prometheus")
    }
}

struct `What the kernel says of the daemon` {
    @Test func `is more than nothing`() throws {
        let process = try #require(OwnProcess.current())
        #expect(process.residentBytes > 1_000_000)
        #expect(process.openFiles.map { $0 >= 3 } ?? true)
        #expect(process.openFileLimit.map { $0 > 3 } ?? true)
        #expect(process.startedAtSeconds.map { $0 > 1_700_000_000 } ?? true)
    }
}
