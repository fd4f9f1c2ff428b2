import ServerModel

/// What people and clients are told about a server that cannot do what they ask.
extension ErrorReport {
    static func notRunning(_ id: ServerID, _ since: Timestamp) -> ErrorReport {
        ErrorReport(
            code: "not-running", problem: "the server '\(id)' is not running since \(since)",
            remedy: "run 'mcp-manager start \(id)'")
    }

    static func stoppedByPerson(_ id: ServerID, _ since: Timestamp) -> ErrorReport {
        ErrorReport(
            code: "stopped", problem: "the server '\(id)' was stopped by hand at \(since)",
            remedy: "run 'mcp-manager start \(id)'")
    }

    static func modeNotPossible(_ id: ServerID, _ mode: ExecutionMode, own: ExecutionMode) -> ErrorReport {
        ErrorReport(
            code: "mode-not-possible",
            problem: "the server '\(id)' has mode '\(own.rawValue)' and cannot be started in mode '\(mode.rawValue)'",
            remedy: own == .local || own == .development
                ? "choose 'development' or 'local'; others are written as execution.mode in servers/\(id).yaml"
                : "start it without a mode, or write another execution.mode in servers/\(id).yaml")
    }

    static func stopping(_ id: ServerID) -> ErrorReport {
        ErrorReport(
            code: "stopping", problem: "the server '\(id)' is being stopped",
            remedy: "run 'mcp-manager start \(id)' once it has stopped")
    }

    static func disabled(_ id: ServerID) -> ErrorReport {
        ErrorReport(
            code: "disabled", problem: "the server '\(id)' is switched off in its definition",
            remedy: "write 'enabled: true' in servers/\(id).yaml")
    }

    static func unreachable(_ id: ServerID, _ reason: String) -> ErrorReport {
        ErrorReport(
            code: "unreachable", problem: "the host of the server '\(id)' cannot be reached: \(reason)",
            remedy: "check the network; it is used again as soon as it answers")
    }

    static func waiting(_ id: ServerID, until: Timestamp, _ end: RunEnd?) -> ErrorReport {
        let why = end.map { " (\($0.status.words) at \($0.at))" } ?? ""
        let isLost = end?.status.isDisconnection == true
        return ErrorReport(
            code: "restarting",
            problem: "the server '\(id)' \(isLost ? "was lost" : "crashed")\(why) and is started again at \(until)",
            remedy: "try again then; 'mcp-manager logs \(id)' says what happened")
    }

    static func lostDuringCall(_ id: ServerID, _ end: RunEnd) -> ErrorReport {
        ErrorReport(
            code: "server-ended", problem: "the server '\(id)' ended before it answered: \(end.status.words)",
            remedy: "call again; 'mcp-manager status \(id)' says whether it is back")
    }

    static func nothingToKill(_ id: ServerID) -> ErrorReport {
        ErrorReport(
            code: "not-running", problem: "the server '\(id)' has no process", remedy: "run 'mcp-manager status \(id)'")
    }

    static func invalidDefinition(_ id: ServerID, _ diagnostics: [Diagnostic]) -> ErrorReport {
        let first = diagnostics.first { $0.severity == .error }
        return ErrorReport(
            code: "invalid-definition",
            problem: first.map { "\($0.file):\($0.line):\($0.column): \($0.message)" } ?? "servers/\(id).yaml has errors",
            remedy: first?.fix ?? "run 'mcp-manager show \(id)'")
    }

    /// The same, saying which server it is about, for clients that see nothing else.
    func prefixed(by id: ServerID, since: Timestamp) -> ErrorReport {
        ErrorReport(code: code, problem: "the server '\(id)' failed at \(since): \(problem)", remedy: remedy)
    }
}
