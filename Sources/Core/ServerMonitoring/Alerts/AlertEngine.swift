import ServerModel

/// Decides when people are told that something needs them. Pure: facts and the time come in, news come out.
///
/// An alert is pending while its condition holds for less than its rule's `for`, firing then, and resolved once the condition
/// has not held for the rule's `clear`; what comes back before is the same alert, and nobody is told twice. Health that is
/// unknown neither begins nor ends an alert, except that what nobody wants to run has none.
///
/// Whoever owns it calls ``advance(to:)`` at ``nextDeadline``, which is `nil` while only facts can change anything: there is
/// never a reason to poll.
public struct AlertEngine: Sendable {
    /// How many alerts are remembered that are over.
    static let rememberedLimit = 50
    /// How much news may be on its way to people; what is older is not told by a daemon after this one.
    static let unfinishedLimit = 100

    public private(set) var rules: [AlertRule]
    /// Who can be told, in the order of `alerts.notify`.
    public private(set) var channels: [AlertChannelKind]
    /// Rises with everything that is worth keeping; see ``state``.
    public internal(set) var changes = 0
    var repeating: Duration?
    var evidence = AlertEvidence()
    var tracked: [String: TrackedAlert] = [:]
    var over: [Alert] = []
    /// What the channels named in it were given to tell, and have not said what became of it: the oldest first.
    public internal(set) var unfinished: [AlertNews] = []
    var silences: [AlertSilence] = []
    var lastSilence = 0
    var lastSeen: Timestamp?
    /// What a daemon before us left counts from the first moment we know of.
    var isFresh = true

    /// - Parameters:
    ///   - repeatSeconds: after how long what fires is told again; `nil`, or not above 0: never.
    ///   - state: as an engine before this one left it.
    public init(
        rules: [AlertRule], channels: [AlertChannelKind] = AlertChannelKind.allCases, repeatSeconds: Double?,
        state: AlertEngineState = AlertEngineState()
    ) {
        self.rules = rules
        self.channels = channels
        repeating = Self.duration(repeating: repeatSeconds)
        over = Array(state.over.prefix(Self.rememberedLimit))
        silences = state.silences
        lastSilence = max(state.lastSilence, state.silences.map(\.id).max() ?? 0)
        for left in state.firing where left.alert.state == .firing { tracked[left.alert.id] = left }
        unfinished = state.unfinished.compactMap { $0.told(to: channels.contains) }
    }

    /// What to keep for a daemon after this one.
    public var state: AlertEngineState {
        var state = AlertEngineState()
        state.firing = tracked.values.filter { $0.alert.state == .firing }.map(\.kept).sorted { $0.alert.id < $1.alert.id }
        state.over = over
        state.unfinished = unfinished
        state.silences = silences
        state.lastSilence = lastSilence
        return state
    }

    /// When ``advance(to:)`` is due; `nil`: not before the next fact.
    public var nextDeadline: Timestamp? {
        (tracked.values.compactMap { alert in terms(of: alert.alert).flatMap { alert.deadline(under: $0) } }
            + silences.map(\.until)).min()
    }

    /// Takes in what was observed, and the time.
    public mutating func handle(_ fact: AlertFact, at now: Timestamp) -> [AlertNews] {
        look(at: now)
        evidence.absorb(fact, at: now)
        if case .removed(let id) = fact { return end(before: now) { $0.server == id } + settle(at: now) }
        for rule in rules where rule.isEnabled && fact.concerns(rule.condition) && rule.covers(fact.subject) {
            begin(rule, fact.subject, at: now)
        }
        return settle(at: now)
    }

    /// Time has passed.
    public mutating func advance(to now: Timestamp) -> [AlertNews] {
        look(at: now)
        return settle(at: now)
    }

    /// There are no servers but these: alerts about others, which a daemon before us left, are over.
    public mutating func keep(_ servers: Set<ServerID>, at now: Timestamp) -> [AlertNews] {
        look(at: now)
        for id in evidence.servers.keys where !servers.contains(id) { evidence.servers[id] = nil }
        return end(before: now) { $0.server.map { !servers.contains($0) } ?? false } + settle(at: now)
    }

