import ServerModel
import Testing

@testable import ServerMonitoring

struct `The condition` {
    private let github: ServerID

    init() throws { github = try server() }

    private func rule(_ condition: AlertCondition, hold: Double = 0) -> AlertRule {
        AlertRule(name: "rule", condition: condition, forSeconds: hold, clearSeconds: 0)
    }

    // MARK: - State

    @Test(arguments: HealthState.allCases)
    func `of a state holds in the states it names`(state: HealthState) {
        var night = Night(rule(.state([.degraded, .notFound])))
        night.happens(.health(github, .sample(state)))
        #expect(night.told() == ([.degraded, .notFound].contains(state) ? ["fired rule/github"] : []))
    }

    @Test func `of being degraded holds no more when it is worse`() {
        var night = Night(rule(.state([.degraded])))
        night.happens(.health(github, .slow), .health(github, .silent))
        #expect(night.told() == ["fired rule/github", "resolved rule/github"])
    }

    @Test func `of being unhealthy holds for a server that lacks a secret`() {
        var night = Night(rule(.state([.unhealthy])))
        night.happens(.health(github, .sample(.unhealthy, .needsSecret, reason: "GITHUB_TOKEN is not set")))
        #expect(night.heard().last?.message == "github lacks a secret: GITHUB_TOKEN is not set")
    }

    // MARK: - Restarts

    @Test func `of restarts holds at so many of them, and until the first of those is too old`() {
        var night = Night(rule(.restarts(count: 3, windowSeconds: 600)))
        night.happens(.restarted(github))
        night.passes(100)
        night.happens(.restarted(github))
        night.passes(100)
        #expect(night.told() == [])
        night.happens(.restarted(github))
        #expect(night.alert("rule/github")?.message == "github crashes again and again: 3 restarts in 10 min")
        night.passes(399.999)
        #expect(night.told() == ["fired rule/github"])
        night.passes(0.001)
        #expect(night.told() == ["resolved rule/github"])
    }

    @Test func `of restarts does not hold when they are far apart`() {
        var night = Night(rule(.restarts(count: 3, windowSeconds: 600)))
        for _ in 1...10 {
            night.happens(.restarted(github))
            night.passes(300)
        }
        #expect(night.heard() == [])
    }

    @Test func `of restarts begins anew when a person stopped the server`() {
        var night = Night(rule(.restarts(count: 3, windowSeconds: 600)))
        night.happens(.restarted(github), .restarted(github), .health(github, .stopped), .restarted(github))
        #expect(night.told() == [])
    }

    // MARK: - Errors

    private func calls(_ count: Int, failed: Bool = false, milliseconds: Double = 5) -> [AlertFact] {
        Array(repeating: .called(github, failed: failed, milliseconds: milliseconds), count: count)
    }

    @Test func `of errors holds at its share of enough calls`() {
        var night = Night(rule(.errorRate(share: 0.5, windowSeconds: 600, calls: 10)))
        for fact in calls(5) + calls(4, failed: true) { night.happens(fact) }
        #expect(night.told() == [])
        night.happens(calls(1, failed: true)[0])
        #expect(night.alert("rule/github")?.message == "the tools of github fail: 5 of 10 calls in 10 min")
        #expect(night.told() == ["fired rule/github"])
    }

    @Test func `of errors does not hold for a few calls, however bad`() {
        var night = Night(rule(.errorRate(share: 0.5, windowSeconds: 600, calls: 10)))
        for fact in calls(9, failed: true) { night.happens(fact) }
        #expect(night.heard() == [])
    }

    @Test func `of errors is over when calls succeed again, or when nobody calls any more`() {
        var night = Night(rule(.errorRate(share: 0.5, windowSeconds: 600, calls: 10)))
        for fact in calls(10, failed: true) { night.happens(fact) }
        for fact in calls(11) { night.happens(fact) }
        #expect(night.told() == ["fired rule/github", "resolved rule/github"])
        night.passes(600)
        for fact in calls(10, failed: true) { night.happens(fact) }
        night.passes(599.999)
        #expect(night.told() == ["fired rule/github"])
        night.passes(0.001)
        #expect(night.told() == ["resolved rule/github"])
    }

    // MARK: - Latency

    @Test(arguments: [(slow: 1, fires: false), (2, true)])
    func `of latency holds when the 95th percentile of enough calls is so long`(slow: Int, fires: Bool) {
        var night = Night(rule(.latency(milliseconds: 3000, windowSeconds: 600, calls: 20)))
        for fact in calls(slow, milliseconds: 3000) + calls(20 - slow, milliseconds: 2999) { night.happens(fact) }
        #expect(night.told() == (fires ? ["fired rule/github"] : []))
    }

