import ServerModel

@testable import ServerMonitoring

/// A night with a clock of its own: facts happen, time passes, and what people would have heard is written down.
struct Night {
    var engine: AlertEngine
    var now = Timestamp(millisecondsSince1970: 1_800_000_000_000)
    /// Everything since the last ``heard()``.
    private var news: [AlertNews] = []

    init(_ rules: AlertRule..., repeating: Double? = nil, channels: [AlertChannelKind] = [.desktop, .webhook]) {
        engine = AlertEngine(rules: rules, channels: channels, repeatSeconds: repeating)
    }

    mutating func happens(_ facts: AlertFact...) {
        for fact in facts { news += engine.handle(fact, at: now) }
    }

    /// The owner's timer, and nothing else, wakes the engine meanwhile.
    mutating func passes(_ seconds: Double) {
        let end = now + .milliseconds(Int64(seconds * 1000))
        while let deadline = engine.nextDeadline, deadline <= end {
            // A timer that is due at once, again and again, would be a busy loop.
            precondition(deadline > now, "a deadline that does not lie ahead: \(deadline)")
            now = deadline
            news += engine.advance(to: now)
        }
        now = end
    }

    mutating func take(_ more: [AlertNews]) { news += more }

    /// What was given to channels arrives there.
    mutating func arrives(at isIt: (AlertChannelKind) -> Bool = { _ in true }) {
        for news in engine.unfinished {
            for channel in news.channels where isIt(channel) {
                engine.record(AlertDelivery(channel: channel, at: now), of: news.kind, news.alert)
            }
        }
    }

    /// What a daemon after this one still has to tell, and to whom: `fired server-down/github: webhook`.
    var unfinished: [String] {
        engine.unfinished.map { "\($0.kind.rawValue) \($0.alert.id): \($0.channels.map(\.rawValue).joined(separator: " "))" }
    }

    /// The news somebody was told, in short: `fired server-down/github`.
    mutating func told() -> [String] {
        defer { news = [] }
        return news.filter { !$0.channels.isEmpty }.map { "\($0.kind.rawValue) \($0.alert.id)" }
    }

    /// All news, told or not.
    mutating func heard() -> [AlertNews] {
        defer { news = [] }
        return news
    }

    /// `pending`, `firing`, or `nil` when there is none.
    func state(_ id: String) -> Alert.State? { alert(id)?.state }

    func alert(_ id: String) -> Alert? {
        engine.overview(at: now).alerts.first { $0.id == id && $0.state != .resolved }
    }

    /// A daemon that ended, and the one after it, which knows what was kept.
    mutating func restarts(after seconds: Double = 0, repeating: Double? = nil) {
        now = now + .milliseconds(Int64(seconds * 1000))
        engine = AlertEngine(
            rules: engine.rules, channels: engine.channels, repeatSeconds: repeating, state: engine.state)
    }
}

func server(_ name: String = "github") throws -> ServerID { try ServerID(name) }

extension Health {
    static func sample(_ state: HealthState, _ cause: HealthCause? = nil, reason: String? = nil) -> Health {
        Health(state: state, cause: cause, reason: reason, since: Timestamp(millisecondsSince1970: 0))
    }

    static let well = sample(.healthy)
    static let silent = sample(
        .unhealthy, .silent, reason: "3 checks in a row failed: there was no answer within 10 s")
    static let slow = sample(.degraded, .slow)
    static let starting = sample(.unknown, .starting)
    static let stopped = sample(.unknown, .stopped)
}

extension AlertRule {
    static func down(hold: Double = 60, clear: Double = 60) -> AlertRule {
        AlertRule(
            name: "server-down", condition: .state([.unhealthy, .notFound]), forSeconds: hold, clearSeconds: clear)
    }
}
