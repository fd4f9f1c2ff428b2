import ServerModel
import Testing

@testable import ServerMonitoring

/// Lives by chance, with a clock that jumps: what must hold for every health, and every step to it.
struct `Any health of any life` {
    private static let report = ErrorReport(code: "crash-loop", problem: "it ended", remedy: "mend it")
    private static let missing = ErrorReport(code: "command-not-found", problem: "no 'x'", remedy: "install it")
    private static let phases: [Phase] = [
        .stopped, .starting, .ready, .ready, .ready, .ready, .degraded(reason: "memory"), .stopping,
        .waiting(until: .sample, crashes: 2), .failed(report), .failed(missing), .needsSecret(report), .disabled,
        .unknown(reason: "no route"),
    ]
    private static let causes: [HealthCause] = [.silent, .suspended, .clogged, .refused, .endpoint, .error, .missing]
    private static let possible: [HealthState: Set<HealthCause?>] = [
        .healthy: [nil], .degraded: [.slow, .flapping, .retrying, .limit, .toolsFail],
        .unhealthy: [
            .silent, .suspended, .clogged, .refused, .endpoint, .error, .toolsFail, .crashed, .failed, .needsSecret,
        ],
        .notFound: [.missing], .unknown: [.stopped, .starting, .disabled, .unreachable],
    ]

    private func event(_ chance: inout SeededGenerator) -> HealthJudge.Event {
        switch Int.random(in: 0..<20, using: &chance) {
        case 0..<3: .phase(Self.phases.randomElement(using: &chance) ?? .ready)
        case 3..<8: .checked(.answered(milliseconds: Bool.random(using: &chance) ? 10 : 7_000))
        case 8..<13: .checked(.failed(Self.causes.randomElement(using: &chance) ?? .silent, reason: "no answer"))
        case 13..<15: .answered
        case 15..<19: .called(failed: Double.random(in: 0..<1, using: &chance) < 0.9)
        default: .timePassed
        }
    }

    @Test(arguments: UInt64(1)...24) func `makes sense`(seed: UInt64) throws {
        var chance = SeededGenerator(seed: seed)
        var bench = try JudgeBench(.stopped) {
            $0.retries = Int.random(in: 0...5, using: &chance)
            $0.enabled = seed % 6 != 0
        }
        var phase = Phase.stopped
        var seen: Set<String> = []
        for step in 0..<1_000 {
            let event = event(&chance)
            if case .phase(let new) = event { phase = new }
            // Now and then the clock is set, by up to two weeks.
            let wait = Int.random(in: 0..<50, using: &chance) == 0 ? Double.random(in: -1.2e6...1.2e6, using: &chance) : 10
            let before = bench.health
            let isNews = bench.see(event, after: wait)
            let (health, word) = (bench.health, bench.word)
            func comment() -> Comment { "seed \(seed), step \(step): \(event) → \(health)" }
            seen.insert(word)

            #expect(Self.possible[health.state]?.contains(health.cause) == true, comment())
            #expect((health.reason == nil) == (health.state == .healthy), comment())
            let isOther = (before.state, before.cause, before.reason) != (health.state, health.cause, health.reason)
            #expect(isNews == isOther, comment())
            #expect(health.since == (before.state == health.state ? before.since : bench.now), comment())
            #expect((health.failures > 0) <= bench.judge.isServing, comment())
            let delay = bench.judge.delay(jitter: .random(in: 0..<1, using: &chance))
            #expect((delay != nil) == (bench.judge.isServing && seed % 6 != 0), comment())
            if let delay { #expect(delay >= .seconds(1) && delay <= .seconds(33), comment()) }

            switch phase {
            case .ready, .degraded: #expect(health.state != .unknown || seed % 6 == 0, comment())
            case .stopped: #expect(word == "unknown/stopped", comment())
            case .disabled: #expect(word == "unknown/disabled", comment())
            case .unknown: #expect(word == "unknown/unreachable", comment())
            case .waiting: #expect(word == "unhealthy/crashed", comment())
            case .needsSecret: #expect(word == "unhealthy/needs-secret", comment())
            case .failed: #expect(word == "unhealthy/failed" || word == "not-found/missing", comment())
            case .starting, .stopping: #expect(word == "unknown/starting" || health.state.isOutage, comment())
            }
            if case .checked(.answered) = event, bench.judge.isServing {
                #expect(health.cause.map { ![.retrying, .refused, .endpoint, .error, .silent].contains($0) } ?? true, comment())
            }
        }
        #expect(seen.count > 8, "it went nowhere: \(seen)")
    }
}

/// Implication.
private func <= (a: Bool, b: Bool) -> Bool { !a || b }
