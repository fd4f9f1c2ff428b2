import CKernel
import ControlAPI
import DaemonLaunch
import FileWatching
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
    let lock: DaemonLock
    let readiness: ReadinessSignal
    /// Of the vault, for unattended use; `nil`: nobody gave it.
    let passphrase: SecretValue?

    /// Returns after a graceful stop: SIGTERM, SIGINT, SIGHUP, `POST /daemon/stop`, or the end of the home.
    func run() async throws {
        var logger = Logger(label: "mcp-managerd")
        logger.logLevel = .notice
        // One loop for all data: handlers of all servers and clients call each other without a hop.
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let loop = group.next()
        let events = EventHub()
        let stop = StopRequests()
        stop.takeSignals()
        CrashReports(home: home).begin()
        loop.execute { _ = ck_crash_stack() }
        let troubles = Troubles(home: home, program: .ours, events: events)
        // Everything the daemon starts is started through it.
        let reaper = try ProcessReaper(ledger: RunLedger(home: home.path), ownsChildren: true)
        let leftovers = await reaper.endLeftovers()
        let tools = ToolRunner(loop: loop, reaper: reaper)
        let shell = LoginShell.live(home: home, tools: tools)
        let planner = LaunchPlanner.live(home: home, shell: shell)
        let settings = readSettings()
        let secrets = SecretParts(
            home: home, settings: settings.settings.secrets, passphrase: passphrase, planner: planner, tools: tools)
        let knowledge = KnowledgeFiles(home: home) { troubles.cannotWrite($0, of: $1) }
        let connector = Connector(
            loop: loop, reaper: reaper,
            preparer: Preparer(
                planner: planner, shell: shell, tools: tools, secrets: { await secrets.resolver.supply(for: $0) }))
        let history = CallHistory(path: home.callHistory) { troubles.cannotWrite($0, of: nil) }
        defer { history.close() }
        let use = UseHistory(file: history)
        defer { use.close() }
        let watcher = openWatcher(events)
        let sources = SourceWatching(watcher: watcher, planner: planner)
        let supervisor = Supervisor(
            surroundings: Surroundings(
                loop: loop, events: events,
                connect: { connector.connect($0, output: $1) },
                plan: { try planner.runPlan(for: $0) },
                log: { id, settings in openLog(id, settings, troubles) },
                watchSource: { try sources.watch($0, report: $1) },
                turns: StartTurns(loop: loop, capacity: max(2, sysconf(Int32(_SC_NPROCESSORS_ONLN)))), knowledge: knowledge.store,
                intents: knowledge.intents,
                record: { history.record($0, masking: $1) }, observe: { use.record($1, of: $0) },
                controlGroups: ControlGroups.delegated()))
        let definitions = DefinitionKeeper(home: home, supervisor: supervisor)
        let desk = SecretDesk(
            keeper: secrets.keeper, resolver: secrets.resolver, definitions: definitions, supervisor: supervisor,
            journal: RotationJournal(home: home), userHome: planner.userHome)
        let bridge = BridgeLink(home: home)
        let platforms = PlatformDesk(
            PlatformParts(home: home, planner: planner, tools: tools, bridge: bridge), definitions: definitions, events: events,
            watcher: watcher)
        let credentials = CredentialDesk(home: home, desk: desk, platforms: platforms, planner: planner, bridge: bridge)
        let listener = SessionListener(path: home.sessionsSocket, loop: loop, definitions: definitions, supervisor: supervisor)
        let routes = ControlRoutes(
            home: home, startedAt: .now, definitions: definitions, supervisor: supervisor, events: events, planner: planner,
            shell: shell, history: history, use: use,
            processes: ProcessLister(supervisor: supervisor, definitions: definitions, use: use), troubles: troubles,
            stop: stop, secrets: desk, vault: VaultDesk(parts: secrets, desk: desk),
            credentials: credentials, platforms: platforms, settings: settings)
        let watches = watch(stop, troubles, events)
        defer { withExtendedLifetime(watches) {} }

        await definitions.refresh()
        await desk.tellInterrupted(events)
        for message in await credentials.undoUnfinished() + platforms.begin() { tell(message, events) }
        await supervisor.report(leftovers)
        await definitions.watch(by: watcher, telling: events)
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
            services: [
                ImpatientService(service: control, loop: loop),
                SupervisorService(
                    lock: lock, supervisor: supervisor, stop: stop, events: events, loop: loop, service: readiness.service),
                listener,
            ],
            logger: logger)
        // Longer than all of them may take.
        configuration.maximumGracefulShutdownDuration = .seconds(25)
        let services = ServiceGroup(configuration: configuration)
        stop.arm(
            begin: { Task { await services.triggerGracefulShutdown() } },
            hurry: { Task { await supervisor.hurry() } })
        try await services.run()
        knowledge.flush()
        await connector.shutDown()
        try await group.shutdownGracefully()
    }

    /// What nobody would tell us. The watches end when they are let go of.
    private func watch(_ stop: StopRequests, _ troubles: Troubles, _ events: EventHub) -> (HomeWatch?, ClockWatch?) {
        troubles.lookForCrashes()
        let home = HomeWatch(home: home, lock: lock) {
            complain("the home is gone: ending its servers")
            stop.request()
        }
        let clock = ClockWatch { message in
            complain(message)
            events.publish(
                ServerEvent(sequence: 0, time: .now, server: nil, kind: .notice, severity: .info, message: message))
        }
        return (home, clock)
    }

    /// What `config.yaml` says; what is wrong with it is told here and by `doctor`.
    private func readSettings() -> ManagerSettingsReading {
        let reading = ManagerSettingsReading.read(home.path + "/config.yaml")
        for diagnostic in reading.diagnostics { complain("\(diagnostic)") }
        return reading
    }

    /// `nil` when the kernel gives none, which is told: everything goes on without.
    private func openWatcher(_ events: EventHub) -> FileWatcher? {
        do throws(WatchTrouble) {
            return try FileWatcher()
        } catch {
            tell("\(error.problem) — \(error.remedy)", events)
            return nil
        }
    }

    /// Tells both who reads the daemon's log and who listens.
    private func tell(_ warning: String, _ events: EventHub) {
        complain(warning)
        events.publish(
            ServerEvent(sequence: 0, time: .now, server: nil, kind: .notice, severity: .warning, message: warning))
    }

    @Sendable private func openLog(_ id: ServerID, _ settings: Monitoring.Logging, _ troubles: Troubles) -> ServerLog {
        ServerLog(
            path: "\(home.logsDirectory)/\(id)/server.log", maxSizeBytes: settings.maxSizeBytes,
            backupCount: settings.backupCount, onTrouble: { troubles.cannotWrite($0, of: id) })
    }
}
