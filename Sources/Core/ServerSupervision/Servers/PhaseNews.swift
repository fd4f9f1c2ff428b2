import ServerModel

/// A change of phase in the words of the events strip and the log.
struct PhaseNews {
    var message: String
    var severity: Severity
    /// For the server's own log; `nil` when the log knows already.
    var logLine: String?
    var logLevel: LogLevel = .info

    init(_ phase: Phase, before: Phase, run: RunInfo?, lastExit: RunEnd?) {
        switch phase {
        case .starting:
            let ended = before.name == .ready || before.name == .degraded
            message = ended ? "\(lastExit?.words ?? "it ended"); starting again" : "starting"
            severity = ended ? .warning : .info
            logLine = "starting"
        case .ready where before.name == .degraded:
            message = "well again"
            severity = .ok
            logLine = message
        case .ready:
            let took = run?.readyAfterMilliseconds.map { " after \($0) ms" } ?? ""
            message = "ready\(took)"
            severity = .ok
            let process = run?.processID.map { ", process \($0)" } ?? ""
            logLine = "ready\(took)\(process), protocol \(run?.protocolVersion ?? "unknown")"
        case .degraded(let reason):
            message = "degraded: \(reason)"
            severity = .warning
            (logLine, logLevel) = (message, .warning)
        case .stopping:
            message = "stopping"
            severity = .info
            logLine = "stopping"
        case .stopped:
            message = before == .stopping ? "stopped" : "ended by itself"
            severity = .info
            logLine = message
        case .waiting(_, let crashes):
            let why = "\(lastExit?.status.words ?? "it ended")\(lastExit?.why ?? "")"
            message = "\(why); starting again soon (crash \(crashes))"
            severity = .warning
        case .failed(let report):
            message = "failed: \(report.problem) — \(report.remedy)"
            severity = .error
            (logLine, logLevel) = (message, .error)
        case .needsSecret(let report):
            message = "\(report.problem) — \(report.remedy)"
            severity = .warning
            (logLine, logLevel) = (message, .warning)
        case .disabled:
            message = "switched off"
            severity = .info
        case .unknown(let reason):
            message = "out of reach: \(reason)"
            severity = .warning
        }
    }
}

extension ServerDefinition {
    /// What it would run, for people.
    var commandLine: String {
        let local = execution.local
        switch execution.mode {
        case .local, .development:
            if let command = local?.command { return ([command] + (local?.args ?? [])).joined(separator: " ") }
            return local?.mainScript.map { "python \($0)" } ?? ""
        case .docker:
            return execution.docker?.image ?? execution.docker?.dockerfile ?? ""
        case .remote:
            let remote = execution.remote
            if let given = remote?.url ?? remote?.ssh ?? remote?.manager { return given }
            guard let host = remote?.host else { return "" }
            return "\(remote?.protocolScheme ?? "https")://\(host)" + (remote?.port.map { ":\($0)" } ?? "")
        }
    }
}
