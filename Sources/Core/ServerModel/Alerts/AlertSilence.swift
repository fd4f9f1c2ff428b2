/// What not to tell of for a while.
public struct AlertSilence: Codable, Hashable, Sendable, Identifiable {
    public var id: Int
    /// `nil`: every rule.
    public var rule: String?
    /// `nil`: every server, and what is about none.
    public var server: ServerID?
    /// When it ends by itself.
    public var until: Timestamp
    /// Why, as somebody said.
    public var comment: String?

    public init(id: Int = 0, rule: String? = nil, server: ServerID? = nil, until: Timestamp, comment: String? = nil) {
        self.id = id
        self.rule = rule
        self.server = server
        self.until = until
        self.comment = comment
    }

    /// Whether an alert is one of those it names, for as long as it lasts.
    public func covers(_ alert: Alert) -> Bool {
        (rule == nil || rule == alert.rule) && (server == nil || server == alert.server)
    }

    /// What nobody is told of, for people: `server-down of github`.
    public var subject: String {
        switch (rule, server) {
        case (nil, nil): "everything"
        case (let rule?, nil): "\(rule) of all servers"
        case (nil, let server?): "everything of \(server)"
        case (let rule?, let server?): "\(rule) of \(server)"
        }
    }
}
