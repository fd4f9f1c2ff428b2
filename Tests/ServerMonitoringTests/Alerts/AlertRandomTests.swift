import ServerModel
import Testing

@testable import ServerMonitoring

struct `In any night` {
    private static let rules = [
        AlertRule.down(), AlertRule(name: "degraded", condition: .state([.degraded]), forSeconds: 90, clearSeconds: 0),
        AlertRule(name: "crash-loop", condition: .restarts(count: 3, windowSeconds: 300)),
        AlertRule(name: "errors", condition: .errorRate(share: 0.5, windowSeconds: 120, calls: 4), forSeconds: 10),
        AlertRule(name: "slow", condition: .latency(milliseconds: 50, windowSeconds: 120, calls: 4)),
        AlertRule(name: "memory", condition: .memory(bytes: 50), forSeconds: 30),
        AlertRule(name: "drift", condition: .drift), AlertRule(name: "disk", condition: .disk(freeBytes: 50)),
    ]

    /// Alerts that people believe go on.
    private func check(_ news: [AlertNews], _ told: inout Set<String>) {
        for item in news where !item.channels.isEmpty {
            switch item.kind {
            case .fired: #expect(told.insert(item.alert.id).inserted, "told twice that \(item.alert.id) fires")
            case .repeated: #expect(told.contains(item.alert.id), "repeated before it was told: \(item.alert.id)")
            case .resolved: #expect(told.remove(item.alert.id) != nil, "over before it was told: \(item.alert.id)")
            case .changed: Issue.record("nobody is told of a mere change")
            }
        }
    }

    private func fact(_ dice: inout SeededGenerator) throws -> AlertFact {
        let id = try server(["a", "b"].randomElement(using: &dice) ?? "a")
        let number = Int.random(in: 0...100, using: &dice)
        switch Int.random(in: 0...9, using: &dice) {
        case 0...2:
            let state = HealthState.allCases.randomElement(using: &dice) ?? .healthy
            let cause = state == .unknown ? [HealthCause.stopped, .starting, .disabled].randomElement(using: &dice) : nil
            return .health(id, .sample(state, cause))
        case 3: return .restarted(id)
        case 4...5: return .called(id, failed: number < 50, milliseconds: Double(number))
        case 6: return .memory(id, bytes: number)
        case 7: return .drift(platform: "cursor", name: "Cursor", isDrifted: number < 50)
        case 8: return .disk(freeBytes: number)
        default: return number < 20 ? .removed(id) : .restarted(id)
        }
    }

    @Test(arguments: 1...8)
    func `what fires is told once, what was told is told to be over, and every deadline lies ahead`(seed: UInt64) throws {
        var dice = SeededGenerator(seed: seed)
        var engine = AlertEngine(rules: Self.rules, repeatSeconds: 600)
        var now = Timestamp(millisecondsSince1970: 1_800_000_000_000)
        var told: Set<String> = []
        for _ in 0..<600 {
            let end = now + .milliseconds(Int64.random(in: 0...60_000, using: &dice))
            while let deadline = engine.nextDeadline, deadline <= end {
                try #require(deadline > now)
                now = deadline
                check(engine.advance(to: now), &told)
            }
            now = end
            switch Int.random(in: 0...200, using: &dice) {
            case 0:
                now = now + .seconds(Int64.random(in: -100_000...100_000, using: &dice))
                check(engine.advance(to: now), &told)
            case 1:
                for news in engine.unfinished {
                    for channel in news.channels where Bool.random(using: &dice) {
                        engine.record(AlertDelivery(channel: channel, at: now), of: news.kind, news.alert)
                    }
                }
                let unfinished = engine.unfinished
                engine = AlertEngine(rules: Self.rules, repeatSeconds: 600, state: engine.state)
                #expect(engine.unfinished == unfinished)
                check(engine.advance(to: now), &told)
            default: check(engine.handle(try fact(&dice), at: now), &told)
            }
        }
        // Once nobody wants the servers any more and the rest is well, nothing is left.
        for name in ["a", "b"] { check(engine.handle(.health(try server(name), .stopped), at: now), &told) }
        check(engine.handle(.drift(platform: "cursor", name: "Cursor", isDrifted: false), at: now), &told)
        check(engine.handle(.disk(freeBytes: 100), at: now), &told)
        check(engine.advance(to: now + .seconds(3600)), &told)
        #expect(told == [])
        #expect(engine.nextDeadline == nil)
    }
}
