import ServerModel
import Testing

@testable import ServerMonitoring

struct `An alert` {
    private let github: ServerID
    private let id = "server-down/github"

    init() throws { github = try server() }

    @Test func `is pending while its condition has not held for long enough, and nobody is told`() {
        var night = Night(.down())
        night.happens(.health(github, .silent))
        night.passes(59.999)
        #expect(night.state(id) == .pending)
        #expect(night.told() == [])
    }

    @Test func `fires when its condition has held for long enough, by the timer alone`() {
        var night = Night(.down())
        night.happens(.health(github, .silent))
        night.passes(60)
        #expect(night.state(id) == .firing)
        #expect(night.told() == ["fired server-down/github"])
        #expect(night.alert(id)?.firedAt == night.now)
        #expect(night.alert(id)?.began == night.now + .seconds(-60))
    }

    @Test func `fires at once when its rule waits for nothing`() {
        var night = Night(.down(hold: 0))
        night.happens(.health(github, .silent))
        #expect(night.told() == ["fired server-down/github"])
    }

    @Test func `that is pending goes quietly when all is well again`() {
        var night = Night(.down())
        night.happens(.health(github, .silent))
        night.passes(59)
        night.happens(.health(github, .well))
        night.passes(600)
        #expect(night.told() == [])
        #expect(night.engine.overview(at: night.now).alerts == [])
        #expect(night.engine.nextDeadline == nil)
    }

    @Test func `is told once, however often the same is observed`() {
        var night = Night(.down())
        for _ in 0..<20 {
            night.happens(.health(github, .silent))
            night.passes(30)
        }
        #expect(night.told() == ["fired server-down/github"])
    }

    @Test func `is over once its condition has not held for long enough`() {
        var night = Night(.down())
        night.happens(.health(github, .silent))
        night.passes(60)
        night.happens(.health(github, .well))
        night.passes(59.999)
        #expect(night.state(id) == .firing)
        night.passes(0.001)
        #expect(night.state(id) == nil)
        #expect(night.told() == ["fired server-down/github", "resolved server-down/github"])
        // It was over when it was well again, not when we believed it.
        #expect(night.engine.overview(at: night.now).alerts.first?.resolvedAt == night.now + .seconds(-60))
    }

    @Test func `is over at once when its rule damps nothing`() {
        var night = Night(.down(clear: 0))
        night.happens(.health(github, .silent))
        night.passes(60)
        night.happens(.health(github, .well))
        #expect(night.told() == ["fired server-down/github", "resolved server-down/github"])
    }

    @Test func `that comes back before it was over is the same, and not told again`() {
        var night = Night(.down())
        night.happens(.health(github, .silent))
        night.passes(60)
        for _ in 1...5 {
            night.happens(.health(github, .well))
            night.passes(50)
            night.happens(.health(github, .silent))
            night.passes(50)
        }
        #expect(night.alert(id)?.flaps == 5)
        night.happens(.health(github, .well))
        night.passes(60)
        #expect(night.told() == ["fired server-down/github", "resolved server-down/github"])
    }

    @Test func `that comes back after it was over is another`() {
        var night = Night(.down())
        for _ in 1...2 {
            night.happens(.health(github, .silent))
            night.passes(60)
            night.happens(.health(github, .well))
            night.passes(60)
        }
        let told = night.told()
        #expect(told.count { $0.hasPrefix("fired") } == 2)
        #expect(told.count { $0.hasPrefix("resolved") } == 2)
    }

    @Test func `follows what is wrong, and tells nobody that it is something else`() {
        var night = Night(.down())
        night.happens(.health(github, .silent))
        night.passes(60)
        _ = night.heard()
        night.happens(.health(github, .sample(.unhealthy, .crashed, reason: "it ended by itself")))
        #expect(night.alert(id)?.message == "github crashed: it ended by itself")
        #expect(night.heard().map(\.kind) == [.changed])
    }

    @Test func `is never told again when nothing is to be repeated`() {
        var night = Night(.down())
        night.happens(.health(github, .silent))
        night.passes(7 * 86_400)
        #expect(night.told() == ["fired server-down/github"])
        #expect(night.engine.nextDeadline == nil)
    }

    @Test func `is told again while nobody says they have seen it`() {
        var night = Night(.down(), repeating: 4 * 3600)
        night.happens(.health(github, .silent))
        night.passes(60 + 9 * 3600)
        #expect(night.told() == ["fired server-down/github", "repeated server-down/github", "repeated server-down/github"])
    }

