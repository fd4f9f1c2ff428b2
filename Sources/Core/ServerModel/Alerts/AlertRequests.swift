/// Says that somebody has seen an alert and looks after it (`POST /api/v1/alerts/acknowledge`): it is not told again.
public struct AlertAcknowledgement: Codable, Hashable, Sendable {
    /// See ``Alert/id``.
    public var alert: String
    public var comment: String?

    public init(alert: String, comment: String? = nil) {
        self.alert = alert
        self.comment = comment
    }
}

/// What became of trying a channel out (`POST /api/v1/alerts/test`).
public struct AlertTest: Codable, Hashable, Sendable {
    /// In the order of `alerts.notify`.
    public var deliveries: [AlertDelivery]

    public init(deliveries: [AlertDelivery]) { self.deliveries = deliveries }
}
