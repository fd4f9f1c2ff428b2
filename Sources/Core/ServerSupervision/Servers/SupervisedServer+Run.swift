import ModelContextProtocol
import NIOCore
import SecretMasking
import ServerExecution
import ServerModel
import ServerMonitoring

/// The process and the handshake with it.
extension SupervisedServer {
    /// How long a server may be silent after `server/discover`.
    static let probeTime = TimeAmount.seconds(5)

    /// Starts it when it is its turn.
    func launch() {
        endTurn()
        watchSource()
        machine.isWatchingSource = isWatchingSource
        // Clients had it and miss it: before those that start for the first time.
        let (ticket, isGranted) = surroundings.turns.request(isUrgent: machine.restarts > 0) {
            self.assumeIsolated { $0.turnCame() }
        }
        turn = ticket
        guard !isGranted else { return launchNow() }
        isWaitingForTurn = true
        preparation = "waiting until others have started"
        apply(.preparationBegan)
        publish(.observed, severity: .info, "")
    }

    private func turnCame() {
        guard isWaitingForTurn else { return }
        isWaitingForTurn = false
        preparation = nil
        apply(.preparationEnded)
        launchNow()
    }

    /// It is to end before its turn came; told to the machine after what it is deciding now.
    func cancelTurn() {
        guard isWaitingForTurn else { return }
        isWaitingForTurn = false
        preparation = nil
        endTurn()
        surroundings.loop.execute { self.assumeIsolated { $0.apply(.launchFailed(.notRunning($0.id, $0.since))) } }
    }

    /// Others may start now.
    func endTurn() {
        if let turn { surroundings.turns.finish(turn) }
        turn = nil
    }

    private func launchNow() {
        guard let definition else { return endTurn() }
        runNumber = nextRunNumber()
        var plan: RunPlan
        do {
            plan = try surroundings.plan(asRun(definition))
            plan.name = RunName(server: id, number: runNumber)
        } catch {
            endTurn()
            return apply(.launchFailed(ErrorReport(describing: error)))
        }
        if plan.way != .undecided { learn(secrets: plan.secrets) }
        let number = runNumber
        let process = surroundings.connect(beginUse(of: plan, definition.execution.limits)) { output in
            self.assumeIsolated { $0.received(output, run: number) }
        }
        process.onWritabilityChange = { isWritable in
            self.assumeIsolated { $0.pauseClients(!isWritable) }
        }
        run = CurrentRun(
            number: number, process: process, startedAt: surroundings.clock(),
            handshake: Handshake(
                policy: eraPolicy, client: Implementation(name: "mcp-manager", version: productVersion),
                capabilities: multiplexer.capabilitiesToDeclare(isExclusive: owner != nil)),
            path: plan.process?.environment["PATH"] ?? "", endpoint: plan.way.endpoint,
            memoryKillsBefore: surroundings.memoryKills())
    }

    /// Which era to try first. A server that speaks both is opened in the one of the clients it starts for: each era has
    /// abilities that no translation replaces (in the modern one a tool cannot ask in the middle of its work).
    private var eraPolicy: Handshake.EraPolicy {
        switch definition?.execution.era ?? .auto {
        case .legacy: return .legacy
        case .modern: return .modern
        case .auto:
            if knowledge.isLegacy { return .legacy }
            return multiplexer.hasOnlyModernClients ? .auto : .legacyFirst
        }
    }

    /// Runs are counted together for all processes of a server.
    private func nextRunNumber() -> Int {
        if let owner { return owner.assumeIsolated { $0.nextRunNumber() } }
        lastRunNumber += 1
        return lastRunNumber
    }

    private func received(_ output: ConnectionOutput, run number: Int) {
        // A run that was replaced has nothing to say any more.
        guard run?.number == number else { return }
        switch output {
        case .preparing(let what):
            // It takes its time, and little of the processors': others need not wait for it.
            endTurn()
            preparation = what
            apply(.preparationBegan)
            note(what, level: .info)
            publish(.observed, severity: .info, what)
        case .prepared:
            preparation = nil
            apply(.preparationEnded)
        case .planned(let plan):
            learn(secrets: plan.secrets)
            run?.path = plan.process?.environment["PATH"] ?? ""
            run?.endpoint = plan.way.endpoint
        case .started:
            begin()
        case .notStarted(let error):
            run = nil
            preparation = nil
            endTurn()
            _ = endUse()
            isBeingKilled = false
            apply(.launchFailed(ErrorReport(error)))
        case .message(let line):
            if run?.introduction == nil { handshakeReceived(line) } else { perform(multiplexer.receivedFromServer(line)) }
        case .oversized(let byteCount):
            note("a message of \(byteCount >> 20) MiB was thrown away: 64 MiB is the limit", level: .error)
        case .stderrLine(let line) where preparation != nil:
            // Not the server's own words.
            note(line, level: .info)
        case .stderr(let bytes):
            // Cut into lines, masked and read where it delays nobody.
            let bytes = Array(buffer: bytes)
            run?.stderr.note(bytes)
            log.append(bytes, of: logOrigin())
        case .stderrLine(let line):
            let bytes = Array(line.utf8) + [0x0A]
            run?.stderr.note(bytes)
            log.append(bytes, of: logOrigin())
        case .stdoutClosed:
            break
        case .ended(let status):
            ended(status)
        }
    }

