import ServerModel

extension PhaseMachine {
    /// Everything that can move a server from phase to phase.
    public enum Event: Sendable, Hashable {
        /// Asked for by a person, a client's first request, or the daemon's own start.
        case start, stop, restart
        /// End the process at once; it comes back as after a crash.
        case kill
        /// It waits for its turn, or for what it needs to be made ready: its deadline does not run meanwhile.
        case preparationBegan, preparationEnded
        /// No process came to be.
        case launchFailed(ErrorReport)
        /// `initialize` or `server/discover` was answered.
        case handshakeSucceeded
        /// The server answered what we cannot work with.
        case handshakeFailed(ErrorReport)
        case startDeadlinePassed
        /// The process is gone; `jitter` in 0..<1 spreads restarts.
        case ended(RunEnd, jitter: Double)
        case stopDeadlinePassed, backoffElapsed, stableElapsed, idleElapsed
        /// The last client has left a server that runs for clients only, or one has come.
        case clientsLeft, clientCame
        /// Found by health checks.
        case degraded(String), recovered
        /// The definition was switched off or on.
        case disable, enable
        /// The host it runs on went out of reach, or came back.
        case hostLost(String), hostFound
    }

    /// What the owner of the process and the clock does next, in order.
    public enum Action: Sendable, Hashable {
        case launch
        /// The gentle way to end a stdio server.
        case closeInput
        /// SIGTERM and SIGKILL, to the whole process group.
        case terminate, kill
        case arm(Timer, Duration)
        case disarm(Timer)
    }

    /// The clocks a server may have running, at most one of each.
    public enum Timer: Sendable, Hashable, CaseIterable {
        case start, stop, backoff, stable, idle

        /// What it means when this one runs out.
        var event: Event {
            switch self {
            case .start: .startDeadlinePassed
            case .stop: .stopDeadlinePassed
            case .backoff: .backoffElapsed
            case .stable: .stableElapsed
            case .idle: .idleElapsed
            }
        }
    }
}

extension RestartPolicy {
    static let longestBackoff = 60.0

    /// How long to wait before the next start; zero after the first crash of a server that had been ready.
    ///
    /// Doubles with each crash up to a minute; `jitter` in 0..<1 takes off up to a fifth, so that servers that
    /// fell together do not rise together.
    func delay(afterCrash number: Int, wasReady: Bool, jitter: Double) -> Duration {
        let doublings = wasReady ? number - 2 : number - 1
        guard doublings >= 0 else { return .zero }
        var seconds = backoff
        for _ in 0..<min(doublings, 20) { seconds = min(seconds * 2, Self.longestBackoff) }
        return .milliseconds(Int64(seconds * 1000 * (1 - jitter / 5)))
    }
}