    @Test func `is not repeated while it may be over`() {
        var night = Night(.down(clear: 600), repeating: 300)
        night.happens(.health(github, .silent))
        night.passes(60)
        night.happens(.health(github, .well))
        night.passes(600)
        #expect(night.told() == ["fired server-down/github", "resolved server-down/github"])
    }

    @Test func `is about one server each`() throws {
        var night = Night(.down())
        night.happens(.health(github, .silent), .health(try server("jira"), .silent))
        night.passes(60)
        #expect(night.told() == ["fired server-down/github", "fired server-down/jira"])
    }

    @Test func `is only about the servers its rule names`() throws {
        var rule = AlertRule.down()
        rule.servers = [github]
        var night = Night(rule)
        night.happens(.health(github, .silent), .health(try server("jira"), .silent))
        night.passes(60)
        #expect(night.told() == ["fired server-down/github"])
    }

    @Test func `is told by the channels its rule names, of those there are`() {
        var rule = AlertRule.down(hold: 0)
        rule.channels = [.command, .webhook]
        var night = Night(rule)
        night.happens(.health(github, .silent))
        #expect(night.heard().last?.channels == [.webhook])
    }

    @Test func `of a rule that is switched off does not begin`() {
        var rule = AlertRule.down()
        rule.isEnabled = false
        var night = Night(rule)
        night.happens(.health(github, .silent))
        night.passes(600)
        #expect(night.heard() == [])
    }
}

struct `Health that is unknown` {
    private let github: ServerID
    private let id = "server-down/github"

    init() throws { github = try server() }

    @Test func `begins nothing`() {
        var night = Night(.down(hold: 0))
        night.happens(
            .health(github, .starting), .health(github, .sample(.unknown, .unreachable)), .health(github, .sample(.unknown)))
        #expect(night.heard() == [])
    }

    @Test func `leaves a pending alert as it is: it fires when it is known to be bad`() {
        var night = Night(.down())
        night.happens(.health(github, .silent))
        night.passes(30)
        night.happens(.health(github, .starting))
        night.passes(300)
        #expect(night.state(id) == .pending)
        #expect(night.told() == [])
        night.happens(.health(github, .silent))
        #expect(night.told() == ["fired server-down/github"])
    }

    @Test func `does not end what fires`() {
        var night = Night(.down())
        night.happens(.health(github, .silent))
        night.passes(60)
        night.happens(.health(github, .starting))
        night.passes(3600)
        #expect(night.told() == ["fired server-down/github"])
        #expect(night.state(id) == .firing)
    }

    @Test(arguments: [HealthCause.stopped, .disabled])
    func `ends it at once when nobody wants the server to run`(cause: HealthCause) {
        var night = Night(.down())
        night.happens(.health(github, .silent))
        night.passes(60)
        night.happens(.health(github, .sample(.unknown, cause)))
        #expect(night.told() == ["fired server-down/github", "resolved server-down/github"])
        #expect(night.state(id) == nil)
    }

    @Test func `is a condition of its own for rules that name it`() {
        let rule = AlertRule(name: "unreachable", condition: .state([.unknown]), forSeconds: 60)
        var night = Night(rule)
        night.happens(.health(github, .sample(.unknown, .unreachable)))
        night.passes(60)
        #expect(night.told() == ["fired unreachable/github"])
        night.happens(.health(github, .stopped))
        #expect(night.told() == ["resolved unreachable/github"])
    }
}

struct `A server that is removed` {
    @Test func `takes its alerts and what was counted with it`() throws {
        let github = try server()
        var night = Night(
            .down(hold: 0), AlertRule(name: "crash-loop", condition: .restarts(count: 2, windowSeconds: 600)))
        night.happens(.health(github, .silent), .restarted(github), .restarted(github))
        _ = night.told()
        night.happens(.removed(github))
        #expect(night.told() == ["resolved crash-loop/github", "resolved server-down/github"])
        night.happens(.restarted(github))
        #expect(night.told() == [])
    }

    @Test func `while no daemon ran has no alerts either`() throws {
        var night = Night(.down(hold: 0))
        night.happens(.health(try server(), .silent))
        night.restarts()
        _ = night.told()
        night.take(night.engine.keep([try server("jira")], at: night.now))
        #expect(night.told() == ["resolved server-down/github"])
    }
}