    private func begin() {
        if run?.process.processID != nil { watchUse() }
        let beginning = run?.process.processID.map { "process \($0) started" } ?? "connecting"
        publish(.observed, severity: .info, beginning)
        guard let steps = run?.handshake.start() else { return }
        if eraPolicy == .auto, let number = run?.number {
            run?.probeDeadline = surroundings.loop.scheduleTask(in: Self.probeTime) {
                self.assumeIsolated { server in
                    guard server.run?.number == number, let steps = server.run?.handshake.probeDeadlinePassed() else { return }
                    server.take(steps, line: nil)
                }
            }
        }
        take(steps, line: nil)
    }

    private func handshakeReceived(_ line: ByteBuffer) {
        guard let steps = line.withUnsafeReadableBytes({ run?.handshake.received($0) }) else { return }
        take(steps, line: line)
    }

    private func take(_ steps: [Handshake.Step], line: ByteBuffer?) {
        for step in steps {
            switch step {
            case .send(let message):
                run?.process.send(ByteBuffer(bytes: message))
            case .ready(let introduction):
                becameReady(introduction)
            case .failed(let failure):
                run?.probeDeadline?.cancel()
                if knowledge.isLegacy, definition?.execution.era == .auto {
                    // What was learned does not hold any more: find out again.
                    setLegacy(false)
                    note(
                        "it does not take 'initialize' any more (\(failure.problem)); starting it again with a probe",
                        level: .notice)
                    return apply(.restart)
                }
                apply(
                    .handshakeFailed(
                        ErrorReport(code: failure.code, problem: mask.masking(failure.problem), remedy: failure.remedy)))
            case .unrelated:
                if let line { perform(multiplexer.receivedFromServer(line)) }
            }
        }
    }

    private func becameReady(_ introduction: ServerIntroduction) {
        endTurn()
        run?.probeDeadline?.cancel()
        run?.introduction = introduction
        run?.readyAt = surroundings.clock()
        isTryingLegacy = false
        let nextID = run?.handshake.nextRequestID ?? 0
        // A late answer after its deadline passed: the server is being stopped, and stays so.
        guard machine.phase == .starting else { return }
        // It was asked and said no: the question can be left out from now on.
        if introduction.era == .legacy, run?.handshake.hasProbed == true { setLegacy(true) }
        perform(multiplexer.serverReady(introduction, nextID: nextID))
        apply(.handshakeSucceeded)
        lookAtUse()
        noteWhetherNeeded()
    }

    /// The answer to the era's question, for the next run.
    func setLegacy(_ isLegacy: Bool) {
        if let owner { owner.assumeIsolated { $0.setLegacy(isLegacy) } }
        guard knowledge.isLegacy != isLegacy else { return }
        knowledge.isLegacy = isLegacy
        saveSoon()
    }

    private func ended(_ status: ExitStatus) {
        guard let run else { return }
        log.end(logOrigin())
        endCheck(nil)
        run.probeDeadline?.cancel()
        self.run = nil
        preparation = nil
        endTurn()
        isBeingKilled = false
        let cause = endUse()
        // Clients it kept waiting are heard again, if only to be told that it is gone.
        pauseClients(false)
        var wasReached = true
        if case .disconnected = status { wasReached = false }
        if machine.phase == .starting, run.introduction == nil, wasReached, run.handshake.ended() == .restartAsLegacy,
            !knowledge.isLegacy
        {
            // It may have died of a question it did not know: once more, the old way.
            setLegacy(true)
            isTryingLegacy = true
            note("it ended when asked 'server/discover' (\(status.words)); starting it again with 'initialize'", level: .notice)
            return launch()
        }
        // It did not die of the question, so nothing was learned of it.
        if isTryingLegacy, machine.phase == .starting { setLegacy(false) }
        isTryingLegacy = false
        let end = run.end(
            status, at: surroundings.clock(), memoryKills: surroundings.memoryKills(), masking: mask,
            cause: cause.map(FailureCause.limit))
        lastExit = end
        if machine.phase != .stopping { note(end.words, level: .error) }
        watch.end = machine.phase == .stopping ? nil : end
        perform(multiplexer.serverLost(.lostDuringCall(id, end)))
        apply(.ended(end, jitter: surroundings.jitter()))
    }
}
