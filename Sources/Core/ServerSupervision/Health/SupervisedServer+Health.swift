import NIOCore
import ServerExecution
import ServerModel
import ServerMonitoring

/// Whether it is well: asking it, and what follows.
extension SupervisedServer {
    /// Of all its processes: as the one that does worst, for somebody suffers from it.
    var health: Health {
        let clients = allProcesses.filter { $0.assumeIsolated { $0.machine.phase != .stopped } }
            .map { $0.assumeIsolated { $0.watch.judge.health } }
        let own = run == nil && machine.phase == .stopped && !clients.isEmpty ? [] : [watch.judge.health]
        return Health.worst(own + clients) ?? watch.judge.health
    }

    // MARK: What was seen

    /// Has it judged what was seen, and tells what follows.
    func judge(_ event: HealthJudge.Event) {
        let before = watch.judge.health
        watch.judge.handle(event, at: surroundings.clock())
        healthMoved(from: before)
    }

    /// Its phase is another.
    func judgePhase() {
        tellEnd()
        switch machine.phase {
        case .ready: watch.judge.handle(.phase(.ready), at: surroundings.clock())
        // Degraded by what was found here is no news here.
        case .degraded: watch.judge.handle(.phase(use.trouble.map { .degraded(reason: $0) } ?? .ready), at: surroundings.clock())
        case .waiting, .failed, .starting, .stopping, .stopped, .needsSecret, .disabled, .unknown:
            watch.judge.handle(.phase(machine.phase), at: surroundings.clock())
        }
        if !machine.isServing { endCheck(nil) }
        scheduleCheck()
        observeHealth()
    }

    /// It ended by itself, and that was not the end of it.
    private func tellEnd() {
        guard let end = watch.end else { return }
        watch.end = nil
        switch machine.phase {
        case .starting, .waiting, .failed:
            watch.judge.handle(.ended(end.healthCause, reason: end.words), at: surroundings.clock())
        case .ready, .degraded, .stopping, .stopped, .needsSecret, .disabled, .unknown: break
        }
    }

    func adoptHealthCheck(_ settings: Monitoring.HealthCheck) {
        watch.judge.adopt(settings, at: surroundings.clock())
        scheduleCheck()
    }

    /// What was found is shown in the phase, too: whoever sees that it is ready relies on it.
    private func healthMoved(from before: Health) {
        let now = watch.judge.health
        guard (before.state, before.cause) != (now.state, now.cause) else { return }
        if machine.isServing {
            let isWell = now.state == .healthy || now.state == .unknown
            if let reason = isWell ? use.trouble : now.reason {
                apply(.degraded(reason))
            } else {
                apply(.recovered)
            }
        }
        observeHealth()
        publish(.observed, severity: .info, "")
    }

    /// Has what is known now kept, and what a check took.
    func observeHealth(_ time: CheckTime? = nil) {
        if let owner { return owner.assumeIsolated { $0.observeHealth(time) } }
        surroundings.observeHealth(id, health, time)
    }

    // MARK: Checks

    private func scheduleCheck() {
        watch.timer?.cancel()
        watch.timer = nil
        guard watch.check == nil, let delay = watch.judge.delay(jitter: surroundings.jitter()) else { return }
        watch.timer = surroundings.loop.scheduleTask(in: .nanoseconds(delay.nanoseconds)) {
            self.assumeIsolated { $0.checkIsDue() }
        }
    }

    private func checkIsDue() {
        watch.timer = nil
        noteAnswers()
        if watch.judge.isProvenAlive(at: surroundings.clock()) {
            judge(.timePassed)
            observeHealth()
            return scheduleCheck()
        }
        beginCheck()
    }

    /// What clients were answered since that was last looked at.
    func noteAnswers() {
        guard watch.answers != multiplexer.answers else { return }
        watch.answers = multiplexer.answers
        judge(.answered)
    }

