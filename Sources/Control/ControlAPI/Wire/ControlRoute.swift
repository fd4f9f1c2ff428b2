import ServerModel

/// Every request of the control API. The daemon's router and the client both read this table, so they cannot drift apart.
public enum ControlRoute: String, Hashable, Sendable, CaseIterable {
    /// The answer is a `DaemonInfo`.
    case daemon
    /// Answered with 202; the daemon then ends gracefully.
    case stopDaemon
    /// The answer is `[ServerStatus]`, sorted by name.
    case servers
    /// The body is a `NewServer`, the answer (201) a `ServerStatus`.
    case addServer
    /// The answer is a `ServerStatus`.
    case server
    /// The answer is a `DefinitionDocument`.
    case definition
    /// The answer is a ``RemovedServer``.
    case removeServer
    /// The answer is a `ServerStatus`; `?wait=true` delays it until the server has settled.
    case start, stop, restart, kill
    /// The answer is `[LogRecord]`, oldest first; `?last=N` bounds it.
    case logs
    /// A stream of `LogRecord` events, beginning with the last N (`?last=N`).
    case followLogs
    /// A stream of `ServerEvent` events; the header `Last-Event-ID` resumes.
    case events
    /// The answer is `[DoctorFinding]`.
    case doctor

    /// What every path begins with.
    public static let root = "/api/v1"

    /// The HTTP method.
    public var method: String {
        switch self {
        case .daemon, .servers, .server, .definition, .logs, .followLogs, .events, .doctor: "GET"
        case .stopDaemon, .addServer, .start, .stop, .restart, .kill: "POST"
        case .removeServer: "DELETE"
        }
    }

    /// The path with `{id}` where a server's name goes, as routers write it.
    public var template: String {
        let server = "\(Self.root)/servers/{id}"
        return switch self {
        case .daemon: "\(Self.root)/daemon"
        case .stopDaemon: "\(Self.root)/daemon/stop"
        case .servers, .addServer: "\(Self.root)/servers"
        case .server, .removeServer: server
        case .definition: "\(server)/definition"
        case .start, .stop, .restart, .kill: "\(server)/\(rawValue)"
        case .logs: "\(server)/logs"
        case .followLogs: "\(server)/logs/follow"
        case .events: "\(Self.root)/events"
        case .doctor: "\(Self.root)/doctor"
        }
    }

    /// The path for one server. Names hold nothing that a URL would need escaped.
    func path(_ id: ServerID) -> String {
        let parts = template.split(separator: "/").map { $0 == "{id}" ? id.rawValue : String($0) }
        return "/" + parts.joined(separator: "/")
    }
}
