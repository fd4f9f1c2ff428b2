import DaemonLaunch
import Foundation
import ServerConfiguration
import ServerModel
import ServerMonitoring
import ServerSupervision
import Synchronization
import Testing

@testable import DaemonApp

/// A channel that keeps what it is told in memory.
private final class MemoryChannel: AlertChannel {
    let kind: AlertChannelKind
    private let failure: Mutex<ErrorReport?>
    private let told: AsyncStream<AlertNotice>
    private let arrived: AsyncStream<AlertNotice>.Continuation

    init(_ kind: AlertChannelKind = .webhook, failure: ErrorReport? = nil) {
        self.kind = kind
        self.failure = Mutex(failure)
        (told, arrived) = AsyncStream.makeStream()
    }

    func fails(_ report: ErrorReport?) { failure.withLock { $0 = report } }

    func tell(_ notice: AlertNotice) async throws {
        let report = failure.withLock { $0 }
        arrived.yield(notice)
        if let report { throw report }
    }

    /// The next notice; waits for it.
    func next() async -> String? {
        for await notice in told { return "\(notice.event.rawValue) \(notice.alert.id)" }
        return nil
    }
}

/// One whose other side takes a notice and says nothing until we go.
private struct HeldChannel: AlertChannel {
    let other: MemoryChannel

    init(_ other: MemoryChannel) { self.other = other }

    var kind: AlertChannelKind { other.kind }

    func tell(_ notice: AlertNotice) async throws {
        try await other.tell(notice)
        try await Task.sleep(for: .seconds(3600))
    }
}

/// A clock that is moved by hand.
private final class HandClock: Sendable {
    private let reading = Mutex(ClockReading(wall: 1_800_000_000_000, boot: 1_000_000, awake: 1_000_000))

    var now: ClockReading { reading.withLock { $0 } }

    func passes(_ seconds: Int64) {
        reading.withLock { reading in
            reading.wall += seconds * 1000
            reading.boot += seconds * 1000
            reading.awake += seconds * 1000
        }
    }

    func isSet(by seconds: Int64) { reading.withLock { $0.wall += seconds * 1000 } }
}

struct `The desk of alerts` {
    private let home: TemporaryHome
    private let events = EventHub()
    private let clock = HandClock()
    private let channel = MemoryChannel()
    private let github: ServerID
    private let down = Health(
        state: .unhealthy, cause: .silent, reason: "no answer", since: Timestamp(millisecondsSince1970: 0))
    private let well = Health(state: .healthy, since: Timestamp(millisecondsSince1970: 0))

    init() throws {
        home = try TemporaryHome()
        github = try ServerID("github")
    }

    private var settings: ManagerSettings.Alerts {
        var settings = ManagerSettings.Alerts()
        settings.rules = [AlertRule(name: "server-down", condition: .state([.unhealthy]), forSeconds: 0, clearSeconds: 0)]
        return settings
    }

    private func desk(_ settings: ManagerSettings.Alerts? = nil, channels: [any AlertChannel]? = nil) -> AlertDesk {
        let channels = channels ?? [channel]
        return AlertDesk(
            settings ?? self.settings, home: home.directory, events: events, channels: { _ in channels },
            cannotWrite: { Issue.record("\($0)") }, host: "here", clock: { [clock] in clock.now })
    }

    private var kept: String {
        (try? String(contentsOfFile: home.directory.stateDirectory + "/alerts.json", encoding: .utf8)) ?? ""
    }

    @Test func `tells channels and screens`() async throws {
        let heard = events.events(after: nil)
        let desk = desk()
        await desk.begin(servers: [github])
        desk.note(.health(github, down))
        #expect(await channel.next() == "fired server-down/github")
        desk.note(.health(github, well))
        #expect(await channel.next() == "resolved server-down/github")
        await desk.end()
        events.close()
        var all: [ServerEvent] = []
        for await event in heard { all.append(event) }
        #expect(all.map(\.kind) == [.alert, .alert])
        #expect(all.map(\.severity) == [.error, .ok])
        #expect(all.map(\.server) == [github, github])
        #expect(all.first?.message == "github does not answer: no answer")
        #expect(all.first?.alert?.state == .firing)
    }

    @Test func `keeps what fires, and the next one neither forgets nor repeats it`() async throws {
        let first = desk()
        await first.begin(servers: [github])
        first.note(.health(github, down))
        #expect(await channel.next() == "fired server-down/github")
        let acknowledged = try await first.acknowledge(AlertAcknowledgement(alert: "server-down/github", comment: "on it"))
        #expect(acknowledged.acknowledgement == "on it")
        await first.end()
        #expect(kept.contains("server-down/github"))

        let second = desk()
        await second.begin(servers: [github])
        #expect(await second.overview().alerts.map(\.acknowledgement) == ["on it"])
        second.note(.health(github, down))
        second.note(.health(github, well))
        #expect(await channel.next() == "resolved server-down/github")
        await second.end()
    }

    @Test func `ends alerts of servers that went while no daemon ran`() async throws {
        let first = desk()
        await first.begin(servers: [github])
        first.note(.health(github, down))
        #expect(await channel.next() == "fired server-down/github")
        await first.end()
        let second = desk()
        await second.begin(servers: [])
        #expect(await channel.next() == "resolved server-down/github")
        await second.end()
    }

    @Test func `leaves what a channel is telling to the next one, which tells it there alone`() async throws {
        let slow = MemoryChannel(.command)
        let first = desk(channels: [channel, HeldChannel(slow)])
        await first.begin(servers: [github])
        first.note(.health(github, down))
        #expect(await channel.next() == "fired server-down/github")
        #expect(await slow.next() == "fired server-down/github")
        first.note(.health(github, well))
        #expect(await channel.next() == "resolved server-down/github")
        await first.end()

        let second = desk(channels: [channel, slow])
        let jira = try ServerID("jira")
        await second.begin(servers: [github, jira])
        #expect(await slow.next() == "fired server-down/github")
        #expect(await slow.next() == "resolved server-down/github")
        second.note(.health(jira, down))
        #expect(await channel.next() == "fired server-down/jira")
        await second.end()
    }

