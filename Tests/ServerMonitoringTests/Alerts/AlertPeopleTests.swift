import ServerModel
import Testing

@testable import ServerMonitoring

struct `An alert somebody has seen` {
    private let github: ServerID
    private let id = "server-down/github"

    init() throws { github = try server() }

    @Test func `is not repeated, and its end is told`() throws {
        var night = Night(.down(), repeating: 600)
        night.happens(.health(github, .silent))
        night.passes(60)
        night.take([try night.engine.acknowledge(id, comment: "on it", at: night.now)])
        night.passes(86_400)
        night.happens(.health(github, .well))
        night.passes(60)
        #expect(night.told() == ["fired server-down/github", "resolved server-down/github"])
    }

    @Test func `keeps who said so, and what`() throws {
        var night = Night(.down(hold: 0))
        night.happens(.health(github, .silent))
        let news = try night.engine.acknowledge(id, comment: "on it", at: night.now)
        #expect(news.kind == .changed && news.channels.isEmpty)
        #expect(news.message.hasPrefix("seen by somebody (on it): "))
        #expect(night.alert(id)?.acknowledgement == "on it")
        #expect(night.alert(id)?.acknowledgedAt == night.now)
    }

    @Test func `while it is pending fires without a word`() throws {
        var night = Night(.down(), repeating: 600)
        night.happens(.health(github, .silent))
        _ = try night.engine.acknowledge(id, comment: nil, at: night.now)
        night.passes(86_400)
        #expect(night.state(id) == .firing)
        #expect(night.told() == [])
    }

    @Test func `is new when it comes back after it was over`() throws {
        var night = Night(.down(hold: 0, clear: 0))
        night.happens(.health(github, .silent))
        _ = try night.engine.acknowledge(id, comment: nil, at: night.now)
        night.happens(.health(github, .well), .health(github, .silent))
        #expect(night.alert(id)?.acknowledgedAt == nil)
        #expect(night.told().last == "fired server-down/github")
    }

    @Test func `must be there`() {
        var night = Night(.down(hold: 0))
        night.happens(.health(github, .silent))
        let error = #expect(throws: UnknownAlert.self) {
            try night.engine.acknowledge("server-dwon/github", comment: nil, at: night.now)
        }
        #expect(error?.code == "unknown-alert")
        #expect(error?.remedy == "did you mean 'server-down/github'?")
    }
}

struct `A silence` {
    private let github: ServerID
    private let id = "server-down/github"

    init() throws { github = try server() }

    private func silence(_ night: inout Night, rule: String? = nil, server: ServerID? = nil, seconds: Int64) -> AlertSilence {
        let (silence, news) = night.engine.silence(
            AlertSilence(rule: rule, server: server, until: night.now + .seconds(seconds)), at: night.now)
        night.take(news)
        return silence
    }

    @Test func `keeps what begins in it from being told until it ends`() {
        var night = Night(.down())
        _ = silence(&night, seconds: 3600)
        night.happens(.health(github, .silent))
        night.passes(3599)
        #expect(night.state(id) == .firing)
        #expect(night.alert(id)?.isSilenced == true)
        #expect(night.told() == [])
        night.passes(1)
        #expect(night.told() == ["fired server-down/github"])
        #expect(night.alert(id)?.isSilenced == false)
    }

    @Test func `shows on screens what nobody is told`() {
        var night = Night(.down(hold: 0))
        _ = silence(&night, seconds: 3600)
        night.happens(.health(github, .silent))
        #expect(night.heard().map(\.kind) == [.fired])
    }

    @Test func `swallows what begins and ends in it`() {
        var night = Night(.down())
        _ = silence(&night, seconds: 3600)
        night.happens(.health(github, .silent))
        night.passes(60)
        night.happens(.health(github, .well))
        night.passes(7200)
        #expect(night.told() == [])
    }

    @Test func `keeps quiet that what was told before it is over, or goes on`() {
        var night = Night(.down(), repeating: 600)
        night.happens(.health(github, .silent))
        night.passes(60)
        _ = silence(&night, seconds: 3600)
        night.passes(3000)
        night.happens(.health(github, .well))
        night.passes(60)
        #expect(night.told() == ["fired server-down/github"])
    }

    @Test func `that ends lets what goes on be repeated, not told as new`() {
        var night = Night(.down(), repeating: 4 * 3600)
        night.happens(.health(github, .silent))
        night.passes(60)
        _ = silence(&night, seconds: 5 * 3600)
        night.passes(5 * 3600)
        #expect(night.told() == ["fired server-down/github", "repeated server-down/github"])
    }

    @Test func `that ends while the alert may be over does not tell it, unless it comes back`() {
        var night = Night(.down(clear: 600))
        _ = silence(&night, seconds: 100)
        night.happens(.health(github, .silent))
        night.passes(90)
        night.happens(.health(github, .well))
        night.passes(60)
        #expect(night.told() == [])
        night.happens(.health(github, .silent))
        #expect(night.told() == ["fired server-down/github"])
    }

