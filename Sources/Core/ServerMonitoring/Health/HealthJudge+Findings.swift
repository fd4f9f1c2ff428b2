import ServerModel

/// Facts to findings: the rows of the table of ``HealthJudge``.
extension HealthJudge {
    /// What is told: the worst that applies.
    func finding() -> HealthFinding {
        switch phase {
        case .ready: findingWhileServing(limit: nil)
        case .degraded(let reason): findingWhileServing(limit: reason)
        case .waiting(_, let crashes):
            HealthFinding(
                state: .unhealthy, cause: lastEnd?.cause ?? .crashed,
                reason: "it ended by itself\(crashes > 1 ? " \(crashes) times in a row" : "")"
                    + (lastEnd.map { " (\($0.reason))" } ?? "") + " and is started again",
                remedy: "'mcp-manager logs \(server)' has its last words")
        case .failed(let report):
            HealthFinding(
                state: report.saysMissing ? .notFound : .unhealthy, cause: report.saysMissing ? .missing : .failed,
                reason: report.problem, remedy: report.remedy)
        case .needsSecret(let report):
            HealthFinding(state: .unhealthy, cause: .needsSecret, reason: report.problem, remedy: report.remedy)
        case .starting: HealthFinding(state: .unknown, cause: .starting, reason: "it is starting")
        case .stopping: HealthFinding(state: .unknown, cause: .starting, reason: "it is being stopped")
        case .stopped: HealthFinding(state: .unknown, cause: .stopped, reason: "it does not run")
        case .disabled: HealthFinding(state: .unknown, cause: .disabled, reason: "it is switched off in its definition")
        case .unknown(let reason): HealthFinding(state: .unknown, cause: .unreachable, reason: reason)
        }
    }

    private func findingWhileServing(limit: String?) -> HealthFinding {
        let isHeard = settings.enabled || lastAnswer.map { elapsed - $0 < Self.window } ?? false
        let base = isHeard ? HealthFinding.well : .unheard
        // In this order: what is going on before what may come again.
        let known = [failedChecks, failingTools, limit.map(usedUp), slow, isHeard ? flapping : nil].compactMap(\.self)
        return known.reduce(base) { worst, next in next.state.rank > worst.state.rank ? next : worst }
    }

    // MARK: The parts

    private var failedChecks: HealthFinding? {
        guard let cause = checks.last else { return nil }
        let remedy = checks.remedy ?? usualRemedy(for: cause)
        guard let count = checks.countWhenDown else {
            let which = checks.count == 1 ? "the last check" : "the last \(checks.count) checks"
            return HealthFinding(
                state: .degraded, cause: .retrying, reason: "\(which) of \(checks.limit) failed: \(checks.reason)",
                remedy: remedy)
        }
        return HealthFinding(
            state: cause == .missing ? .notFound : .unhealthy, cause: cause,
            reason: "\(count == 1 ? "the last check" : "\(count) checks in a row") failed: \(checks.reason)", remedy: remedy)
    }

    private var failingTools: HealthFinding? {
        guard let count = calls.level(at: elapsed) else { return nil }
        let isDown = count == CallStreak.many
        let when = isDown ? "and none succeeded within 10 minutes" : "all within 10 minutes"
        return HealthFinding(
            state: isDown ? .unhealthy : .degraded, cause: .toolsFail,
            reason: "the last \(count) calls of its tools failed, \(when)",
            remedy: "'mcp-manager calls \(server) --failed' shows what they said")
    }

    private func usedUp(_ limit: String) -> HealthFinding {
        HealthFinding(
            state: .degraded, cause: .limit, reason: limit,
            remedy: "raise the limit under 'execution.limits', or find out what it keeps ('mcp-manager top')")
    }

    private var slow: HealthFinding? {
        guard let slowness = speed.slowness else { return nil }
        let usual =
            slowness.usual.map { "it usually takes \(milliseconds: $0)" } ?? "more than \(milliseconds: slowness.limit) is slow"
        return HealthFinding(
            state: .degraded, cause: .slow, reason: "its answers to checks took \(milliseconds: slowness.median); \(usual)",
            remedy: "see what keeps it busy: 'mcp-manager top' and 'mcp-manager logs \(server)'")
    }

    private var flapping: HealthFinding? {
        guard let count = flaps.dropsWhileFlapping(at: elapsed) else { return nil }
        return HealthFinding(
            state: .degraded, cause: .flapping, reason: "it stopped serving \(count) times within 10 minutes",
            remedy: "'mcp-manager health \(server)' lists when and why")
    }

    private func usualRemedy(for cause: HealthCause) -> String? {
        switch cause {
        case .silent, .clogged: "'mcp-manager restart \(server)' starts it again"
        case .suspended: "let it go on with 'kill -CONT' and its process ID, or start it again: 'mcp-manager restart \(server)'"
        case .refused: "check its port, or start it again: 'mcp-manager restart \(server)'"
        case .endpoint: "look into 'mcp-manager logs \(server)', and check 'monitoring.health_check.endpoint'"
        case .error: "look into 'mcp-manager logs \(server)'"
        case .missing: "correct its definition, which 'mcp-manager show \(server)' tells"
        case .slow, .flapping, .retrying, .limit, .toolsFail, .crashed, .failed, .needsSecret, .stopped, .starting, .disabled,
            .unreachable:
            nil
        }
    }
}

extension HealthFinding {
    fileprivate static let unheard = HealthFinding(
        state: .unknown, cause: .disabled,
        reason: "its health checks are switched off, and no client had an answer for 10 minutes")
}

extension Phase {
    /// What is going on in a phase that leads out of an outage, or back into it; `nil` for the others.
    var wordsOnTheWay: String? {
        switch self {
        case .starting: "it is being started again"
        case .stopping: "it is being stopped"
        case .stopped, .ready, .degraded, .waiting, .failed, .needsSecret, .disabled, .unknown: nil
        }
    }
}

extension ErrorReport {
    /// Whether what the definition names does not exist: a program, a file, a Python, an address. See `LaunchError` and `HTTPFailure`.
    fileprivate var saysMissing: Bool {
        switch code {
        case "command-not-found", "script-not-found", "directory-not-found", "requirements-not-found", "wrong-python",
            "no-such-host":
            true
        default: false
        }
    }
}

extension String.StringInterpolation {
    /// `12 ms`, `2.4 s`.
    fileprivate mutating func appendInterpolation(milliseconds: Double) {
        if milliseconds < 999.5 {
            appendLiteral("\(Int(milliseconds.rounded())) ms")
        } else {
            appendLiteral("\((milliseconds / 100).rounded() / 10) s")
        }
    }
}