    /// Goes by other rules from now on. Alerts whose rule is gone, or does not apply any more, are over.
    public mutating func adopt(
        _ rules: [AlertRule], channels: [AlertChannelKind]? = nil, repeatSeconds: Double?, at now: Timestamp
    ) -> [AlertNews] {
        look(at: now)
        self.rules = rules
        self.channels = channels ?? self.channels
        repeating = Self.duration(repeating: repeatSeconds)
        let subjects =
            evidence.servers.keys.map(AlertSubject.server) + evidence.platforms.keys.map(AlertSubject.platform) + [.home]
        for rule in rules where rule.isEnabled {
            for subject in subjects where rule.covers(subject) { begin(rule, subject, at: now) }
        }
        return settle(at: now)
    }

    /// The clock was set, or the machine slept and nobody could look: durations are counted as if that had not been.
    ///
    /// - Parameter step: by which the clock was moved, negative: back.
    public mutating func clockMoved(by step: Duration) {
        evidence.shift(by: step)
        for id in tracked.keys { tracked[id]?.shift(by: step) }
        lastSeen = lastSeen.map { $0 + step }
    }

    /// Everything there is to know, for people.
    public func overview(at now: Timestamp) -> AlertOverview {
        let current = tracked.values.map(\.alert)
        func newest(_ state: Alert.State) -> [Alert] {
            current.filter { $0.state == state }.sorted { ($1.firedAt ?? $1.began, $0.id) < ($0.firedAt ?? $0.began, $1.id) }
        }
        return AlertOverview(
            alerts: newest(.firing) + newest(.pending) + over, silences: silences.filter { $0.until > now }, rules: rules,
            channels: channels)
    }

    // MARK: - What people say

    /// Somebody has seen it: it is not told again, only that it is over.
    public mutating func acknowledge(_ id: String, comment: String?, at now: Timestamp) throws(UnknownAlert) -> AlertNews {
        guard var alert = tracked[id]?.alert else {
            throw UnknownAlert(id: id, closest: closestMatch(to: id, among: tracked.keys))
        }
        alert.acknowledgedAt = now
        alert.acknowledgement = comment
        tracked[id]?.alert = alert
        changes += 1
        return AlertNews(.changed, alert)
    }

    /// From now on nobody is told of what it names; its id is given here.
    public mutating func silence(_ silence: AlertSilence, at now: Timestamp) -> (AlertSilence, [AlertNews]) {
        look(at: now)
        lastSilence += 1
        var silence = silence
        silence.id = lastSilence
        silences.append(silence)
        changes += 1
        return (silence, settle(at: now))
    }

    /// Before its time. What still fires and was never told, is told now.
    public mutating func endSilence(_ id: Int, at now: Timestamp) throws(UnknownSilence) -> (AlertSilence, [AlertNews]) {
        look(at: now)
        guard let index = silences.firstIndex(where: { $0.id == id && $0.until > now }) else { throw UnknownSilence(id: id) }
        let silence = silences.remove(at: index)
        changes += 1
        return (silence, settle(at: now))
    }

    /// What became of telling people this of an alert.
    public mutating func record(_ delivery: AlertDelivery, of kind: AlertNews.Kind, _ alert: Alert) {
        finish(kind, alert, by: delivery.channel)
        func isIt(_ other: Alert) -> Bool { other.id == alert.id && other.began == alert.began }
        if let current = tracked[alert.id]?.alert, isIt(current) {
            tracked[alert.id]?.alert.remember(delivery)
        } else if let index = over.firstIndex(where: isIt) {
            over[index].remember(delivery)
        } else {
            return
        }
        changes += 1
    }

    private mutating func finish(_ kind: AlertNews.Kind, _ alert: Alert, by channel: AlertChannelKind) {
        guard
            let index = unfinished.firstIndex(where: {
                $0.kind == kind && $0.alert.id == alert.id && $0.alert.began == alert.began && $0.channels.contains(channel)
            })
        else { return }
        if let rest = unfinished[index].told(to: { $0 != channel }) {
            unfinished[index] = rest
        } else {
            unfinished.remove(at: index)
        }
        changes += 1
    }

    private static func duration(repeating seconds: Double?) -> Duration? {
        seconds.flatMap { $0 > 0 ? .wholeMilliseconds($0) : nil }
    }
}