    /// Begins a check, unless one is under way.
    func beginCheck() {
        guard watch.check == nil, let run, machine.isServing else { return }
        watch.timer?.cancel()
        watch.timer = nil
        watch.checks += 1
        var check = HealthWatch.RunningCheck(run: run.number, startedAt: .now)
        let settings = definition?.monitoring.healthCheck ?? Monitoring.HealthCheck()
        let timeout = Duration.seconds(settings.timeout)
        let isTurnOfTools = watch.checks % HealthWatch.checksUntilTools == 0
        let question = multiplexer.check(isTurnOfTools ? .tools : .sign)
        check.request = question?.id
        check.deadline = surroundings.loop.scheduleTask(in: .nanoseconds(timeout.nanoseconds)) {
            self.assumeIsolated { $0.checkIsOverdue() }
        }
        let probe = endpointPath.flatMap {
            HealthProbe(path: $0, at: run.endpoint, port: definition?.execution.port, timeout: timeout)
        }
        check.awaitsEndpoint = probe != nil
        watch.check = check
        if let probe {
            let number = watch.checks
            surroundings.probe(probe, mask) { answer in
                self.assumeIsolated { $0.endpointAnswered(answer, check: number) }
            }
        }
        if let question { perform(question.outputs) }
    }

    /// What `monitoring.health_check` says, or for a server elsewhere `execution.remote.health_check_path`.
    private var endpointPath: String? {
        definition?.monitoring.healthCheck.endpoint ?? run?.endpoint?.healthPath
    }

    /// Begins a check or joins the one under way; returns when it has ended. At once for a server that does not run.
    func checkNow() async {
        for process in allProcesses { await process.checkNow() }
        beginCheck()
        guard watch.check != nil else { return }
        await withCheckedContinuation { watch.waiting.append($0) }
    }

    func checkAnswered(_ id: Int, _ refusal: CheckRefusal?) {
        guard watch.check?.request == id else { return }
        watch.check?.isAnswered = true
        watch.check?.refusal = refusal
        endCheckIfComplete()
    }

    private func endpointAnswered(_ answer: HealthProbe.Answer, check number: Int) {
        guard watch.checks == number, watch.check != nil else { return }
        watch.check?.endpoint = answer
        endCheckIfComplete()
    }

    private func endCheckIfComplete() {
        guard let check = watch.check, check.isAnswered, !check.awaitsEndpoint || check.endpoint != nil else { return }
        endCheck(outcome(of: check))
    }

    private func checkIsOverdue() {
        guard let check = watch.check else { return }
        noteAnswers()
        endCheck(outcome(of: check))
    }

    /// The check is over; `nil`: it says nothing, for the run is.
    func endCheck(_ outcome: CheckOutcome?) {
        guard let check = watch.check else { return }
        check.deadline?.cancel()
        if let request = check.request, !check.isAnswered { multiplexer.giveUpCheck(request) }
        watch.check = nil
        let waiting = watch.waiting
        watch.waiting = []
        if let outcome {
            judge(.checked(outcome))
            if case .answered(let milliseconds) = outcome {
                observeHealth(CheckTime(milliseconds: milliseconds))
            } else {
                observeHealth(CheckTime(milliseconds: nil))
            }
            scheduleCheck()
            tellWork()
        }
        for continuation in waiting { continuation.resume() }
    }

    /// What a check has found out by now.
    private func outcome(of check: HealthWatch.RunningCheck) -> CheckOutcome {
        let took = Double((ContinuousClock.now - check.startedAt).nanoseconds) / 1_000_000
        let timeout = Duration.seconds(definition?.monitoring.healthCheck.timeout ?? 10)
        let facts = SilenceFacts(
            isSuspended: run?.process.processID.flatMap(ProcessFacts.init(of:))?.isSuspended == true,
            processID: run?.process.processID, pendingBytes: run?.process.pendingBytes ?? 0, timeout: timeout)
        return CheckOutcome(
            isAnswered: check.isAnswered,
            refusal: check.refusal.map { refusal in
                var masked = refusal
                masked.message = mask.masking(refusal.message)
                return masked
            },
            endpoint: check.awaitsEndpoint ? check.endpoint ?? .timedOut : nil,
            path: endpointPath ?? "", milliseconds: took, facts: facts)
    }
}

extension RunEnd {
    /// What an end that nobody asked for means for whoever needs the server.
    fileprivate var healthCause: HealthCause {
        if case .disconnected(let reason) = status, reason.hasPrefix("nothing listens") { .refused } else { .crashed }
    }
}

extension Supervisor {
    /// How a server is, by what is known. Throws `UnknownServer`.
    public func health(of name: String) async throws -> Health {
        try await server(name).health
    }

    /// Checks a server now and returns how it is then. Throws `UnknownServer`.
    public func check(_ name: String) async throws -> Health {
        let server = try server(name)
        await server.checkNow()
        return await server.health
    }
}
