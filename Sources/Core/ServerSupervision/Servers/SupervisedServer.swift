import ModelContextProtocol
import NIOCore
import SecretMasking
import ServerExecution
import ServerModel
import ServerMonitoring

/// One server and everything that happens to it: it carries out what the phase machine and the multiplexer decide.
///
/// An actor whose executor is the event loop. What arrives on the loop's channels enters through `assumeIsolated`
/// without a hop or a copy; the control API enters through `await`.
actor SupervisedServer {
    nonisolated let id: ServerID
    nonisolated let surroundings: Surroundings
    nonisolated var unownedExecutor: UnownedSerialExecutor { surroundings.loop.executor.asUnownedSerialExecutor() }
    nonisolated let log: ServerLog

    /// The last good definition; `nil` while there never was one.
    var definition: ServerDefinition?
    var diagnostics: [Diagnostic]
    /// What keeps it from starting when there is no good definition.
    var definitionFailure: ErrorReport?

    var machine: PhaseMachine
    var multiplexer: Multiplexer
    var since: Timestamp
    var run: CurrentRun?
    /// What is being made ready before the process can start.
    var preparation: String?
    /// Its turn to start, while it has one or waits for it.
    var turn: StartQueue.Ticket?
    var isWaitingForTurn = false
    /// Of the present run, or the last one.
    var runNumber = 0
    var lastRunNumber = 0
    var lastExit: RunEnd?
    /// The server this is a process of, if it serves one client only.
    nonisolated let owner: SupervisedServer?
    /// The processes of clients that have one of their own, by session.
    var processes: [Int: SupervisedServer] = [:]
    var knowledge: ServerKnowledge
    var savingKnowledge: Scheduled<Void>?
    /// What it lists has one of its secrets in it.
    var listsHoldSecret = false
    /// When calls of tools that are in flight began, and what masks them should the server have stopped when they end.
    var callStarts: [Int: (Timestamp, ContinuousClock.Instant, SecretMask)] = [:]
    /// How long parked calls wait for their clients.
    var parked: [Int: Scheduled<Void>] = [:]
    /// Takes the secrets of this run and the last out of everything that is kept or shown.
    var mask = SecretMask([])
    /// Those of this run alone.
    var secrets: [String] = []
    /// The question for which clients are to get processes of their own, once what is being done is done.
    var isToBecomePerClient: String?
    /// It is to be started again in the legacy era, once no call is in flight.
    var isToOpenAsLegacy = false
    /// It ended when it was probed, and is started once more in the legacy era.
    var isTryingLegacy = false
    /// A person said start: it runs whether or not clients need it.
    var startedByPerson = false
    /// A person said stop: clients that come do not start it again.
    var isHeldByPerson = false
    /// What its process uses.
    var use = RunUse()
    /// How it does what it is there for.
    var watch: HealthWatch
    /// What listeners were last told of all of its processes.
    var publishedUse: ResourceUse?
    /// When listeners were last told of what it does, and the news that waits for its time.
    var work = WorkNews()
    /// Why we ended the process, once it has ended.
    var endingCause: String?
    /// A kill was sent and its effect not seen yet.
    var isBeingKilled = false
    var timers: [PhaseMachine.Timer: Scheduled<Void>] = [:]
    var sessions: [Int: ConnectedSession] = [:]
    var settling: [CheckedContinuation<Void, Never>] = []
    /// What a person said it is to run in, until it is stopped; `nil`: as its definition says.
    var chosenMode: ExecutionMode?
    var sourceWatch: SourceWatch?
    var lastSourceWatch = 0
    var lastToolChanges: ToolChanges?

    /// A client's connection and what is known of it.
    struct ConnectedSession {
        var peer: SessionPeer
        var platform: String?
        var since: Timestamp
        /// It has closed its side and only waits for answers.
        var isLeaving = false
        /// It has a process of its own now, and only waits for answers from here.
        var isMoving = false
    }

    init(id: ServerID, definition: ServerDefinition?, diagnostics: [Diagnostic], surroundings: Surroundings) {
        self.id = id
        self.surroundings = surroundings
        self.definition = definition
        self.diagnostics = diagnostics
        owner = nil
        log = surroundings.log(id, definition)
        since = surroundings.clock()
        let execution = definition?.execution ?? Execution()
        machine = PhaseMachine(id: id, execution: execution)
        watch = HealthWatch(of: id, definition, at: since)
        knowledge = Self.knowledge(of: id, definition, surroundings.knowledge)
        multiplexer = Multiplexer(
            name: id.rawValue, upstream: .down(.notRunning(id, since), returns: false), memory: knowledge.memory)
        multiplexer.lastQuestionID = Self.firstQuestion(at: since)
        if definition?.enabled == false {
            _ = machine.handle(.disable, at: since)
            watch.judge.handle(.phase(.disabled), at: since)
        }
        guard definition == nil else { return }
        let failure = ErrorReport.invalidDefinition(id, diagnostics)
        definitionFailure = failure
        multiplexer.upstream = .down(failure, returns: false)
    }

    /// One client's own process of a server.
    init(for session: Int, of owner: isolated SupervisedServer) {
        id = owner.id
        surroundings = owner.surroundings
        definition = owner.definition
        diagnostics = []
        self.owner = owner
        log = owner.log
        since = surroundings.clock()
        let execution = owner.definition?.execution ?? Execution()
        machine = PhaseMachine(id: id, execution: execution)
        watch = HealthWatch(of: id, owner.definition, at: since)
        knowledge = owner.knowledge
        multiplexer = Multiplexer(
            name: id.rawValue, upstream: .down(.notRunning(id, since), returns: false), memory: owner.knowledge.memory)
        multiplexer.lastQuestionID = Self.firstQuestion(at: since)
        definitionFailure = owner.definitionFailure
    }

    /// Questions to clients are numbered from somewhere else in each daemon's life, so that an answer to an earlier one meets nobody.
    private static func firstQuestion(at now: Timestamp) -> Int {
        Int(now.millisecondsSince1970 / 1000 & 0xFF_FFFF) * 1000
    }

    // MARK: Verbs

    /// `mode`: what it is to run in until it is stopped; `nil`: as now.
    func start(in mode: ExecutionMode? = nil) throws {
        if let definitionFailure { throw definitionFailure }
        if machine.phase == .disabled { throw ErrorReport.disabled(id) }
        // What runs in another mode is replaced.
        if try choose(mode) { return try restart() }
        isHeldByPerson = false
        startedByPerson = true
        for process in allProcesses { try process.assumeIsolated { try $0.start() } }
        if processes.isEmpty { apply(.start) }
    }

    func stop() {
        isHeldByPerson = true
        startedByPerson = false
        chosenMode = nil
        for process in allProcesses { process.assumeIsolated { $0.stop() } }
        apply(.stop)
    }

    /// It was stopped by a person before this daemon's time.
    func hold() {
        isHeldByPerson = true
        perform(multiplexer.serverDown(downReport))
    }

    /// `mode` as in ``start(in:)``.
    func restart(in mode: ExecutionMode? = nil) throws {
        if let definitionFailure, machine.phase == .stopped { throw definitionFailure }
        if machine.phase == .disabled { throw ErrorReport.disabled(id) }
        _ = try choose(mode)
        isHeldByPerson = false
        startedByPerson = true
        for process in allProcesses { try process.assumeIsolated { try $0.restart() } }
        if processes.isEmpty || run != nil { apply(.restart) }
    }

    func kill() throws {
        let running = allProcesses.filter { $0.assumeIsolated { $0.run != nil } }
        guard run != nil || !running.isEmpty else { throw ErrorReport.nothingToKill(id) }
        for process in running { try process.assumeIsolated { try $0.kill() } }
        guard run != nil else { return }
        isBeingKilled = true
        apply(.kill)
    }

    /// Returns once it is neither starting nor stopping, nor is one of its processes.
    func settled() async {
        while !isSettled {
            await withCheckedContinuation { settling.append($0) }
        }
        for process in allProcesses { await process.settled() }
    }

    private var isSettled: Bool {
        switch machine.phase {
        case .starting, .stopping: false
        case .ready, .degraded, .stopped, .waiting, .failed, .needsSecret, .disabled, .unknown: !isBeingKilled
        }
    }

    func resumeSettled() {
        guard isSettled else { return }
        let waiting = settling
        settling = []
        for continuation in waiting { continuation.resume() }
    }

    var status: ServerStatus {
        let shown = shownProcess?.assumeIsolated { ($0.shownPhase, $0.since, $0.run?.info($0.mask), $0.lastExit) }
        let restarts = allProcesses.reduce(machine.restarts) { $0 + $1.assumeIsolated { $0.machine.restarts } }
        return ServerStatus(
            id: id, phase: shown?.0 ?? shownPhase, since: shown?.1 ?? since, run: shown.map(\.2) ?? run?.info(mask),
            preparation: preparation, use: totalUse, restarts: restarts, lastExit: shown.map(\.3) ?? lastExit,
            sessions: sessionInfos.sorted { $0.id < $1.id },
            commandLine: definition?.commandLine ?? "",
            summary: definition?.description?.split(separator: "\n").first.map(String.init),
            mode: mode, transport: definition?.execution.transport ?? .stdio,
            start: definition?.start ?? .onDemand, sharing: sharing, health: health, diagnostics: diagnostics)
    }

    /// The client's process that stands for the server while none of its own runs: the one that does worst, for
    /// somebody suffers from it.
    private var shownProcess: SupervisedServer? {
        guard run == nil, machine.phase == .stopped else { return nil }
        return allProcesses.filter { $0.assumeIsolated { $0.machine.phase != .stopped } }
            .max { $0.assumeIsolated { $0.trouble } < $1.assumeIsolated { $0.trouble } }
    }

    /// How much the phase calls for attention.
    private var trouble: Int {
        switch machine.phase {
        case .failed, .needsSecret: 6
        case .waiting: 5
        case .degraded: 4
        case .starting: 3
        case .stopping: 2
        case .ready: 1
        case .stopped, .disabled, .unknown: 0
        }
    }

    /// A server that cannot start for its definition is failed in everybody's eyes, whatever it was asked.
    private var shownPhase: Phase {
        if let definitionFailure, machine.phase == .stopped { .failed(definitionFailure) } else { machine.phase }
    }

    private var sessionInfos: [SessionInfo] {
        let own = sessions.filter { !$0.value.isMoving }.map(sessionInfo)
        return own + allProcesses.flatMap { $0.assumeIsolated { $0.sessionInfos } }
    }

    private func sessionInfo(_ id: Int, _ session: ConnectedSession) -> SessionInfo {
        let facts = multiplexer.facts(of: id)
        return SessionInfo(
            id: id, platform: session.platform, clientName: facts.clientName,
            era: facts.era.flatMap { ServerModel.ProtocolEra(rawValue: $0.rawValue) }, since: session.since,
            requests: facts.requests)
    }

    // MARK: Deciding

    /// Lets the machine decide and carries out what it says.
    func apply(_ event: PhaseMachine.Event) {
        let before = machine.phase
        let now = surroundings.clock()
        let actions = machine.handle(event, at: now)
        if machine.phase != before {
            since = now
            // Told first: an action may move it on at once (a launch that fails), and tells of that in turn.
            judgePhase()
            phaseChanged(from: before)
        }
        for action in actions { carryOut(action) }
        resumeSettled()
    }

    private func carryOut(_ action: PhaseMachine.Action) {
        switch action {
        case .launch: launch()
        case .closeInput:
            cancelTurn()
            run?.process.closeInput()
        case .terminate: run?.process.signalGroup(15)
        case .kill: run?.process.signalGroup(9)
        case .arm(let timer, let delay):
            timers[timer]?.cancel()
            timers[timer] = surroundings.loop.scheduleTask(in: .nanoseconds(delay.nanoseconds)) {
                self.assumeIsolated { $0.apply(timer.event) }
            }
        case .disarm(let timer):
            timers.removeValue(forKey: timer)?.cancel()
        }
    }

    private func phaseChanged(from before: Phase) {
        switch machine.phase {
        case .starting:
            multiplexer.serverStarts()
        case .ready, .degraded:
            break
        case .stopping:
            if machine.comesBack { multiplexer.serverStarts() } else { perform(multiplexer.serverDown(.stopping(id))) }
        case .waiting:
            perform(multiplexer.serverDown(downReport, returns: true))
        case .stopped, .failed, .needsSecret, .disabled, .unknown:
            perform(multiplexer.serverDown(downReport))
            forgetSecrets()
            endWatchingIfIdle()
        }
        let news = PhaseNews(machine.phase, before: before, run: run?.info(mask), lastExit: lastExit)
        if let line = news.logLine { note(line, level: news.logLevel) }
        publish(.phase, severity: news.severity, news.message)
    }

    /// What clients are told while it is not there.
    var downReport: ErrorReport {
        if let definitionFailure, machine.phase == .stopped { return definitionFailure }
        return switch machine.phase {
        case .failed(let report): report.prefixed(by: id, since: since)
        case .needsSecret(let report): report
        case .waiting(let until, _): .waiting(id, until: until, lastExit)
        case .disabled: .disabled(id)
        case .stopping: .stopping(id)
        case .unknown(let reason): .unreachable(id, reason)
        case .stopped, .starting, .ready, .degraded:
            isHeldByPerson ? .stoppedByPerson(id, since) : .notRunning(id, since)
        }
    }

    // MARK: Telling

    func publish(_ kind: ServerEvent.Kind, severity: Severity, _ message: String) {
        // Its secrets may be others than those of the server's other processes.
        let message = mask.masking(message)
        if let owner {
            // To people it is one server; whose process it was is worth a word.
            let client = sessions.keys.first.flatMap { multiplexer.facts(of: $0).clientName ?? sessions[$0]?.platform }
            return owner.assumeIsolated {
                $0.publish(kind, severity: severity, kind == .phase ? client.map { "for \($0): \(message)" } ?? message : message)
            }
        }
        surroundings.events.publish(
            ServerEvent(
                sequence: 0, time: surroundings.clock(), server: id, kind: kind, severity: severity, message: message,
                status: status))
    }

    /// A line of our own in the server's log.
    func note(_ message: String, level: LogLevel) {
        keep(.manager, level, message)
    }

    /// A line for the server's log, without its secrets.
    func keep(_ stream: LogStream, _ level: LogLevel?, _ message: String, logger: String? = nil) {
        var origin = logOrigin(stream)
        origin.logger = logger
        log.append(message, level: level, of: origin)
    }

    /// Of what is said now.
    func logOrigin(_ stream: LogStream = .stderr) -> LogOrigin {
        LogOrigin(
            time: surroundings.clock(), stream: stream, run: runNumber, session: stream == .manager ? nil : onlySession,
            mask: mask)
    }

    /// The session whose doings the process's words are about: certain only while there is no other.
    private var onlySession: Int? { sessions.count == 1 ? sessions.first?.key : nil }
}

extension Duration {
    /// For event loops; a few centuries fit.
    var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }
}