    @Test(arguments: ["", "{", "[]", "{\"firing\": 3}", "\0\0\0"])
    func `begins with nothing when what was kept is damaged`(text: String) async throws {
        try text.write(toFile: home.directory.stateDirectory + "/alerts.json", atomically: true, encoding: .utf8)
        let desk = desk()
        await desk.begin(servers: [github])
        #expect(await desk.overview().alerts == [])
        desk.note(.health(github, down))
        #expect(await channel.next() == "fired server-down/github")
        await desk.end()
    }

    @Test func `remembers what became of telling, and says once that a channel fails`() async throws {
        let heard = events.events(after: nil)
        let report = ErrorReport(code: "c", problem: "nobody listens", remedy: "look there")
        let other = MemoryChannel(.desktop)
        let desk = desk(channels: [other, channel])
        await desk.begin(servers: [github])
        for isBroken in [true, false] {
            channel.fails(isBroken ? report : nil)
            desk.note(.health(github, down))
            #expect(await channel.next() == "fired server-down/github")
            #expect(await other.next() == "fired server-down/github")
            desk.note(.health(github, well))
            // A channel is told the next thing once it is known what became of the one before.
            #expect(await channel.next() == "resolved server-down/github")
            #expect(await other.next() == "resolved server-down/github")
            clock.passes(60)
        }
        let deliveries = await desk.overview().alerts.map(\.deliveries)
        #expect(deliveries.map { $0.first { $0.channel == .webhook }?.failure } == [nil, report])
        #expect(deliveries.map { $0.first { $0.channel == .desktop }?.failure } == [nil, nil])
        await desk.end()
        events.close()
        var notices: [String] = []
        for await event in heard where event.kind == .notice { notices.append(event.message) }
        #expect(
            notices == ["alerts are not told by webhook: nobody listens — look there", "alerts are told by webhook again"])
    }

    @Test func `tries all channels out at once`() async throws {
        let report = ErrorReport(code: "c", problem: "p", remedy: "r")
        let desk = desk(channels: [MemoryChannel(.desktop), MemoryChannel(.webhook, failure: report), MemoryChannel(.command)])
        await desk.begin(servers: [])
        let test = await desk.test()
        #expect(test.deliveries.map(\.channel) == [.desktop, .webhook, .command])
        #expect(test.deliveries.map(\.failure) == [nil, report, nil])
        #expect(await desk.overview().channels == [.desktop, .webhook, .command])
        await desk.end()
    }

    @Test func `counts no time in which the clock was merely set`() async throws {
        var settings = settings
        settings.rules[0].forSeconds = 600
        let desk = desk(settings)
        await desk.begin(servers: [github])
        desk.note(.health(github, down))
        // Whatever is asked comes after what was noted once the alert is there.
        while await desk.overview().alerts.isEmpty { await Task.yield() }
        clock.isSet(by: 86_400)
        #expect(await desk.overview().alerts.map(\.state) == [.pending])
        clock.passes(600)
        desk.noteClock()
        #expect(await channel.next() == "fired server-down/github")
        await desk.end()
    }

    @Test func `silences, and tells when that is over`() async throws {
        let desk = desk()
        await desk.begin(servers: [github])
        let silence = await desk.silence(
            AlertSilence(server: github, until: Timestamp(millisecondsSince1970: clock.now.wall) + .seconds(3600)))
        desk.note(.health(github, down))
        while await desk.overview().alerts.isEmpty { await Task.yield() }
        #expect(await desk.overview().alerts.map(\.isSilenced) == [true])
        #expect(try await desk.endSilence(silence.id) == silence)
        #expect(await channel.next() == "fired server-down/github")
        await #expect(throws: UnknownSilence.self) { try await desk.endSilence(silence.id) }
        await #expect(throws: UnknownAlert.self) { try await desk.acknowledge(AlertAcknowledgement(alert: "x")) }
        await desk.end()
    }

    @Test func `tells nobody when alerts are switched off, and still shows the rules`() async throws {
        var settings = settings
        settings.isEnabled = false
        let desk = desk(settings)
        await desk.begin(servers: [github])
        desk.note(.health(github, down))
        await desk.adopt(self.settings)
        // What was observed before counts as soon as somebody wants to know.
        #expect(await channel.next() == "fired server-down/github")
        await desk.adopt(settings)
        #expect(await channel.next() == "resolved server-down/github")
        #expect(await desk.overview().rules.map(\.isEnabled) == [false])
        await desk.end()
    }
}

struct `A channel that is slow` {
    @Test func `tells in order, and keeps nobody else waiting`() async throws {
        let (gate, open) = AsyncStream<Void>.makeStream()
        let slow = GatedChannel(gate)
        let line = ChannelLine(slow)
        let told = Mutex<[String]>([])
        line.add(try .sample(.fired))
        line.add(try .sample(.resolved))
        line.close()
        async let all: Void = line.run { _, notice in told.withLock { $0.append(notice.event.rawValue) } }
        open.finish()
        await all
        #expect(told.withLock { $0 } == ["fired", "resolved"])
    }

    private struct GatedChannel: AlertChannel {
        let kind = AlertChannelKind.command
        let gate: AsyncStream<Void>

        init(_ gate: AsyncStream<Void>) { self.gate = gate }

        func tell(_ notice: AlertNotice) async throws { for await _ in gate {} }
    }
}
