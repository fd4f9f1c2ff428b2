import ServerModel

/// The columns of the table that the process, its host and its health checks bring.
extension PhaseMachine {
    /// Nothing was spawned: the command is missing, a variable is unknown, …; trying again would not help.
    mutating func launchFailed(_ report: ErrorReport) -> [Action] {
        switch phase {
        case .starting:
            // Nothing is wrong with it: it starts as soon as it has what it lacks.
            phase = report.isLackOfSecret ? .needsSecret(report) : .failed(report)
            return [.disarm(.start)]
        case .stopping:
            return settle()
        case .stopped, .ready, .degraded, .waiting, .failed, .needsSecret, .disabled, .unknown:
            return []
        }
    }

    func preparation(hasEnded: Bool) -> [Action] {
        switch phase {
        case .starting:
            return hasEnded ? [.arm(.start, startDeadline)] : [.disarm(.start)]
        case .stopped, .ready, .degraded, .stopping, .waiting, .failed, .needsSecret, .disabled, .unknown:
            return []
        }
    }

    func clientsLeft() -> [Action] {
        switch phase {
        case .ready, .degraded:
            return idleTime.map { [.arm(.idle, $0)] } ?? []
        case .stopped, .starting, .stopping, .waiting, .failed, .needsSecret, .disabled, .unknown:
            return []
        }
    }

    mutating func idleElapsed() -> [Action] {
        switch phase {
        case .ready, .degraded:
            return beginStop(then: .rest)
        case .stopped, .starting, .stopping, .waiting, .failed, .needsSecret, .disabled, .unknown:
            return []
        }
    }

    mutating func handshakeSucceeded() -> [Action] {
        switch phase {
        case .starting:
            phase = .ready
            hasBeenReady = true
            return [.disarm(.start), .arm(.stable, Self.stableAfter)]
        case .stopped, .ready, .degraded, .stopping, .waiting, .failed, .needsSecret, .disabled, .unknown:
            return []
        }
    }

    mutating func abandonStart(_ report: ErrorReport) -> [Action] {
        switch phase {
        case .starting:
            return beginStop(then: .fail(report))
        case .stopped, .ready, .degraded, .stopping, .waiting, .failed, .needsSecret, .disabled, .unknown:
            return []
        }
    }

    mutating func ended(_ end: RunEnd, jitter: Double, at now: Timestamp) -> [Action] {
        switch phase {
        case .stopping:
            return settle()
        case .starting:
            return endedByItself(end, wasReady: false, jitter: jitter, at: now)
        case .ready, .degraded:
            return endedByItself(end, wasReady: true, jitter: jitter, at: now)
        case .stopped, .waiting, .failed, .needsSecret, .disabled, .unknown:
            return []
        }
    }

    mutating func endedByItself(_ end: RunEnd, wasReady: Bool, jitter: Double, at now: Timestamp) -> [Action] {
        let disarm: [Action] = [.disarm(.start), .disarm(.stable), .disarm(.idle)]
        let endedWell = wasReady && end.status == .code(0)
        guard wasReady || !isWatchingSource else {
            phase = .failed(.newCodeFails(id, end))
            return disarm
        }
        switch policy.policy {
        case .onFailure where endedWell:
            phase = .stopped
            return disarm
        case .never:
            phase = endedWell ? .stopped : .failed(.ended(id, end, wasReady: wasReady))
            return disarm
        case .onFailure, .always:
            // A clock set back makes crashes of a moment ago ones of the future: they count as new, and are forgiven in time.
            crashes = crashes.map { min($0, now) }.filter { now - $0 <= .seconds(policy.window) } + [now]
            // A host that was there before comes back some day; its clients keep their sessions until then.
            guard crashes.count <= policy.maxRestarts || (end.status.isDisconnection && hasBeenReady) else {
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

    mutating func backoffElapsed() -> [Action] {
        switch phase {
        case .waiting:
            return launch()
        case .stopped, .starting, .ready, .degraded, .stopping, .failed, .needsSecret, .disabled, .unknown:
            return []
        }
    }

    mutating func stableElapsed() -> [Action] {
        switch phase {
        case .ready, .degraded:
            crashes = []
        case .stopped, .starting, .stopping, .waiting, .failed, .needsSecret, .disabled, .unknown:
            break
        }
        return []
    }

    mutating func degraded(_ reason: String) -> [Action] {
        switch phase {
        case .ready, .degraded:
            phase = .degraded(reason: reason)
        case .stopped, .starting, .stopping, .waiting, .failed, .needsSecret, .disabled, .unknown:
            break
        }
        return []
    }

    mutating func recovered() -> [Action] {
        switch phase {
        case .degraded:
            phase = .ready
        case .stopped, .starting, .ready, .stopping, .waiting, .failed, .needsSecret, .disabled, .unknown:
            break
        }
        return []
    }

    mutating func hostLost(_ reason: String) -> [Action] {
        switch phase {
        case .starting, .ready, .degraded:
            phase = .unknown(reason: reason)
            return [.disarm(.start), .disarm(.stable), .disarm(.idle)]
        case .stopped, .stopping, .waiting, .failed, .needsSecret, .disabled, .unknown:
            return []
        }
    }

    mutating func hostFound() -> [Action] {
        switch phase {
        case .unknown:
            return launch()
        case .stopped, .starting, .ready, .degraded, .stopping, .waiting, .failed, .needsSecret, .disabled:
            return []
        }
    }
}
