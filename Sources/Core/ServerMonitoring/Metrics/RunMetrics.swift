import ServerModel
import Synchronization

/// Counts the runs of servers since the daemon started, from what is told of them.
///
/// A status counts restarts only since somebody started the server; these counters never go back, as long as the server is defined.
public final class RunMetrics: Sendable {
    /// Of one server.
    public struct Counts: Hashable, Sendable {
        /// Runs that began.
        public var runs = 0
        /// Those of them that began because the one before had ended by itself.
        public var restarts = 0
        /// How often it was given up.
        public var failures = 0

        public init(runs: Int = 0, restarts: Int = 0, failures: Int = 0) {
            self.runs = runs
            self.restarts = restarts
            self.failures = failures
        }
    }

    private struct Server {
        var counts = Counts()
        /// As the last status said it.
        var restarts = 0
        var phase: Phase.Name?

        mutating func observe(_ status: ServerStatus) {
            counts.runs = max(counts.runs, status.run?.number ?? 0)
            // It falls when somebody starts the server, or a client leaves whose process it was; each rise is an event of its own.
            counts.restarts += max(0, status.restarts - restarts)
            restarts = status.restarts
            let name = status.phase.name
            if name == .failed, phase != .failed { counts.failures += 1 }
            phase = name
        }
    }

    private let servers = Mutex<[ServerID: Server]>([:])

    public init() {}

    public var counts: [ServerID: Counts] { servers.withLock { $0.mapValues(\.counts) } }

    /// Takes in an event, in the order in which they are told.
    public func observe(_ event: ServerEvent) {
        if let status = event.status { observe([status]) }
        if event.kind == .removed, let server = event.server { forget(server) }
    }

    /// Takes in what servers are now: what is known already counts once.
    public func observe(_ statuses: [ServerStatus]) {
        servers.withLock { servers in
            for status in statuses { servers[status.id, default: Server()].observe(status) }
        }
    }

    public func forget(_ server: ServerID) {
        servers.withLock { _ = $0.removeValue(forKey: server) }
    }
}