    @Test func `of latency says how long they take`() {
        var night = Night(rule(.latency(milliseconds: 3000, windowSeconds: 600, calls: 2)))
        for fact in calls(2, milliseconds: 4250) { night.happens(fact) }
        #expect(
            night.alert("rule/github")?.message
                == "the tools of github are slow: of 2 calls in 10 min, 1 in 20 took 4.3 s or longer")
    }

    @Test(arguments: [Double.nan, .infinity, -1])
    func `of latency is not upset by a length that is none`(milliseconds: Double) {
        var night = Night(rule(.latency(milliseconds: 3000, windowSeconds: 600, calls: 1)))
        night.happens(.called(github, failed: false, milliseconds: milliseconds))
        #expect(night.heard() == [])
    }

    @Test func `of calls goes by the newest thousand of them`() {
        var night = Night(rule(.errorRate(share: 0.9, windowSeconds: 86_400, calls: 10)))
        for fact in calls(1000) + calls(900, failed: true) { night.happens(fact) }
        #expect(night.told() == ["fired rule/github"])
        #expect(night.alert("rule/github")?.message == "the tools of github fail: 900 of 1000 calls in 1 d")
    }

    // MARK: - Memory

    @Test func `of memory holds while its processes use so much`() {
        var night = Night(rule(.memory(bytes: 2_000_000_000), hold: 300))
        night.happens(.memory(github, bytes: 2_000_000_000))
        night.passes(200)
        night.happens(.memory(github, bytes: 2_100_000_000))
        night.passes(100)
        #expect(night.told() == ["fired rule/github"])
        #expect(
            night.alert("rule/github")?.message == "github uses 2.1 GB of memory, 2.0 GB or more of which is too much")
        night.happens(.memory(github, bytes: 1_999_999_999))
        #expect(night.told() == ["resolved rule/github"])
    }

    @Test func `of memory is over with the process`() {
        var night = Night(rule(.memory(bytes: 100)))
        night.happens(.memory(github, bytes: 100), .health(github, .sample(.unhealthy, .crashed)))
        #expect(night.told() == ["fired rule/github", "resolved rule/github"])
        night.happens(.memory(github, bytes: 100), .restarted(github))
        #expect(night.told() == ["fired rule/github", "resolved rule/github"])
    }

    // MARK: - What is not about servers

    @Test func `of drift holds while the file of a client is other than we wrote it`() {
        var night = Night(rule(.drift, hold: 60))
        night.happens(.drift(platform: "cursor", name: "Cursor", isDrifted: true))
        night.passes(60)
        #expect(night.alert("rule/cursor")?.message == "the file of Cursor is not as mcp-manager wrote it")
        #expect(night.alert("rule/cursor")?.platform == "cursor")
        night.happens(.drift(platform: "cursor", name: "Cursor", isDrifted: false))
        #expect(night.told() == ["fired rule/cursor", "resolved rule/cursor"])
    }

    @Test func `of the disk holds while too little is free`() {
        var night = Night(rule(.disk(freeBytes: 500_000_000)))
        night.happens(.disk(freeBytes: 500_000_000))
        #expect(night.heard() == [])
        night.happens(.disk(freeBytes: 431_000_000))
        #expect(night.heard().last?.message == "the disk of mcp-manager's home has only 431.0 MB free")
        night.happens(.disk(freeBytes: 0))
        #expect(night.alert("rule/home")?.message == "the disk of mcp-manager's home is full")
        night.happens(.disk(freeBytes: 600_000_000))
        #expect(night.told() == ["resolved rule/home"])
    }
}

struct `What people read` {
    private let github: ServerID

    init() throws { github = try server() }

    @Test func `stands on its own`() {
        var night = Night(.down(), repeating: 4 * 3600)
        night.happens(.health(github, .silent))
        night.passes(60 + 4 * 3600)
        night.happens(.health(github, .well))
        night.passes(60)
        let what = "github does not answer: 3 checks in a row failed: there was no answer within 10 s"
        #expect(
            night.heard().map(\.message) == [
                "may become an alert: \(what)", what, "still: \(what)", "over after 4 h 1 min: \(what)",
            ])
    }

    @Test func `does not name the server twice`() {
        var night = Night(.down(hold: 0))
        night.happens(.health(github, .sample(.notFound, .missing, reason: "github has no program 'uvx'")))
        #expect(night.heard().last?.message == "github has no program 'uvx'")
    }

    @Test func `says what to do in the words of health, else where to look`() {
        var night = Night(.down(hold: 0))
        var health = Health.silent
        health.remedy = "'mcp-manager restart github' starts it again"
        night.happens(.health(github, health))
        #expect(night.alert("server-down/github")?.remedy == health.remedy)
        health.remedy = nil
        health.reason = "other"
        night.happens(.health(github, health))
        #expect(night.alert("server-down/github")?.remedy == "run 'mcp-manager logs github' to see why")
    }

    @Test(arguments: HealthCause.allCases)
    func `has words for every cause`(cause: HealthCause) {
        var night = Night(AlertRule(name: "any", condition: .state([.unhealthy])))
        night.happens(.health(github, .sample(.unhealthy, cause)))
        #expect(night.alert("any/github")?.message.hasPrefix("github ") == true)
    }

    @Test(arguments: [(0, "a moment"), (45, "45 s"), (600, "10 min"), (3900, "1 h 5 min"), (90_061, "1 d 1 h"), (-5, "a moment")])
    func `has lengths of time in at most two units`(seconds: Int, words: String) {
        #expect(durationWords(.seconds(seconds)) == words)
    }
}
