import ServerModel
import ServerMonitoring

/// A way to tell people; see ``AlertChannelKind``.
protocol AlertChannel: Sendable {
    var kind: AlertChannelKind { get }

    /// Returns when it arrived. Throws an ``ErrorReport`` when it did not and will not, or `CancellationError`.
    func tell(_ notice: AlertNotice) async throws
}

/// What a channel is given to tell; as JSON it is what webhooks and commands get.
struct AlertNotice: Encodable, Hashable, Sendable {
    /// The same however often it is sent, so that nobody is told twice.
    var id: String
    var event: Event
    /// One line that stands on its own. May hold foreign text.
    var message: String
    var alert: Alert
    /// The name of this machine.
    var host: String

    enum Event: String, Codable, Hashable, Sendable {
        case fired, repeated, resolved, test

        /// The news it is of; `nil`: none.
        var kind: AlertNews.Kind? { AlertNews.Kind(rawValue: rawValue) }
    }

    /// `nil` when it is no news for channels.
    init?(_ news: AlertNews, at now: Timestamp, host: String) {
        switch news.kind {
        case .fired: event = .fired
        case .repeated: event = .repeated
        case .resolved: event = .resolved
        case .changed: return nil
        }
        // What fires is told once, and over once: only what is repeated needs the time.
        let suffix = event == .repeated ? "-\(now.millisecondsSince1970)" : ""
        id = "\(news.alert.id)@\(news.alert.began.millisecondsSince1970)-\(event.rawValue)\(suffix)"
        message = news.message
        alert = news.alert
        alert.deliveries = []
        self.host = host
    }

    /// Says only that it arrives.
    init(testAt now: Timestamp, host: String) {
        id = "test@\(now.millisecondsSince1970)"
        event = .test
        message = "this is a test: alerts of mcp-manager on \(host) arrive here"
        alert = Alert(
            id: "test/mcp-manager", rule: "test", severity: .info, state: .firing, message: message, began: now, firedAt: now)
        self.host = host
    }

    /// What it is about, for a title: never foreign text.
    var title: String {
        let subject = alert.server.map { "mcp-manager: \($0)" } ?? "mcp-manager"
        return switch event {
        case .fired, .repeated: subject
        case .resolved: "\(subject) (over)"
        case .test: "\(subject) (test)"
        }
    }
}
