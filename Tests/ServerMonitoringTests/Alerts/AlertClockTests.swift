import ServerModel
import Testing

@testable import ServerMonitoring

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

struct `A clock that is set while alerts fire` {
    private let github: ServerID
    private let id = "server-down/github"

    init() throws { github = try server() }

    @Test(arguments: [-3_600, 3_600, -86_400 * 365])
    func `changes no length of time, when the engine is told`(step: Int64) {
        var night = Night(.down(), AlertRule(name: "crash-loop", condition: .restarts(count: 2, windowSeconds: 600)))
        night.happens(.health(github, .silent), .restarted(github))
        night.passes(30)
        night.now = night.now + .seconds(step)
        night.engine.clockMoved(by: .seconds(step))
        night.passes(29)
        #expect(night.told() == [])
        night.passes(1)
        #expect(night.told() == ["fired server-down/github"])
        night.happens(.restarted(github))
        #expect(night.told() == ["fired crash-loop/github"])
    }

    @Test func `back leaves nothing pending for ever, when nobody says so`() {
        var night = Night(.down(), AlertRule(name: "crash-loop", condition: .restarts(count: 2, windowSeconds: 600)))
        night.happens(.health(github, .silent), .restarted(github))
        night.passes(30)
        night.now = night.now + .seconds(-86_400)
        night.happens(.restarted(github))
        #expect(night.told() == ["fired crash-loop/github"])
        night.passes(60)
        #expect(night.told() == ["fired server-down/github"])
        night.passes(660)
        #expect(night.told() == ["resolved crash-loop/github"])
    }

    @Test func `back leaves nothing firing for ever`() {
        var night = Night(.down(), repeating: 600)
        night.happens(.health(github, .silent))
        night.passes(60)
        night.happens(.health(github, .well))
        night.passes(30)
        night.now = night.now + .seconds(-86_400)
        night.take(night.engine.advance(to: night.now))
        night.passes(60)
        #expect(night.told() == ["fired server-down/github", "resolved server-down/github"])
    }

    @Test func `forward ends windows, and tells nothing twice`() {
        var night = Night(AlertRule(name: "crash-loop", condition: .restarts(count: 2, windowSeconds: 600)), repeating: nil)
        night.happens(.restarted(github), .restarted(github))
        night.now = night.now + .seconds(86_400)
        night.happens(.restarted(github))
        night.passes(60)
        #expect(night.told() == ["fired crash-loop/github", "resolved crash-loop/github"])
    }

    @Test func `does not lengthen a silence, which ends when people were told it would`() {
        var night = Night(.down(hold: 0))
        let end = night.now + .seconds(3600)
        night.take(night.engine.silence(AlertSilence(until: end), at: night.now).1)
        night.engine.clockMoved(by: .seconds(3000))
        night.now = night.now + .seconds(3000)
        night.happens(.health(github, .silent))
        night.passes(600)
        #expect(night.now == end)
        #expect(night.told() == ["fired server-down/github"])
    }
}

struct `A daemon after another` {
    private let github: ServerID
    private let id = "server-down/github"

    init() throws { github = try server() }

    /// A night in which an alert fires, and everybody has heard.
    private func firing(_ rules: AlertRule..., facts: [AlertFact]) -> Night {
        var night = Night(repeating: 4 * 3600)
        _ = night.engine.adopt(rules, repeatSeconds: 4 * 3600, at: night.now)
        for fact in facts { night.happens(fact) }
        night.passes(60)
        night.arrives()
        _ = night.heard()
        return night
    }

    @Test func `does not tell again what fires, and tells when it is over`() {
        var night = firing(.down(), facts: [.health(github, .silent)])
        night.restarts(after: 600, repeating: 4 * 3600)
        night.happens(.health(github, .starting))
        night.passes(10)
        night.happens(.health(github, .silent))
        night.passes(300)
        #expect(night.told() == [])
        #expect(night.alert(id)?.flaps == 0)
        night.happens(.health(github, .well))
        night.passes(60)
        #expect(night.told() == ["resolved server-down/github"])
    }

    @Test func `tells whom the one before it had not told to the end, in order, and nobody else`() {
        var night = Night(.down(hold: 0, clear: 0))
        night.happens(.health(github, .silent))
        #expect(night.unfinished == ["fired server-down/github: desktop webhook"])
        night.arrives { $0 == .desktop }
        night.restarts()
        #expect(night.unfinished == ["fired server-down/github: webhook"])
        night.happens(.health(github, .silent), .health(github, .well))
        night.arrives { $0 == .desktop }
        night.restarts()
        #expect(night.unfinished == ["fired server-down/github: webhook", "resolved server-down/github: webhook"])
        night.arrives()
        night.restarts()
        #expect(night.unfinished == [])
    }

    @Test func `tells nobody who cannot be told any more, and not that something still fires`() {
        var night = Night(.down(hold: 0), repeating: 60)
        night.happens(.health(github, .silent))
        night.arrives { $0 == .desktop }
        night.passes(60)
        #expect(night.told() == ["fired server-down/github", "repeated server-down/github"])
        night.engine = AlertEngine(rules: [.down()], channels: [.desktop], repeatSeconds: 60, state: night.engine.state)
        #expect(night.unfinished == [])
    }

