import ControlAPI
import DaemonLaunch
import Logging
import NIOCore
import NIOPosix
import ServerConfiguration
import ServerExecution
import ServerModel
import ServerMonitoring
import ServerSupervision
import ServiceLifecycle

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Puts the parts together and keeps them running.
struct Daemon: Sendable {
    let home: HomeDirectory
    let readiness: ReadinessSignal

    /// Returns after a graceful stop: SIGTERM, SIGINT or `POST /daemon/stop`.
    func run() async throws {
        var logger = Logger(label: "mcp-managerd")
        logger.logLevel = .notice
        // One loop for all data: handlers of all servers and clients call each other without a hop.
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let loop = group.next()
        let events = EventHub()
        let planner = LaunchPlanner.live(home: home)
        let knowledge = KnowledgeFiles(home: home)
        // Everything the daemon starts is started through it.
        let reaper = try ProcessReaper(ledger: RunLedger(home: home.path), ownsChildren: true)
        let leftovers = await reaper.endLeftovers()
        let connector = Connector(loop: loop, reaper: reaper)
        let history = openHistory(events)
        defer { history.close() }
        let use = UseHistory(file: history)
        defer { use.close() }
        let supervisor = Supervisor(
            surroundings: Surroundings(
                loop: loop, events: events,
                connect: { connector.connect($0, output: $1) },
                plan: { try planner.runPlan(for: $0) },
                log: { id, settings in openLog(id, settings, events) },
                turns: StartTurns(loop: loop, capacity: max(2, sysconf(Int32(_SC_NPROCESSORS_ONLN)))), knowledge: knowledge.store,
                intents: knowledge.intents,
                record: { history.record($0, masking: $1) }, observe: { use.record($1, of: $0) }))
        let definitions = DefinitionKeeper(home: home, supervisor: supervisor)
        let listener = SessionListener(path: home.sessionsSocket, loop: loop, definitions: definitions, supervisor: supervisor)
        let stop = StopSwitch()
        let routes = ControlRoutes(
            home: home, startedAt: .now, definitions: definitions, supervisor: supervisor, events: events, planner: planner,
            history: history, use: use,
            processes: ProcessLister(supervisor: supervisor, definitions: definitions, use: use), stop: { stop.trigger() })

        await definitions.refresh()
        await supervisor.report(leftovers)
        try await listener.bind()
        unlink(home.controlSocket)
        let control = try ControlListener.service(
            path: home.controlSocket, router: routes.router(), group: group, logger: logger,
            listening: {
                readiness.ready()
                await supervisor.startWanted()
            })

        // They end in reverse order: clients first, then servers, the API last.
        var configuration = ServiceGroupConfiguration(
            services: [control, SupervisorService(home: home, supervisor: supervisor), listener],
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = .seconds(15)
        let services = ServiceGroup(configuration: configuration)
        await stop.arm { Task { await services.triggerGracefulShutdown() } }
        try await services.run()
        knowledge.flush()
        await connector.shutDown()
        try await group.shutdownGracefully()
    }

    private func openHistory(_ events: EventHub) -> CallHistory {
        CallHistory(path: home.callHistory) { report in
            complain("\(report)")
            events.publish(
                ServerEvent(
                    sequence: 0, time: .now, server: nil, kind: .notice, severity: .warning,
                    message: "\(report)"))
        }
    }

    @Sendable private func openLog(_ id: ServerID, _ settings: Monitoring.Logging, _ events: EventHub) -> ServerLog {
        ServerLog(
            path: "\(home.logsDirectory)/\(id)/server.log", maxSizeBytes: settings.maxSizeBytes,
            backupCount: settings.backupCount,
            onTrouble: { report in
                events.publish(
                    ServerEvent(
                        sequence: 0, time: .now, server: id, kind: .notice, severity: .error,
                        message: "\(report.problem) — \(report.remedy)"))
            })
    }
}

/// Lets a request stop the services that answer it.
private actor StopSwitch {
    private var action: (@Sendable () -> Void)?
    private var isTriggered = false

    func arm(_ action: @escaping @Sendable () -> Void) {
        self.action = action
        if isTriggered { action() }
    }

    nonisolated func trigger() {
        Task { await pull() }
    }

    private func pull() {
        isTriggered = true
        action?()
    }
}

/// Keeps the servers for as long as the daemon lives, and ends them before it does.
private struct SupervisorService: Service {
    let home: HomeDirectory
    let supervisor: Supervisor

    func run() async throws {
        try await gracefulShutdown()
        home.removeSockets()
        await supervisor.shutDown()
    }
}
