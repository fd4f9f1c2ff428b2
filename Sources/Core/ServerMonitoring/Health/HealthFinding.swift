import ServerModel

/// A part of what is known of a server's health; the worst part is what is told.
struct HealthFinding: Hashable, Sendable {
    var state: HealthState
    var cause: HealthCause?
    var reason: String?
    var remedy: String?

    static let well = HealthFinding(state: .healthy)

    init(state: HealthState, cause: HealthCause? = nil, reason: String? = nil, remedy: String? = nil) {
        self.state = state
        self.cause = cause
        self.reason = reason
        self.remedy = remedy
    }

    init(_ health: Health) {
        self.init(state: health.state, cause: health.cause, reason: health.reason, remedy: health.remedy)
    }

    var parts: (HealthState, HealthCause?, String?, String?) { (state, cause, reason, remedy) }

    /// It does not run because it shall not.
    var endsOutage: Bool { state == .unknown && (cause == .stopped || cause == .disabled) }
}

extension HealthState {
    /// Somebody is served.
    var serves: Bool {
        switch self {
        case .healthy, .degraded: true
        case .unhealthy, .unknown, .notFound: false
        }
    }

    /// Nobody is, though somebody should be.
    var isOutage: Bool {
        switch self {
        case .unhealthy, .notFound: true
        case .healthy, .degraded, .unknown: false
        }
    }

    /// From what is well to what is worst. What nobody knows comes first: it says nothing against what is known.
    var rank: Int {
        switch self {
        case .unknown: 0
        case .healthy: 1
        case .degraded: 2
        case .unhealthy: 3
        case .notFound: 4
        }
    }
}

extension Health {
    /// How a server is that has a process for each client: as the worst of them, the one that is so for longest. `nil` when there is
    /// none. Processes of which nobody can say anything count only when there are no others.
    public static func worst(_ all: [Health]) -> Health? {
        all.max { ($0.state.rank, $1.since) < ($1.state.rank, $0.since) }
    }
}