    @Test func `can be ended before its time`() throws {
        var night = Night(.down(hold: 0))
        let silence = silence(&night, seconds: 3600)
        night.happens(.health(github, .silent))
        let (ended, news) = try night.engine.endSilence(silence.id, at: night.now)
        night.take(news)
        #expect(ended == silence)
        #expect(night.told() == ["fired server-down/github"])
        #expect(throws: UnknownSilence(id: silence.id)) { try night.engine.endSilence(silence.id, at: night.now) }
    }

    @Test func `is about a rule, a server, both, or everything`() throws {
        let jira = try server("jira")
        func told(_ rule: String?, _ about: ServerID?) -> [String] {
            var night = Night(
                .down(hold: 0), AlertRule(name: "disk-low", condition: .disk(freeBytes: 10)),
                AlertRule(name: "memory", condition: .memory(bytes: 10)))
            _ = silence(&night, rule: rule, server: about, seconds: 60)
            night.happens(
                .health(github, .silent), .health(jira, .silent), .disk(freeBytes: 1), .memory(github, bytes: 10))
            return night.told().map { String($0.dropFirst("fired ".count)) }
        }
        #expect(told(nil, nil) == [])
        #expect(told("server-down", nil) == ["disk-low/home", "memory/github"])
        #expect(told(nil, github) == ["server-down/jira", "disk-low/home"])
        #expect(told("server-down", github) == ["server-down/jira", "disk-low/home", "memory/github"])
    }

    @Test func `of what somebody has seen ends without a word`() throws {
        var night = Night(.down(hold: 0))
        _ = silence(&night, seconds: 60)
        night.happens(.health(github, .silent))
        _ = try night.engine.acknowledge(id, comment: nil, at: night.now)
        night.passes(3600)
        #expect(night.told() == [])
    }

    @Test func `gets a number that is never given again`() {
        var night = Night(.down())
        let first = silence(&night, seconds: 1)
        night.passes(2)
        #expect(night.engine.overview(at: night.now).silences == [])
        #expect(silence(&night, seconds: 1).id == first.id + 1)
    }
}

struct `Other rules` {
    private let github: ServerID

    init() throws { github = try server() }

    @Test func `end the alerts of those that are gone, and it is told`() {
        var night = Night(.down(hold: 0))
        night.happens(.health(github, .silent))
        night.take(night.engine.adopt([], repeatSeconds: nil, at: night.now))
        #expect(night.told() == ["fired server-down/github", "resolved server-down/github"])
    }

    @Test func `find what is wrong already`() {
        var night = Night()
        night.happens(.health(github, .silent), .disk(freeBytes: 1))
        let disk = AlertRule(name: "disk-low", condition: .disk(freeBytes: 10))
        night.take(night.engine.adopt([.down(), disk], repeatSeconds: nil, at: night.now))
        night.passes(60)
        #expect(night.told() == ["fired disk-low/home", "fired server-down/github"])
    }

    @Test func `hold for what is pending and firing`() {
        var night = Night(.down(hold: 600))
        night.happens(.health(github, .silent))
        night.passes(120)
        night.take(night.engine.adopt([.down(hold: 60)], repeatSeconds: 300, at: night.now))
        #expect(night.told() == ["fired server-down/github"])
        night.passes(300)
        #expect(night.told() == ["repeated server-down/github"])
    }

    @Test func `leave out servers they do not name any more`() throws {
        var night = Night(.down(hold: 0))
        night.happens(.health(github, .silent))
        var rule = AlertRule.down(hold: 0)
        rule.servers = [try server("jira")]
        night.take(night.engine.adopt([rule], repeatSeconds: nil, at: night.now))
        #expect(night.told() == ["fired server-down/github", "resolved server-down/github"])
    }
}

struct `All there is to know of alerts` {
    @Test func `has those that fire first, then those that are pending, then the newest that are over`() throws {
        var night = Night(.down(hold: 60, clear: 0), AlertRule(name: "memory", condition: .memory(bytes: 10), clearSeconds: 0))
        for number in 1...60 {
            night.happens(.memory(try server("old-\(number)"), bytes: 10), .memory(try server("old-\(number)"), bytes: 1))
        }
        night.happens(.health(try server("a"), .silent))
        night.passes(30)
        night.happens(.health(try server("b"), .silent))
        night.passes(40)
        let overview = night.engine.overview(at: night.now)
        #expect(overview.alerts.prefix(3).map(\.id) == ["server-down/a", "server-down/b", "memory/old-60"])
        #expect(overview.alerts.count == 52)
        #expect(overview.rules.map(\.name) == ["server-down", "memory"])
        #expect(overview.channels == [.desktop, .webhook])
    }

    @Test func `has the last attempt of each channel to tell it`() throws {
        var night = Night(.down(hold: 0))
        night.happens(.health(try server(), .silent))
        let alert = try #require(night.alert("server-down/github"))
        let failure = ErrorReport(code: "c", problem: "p", remedy: "r")
        night.engine.record(AlertDelivery(channel: .webhook, at: night.now, failure: failure), of: .fired, alert)
        night.engine.record(AlertDelivery(channel: .desktop, at: night.now), of: .fired, alert)
        night.engine.record(AlertDelivery(channel: .webhook, at: night.now), of: .fired, alert)
        #expect(night.alert(alert.id)?.deliveries.map(\.channel) == [.desktop, .webhook])
        #expect(night.alert(alert.id)?.deliveries.last?.failure == nil)
    }
}
