import ServerModel

/// The life of one server as a pure decision: an event comes in, the phase moves, actions come out.
///
/// Total over phase × event, without `default:` — the compiler asks about every new cell. It knows no clock, no
/// process and no file: time and chance come with the events, and `SupervisedServer` carries the actions out.
public struct PhaseMachine: Sendable {
    public private(set) var phase: Phase = .stopped
    /// Restarts after a crash since a person or client last started the server.
    public private(set) var restarts = 0

    /// What to do when a server that is being stopped has ended.
    private var afterStop = AfterStop.rest
    private var stopStage = StopStage.inputClosed
    /// When the recent crashes happened; older ones than the policy's window are dropped.
    private var crashes: [Timestamp] = []

    private let id: ServerID
    private var policy: RestartPolicy
    private var startDeadline: Duration

    public init(id: ServerID, policy: RestartPolicy, startDeadline: Duration) {
        self.id = id
        self.policy = policy
        self.startDeadline = startDeadline
    }

    /// From the next launch on, after a changed definition.
    public mutating func adopt(policy: RestartPolicy, startDeadline: Duration) {
        self.policy = policy
        self.startDeadline = startDeadline
    }

    /// Whether a server that is being stopped is to be started again: requests then wait for it.
    public var comesBack: Bool {
        if case .start = afterStop { phase == .stopping } else { false }
    }

    private enum AfterStop { case rest, start, disable, fail(ErrorReport) }
    private enum StopStage { case inputClosed, terminated, killed }

    public mutating func handle(_ event: Event, at now: Timestamp) -> [Action] {
        switch event {
        case .start: start()
        case .stop: stop()
        case .restart: restart()
        case .kill: kill()
        case .launchFailed(let report): launchFailed(report)
        case .handshakeSucceeded: handshakeSucceeded()
        case .handshakeFailed(let report): abandonStart(report)
        case .startDeadlinePassed: abandonStart(.startDeadline(id, startDeadline))
        case .ended(let end, let jitter): ended(end, jitter: jitter, at: now)
        case .stopDeadlinePassed: escalateStop()
        case .backoffElapsed: backoffElapsed()
        case .stableElapsed: stableElapsed()
        case .degraded(let reason): degraded(reason)
        case .recovered: recovered()
        case .disable: disable()
        case .enable: enable()
        case .hostLost(let reason): hostLost(reason)
        case .hostFound: hostFound()
        }
    }
}

// MARK: - Asked for by people and clients

extension PhaseMachine {
    private mutating func start() -> [Action] {
        switch phase {
        case .stopped, .failed, .waiting:
            crashes = []
            restarts = 0
            return [.disarm(.backoff)] + launch()
        case .stopping:
            afterStop = .start
            return []
        case .starting, .ready, .degraded, .disabled, .unknown:
            return []
        }
    }

    private mutating func stop() -> [Action] {
        switch phase {
        case .starting, .ready, .degraded:
            return beginStop(then: .rest)
        case .stopping:
            afterStop = .rest
            return []
        case .waiting, .failed, .unknown:
            phase = .stopped
            return [.disarm(.backoff)]
        case .stopped, .disabled:
            return []
        }
    }

    private mutating func restart() -> [Action] {
        switch phase {
        case .starting, .ready, .degraded:
            restarts = 0
            crashes = []
            return beginStop(then: .start)
        case .stopping:
            afterStop = .start
            return []
        case .stopped, .failed, .waiting:
            return start()
        case .disabled, .unknown:
            return []
        }
    }

    /// Ends the process at once. A running server then counts as crashed and comes back as its policy says.
    private mutating func kill() -> [Action] {
        switch phase {
        case .starting, .ready, .degraded:
            return [.kill]
        case .stopping:
            stopStage = .killed
            return [.kill]
        case .stopped, .waiting, .failed, .disabled, .unknown:
            return []
        }
    }

    private mutating func disable() -> [Action] {
        switch phase {
        case .starting, .ready, .degraded:
            return beginStop(then: .disable)
        case .stopping:
            afterStop = .disable
            return []
        case .stopped, .waiting, .failed, .unknown:
            phase = .disabled
            return [.disarm(.backoff)]
        case .disabled:
            return []
        }
    }

    private mutating func enable() -> [Action] {
        switch phase {
        case .disabled:
            phase = .stopped
        case .stopping:
            if case .disable = afterStop { afterStop = .rest }
        case .stopped, .starting, .ready, .degraded, .waiting, .failed, .unknown:
            break
        }
        return []
    }
}

// MARK: - Observed of the process

extension PhaseMachine {
    /// Nothing was spawned: the command is missing, a variable is unknown, …; trying again would not help.
    private mutating func launchFailed(_ report: ErrorReport) -> [Action] {
        switch phase {
        case .starting:
            phase = .failed(report)
            return [.disarm(.start)]
        case .stopping:
            return settle()
        case .stopped, .ready, .degraded, .waiting, .failed, .disabled, .unknown:
            return []
        }
    }

    private mutating func handshakeSucceeded() -> [Action] {
        switch phase {
        case .starting:
            phase = .ready
            return [.disarm(.start), .arm(.stable, Self.stableAfter)]
        case .stopped, .ready, .degraded, .stopping, .waiting, .failed, .disabled, .unknown:
            return []
        }
    }

