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
        switch status.phase {
        case .failed(let report), .needsSecret(let report): report.code
        case .stopped, .starting, .ready, .degraded, .stopping, .waiting, .disabled, .unknown:
            "server-\(status.phase.name.rawValue)"
        }
    }

    var problem: String {
        switch status.phase {
        case .failed(let report): "'\(status.id)' failed: \(report.problem)"
        case .needsSecret(let report): "'\(status.id)' needs a secret: \(report.problem)"
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
        case .failed(let report), .needsSecret(let report): report.remedy
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

/// A person went away in the middle of questions: Ctrl-C, `q`, or the end of input.
struct Abandoned: ActionableError, Hashable {
    var code: String { "abandoned" }
    var problem: String { "nothing was stored" }
    var remedy: String { "run it again when you have the value at hand" }
}

/// The arguments cannot mean anything; exit code 2.
struct BadUse: ActionableError, Hashable {
    var problem: String
    var remedy: String

    var code: String { "bad-use" }
}
