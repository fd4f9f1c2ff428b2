import ServerModel

/// What is asked of the daemon about alerts.
enum AlertsRequest: PageRequest {
    case overview
    case acknowledge(AlertAcknowledgement)
    case silence(AlertSilence)
    case endSilence(Int)
    /// Tells all channels that this is a test.
    case test

    var look: String? {
        switch self {
        case .overview: "overview"
        case .acknowledge, .silence, .endSilence, .test: nil
        }
    }
}

/// What it answers.
enum AlertsAnswer: Sendable {
    case overview(AlertOverview)
    case acknowledged(Alert)
    /// What was made, or ended.
    case silence(AlertSilence)
    case tested(AlertTest)
}
