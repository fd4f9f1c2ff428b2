import ServerModel

/// More than one thing failed; each is told.
struct SeveralProblems: Error {
    var problems: [any Error]
}

/// An error with lines worth showing between the problem and the remedy.
protocol DetailedError: ActionableError {
    /// Foreign text, oldest first.
    var details: [String] { get }
}

/// A server was told to start or stop and ended up somewhere else.
struct UnexpectedPhase: DetailedError, Hashable {
    var status: ServerStatus

    var code: String {
        if case .failed(let report) = status.phase { report.code } else { "server-\(status.phase.name.rawValue)" }
    }

    var problem: String {
        switch status.phase {
        case .failed(let report): "'\(status.id)' failed: \(report.problem)"
        case .degraded(let reason), .unknown(let reason): "'\(status.id)' is \(status.phase.name.rawValue): \(reason)"
        case .waiting(_, let crashes):
            "'\(status.id)' ended: \(status.lastExit?.words ?? "why is not known"), "
                + "crash \(crashes) in a row; it is started again by itself"
        case .disabled: "'\(status.id)' is disabled in its definition"
        case .stopped, .starting, .ready, .stopping: "'\(status.id)' is \(status.phase.name.rawValue)"
        }
    }

    var remedy: String {
        switch status.phase {
        case .failed(let report): report.remedy
        case .disabled: "write 'enabled: true' in its definition"
        default: "run 'mcp-manager status \(status.id)' for more"
        }
    }

    /// The server's last words, when they explain the phase.
    var details: [String] {
        switch status.phase {
        case .failed, .waiting: status.lastExit?.stderrTail ?? []
        default: []
        }
    }
}

/// A question was answered with no.
struct Declined: ActionableError, Hashable {
    var code: String { "declined" }
    var problem: String { "nothing was done" }
    var remedy: String { "answer 'y' to go on" }
}

/// The arguments cannot mean anything; exit code 2.
struct BadUse: ActionableError, Hashable {
    var problem: String
    var remedy: String

    var code: String { "bad-use" }
}