    @Test func `does not tell what somebody has seen or silenced meanwhile, nor by a rule that is off`() throws {
        var night = Night(.down(hold: 0, clear: 0))
        night.happens(.health(github, .silent))
        var seen = night
        _ = try seen.engine.acknowledge(id, comment: nil, at: seen.now)
        seen.restarts()
        #expect(seen.engine.resume(at: seen.now) == [] && seen.unfinished == [])

        var silenced = night
        _ = silenced.engine.silence(AlertSilence(server: github, until: silenced.now + .seconds(900)), at: silenced.now)
        silenced.restarts()
        #expect(silenced.engine.resume(at: silenced.now) == [])
        silenced.restarts(after: 900)
        #expect(silenced.engine.resume(at: silenced.now) == [], "what was not told then is old")

        var off = AlertEngine(rules: [], channels: [.webhook], repeatSeconds: nil, state: night.engine.state)
        #expect(off.resume(at: night.now) == [])

        // That it is over is worth telling whoever was told that it began.
        night.arrives()
        night.happens(.health(github, .well))
        var over = AlertEngine(rules: [], channels: [.webhook], repeatSeconds: nil, state: night.engine.state)
        #expect(over.resume(at: night.now).map(\.kind) == [.resolved])
    }

    @Test func `tells the newest hundred of what nobody was told`() throws {
        var night = Night(AlertRule(name: "memory", condition: .memory(bytes: 10), clearSeconds: 0))
        for number in 1...60 {
            night.happens(.memory(try server("s\(number)"), bytes: 10), .memory(try server("s\(number)"), bytes: 1))
        }
        #expect(night.unfinished.count == 100)
        #expect(night.unfinished.first == "fired memory/s11: desktop webhook")
        #expect(night.unfinished.last == "resolved memory/s60: desktop webhook")
    }

    @Test func `repeats when it is time, counted from when it was told`() {
        var night = firing(.down(), facts: [.health(github, .silent)])
        night.restarts(after: 2 * 3600, repeating: 4 * 3600)
        night.happens(.health(github, .silent))
        night.passes(2 * 3600 - 1)
        #expect(night.told() == [])
        night.passes(1)
        #expect(night.told() == ["repeated server-down/github"])
    }

    @Test func `knows what was seen and silenced`() throws {
        var night = firing(.down(), facts: [.health(github, .silent)])
        _ = try night.engine.acknowledge(id, comment: "on it", at: night.now)
        let (silence, _) = night.engine.silence(AlertSilence(rule: "disk-low", until: night.now + .seconds(900)), at: night.now)
        let before = night.engine.state
        night.restarts()
        #expect(night.engine.state == before)
        #expect(night.alert(id)?.acknowledgement == "on it")
        #expect(night.engine.overview(at: night.now).silences == [silence])
        #expect(night.engine.silence(silence, at: night.now).0.id == silence.id + 1)
    }

    @Test func `has all of it from JSON`() throws {
        var night = firing(
            .down(), AlertRule(name: "memory", condition: .memory(bytes: 10), clearSeconds: 0),
            facts: [
                .health(github, .silent), .memory(github, bytes: 10), .memory(github, bytes: 1),
            ])
        _ = night.engine.silence(AlertSilence(server: github, until: night.now + .seconds(900)), at: night.now)
        night.happens(.health(github, .well))
        let text = try JSONEncoder().encode(night.engine.state)
        let read = try JSONDecoder().decode(AlertEngineState.self, from: text)
        let engine = AlertEngine(rules: night.engine.rules, channels: night.engine.channels, repeatSeconds: nil, state: read)
        #expect(engine.state == night.engine.state)
        #expect(engine.overview(at: night.now).alerts.map(\.id) == ["server-down/github", "memory/github"])
    }

    @Test func `forgets what was only pending`() {
        var night = Night(.down())
        night.happens(.health(github, .silent))
        night.restarts()
        #expect(night.engine.overview(at: night.now).alerts == [])
    }

    @Test func `holds on to what was counted for as long as the counting may have been right`() {
        var night = firing(
            AlertRule(name: "crash-loop", condition: .restarts(count: 2, windowSeconds: 600), clearSeconds: 0),
            facts: [.restarted(github), .restarted(github)])
        night.restarts(after: 10, repeating: nil)
        night.take(night.engine.advance(to: night.now))
        night.happens(.restarted(github))
        night.passes(599)
        #expect(night.told() == [])
        night.passes(1)
        #expect(night.told() == ["resolved crash-loop/github"])
        #expect(night.engine.nextDeadline == nil)
    }

    @Test func `ends alerts of rules that went meanwhile`() {
        var night = firing(.down(), facts: [.health(github, .silent)])
        night.engine = AlertEngine(rules: [], repeatSeconds: nil, state: night.engine.state)
        night.take(night.engine.advance(to: night.now))
        #expect(night.told() == ["resolved server-down/github"])
    }

    @Test func `need not write for every figure`() {
        var night = Night(AlertRule(name: "memory", condition: .memory(bytes: 10)))
        night.happens(.memory(github, bytes: 10))
        let changes = night.engine.changes
        for bytes in 11...100 { night.happens(.memory(github, bytes: bytes * 1000)) }
        #expect(night.engine.changes == changes)
        #expect(night.alert("memory/github")?.message.contains("100.0 kB") == true)
    }
}
