import ServerModel

/// The columns of the table that people and clients ask for.
extension PhaseMachine {
    mutating func start() -> [Action] {
        switch phase {
        case .stopped, .failed, .needsSecret, .waiting:
            crashes = []
            restarts = 0
            return [.disarm(.backoff)] + launch()
        case .stopping:
            follow(with: .start)
            return []
        case .starting, .ready, .degraded, .disabled, .unknown:
            return []
        }
    }

    mutating func stop() -> [Action] {
        switch phase {
        case .starting, .ready, .degraded:
            return beginStop(then: .rest)
        case .stopping:
            follow(with: .rest)
            return []
        case .waiting, .failed, .needsSecret, .unknown:
            phase = .stopped
            return [.disarm(.backoff)]
        case .stopped, .disabled:
            return []
        }
    }

    mutating func restart() -> [Action] {
        switch phase {
        case .starting, .ready, .degraded:
            restarts = 0
            crashes = []
            return beginStop(then: .start)
        case .stopping:
            follow(with: .start)
            return []
        case .stopped, .failed, .needsSecret, .waiting:
            return start()
        case .disabled, .unknown:
            return []
        }
    }

    /// Ends the process at once. A running server then counts as crashed and comes back as its policy says.
    mutating func kill() -> [Action] {
        switch phase {
        case .starting, .ready, .degraded:
            return [.kill]
        case .stopping:
            stopStage = .killed
            return [.kill]
        case .stopped, .waiting, .failed, .needsSecret, .disabled, .unknown:
            return []
        }
    }

    mutating func disable() -> [Action] {
        switch phase {
        case .starting, .ready, .degraded:
            return beginStop(then: .disable)
        case .stopping:
            afterStop = .disable
            return []
        case .stopped, .waiting, .failed, .needsSecret, .unknown:
            phase = .disabled
            return [.disarm(.backoff)]
        case .disabled:
            return []
        }
    }

    mutating func enable() -> [Action] {
        switch phase {
        case .disabled:
            phase = .stopped
        case .stopping:
            if case .disable = afterStop { afterStop = .rest }
        case .stopped, .starting, .ready, .degraded, .waiting, .failed, .needsSecret, .unknown:
            break
        }
        return []
    }

    /// Has a stop under way lead somewhere else; a server that is being switched off stays off, whoever asks.
    private mutating func follow(with next: AfterStop) {
        if case .disable = afterStop { return }
        afterStop = next
    }
}
