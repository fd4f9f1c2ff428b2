import ServerModel
import ServerMonitoring
import Testing

struct `Counting the runs of servers` {
    private let demo: ServerID
    private let metrics = RunMetrics()

    init() throws { demo = try ServerID("demo") }

    private func tell(_ phase: Phase, run: Int? = nil, restarts: Int = 0) {
        let now = Timestamp(millisecondsSince1970: 0)
        let status = ServerStatus(
            id: demo, phase: phase, since: now,
            run: run.map { RunInfo(number: $0, processID: 1, startedAt: now) }, restarts: restarts)
        metrics.observe(
            ServerEvent(sequence: 0, time: now, server: demo, kind: .phase, severity: .info, message: "", status: status))
    }

    private var counts: RunMetrics.Counts? { metrics.counts[demo] }

    @Test func `begins with nothing`() {
        #expect(metrics.counts.isEmpty)
        tell(.stopped)
        #expect(counts == RunMetrics.Counts())
    }

    @Test func `counts each run once, however often it is told of`() {
        tell(.starting, run: 1)
        tell(.ready, run: 1)
        tell(.stopped)
        tell(.starting, run: 2)
        #expect(counts == RunMetrics.Counts(runs: 2))
    }

    @Test func `goes on counting restarts when a person starts the server`() {
        tell(.ready, run: 1)
        tell(.starting, run: 2, restarts: 1)
        tell(.waiting(until: Timestamp(millisecondsSince1970: 1), crashes: 2), restarts: 2)
        tell(.starting, run: 3, restarts: 2)
        tell(.stopped, restarts: 2)
        tell(.starting, run: 4, restarts: 0)
        tell(.starting, run: 5, restarts: 1)
        #expect(counts == RunMetrics.Counts(runs: 5, restarts: 3))
    }

    @Test func `counts how often it was given up`() {
        let report = ErrorReport(code: "x", problem: "y", remedy: "z")
        tell(.failed(report))
        tell(.failed(report))
        tell(.starting, run: 1)
        tell(.failed(report), run: 1)
        #expect(counts?.failures == 2)
    }

    @Test func `forgets a server that was removed`() {
        tell(.ready, run: 3, restarts: 2)
        metrics.observe(
            ServerEvent(
                sequence: 0, time: Timestamp(millisecondsSince1970: 0), server: demo, kind: .removed, severity: .info, message: ""
            ))
        #expect(metrics.counts.isEmpty)
    }
}
