import ServerModel

@testable import ServerSupervision

/// The process and the clocks of one server, imagined: it takes the machine's actions, and tells what could happen next.
///
/// A machine that asks for something senseless (a second process, a clock for nothing) is found out here.
struct ImaginedWorld {
    private(set) var machine: PhaseMachine
    private(set) var now = Timestamp(millisecondsSince1970: 1_800_000_000_000)
    private(set) var hasProcess = false
    private(set) var timers: [PhaseMachine.Timer: Duration] = [:]
    /// What went wrong first, in words.
    private(set) var fault: String?

    private var isPreparing = false
    private var hasAnswered = false
    private var isEnabled = true
    private var signals: [PhaseMachine.Action] = []

    init(_ execution: Execution) throws {
        machine = PhaseMachine(id: try ServerID("sample"), execution: execution)
    }

    /// What happens, and how much later than what happened before.
    struct Step: CustomStringConvertible {
        var event: PhaseMachine.Event
        var pause: Duration

        var description: String { "\(event)" + (pause > .zero ? " after \(pause)" : "") }
    }

    /// Lets it happen, if it can.
    mutating func take(_ step: Step) {
        guard fault == nil, isPossible(step.event) else { return }
        now = now + step.pause
        happen(step.event)
        let actions = machine.handle(step.event, at: now)
        for action in actions { carryOut(action) }
        judge()
    }

    /// Stops it, and whatever it is, lets its clocks and its process do what they must.
    mutating func comeToRest() {
        take(Step(event: .stop, pause: .zero))
        for stage in [PhaseMachine.Action.terminate, .kill] where fault == nil && machine.phase == .stopping {
            signals = []
            take(Step(event: .stopDeadlinePassed, pause: .seconds(2)))
            let isKilled = signals == [stage] || signals == [.kill]
            if !isKilled { blame("a process that does not end gets \(signals) instead of \(stage)") }
        }
        take(Step(event: .ended(RunEnd(status: .signal(9), at: now, stderrTail: []), jitter: 0), pause: .zero))
        switch machine.phase {
        case .stopped where isEnabled, .disabled where !isEnabled: break
        // Whose handshake failed, and who is being ended for it, has failed even if somebody says stop meanwhile.
        default: blame("it was stopped and is \(machine.phase)")
        }
        if !timers.isEmpty { blame("it is at rest, and clocks run: \(timers.keys)") }
    }

    // MARK: What can happen

    private func isPossible(_ event: PhaseMachine.Event) -> Bool {
        switch event {
        case .start, .stop, .restart, .kill, .disable, .enable, .clientsLeft, .clientCame, .hostFound: true
        case .launchFailed: hasProcess && !hasAnswered
        case .ended, .hostLost: hasProcess
        case .handshakeSucceeded, .handshakeFailed, .degraded, .recovered: hasProcess && !isPreparing
        case .preparationBegan: hasProcess && !isPreparing && machine.phase == .starting
        case .preparationEnded: hasProcess && isPreparing
        case .startDeadlinePassed: timers[.start] != nil
        case .stopDeadlinePassed: timers[.stop] != nil
        case .backoffElapsed: timers[.backoff] != nil
        case .stableElapsed: timers[.stable] != nil
        case .idleElapsed: timers[.idle] != nil
        }
    }

    /// Its effect on the world, before the machine hears of it.
    private mutating func happen(_ event: PhaseMachine.Event) {
        switch event {
        case .launchFailed, .ended: (hasProcess, isPreparing) = (false, false)
        // The connection is gone with the host; a run that is being stopped is still waited for.
        case .hostLost: if machine.phase != .stopping { (hasProcess, isPreparing) = (false, false) }
        case .preparationBegan: isPreparing = true
        case .preparationEnded: isPreparing = false
        case .startDeadlinePassed: timers[.start] = nil
        case .stopDeadlinePassed: timers[.stop] = nil
        case .backoffElapsed: timers[.backoff] = nil
        case .stableElapsed: timers[.stable] = nil
        case .idleElapsed: timers[.idle] = nil
        case .disable: isEnabled = false
        case .enable: isEnabled = true
        case .handshakeSucceeded, .handshakeFailed: hasAnswered = true
        case .start, .stop, .restart, .kill, .clientsLeft, .clientCame, .degraded,
            .recovered,
            .hostFound:
            break
        }
    }

    private mutating func carryOut(_ action: PhaseMachine.Action) {
        switch action {
        case .launch:
            if hasProcess { blame("a second process is started beside the first") }
            if !isEnabled { blame("a server that is switched off is started") }
            (hasProcess, hasAnswered) = (true, false)
        case .closeInput, .terminate, .kill:
            if !hasProcess { blame("\(action) without a process") }
            signals.append(action)
        case .arm(let timer, let delay):
            if delay <= .zero { blame("the clock \(timer) is set to \(delay)") }
            timers[timer] = delay
        case .disarm(let timer):
            timers[timer] = nil
        }
    }

    // MARK: What must hold

    private mutating func judge() {
        let phase = machine.phase
        let lives =
            switch phase {
            case .starting, .ready, .degraded, .stopping: true
            case .stopped, .waiting, .failed, .needsSecret, .disabled, .unknown: false
            }
        if lives != hasProcess { blame("it is \(phase) \(hasProcess ? "with" : "without") a process") }
        for timer in PhaseMachine.Timer.allCases where timers[timer] != nil && !timer.belongs(to: phase) {
            blame("the clock \(timer) runs while it is \(phase)")
        }
        switch phase {
        case .starting where !isPreparing && timers[.start] == nil: blame("it may start for ever")
        case .stopping where timers[.stop] == nil: blame("it may stop for ever")
        case .waiting where timers[.backoff] == nil: blame("it may wait for ever")
        case .failed(let report) where report.problem.isEmpty || report.remedy.isEmpty: blame("it failed and does not say why")
        case .disabled where isEnabled: blame("it is disabled, and its definition is not")
        case .stopped where !isEnabled: blame("it is stopped as if it could be started, and its definition is switched off")
        case .stopped, .starting, .ready, .degraded, .stopping, .waiting, .failed, .needsSecret, .disabled, .unknown: break
        }
    }

    private mutating func blame(_ words: String) {
        if fault == nil { fault = words }
    }
}

extension PhaseMachine.Timer {
    fileprivate func belongs(to phase: Phase) -> Bool {
        switch (self, phase) {
        case (.start, .starting), (.stop, .stopping), (.backoff, .waiting), (.stable, .ready), (.stable, .degraded),
            (.idle, .ready),
            (.idle, .degraded):
            true
        default: false
        }
    }
}
