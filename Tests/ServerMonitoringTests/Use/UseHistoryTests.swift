import ServerModel
import Testing

@testable import ServerMonitoring

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

struct `The history of use` {
    private let demo: ServerID
    /// The beginning of a minute.
    private let start = Timestamp(millisecondsSince1970: 1_800_000_000_000)

    init() throws { demo = try ServerID("demo") }

    private func sample(_ seconds: Int, cpu: Double? = nil, memory: Int = 1, files: Int? = nil) -> ResourceSample {
        ResourceSample(
            time: start + .seconds(seconds),
            use: ResourceUse(
                cpu: cpu, cpuSeconds: Double(seconds), residentBytes: memory, openFiles: files, threads: 2, processes: 1))
    }

    @Test func `has the samples of now as they are`() async throws {
        let bench = try HistoryBench()
        let history = UseHistory(file: bench.history)
        let samples = (0..<5).map { sample($0 * 10, cpu: 0.1, memory: $0) }
        for sample in samples { history.record(sample, of: demo) }
        #expect(try await history.samples(demo, since: start) == samples)
        #expect(try await history.samples(demo, since: start + .seconds(25)) == Array(samples[3...]))
        #expect(try await history.samples(ServerID("other"), since: start).isEmpty)
    }

    @Test func `keeps minutes for the next daemon: the processor on average, the rest at its highest`() async throws {
        let bench = try HistoryBench()
        let history = UseHistory(file: bench.history)
        history.record(sample(0, cpu: nil, memory: 100, files: 9), of: demo)
        history.record(sample(10, cpu: 0.1, memory: 300), of: demo)
        history.record(sample(20, cpu: 0.4, memory: 200), of: demo)
        history.record(sample(60, cpu: 1, memory: 50), of: demo)
        history.close()
        let minutes = try await UseHistory(file: bench.history).samples(demo, since: start)
        #expect(minutes.map(\.time) == [start, start + .seconds(60)])
        #expect(
            minutes.map(\.use) == [
                ResourceUse(cpu: 0.25, cpuSeconds: 20, residentBytes: 300, openFiles: 9, threads: 2, processes: 1),
                ResourceUse(cpu: 1, cpuSeconds: 60, residentBytes: 50, threads: 2, processes: 1),
            ])
    }

    @Test func `goes over from minutes to samples without telling anything twice`() async throws {
        let bench = try HistoryBench()
        let before = UseHistory(file: bench.history)
        before.record(sample(0), of: demo)
        before.close()
        let history = UseHistory(file: bench.history)
        history.record(sample(120), of: demo)
        history.record(sample(130), of: demo)
        history.record(sample(180), of: demo)
        #expect(try await history.samples(demo, since: start).map(\.time) == [0, 120, 130, 180].map { start + .seconds($0) })
    }

    @Test func `loses no peak between two samples`() async throws {
        let bench = try HistoryBench()
        let history = UseHistory(file: bench.history)
        history.record(sample(0, cpu: 0.1, memory: 100), of: demo)
        history.record(sample(2, cpu: 0.9, memory: 500, files: 7), of: demo)
        history.record(sample(4, memory: 50), of: demo)
        let kept = try #require(history.recent(demo, since: start).first)
        #expect(kept == ResourceSample(time: start, use: sample(0, cpu: 0.1, memory: 500, files: 7).use))
        #expect(history.recent(demo, since: start).count == 1)
    }

    @Test func `remembers an hour of samples, about ten seconds apart`() async throws {
        let bench = try HistoryBench()
        let history = UseHistory(file: bench.history)
        for second in stride(from: 0, through: 7200, by: 2) { history.record(sample(second), of: demo) }
        let recent = history.recent(demo, since: start)
        #expect(recent.count == UseHistory.recentLimit)
        #expect(zip(recent, recent.dropFirst()).allSatisfy { $1.time - $0.time == .seconds(10) })
        #expect(recent.last?.time == start + .seconds(7200))
    }

    @Test func `forgets minutes after a week`() async throws {
        let bench = try HistoryBench()
        let history = UseHistory(file: bench.history)
        let week = 7 * 86_400
        for second in [0, 3600, week + 3600, week + 3660] { history.record(sample(second), of: demo) }
        history.close()
        let minutes = try await UseHistory(file: bench.history).samples(demo, since: start)
        #expect(minutes.map { ($0.time - start).components.seconds } == [3600, Int64(week) + 3600, Int64(week) + 3660])
    }

    @Test func `goes on when the clock was set back`() async throws {
        let bench = try HistoryBench()
        let history = UseHistory(file: bench.history)
        history.record(sample(600), of: demo)
        history.record(sample(0), of: demo)
        #expect(history.recent(demo, since: start).map(\.time) == [start])
    }

    @Test func `does without its file`() async throws {
        let bench = try HistoryBench { mkdir($0, 0o700) }
        let history = UseHistory(file: bench.history)
        for second in [0, 60, 120] { history.record(sample(second), of: demo) }
        #expect(history.recent(demo, since: start).count == 3)
        await #expect(throws: ErrorReport.self) { try await history.samples(demo, since: start) }
        #expect(bench.troubles == ["history-unusable"])
    }
}
