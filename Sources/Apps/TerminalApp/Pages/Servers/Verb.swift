import ServerModel

/// What a person can do to a server from the dashboard; each is one command of `mcp-manager`.
enum Verb: String, CaseIterable, Sendable {
    case start, stop, restart, kill

    /// For a title or a button: `Restart`.
    var title: String {
        switch self {
        case .start: "Start"
        case .stop: "Stop"
        case .restart: "Restart"
        case .kill: "Kill"
        }
    }

    /// Whether connected clients notice, so that it is worth a question.
    var interruptsSessions: Bool { self != .start }

    /// Why it cannot be done to a server now, in words that say what to do instead; `nil` when it can.
    ///
    /// - Parameter key: what the key of an action is called.
    func objection(to status: ServerStatus, key: (Action) -> String) -> String? {
        let name = status.id.rawValue
        switch self {
        case .start:
            switch status.phase {
            case .stopped, .waiting, .needsSecret, .unknown: return nil
            case .failed(let error): return Self.brokenDefinition(error, of: status)
            case .starting: return "\(name) is already starting"
            case .ready, .degraded: return "\(name) is already running; \(key(.restart)) restarts it"
            case .stopping: return "\(name) is stopping; \(key(.start)) works once it has stopped"
            case .disabled: return "\(name) is switched off; \(key(.forms(.toggle))) switches it on"
            }
        case .stop:
            switch status.phase {
            case .ready, .degraded, .starting, .waiting, .unknown: return nil
            case .stopping: return "\(name) is already stopping; \(key(.kill)) kills it"
            case .stopped, .failed, .needsSecret, .disabled: return "\(name) is not running"
            }
        case .restart:
            switch status.phase {
            case .ready, .degraded, .starting, .waiting, .stopped, .needsSecret, .unknown: return nil
            case .failed(let error): return Self.brokenDefinition(error, of: status)
            case .stopping: return "\(name) is stopping; \(key(.start)) starts it once it has stopped"
            case .disabled: return "\(name) is switched off; \(key(.forms(.toggle))) switches it on"
            }
        case .kill:
            switch status.phase {
            case .ready, .degraded, .starting, .stopping, .unknown: return nil
            case .waiting, .stopped, .failed, .needsSecret, .disabled:
                return status.run == nil ? "\(name) has no process to kill" : nil
            }
        }
    }

    private static func brokenDefinition(_ error: ErrorReport, of status: ServerStatus) -> String? {
        guard error.code == "invalid-definition" else { return nil }
        guard let first = status.diagnostics.first(where: { $0.severity == .error }) else {
            return "the definition of \(status.id) has errors; mend it first"
        }
        return "the definition of \(status.id) has errors; mend line \(first.line) of \(first.file) first"
    }
}
