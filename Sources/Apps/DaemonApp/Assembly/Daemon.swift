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
    let startedAt = Timestamp.now
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
        let health = HealthRecorder(file: history)
        defer { health.close() }
        let channels = AlertChannels(planner: planner, runner: tools, loop: loop)
        let alerts = AlertDesk(
            settings.settings.alerts, home: home, events: events, channels: { channels.channels($0) },
            cannotWrite: { troubles.cannotWrite($0, of: nil) })
        troubles.tellsAlerts { alerts.note(.disk(freeBytes: 0)) }
        let seen = Observations(
            calls: history, use: use, health: health, callMetrics: CallMetrics(), runMetrics: RunMetrics(), alerts: alerts,
            disk: DiskWatch(folder: home.path) { alerts.note(.disk(freeBytes: $0)) })
        events.observe(seen.observe)
        let watcher = openWatcher(events)
        let sources = SourceWatching(watcher: watcher, planner: planner)
        let logPlaces = LogPlaces(planner: planner, days: settings.settings.logs.days)
        let supervisor = Supervisor(
            surroundings: Surroundings(
                loop: loop, events: events,
                connect: { connector.connect($0, output: $1) },
                plan: { try planner.runPlan(for: $0) },
                logSettings: { logPlaces.settings(of: $0, $1) },
                openLog: { id, settings in
                    ServerLog(of: id, settings, console: logPlaces.console(for: id)) { troubles.cannotWrite($0, of: id) }
                },
                watchSource: { try sources.watch($0, report: $1) },
                turns: StartTurns(loop: loop, capacity: max(2, sysconf(Int32(_SC_NPROCESSORS_ONLN)))), knowledge: knowledge.store,
                intents: knowledge.intents,
                record: seen.record, observe: seen.observe, controlGroups: ControlGroups.delegated(),
                observeHealth: seen.observe, probe: { connector.ask($0, masking: $1, done: $2) }))
        let definitions = DefinitionKeeper(home: home, supervisor: supervisor)
        let dashboard = DashboardDesk(settings.settings.dashboard, home: home)
        let desk = SecretDesk(
            keeper: secrets.keeper, resolver: secrets.resolver, definitions: definitions, supervisor: supervisor,
            journal: RotationJournal(home: home), userHome: planner.userHome)
        let bridge = BridgeLink(home: home)
        let platforms = PlatformDesk(
            PlatformParts(home: home, planner: planner, tools: tools, bridge: bridge), definitions: definitions, events: events,
            watcher: watcher, drifted: { alerts.note(.drift(platform: $0, name: $1, isDrifted: $2)) })
        let credentials = CredentialDesk(home: home, desk: desk, platforms: platforms, planner: planner, bridge: bridge)
        let scraper = MetricsScraper(loop: loop)
        let metrics = MetricsDesk(
            sources: MetricsSources(
                supervisor: supervisor, definitions: definitions, health: health, alerts: alerts,
                daemon: { await daemonInfo(supervisor, troubles, dashboard) }, scrape: scraper.scrape),
            calls: seen.callMetrics, runs: seen.runMetrics)
        let listener = SessionListener(path: home.sessionsSocket, loop: loop, definitions: definitions, supervisor: supervisor)
        let routes = ControlRoutes(
            home: home, daemonInfo: { await daemonInfo(supervisor, troubles, dashboard) }, definitions: definitions,
            supervisor: supervisor,
            events: events, planner: planner,
            shell: shell, logs: LogDesk(supervisor: supervisor),
            health: HealthDesk(supervisor: supervisor, recorder: health), metrics: metrics, alerts: alerts, seen: seen,
            history: history, use: use,
            processes: ProcessLister(supervisor: supervisor, definitions: definitions, use: use), troubles: troubles,
            stop: stop, secrets: desk, vault: VaultDesk(parts: secrets, desk: desk),
            credentials: credentials, platforms: platforms, settings: settings, dashboard: dashboard)
        let watches = watch(stop, troubles, events, alerts)
        defer { withExtendedLifetime(watches) {} }

        await definitions.refresh()
        await desk.tellInterrupted(events)
        for message in await credentials.undoUnfinished() + platforms.begin() { tell(message, events) }
        await supervisor.report(leftovers)
        await definitions.watch(by: watcher, telling: events)
        await alerts.begin(servers: Set(definitions.all.keys))
        let settingsWatch = SettingsWatch(settings, home: home, alerts: alerts, dashboard: dashboard, events: events)
        await settingsWatch.begin(watcher)
        defer { withExtendedLifetime(settingsWatch) {} }
        seen.disk.lookNowAndThen()
        Task { await platforms.tellDrift() }
        try await listener.bind()
        unlink(home.controlSocket)
        let control = try ControlListener.service(
            path: home.controlSocket, router: routes.router(), group: group, logger: logger,
            listening: {
                readiness.ready()
                await supervisor.startWanted()
            })

        // They end in reverse order: clients first, then servers, the API last.
        var services: [any Service] = []
        if settings.settings.metrics.isEnabled {
            let port = MetricsListener(
                port: settings.settings.metrics.port, exposition: { await metrics.exposition() },
                trouble: { troubles.cannotServe($0) }, group: group, logger: logger)
            services.append(ImpatientService(service: port, loop: loop))
        }
        var configuration = ServiceGroupConfiguration(
            services: services + [
                ImpatientService(service: control, loop: loop),
                SupervisorService(
                    lock: lock, supervisor: supervisor, stop: stop, events: events, loop: loop, service: readiness.service),
                listener,
            ],
            logger: logger)
        // Longer than all of them may take.
        configuration.maximumGracefulShutdownDuration = .seconds(25)
        let lives = ServiceGroup(configuration: configuration)
        stop.arm(
            begin: { Task { await lives.triggerGracefulShutdown() } },
            hurry: { Task { await supervisor.hurry() } })
        try await lives.run()
        await alerts.end()
        await channels.transport.shutDown()
        knowledge.flush()
        await scraper.shutDown()
        await connector.shutDown()
        try await group.shutdownGracefully()
    }

    private func daemonInfo(
        _ supervisor: Supervisor, _ troubles: Troubles, _ dashboard: DashboardDesk
    ) async -> DaemonInfo {
        let counts = await supervisor.counts
        return DaemonInfo(
            version: productVersion, processID: getpid(), home: home.path, startedAt: startedAt, servers: counts.servers,
            sessions: counts.sessions, executable: troubles.executable, troubles: troubles.current,
            dashboard: await dashboard.settings)
    }

    /// What nobody would tell us. The watches end when they are let go of.
    private func watch(
        _ stop: StopRequests, _ troubles: Troubles, _ events: EventHub, _ alerts: AlertDesk
    ) -> (
        HomeWatch?, ClockWatch?
    ) {
        troubles.lookForCrashes()
        let home = HomeWatch(home: home, lock: lock) {
            complain("the home is gone: ending its servers")
            stop.request()
        }
        let clock = ClockWatch { message in
            alerts.noteClock()
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
}
