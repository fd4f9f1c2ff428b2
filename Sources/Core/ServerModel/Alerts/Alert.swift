/// Something that needs attention, from when a rule's condition first held until it is over (`GET /api/v1/alerts`).
public struct Alert: Codable, Hashable, Sendable, Identifiable {
    /// `RULE/SUBJECT`, e.g. `server-down/github`: the same for as long as it is about the same.
    public var id: String
    /// See ``AlertRule/name``.
    public var rule: String
    /// The server it is about; `nil`: an AI client's file, or the home.
    public var server: ServerID?
    /// The AI client whose file it is about.
    public var platform: String?
    public var severity: Severity
    public var state: State
    /// One sentence for people: what is wrong. May hold foreign text.
    public var message: String
    /// What to do.
    public var remedy: String?
    /// When the condition began to hold.
    public var began: Timestamp
    /// When people were told; `nil` while it is pending.
    public var firedAt: Timestamp?
    /// When it was over.
    public var resolvedAt: Timestamp?
    /// When somebody said they have seen it, and what they said.
    public var acknowledgedAt: Timestamp?
    public var acknowledgement: String?
    /// Whether nobody is told because of a silence.
    public var isSilenced: Bool
    /// How often it came and went while it was one alert.
    public var flaps: Int
    /// What became of telling people, the newest last, at most one for each channel.
    public var deliveries: [AlertDelivery]

    public init(
        id: String, rule: String, server: ServerID? = nil, platform: String? = nil, severity: Severity, state: State,
        message: String, remedy: String? = nil, began: Timestamp, firedAt: Timestamp? = nil, resolvedAt: Timestamp? = nil,
        acknowledgedAt: Timestamp? = nil, acknowledgement: String? = nil, isSilenced: Bool = false, flaps: Int = 0,
        deliveries: [AlertDelivery] = []
    ) {
        self.id = id
        self.rule = rule
        self.server = server
        self.platform = platform
        self.severity = severity
        self.state = state
        self.message = message
        self.remedy = remedy
        self.began = began
        self.firedAt = firedAt
        self.resolvedAt = resolvedAt
        self.acknowledgedAt = acknowledgedAt
        self.acknowledgement = acknowledgement
        self.isSilenced = isSilenced
        self.flaps = flaps
        self.deliveries = deliveries
    }

    public enum State: String, Codable, Hashable, Sendable, CaseIterable {
        /// The condition holds, not long enough yet.
        case pending
        case firing
        /// It is over.
        case resolved
    }
}

/// One attempt to tell somebody.
public struct AlertDelivery: Codable, Hashable, Sendable {
    public var channel: AlertChannelKind
    public var at: Timestamp
    /// `nil`: it arrived.
    public var failure: ErrorReport?

    public init(channel: AlertChannelKind, at: Timestamp, failure: ErrorReport? = nil) {
        self.channel = channel
        self.at = at
        self.failure = failure
    }
}

/// All there is to know of alerts (`GET /api/v1/alerts`).
public struct AlertOverview: Codable, Hashable, Sendable {
    /// Firing first, then pending, then those that are over (the newest 50); within these the newest first.
    public var alerts: [Alert]
    public var silences: [AlertSilence]
    public var rules: [AlertRule]
    /// Who is told.
    public var channels: [AlertChannelKind]

    public init(alerts: [Alert], silences: [AlertSilence], rules: [AlertRule], channels: [AlertChannelKind]) {
        self.alerts = alerts
        self.silences = silences
        self.rules = rules
        self.channels = channels
    }
}
