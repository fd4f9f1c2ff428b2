import ServerModel
import Synchronization

@testable import ServerMonitoring

/// A judge with a clock that goes on only when it is told to.
struct JudgeBench {
    var judge: HealthJudge
    var now = Timestamp.sample

    /// Three retries, an interval of 30 s, a timeout of 10 s.
    init(_ phase: Phase = .ready, change: (inout Monitoring.HealthCheck) -> Void = { _ in }) throws {
        var settings = Monitoring.HealthCheck()
        change(&settings)
        judge = HealthJudge(server: try ServerID("demo"), settings: settings, phase: phase, at: .sample)
    }

    var health: Health { judge.health }
    /// State and cause as a word: `degraded/slow`.
    var word: String { health.state.rawValue + (health.cause.map { "/\($0.rawValue)" } ?? "") }

    /// Whether it was news.
    @discardableResult mutating func see(_ event: HealthJudge.Event, after seconds: Double = 0) -> Bool {
        now = now + .seconds(seconds)
        return judge.handle(event, at: now)
    }

    mutating func fail(_ cause: HealthCause, _ reason: String = "no answer", times: Int = 1, after seconds: Double = 10) {
        for _ in 0..<times { see(.checked(.failed(cause, reason: reason)), after: seconds) }
    }

    mutating func answer(_ milliseconds: Double..., after seconds: Double = 30) {
        for each in milliseconds { see(.checked(.answered(milliseconds: each)), after: seconds) }
    }

    mutating func call(failed: Bool, times: Int = 1, after seconds: Double = 1) {
        for _ in 0..<times { see(.called(failed: failed), after: seconds) }
    }

    mutating func crash(after seconds: Double) {
        see(.phase(.waiting(until: now, crashes: 1)), after: seconds)
        see(.phase(.starting))
        see(.phase(.ready))
    }
}

/// A recorder whose clocks go on only when they are told to.
final class RecorderBench: Sendable {
    let demo: ServerID
    let file: HistoryBench
    /// When the clocks began, as it is set now, and for how long they have gone.
    private let moment: Mutex<(start: Timestamp, passed: Duration)>
    private let recorders = Mutex<[HealthRecorder]>([])

    /// Begins at a full hour.
    init(at wall: Timestamp = .fullHour) throws {
        demo = try ServerID("demo")
        file = try HistoryBench()
        moment = Mutex((wall, .zero))
        restart()
    }

    /// Another daemon: nothing is handed over by the one before.
    func restart() {
        let recorder = HealthRecorder(
            file: file.history, clock: { self.now }, steadyClock: { self.moment.withLock { $0.passed } })
        recorders.withLock { $0 = [recorder] }
    }

    var recorder: HealthRecorder { recorders.withLock { $0[0] } }
    var now: Timestamp { moment.withLock { $0.start + $0.passed } }

    func pass(_ seconds: Double) {
        moment.withLock { $0.passed += .seconds(seconds) }
    }

    /// Somebody sets the clock: no time goes by.
    func jump(_ seconds: Double) { moment.withLock { $0.start = $0.start + .seconds(seconds) } }

    func note(_ state: HealthState, _ cause: HealthCause? = nil, _ reason: String? = nil, of server: ServerID? = nil) {
        recorder.note(Health(state: state, cause: cause, reason: reason, since: now), of: server ?? demo)
    }

    /// It is so for a while, and is looked at every ten seconds.
    func live(_ seconds: Int, _ state: HealthState, _ cause: HealthCause? = nil) {
        note(state, cause)
        for _ in stride(from: 0, to: seconds, by: 10) {
            pass(10)
            note(state, cause)
        }
    }

    func history(points: Int = 120) async throws -> HealthHistory {
        try await recorder.history(of: demo, current: Health(state: .healthy, since: now), points: points)
    }

    /// Over the last hour, by default.
    func uptime(_ span: Int = 0) async throws -> Uptime { try await recorder.uptime(of: [demo])[demo, default: []][span] }

    /// Waits until all that is to be written by now is.
    func settle() async throws { _ = try await file.calls() }

    func setFull(_ isFull: Bool) async throws { try await file.history.asking { try $0.setFull(isFull) } }

    /// Rows in the file, without what is still in memory.
    func count(_ table: String) async throws -> Int { try await file.history.asking { try $0.count(table) } }
}

extension Timestamp {
    static let fullHour = Timestamp(millisecondsSince1970: 1_800_000_000_000)
}
