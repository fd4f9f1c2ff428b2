import ServerModel

/// What is asked of the daemon about health.
enum HealthRequest: PageRequest {
    /// Of every server, for the list.
    case all
    case history(ServerID)
    /// Asks the server now how it is.
    case check(ServerID)
    /// What it used in so many minutes.
    case use(ServerID, minutes: Int)
    /// What needs attention, and what was over lately.
    case alerts

    var look: String? {
        switch self {
        case .all: "all"
        case .history(let id): "history of \(id)"
        case .use(let id, _): "use of \(id)"
        case .alerts: "alerts"
        case .check: nil
        }
    }
}

/// What it answers.
enum HealthAnswer: Sendable {
    case all([HealthSummary])
    case history(HealthHistory)
    /// Oldest first.
    case use([ResourceSample])
    case alerts([Alert])
}
