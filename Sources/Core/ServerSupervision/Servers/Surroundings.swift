import NIOCore
import ServerExecution
import ServerModel
import ServerMonitoring

/// What the supervised servers need of the world; one value, made where the daemon is assembled.
public struct Surroundings: Sendable {
    /// Everything of all servers happens on this one loop.
    public var loop: any EventLoop
    public var reaper: ProcessReaper
    public var events: EventHub
    /// From definition to what the kernel needs; throws what keeps it from starting.
    public var plan: @Sendable (ServerDefinition) throws -> LaunchPlan
    /// The log of a server.
    public var log: @Sendable (ServerID, Monitoring.Logging) -> ServerLog
    public var clock: @Sendable () -> Timestamp
    /// In 0..<1, to spread restarts.
    public var jitter: @Sendable () -> Double

    public init(
        loop: any EventLoop, reaper: ProcessReaper, events: EventHub,
        plan: @escaping @Sendable (ServerDefinition) throws -> LaunchPlan,
        log: @escaping @Sendable (ServerID, Monitoring.Logging) -> ServerLog,
        clock: @escaping @Sendable () -> Timestamp = { .now },
        jitter: @escaping @Sendable () -> Double = { .random(in: 0..<1) }
    ) {
        self.loop = loop
        self.reaper = reaper
        self.events = events
        self.plan = plan
        self.log = log
        self.clock = clock
        self.jitter = jitter
    }
}
