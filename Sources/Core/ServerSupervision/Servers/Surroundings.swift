import FileWatching
import NIOCore
import SecretMasking
import ServerExecution
import ServerModel
import ServerMonitoring

/// What the supervised servers need of the world; one value, made where the daemon is assembled.
public struct Surroundings: Sendable {
    /// Everything of all servers happens on this one loop.
    public var loop: any EventLoop
    /// Begins a run; see `Connector`.
    public var connect: @Sendable (RunPlan, @escaping (ConnectionOutput) -> Void) -> any ServerConnection
    public var events: EventHub
    /// From definition to how to run it; throws what keeps it from starting.
    public var plan: @Sendable (ServerDefinition) throws -> RunPlan
    /// Watches the source of a server in development mode: what comes is told on any thread. Throws what a person must mend.
    public var watchSource: @Sendable (ServerDefinition, @escaping @Sendable (FolderNews) -> Void) throws -> FolderWatch?
    /// Where and how a server's log is kept, by its definition if it has a good one.
    public var logSettings: @Sendable (ServerID, ServerDefinition?) -> LogSettings
    /// The log of a server. Made with ``logSettings``.
    public var openLog: @Sendable (ServerID, LogSettings) -> ServerLog
    public var clock: @Sendable () -> Timestamp
    /// In 0..<1, to spread restarts.
    public var jitter: @Sendable () -> Double

    /// How many processes the kernel has ended for want of memory since it booted; `nil` where it does not say.
    public var memoryKills: @Sendable () -> Int?

    public var turns: StartTurns
    public var knowledge: KnowledgeStore
    public var intents: IntentStore
    /// Takes the record of each call of a tool, not masked yet, with what masks it.
    public var record: @Sendable (CallRecord, SecretMask) -> Void
    /// Takes what a server uses, whenever it was looked at.
    public var observe: @Sendable (ServerID, ResourceSample) -> Void
    /// Takes how a server is, at every change and now and then; with how long a check took, and whether it was answered.
    public var observeHealth: @Sendable (ServerID, Health, CheckTime?) -> Void
    /// Asks an HTTP path whether a server is well; calls back on the loop. Takes secrets out of what is told.
    public var probe: @Sendable (HealthProbe, SecretMask, @escaping (HealthProbe.Answer) -> Void) -> Void
    /// Where the kernel holds limits for us; `nil` where it does not.
    public var controlGroups: ControlGroups?
    let sampler: UseSampler

    func log(_ id: ServerID, _ definition: ServerDefinition?) -> ServerLog { openLog(id, logSettings(id, definition)) }

    public init(
        loop: any EventLoop, events: EventHub,
        connect: @escaping @Sendable (RunPlan, @escaping (ConnectionOutput) -> Void) -> any ServerConnection,
        plan: @escaping @Sendable (ServerDefinition) throws -> RunPlan,
        logSettings: @escaping @Sendable (ServerID, ServerDefinition?) -> LogSettings,
        openLog: @escaping @Sendable (ServerID, LogSettings) -> ServerLog = { ServerLog(of: $0, $1) { _ in } },
        watchSource: @escaping @Sendable (ServerDefinition, @escaping @Sendable (FolderNews) -> Void) throws -> FolderWatch? = {
            _, _ in nil
        },
        clock: @escaping @Sendable () -> Timestamp = { .now },
        jitter: @escaping @Sendable () -> Double = { .random(in: 0..<1) },
        memoryKills: @escaping @Sendable () -> Int? = MemoryKills.sinceBoot, turns: StartTurns? = nil,
        knowledge: KnowledgeStore = .none, intents: IntentStore = .none,
        record: @escaping @Sendable (CallRecord, SecretMask) -> Void = { _, _ in },
        observe: @escaping @Sendable (ServerID, ResourceSample) -> Void = { _, _ in }, controlGroups: ControlGroups? = nil,
        observeHealth: @escaping @Sendable (ServerID, Health, CheckTime?) -> Void = { _, _, _ in },
        probe: @escaping @Sendable (HealthProbe, SecretMask, @escaping (HealthProbe.Answer) -> Void) -> Void = { _, _, _ in }
    ) {
        self.loop = loop
        self.connect = connect
        self.events = events
        self.plan = plan
        self.watchSource = watchSource
        self.logSettings = logSettings
        self.openLog = openLog
        self.clock = clock
        self.jitter = jitter
        self.memoryKills = memoryKills
        self.turns = turns ?? StartTurns(loop: loop, capacity: 4)
        self.knowledge = knowledge
        self.intents = intents
        self.record = record
        self.observe = observe
        self.controlGroups = controlGroups
        self.observeHealth = observeHealth
        self.probe = probe
        sampler = UseSampler(loop: loop)
    }
}
