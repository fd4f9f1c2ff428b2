import ServerModel

/// Whose log is read: of one server, or of several merged by time.
enum LogSubject: Hashable, Sendable {
    case server(ServerID)
    /// By name, more than one.
    case servers([ServerID])
    /// Of every server there is.
    case all

    /// Those to ask for; none means all.
    var servers: [ServerID] {
        switch self {
        case .server(let id): [id]
        case .servers(let ids): ids
        case .all: []
        }
    }

    /// The one server, where it is one.
    var single: ServerID? { if case .server(let id) = self { id } else { nil } }

    /// As the daemon's own program is told: `postgres`, `git time`, `--all`.
    var arguments: String { self == .all ? "--all" : servers.map(\.rawValue).joined(separator: " ") }
}
