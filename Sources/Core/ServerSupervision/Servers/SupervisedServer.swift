import ModelContextProtocol
import NIOCore
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
    var runNumber = 0
    var lastExit: RunEnd?
    /// It died of `server/discover` once; never ask it that again.
    var isKnownLegacy = false
    /// A person said stop: clients that come do not start it again.
    var isHeldByPerson = false
    /// A kill was sent and its effect not seen yet.
    var isBeingKilled = false
    var timers: [PhaseMachine.Timer: Scheduled<Void>] = [:]
    var sessions: [Int: ConnectedSession] = [:]
    var settling: [CheckedContinuation<Void, Never>] = []

    /// A client's connection and what is known of it.
    struct ConnectedSession {
        var peer: SessionPeer
        var platform: String?
        var since: Timestamp
        /// It has closed its side and only waits for answers.
        var isLeaving = false
    }

    init(id: ServerID, definition: ServerDefinition?, diagnostics: [Diagnostic], surroundings: Surroundings) {
        self.id = id
        self.surroundings = surroundings
        self.definition = definition
        self.diagnostics = diagnostics
        log = surroundings.log(id, definition?.monitoring.logging ?? Monitoring.Logging())
        since = surroundings.clock()
        let execution = definition?.execution ?? Execution()
        machine = PhaseMachine(id: id, policy: execution.restart, startDeadline: .seconds(execution.startTimeout))
        multiplexer = Multiplexer(upstream: .down(.notRunning(id)))
        if definition?.enabled == false { _ = machine.handle(.disable, at: since) }
        if definition == nil { definitionFailure = .invalidDefinition(id, diagnostics) }
    }

    // MARK: Verbs

    func start() throws {
        if let definitionFailure { throw definitionFailure }
        if machine.phase == .disabled { throw ErrorReport.disabled(id) }
        isHeldByPerson = false
        apply(.start)
    }

    func stop() {
        isHeldByPerson = true
        apply(.stop)
    }

    func restart() throws {
        if let definitionFailure, machine.phase == .stopped { throw definitionFailure }
        if machine.phase == .disabled { throw ErrorReport.disabled(id) }
        isHeldByPerson = false
        apply(.restart)
    }

    func kill() throws {
        guard run != nil else { throw ErrorReport.nothingToKill(id) }
        isBeingKilled = true
        apply(.kill)
    }

    /// Takes a newly read definition; a running server goes on with the old one until it is started again.
    func adopt(_ definition: ServerDefinition?, diagnostics: [Diagnostic]) {
        self.diagnostics = diagnostics
        if let definition {
            self.definition = definition
            definitionFailure = nil
            isKnownLegacy = false
            machine.adopt(policy: definition.execution.restart, startDeadline: .seconds(definition.execution.startTimeout))
            apply(definition.enabled ? .enable : .disable)
        } else if run == nil {
            definitionFailure = .invalidDefinition(id, diagnostics)
        }
        publish(
            .changed, severity: definition == nil ? .error : .info,
            definition != nil
                ? "its definition changed"
                : "its definition has errors" + (run == nil ? "" : "; it goes on with the last good one"))
    }

    /// Returns once it is neither starting nor stopping.
    func settled() async {
        while !isSettled {
            await withCheckedContinuation { settling.append($0) }
        }
    }

    private var isSettled: Bool {
        switch machine.phase {
        case .starting, .stopping: false
        case .ready, .degraded, .stopped, .waiting, .failed, .disabled, .unknown: !isBeingKilled
        }
    }

    var status: ServerStatus {
        ServerStatus(
            id: id, phase: shownPhase, since: since, run: run?.info, restarts: machine.restarts, lastExit: lastExit,
            sessions: sessions.sorted { $0.key < $1.key }.map(sessionInfo), commandLine: definition?.commandLine ?? "",
            summary: definition?.description?.split(separator: "\n").first.map(String.init),
            mode: definition?.execution.mode ?? .local, transport: definition?.execution.transport ?? .stdio,
            start: definition?.start ?? .onDemand, diagnostics: diagnostics)
    }

    /// A server that cannot start for its definition is failed in everybody's eyes, whatever it was asked.
    private var shownPhase: Phase {
        if let definitionFailure, machine.phase == .stopped { .failed(definitionFailure) } else { machine.phase }
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
            phaseChanged(from: before)
        }
        for action in actions { carryOut(action) }
        if isSettled {
            let waiting = settling
            settling = []
            for continuation in waiting { continuation.resume() }
        }
    }

    private func carryOut(_ action: PhaseMachine.Action) {
        switch action {
        case .launch: launch()
        case .closeInput: run?.process.closeInput()
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
        case .stopped, .waiting, .failed, .disabled, .unknown:
            perform(multiplexer.serverDown(downReport))
        }
        let news = PhaseNews(machine.phase, before: before, run: run?.info, lastExit: lastExit)
        if let line = news.logLine { note(line, level: news.logLevel) }
        publish(.phase, severity: news.severity, news.message)
    }

    /// What clients are told while it is not there.
    private var downReport: ErrorReport {
        switch machine.phase {
        case .failed(let report): report.prefixed(by: id)
        case .waiting(let until, _): .waiting(id, until: until, lastExit)
        case .disabled: .disabled(id)
        case .stopping: .stopping(id)
        case .unknown(let reason): .unreachable(id, reason)
        case .stopped, .starting, .ready, .degraded:
            isHeldByPerson ? .stoppedByPerson(id, since) : .notRunning(id)
        }
    }

    // MARK: Telling

    func publish(_ kind: ServerEvent.Kind, severity: Severity, _ message: String) {
        surroundings.events.publish(
            ServerEvent(
                sequence: 0, time: surroundings.clock(), server: id, kind: kind, severity: severity, message: message,
                status: status))
    }

    /// A line of our own in the server's log.
    func note(_ message: String, level: LogLevel) {
        log.append(
            LogRecord(time: surroundings.clock(), stream: .manager, level: level, run: runNumber, message: message))
    }
}

extension Duration {
    /// For event loops; a few centuries fit.
    var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }
}
