import ServerModel

/// The life of one server as a pure decision: an event comes in, the phase moves, actions come out.
///
/// Total over phase × event, without `default:` — the compiler asks about every new cell. It knows no clock, no
/// process and no file: time and chance come with the events, and `SupervisedServer` carries the actions out.
public struct PhaseMachine: Sendable {
    public internal(set) var phase: Phase = .stopped
    /// Restarts after a crash since a person or client last started the server.
    public internal(set) var restarts = 0

    /// What to do when a server that is being stopped has ended.
    var afterStop = AfterStop.rest
    var stopStage = StopStage.inputClosed
    /// When the recent crashes happened; older ones than the policy's window are dropped.
    var crashes: [Timestamp] = []

    /// Whether it was ever ready: then what keeps it from that again may pass.
    var hasBeenReady = false

    let id: ServerID
    var policy: RestartPolicy
    var startDeadline: Duration
    /// Its source is watched, so that a start that fails is tried again when the source changes, and not before.
    public var isWatchingSource = false
    /// How long it runs on without clients; `nil`: for ever.
    var idleTime: Duration?

    public init(id: ServerID, execution: Execution) {
        self.id = id
        policy = execution.restart
        startDeadline = .seconds(execution.startTimeout)
        idleTime = execution.idleTimeout > 0 ? .seconds(execution.idleTimeout) : nil
    }

    /// From the next event on, after a changed definition.
    public mutating func adopt(_ execution: Execution) {
        policy = execution.restart
        startDeadline = .seconds(execution.startTimeout)
        idleTime = execution.idleTimeout > 0 ? .seconds(execution.idleTimeout) : nil
    }

    /// Whether a server that is being stopped is to be started again: requests then wait for it.
    public var comesBack: Bool {
        if case .start = afterStop { phase == .stopping } else { false }
    }

    /// Whether requests reach it.
    public var isServing: Bool {
        switch phase {
        case .ready, .degraded: true
        case .stopped, .starting, .stopping, .waiting, .failed, .needsSecret, .disabled, .unknown: false
        }
    }

    enum AfterStop { case rest, start, disable, fail(ErrorReport) }
    enum StopStage { case inputClosed, terminated, killed }

    public mutating func handle(_ event: Event, at now: Timestamp) -> [Action] {
        switch event {
        case .start: start()
        case .stop: stop()
        case .restart: restart()
        case .kill: kill()
        case .preparationBegan: preparation(hasEnded: false)
        case .preparationEnded: preparation(hasEnded: true)
        case .launchFailed(let report): launchFailed(report)
        case .handshakeSucceeded: handshakeSucceeded()
        case .handshakeFailed(let report): abandonStart(report)
        case .startDeadlinePassed: abandonStart(.startDeadline(id, startDeadline))
        case .ended(let end, let jitter): ended(end, jitter: jitter, at: now)
        case .stopDeadlinePassed: escalateStop()
        case .backoffElapsed: backoffElapsed()
        case .stableElapsed: stableElapsed()
        case .idleElapsed: idleElapsed()
        case .clientsLeft: clientsLeft()
        case .clientCame: [.disarm(.idle)]
        case .degraded(let reason): degraded(reason)
        case .recovered: recovered()
        case .disable: disable()
        case .enable: enable()
        case .hostLost(let reason): hostLost(reason)
        case .hostFound: hostFound()
        }
    }
}

// MARK: - Steps shared by several cells

extension PhaseMachine {
    /// A run that was ready this long is stable: its crashes are forgiven.
    static let stableAfter = Duration.seconds(10)
    /// How long a server may take to end after its input closed, and after SIGTERM (the SDKs use 2 s each).
    static let grace = Duration.seconds(2)

    mutating func launch() -> [Action] {
        phase = .starting
        return [.arm(.start, startDeadline), .launch]
    }

    mutating func beginStop(then next: AfterStop) -> [Action] {
        phase = .stopping
        stopStage = .inputClosed
        afterStop = next
        return [.disarm(.start), .disarm(.stable), .disarm(.idle), .closeInput, .arm(.stop, Self.grace)]
    }

    mutating func escalateStop() -> [Action] {
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
        case .stopped, .starting, .ready, .degraded, .waiting, .failed, .needsSecret, .disabled, .unknown:
            return []
        }
    }

    mutating func settle() -> [Action] {
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