    private mutating func abandonStart(_ report: ErrorReport) -> [Action] {
        switch phase {
        case .starting:
            return beginStop(then: .fail(report))
        case .stopped, .ready, .degraded, .stopping, .waiting, .failed, .disabled, .unknown:
            return []
        }
    }

    private mutating func ended(_ end: RunEnd, jitter: Double, at now: Timestamp) -> [Action] {
        switch phase {
        case .stopping:
            return settle()
        case .starting:
            return endedByItself(end, wasReady: false, jitter: jitter, at: now)
        case .ready, .degraded:
            return endedByItself(end, wasReady: true, jitter: jitter, at: now)
        case .stopped, .waiting, .failed, .disabled, .unknown:
            return []
        }
    }

    private mutating func endedByItself(_ end: RunEnd, wasReady: Bool, jitter: Double, at now: Timestamp) -> [Action] {
        let disarm: [Action] = [.disarm(.start), .disarm(.stable)]
        let endedWell = wasReady && end.status == .code(0)
        switch policy.policy {
        case .onFailure where endedWell:
            phase = .stopped
            return disarm
        case .never:
            phase = endedWell ? .stopped : .failed(.ended(id, end, wasReady: wasReady))
            return disarm
        case .onFailure, .always:
            crashes = crashes.filter { now - $0 <= .seconds(policy.window) } + [now]
            guard crashes.count <= policy.maxRestarts else {
                phase = .failed(.crashLoop(id, end, crashes: crashes.count, wasReady: wasReady))
                return disarm
            }
            restarts += 1
            let delay = policy.delay(afterCrash: crashes.count, wasReady: wasReady, jitter: jitter)
            guard delay > .zero else { return disarm + launch() }
            phase = .waiting(until: now + delay, crashes: crashes.count)
            return disarm + [.arm(.backoff, delay)]
        }
    }

    private mutating func backoffElapsed() -> [Action] {
        switch phase {
        case .waiting:
            return launch()
        case .stopped, .starting, .ready, .degraded, .stopping, .failed, .disabled, .unknown:
            return []
        }
    }

    private mutating func stableElapsed() -> [Action] {
        switch phase {
        case .ready, .degraded:
            crashes = []
        case .stopped, .starting, .stopping, .waiting, .failed, .disabled, .unknown:
            break
        }
        return []
    }

    private mutating func degraded(_ reason: String) -> [Action] {
        switch phase {
        case .ready, .degraded:
            phase = .degraded(reason: reason)
        case .stopped, .starting, .stopping, .waiting, .failed, .disabled, .unknown:
            break
        }
        return []
    }

    private mutating func recovered() -> [Action] {
        switch phase {
        case .degraded:
            phase = .ready
        case .stopped, .starting, .ready, .stopping, .waiting, .failed, .disabled, .unknown:
            break
        }
        return []
    }

    private mutating func hostLost(_ reason: String) -> [Action] {
        switch phase {
        case .starting, .ready, .degraded:
            phase = .unknown(reason: reason)
            return [.disarm(.start), .disarm(.stable)]
        case .stopped, .stopping, .waiting, .failed, .disabled, .unknown:
            return []
        }
    }

    private mutating func hostFound() -> [Action] {
        switch phase {
        case .unknown:
            return launch()
        case .stopped, .starting, .ready, .degraded, .stopping, .waiting, .failed, .disabled:
            return []
        }
    }
}

// MARK: - Steps shared by several cells

extension PhaseMachine {
    /// A run that was ready this long is stable: its crashes are forgiven.
    static let stableAfter = Duration.seconds(10)
    /// How long a server may take to end after its input closed, and after SIGTERM (the SDKs use 2 s each).
    static let grace = Duration.seconds(2)

    private mutating func launch() -> [Action] {
        phase = .starting
        return [.arm(.start, startDeadline), .launch]
    }

    private mutating func beginStop(then next: AfterStop) -> [Action] {
        phase = .stopping
        stopStage = .inputClosed
        afterStop = next
        return [.disarm(.start), .disarm(.stable), .closeInput, .arm(.stop, Self.grace)]
    }

    private mutating func escalateStop() -> [Action] {
        switch phase {
        case .stopping:
            switch stopStage {
            case .inputClosed:
                stopStage = .terminated
                return [.terminate, .arm(.stop, Self.grace)]
            case .terminated, .killed:
                // A process in uninterruptible sleep outlives even this; ask again until it goes.
                stopStage = .killed
                return [.kill, .arm(.stop, Self.grace)]
            }
        case .stopped, .starting, .ready, .degraded, .waiting, .failed, .disabled, .unknown:
            return []
        }
    }

    private mutating func settle() -> [Action] {
        switch afterStop {
        case .rest:
            phase = .stopped
            return [.disarm(.stop)]
        case .disable:
            phase = .disabled
            return [.disarm(.stop)]
        case .fail(let report):
            phase = .failed(report)
            return [.disarm(.stop)]
        case .start:
            return [.disarm(.stop)] + launch()
        }
    }
}
