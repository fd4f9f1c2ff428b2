import ServerModel

/// How the list of servers is ordered, and where a range of marks begins.
struct ListPage {
    var order: Order = .name
    /// The server that was marked last; `nil`: none was.
    var anchor: ServerID?

    /// What comes first.
    enum Order: String, CaseIterable, Sendable {
        case name
        /// What needs a person first.
        case state
        /// The slowest first.
        case latency
        /// The largest first.
        case memory

        var next: Order {
            switch self {
            case .name: .state
            case .state: .latency
            case .latency: .memory
            case .memory: .name
            }
        }

        /// The servers in this order; those that are alike stay as they were, by name.
        func sorted(_ servers: [ServerStatus]) -> [ServerStatus] {
            switch self {
            case .name: servers
            case .state: servers.sortedStably { Self.urgency($0.phase) }
            case .latency: servers.sortedStably { -($0.health?.responseMilliseconds ?? -1) }
            case .memory: servers.sortedStably { -Double($0.use?.residentBytes ?? -1) }
            }
        }

        private static func urgency(_ phase: Phase) -> Double {
            switch phase {
            case .failed: 0
            case .needsSecret: 1
            case .waiting: 2
            case .degraded: 3
            case .unknown: 4
            case .starting, .stopping: 5
            case .ready: 6
            case .stopped: 7
            case .disabled: 8
            }
        }
    }
}

extension [ServerStatus] {
    /// The lowest first.
    fileprivate func sortedStably(by key: (ServerStatus) -> Double) -> [ServerStatus] {
        enumerated().map { (key($1), $0, $1) }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
    }
}
