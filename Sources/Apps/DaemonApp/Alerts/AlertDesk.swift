import ControlAPI
import DaemonLaunch
import ServerConfiguration
import ServerModel
import ServerMonitoring
import ServerSupervision

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Takes in what is observed, and sees to it that people are told: on screens, and by the channels of `alerts.notify`.
///
/// ``AlertEngine`` decides; what fires, what was said of it, who has yet to hear and the silences are in `state/alerts.json`.
actor AlertDesk {
    /// What it hears of, in this order.
    private enum Item: Sendable {
        case fact(AlertFact)
        /// The timer, or somebody who thinks the clock is another.
        case look
    }

    private let file: StateFile
    private let events: EventHub
    private let clock: @Sendable () -> ClockReading
    private let makeChannels: @Sendable (ManagerSettings.Alerts.Notify) -> [any AlertChannel]
    private let cannotWrite: @Sendable (ErrorReport) -> Void
    private let host: String

    private let items: AsyncStream<Item>
    private let inbox: AsyncStream<Item>.Continuation
    private let timer: AlertTimer

    private var engine: AlertEngine
    private var lines: [ChannelLine]
    private var tasks: [Task<Void, Never>] = []
    private var lastReading: ClockReading
    private var writtenChanges = 0
    /// Those that did not arrive the last time, which is told once.
    private var failing: Set<AlertChannelKind> = []

    /// Nothing happens before ``begin(servers:)``; facts wait.
    ///
    /// - Parameters:
    ///   - channels: makes those of `alerts.notify`.
    ///   - cannotWrite: told when the state cannot be kept; servers and alerts go on.
    init(
        _ settings: ManagerSettings.Alerts, home: HomeDirectory, events: EventHub,
        channels: @escaping @Sendable (ManagerSettings.Alerts.Notify) -> [any AlertChannel],
        cannotWrite: @escaping @Sendable (ErrorReport) -> Void, host: String = AlertChannels.host,
        clock: @escaping @Sendable () -> ClockReading = { .now }
    ) {
        file = StateFile(path: home.stateDirectory + "/alerts.json")
        self.events = events
        self.clock = clock
        makeChannels = channels
        self.cannotWrite = cannotWrite
        self.host = host
        let inbox: AsyncStream<Item>.Continuation
        (items, inbox) = AsyncStream.makeStream()
        self.inbox = inbox
        timer = AlertTimer { inbox.yield(.look) }
        lines = channels(settings.notify).map(ChannelLine.init)
        // A file that is missing or damaged is an empty one: what is wrong now is found out again.
        let state = file.read().flatMap { try? ControlCoding.decode(AlertEngineState.self, from: $0) }
        engine = AlertEngine(
            rules: settings.effectiveRules, channels: lines.map(\.channel.kind), repeatSeconds: settings.repeatSeconds,
            state: state ?? AlertEngineState())
        lastReading = clock()
    }

    // MARK: - Its life

    /// - Parameter servers: all that are defined; alerts about others are over.
    func begin(servers: Set<ServerID>) {
        lastReading = clock()
        let now = lastReading.timestamp
        // Screens were told; the channel that was to be did not say that it has.
        for item in engine.resume(at: now) { tell(item, at: now) }
        take(engine.keep(servers, at: now), at: now)
        tasks.append(Task { for await item in items { take(item) } })
        lines.forEach(start)
    }

    /// The daemon is going. What a channel is telling, and has yet to tell, is told by the next one.
    func end() async {
        inbox.finish()
        timer.set(nil)
        for line in lines { line.close() }
        for task in tasks { task.cancel() }
        for task in tasks { await task.value }
        tasks = []
    }

    /// Goes by other settings from now on.
    func adopt(_ settings: ManagerSettings.Alerts) {
        let now = look()
        // What is under way is still told.
        for line in lines { line.close() }
        lines = makeChannels(settings.notify).map(ChannelLine.init)
        lines.forEach(start)
        failing = []
        take(
            engine.adopt(
                settings.effectiveRules, channels: lines.map(\.channel.kind), repeatSeconds: settings.repeatSeconds, at: now),
            at: now)
    }

    // MARK: - What is observed

    /// Takes in a fact, after those before it. Never waits; from any thread.
    nonisolated func note(_ fact: AlertFact) { inbox.yield(.fact(fact)) }

    /// The clock was set, or the machine slept. Need not be told, but then what is due may be noticed later.
    nonisolated func noteClock() { inbox.yield(.look) }

    private func take(_ item: Item) {
        let now = look()
        switch item {
        case .fact(let fact): take(engine.handle(fact, at: now), at: now)
        case .look: take(engine.advance(to: now), at: now)
        }
    }

    /// What time it is. A clock that was set, or stood still while the machine slept, is told to the engine first.
    private func look() -> Timestamp {
        let reading = clock()
        let step = (reading.wall - reading.awake) - (lastReading.wall - lastReading.awake)
        if abs(step) >= 2_000 {
            engine.clockMoved(by: .milliseconds(step))
            lastReading = reading
        }
        return reading.timestamp
    }

    // MARK: - What people ask and say

    func overview() -> AlertOverview { engine.overview(at: look()) }

    /// Throws ``UnknownAlert``.
    func acknowledge(_ acknowledgement: AlertAcknowledgement) throws(UnknownAlert) -> Alert {
        let now = look()
        let news = try engine.acknowledge(acknowledgement.alert, comment: acknowledgement.comment, at: now)
        take([news], at: now)
        return news.alert
    }

    /// With its id.
    func silence(_ silence: AlertSilence) -> AlertSilence {
        let now = look()
        let (silence, news) = engine.silence(silence, at: now)
        take(news, at: now)
        return silence
    }

    /// Throws ``UnknownSilence``.
    func endSilence(_ id: Int) throws(UnknownSilence) -> AlertSilence {
        let now = look()
        let (silence, news) = try engine.endSilence(id, at: now)
        take(news, at: now)
        return silence
    }

    /// Tells all channels that this is a test. Returns when each has, or has given up.
    func test() async -> AlertTest {
        let notice = AlertNotice(testAt: look(), host: host)
        let channels = lines.map(\.channel)
        let deliveries = await withTaskGroup(of: AlertDelivery?.self) { group in
            for channel in channels { group.addTask { await channel.delivery(of: notice) } }
            return await group.reduce(into: [AlertDelivery]()) { if let delivery = $1 { $0.append(delivery) } }
        }
        for delivery in deliveries { tell(delivery) }
        return AlertTest(deliveries: channels.flatMap { channel in deliveries.filter { $0.channel == channel.kind } })
    }

    // MARK: - Telling

    private func start(_ line: ChannelLine) {
        tasks.append(Task { await line.run { await self.delivered($0, of: $1) } })
    }

    /// On the disk first: a daemon that dies now must not tell what was told.
    private func take(_ news: [AlertNews], at now: Timestamp) {
        save()
        for item in news {
            events.publish(
                ServerEvent(
                    sequence: 0, time: now, server: item.alert.server, kind: .alert, severity: item.severity,
                    message: item.message, platform: item.alert.platform, alert: item.alert))
            tell(item, at: now)
        }
        timer.set(engine.nextDeadline.map { $0 - now })
    }

    private func tell(_ news: AlertNews, at now: Timestamp) {
        guard let notice = AlertNotice(news, at: now, host: host) else { return }
        for line in lines where news.channels.contains(line.channel.kind) { line.add(notice) }
    }

    private func delivered(_ delivery: AlertDelivery, of notice: AlertNotice) {
        if let kind = notice.event.kind { engine.record(delivery, of: kind, notice.alert) }
        save()
        tell(delivery)
    }

    /// That a channel fails is told once, and that it does not any more.
    private func tell(_ delivery: AlertDelivery) {
        if let failure = delivery.failure {
            guard failing.insert(delivery.channel).inserted else { return }
            publish(.warning, "alerts are not told by \(delivery.channel.rawValue): \(failure)", at: delivery.at)
        } else if failing.remove(delivery.channel) != nil {
            publish(.ok, "alerts are told by \(delivery.channel.rawValue) again", at: delivery.at)
        }
    }

    private func publish(_ severity: Severity, _ message: String, at now: Timestamp) {
        events.publish(ServerEvent(sequence: 0, time: now, server: nil, kind: .notice, severity: severity, message: message))
    }

    private func save() {
        guard engine.changes != writtenChanges, let text = try? ControlCoding.encode(engine.state) else { return }
        // Where it cannot be written, it is tried again with the next change, not with every fact.
        writtenChanges = engine.changes
        let error = file.replace(with: text)
        guard error != 0 else { return }
        cannotWrite(
            ErrorReport(
                code: "alerts-not-kept", problem: "cannot write \(file.path): \(String(cString: strerror(error)))",
                remedy: "alerts go on; a daemon after this one tells again what fires"))
    }
}

extension ManagerSettings.Alerts {
    /// Switched off, all of them are; people still see which there are.
    var effectiveRules: [AlertRule] {
        rules.map { rule in
            var rule = rule
            rule.isEnabled = rule.isEnabled && isEnabled
            return rule
        }
    }
}

extension ClockReading {
    fileprivate var timestamp: Timestamp { Timestamp(millisecondsSince1970: wall) }
}
