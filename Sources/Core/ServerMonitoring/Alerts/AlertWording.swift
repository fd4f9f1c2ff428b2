import ServerModel

/// What people are told of an alert: one sentence that stands on its own, and what to do.
struct AlertWording: Hashable, Sendable {
    var message: String
    var remedy: String?

    /// Of a condition that holds; `nil` when nothing is known of its subject.
    static func of(
        _ condition: AlertCondition, of subject: AlertSubject, _ evidence: AlertEvidence, at now: Timestamp
    ) -> AlertWording? {
        switch subject {
        case .server(let id): evidence.servers[id].flatMap { of(condition, of: id, $0, at: now) }
        case .platform(let id):
            evidence.platforms[id].map { platform in
                AlertWording(
                    message: "the file of \(platform.name) is not as mcp-manager wrote it",
                    remedy: "run 'mcp-manager platforms' to see what is other, 'mcp-manager sync' to write it again")
            }
        case .home:
            evidence.freeBytes.map { bytes in
                AlertWording(
                    message: "the disk of mcp-manager's home \(bytes > 0 ? "has only \(byteWords(bytes)) free" : "is full")",
                    remedy: "make room: logs and calls are not kept once it is full")
            }
        }
    }

    private static func of(
        _ condition: AlertCondition, of id: ServerID, _ server: AlertEvidence.OfServer, at now: Timestamp
    ) -> AlertWording? {
        let log = "run 'mcp-manager logs \(id)' to see why"
        let history = "run 'mcp-manager calls \(id)' to see them"
        switch condition {
        case .state:
            return server.health.map { AlertWording(message: sentence(id, $0), remedy: $0.remedy ?? log) }
        case .restarts(_, let seconds):
            let count = server.restarts.since(.wholeMilliseconds(seconds), before: now).count
            return AlertWording(
                message: "\(id) crashes again and again: \(count) restarts in \(durationWords(.seconds(seconds)))", remedy: log)
        case .errorRate(_, let seconds, _):
            let calls = server.calls.since(.wholeMilliseconds(seconds), before: now)
            let failed = calls.count { $0.value.isFailed }
            return AlertWording(
                message: "the tools of \(id) fail: \(failed) of \(calls.count) calls in \(durationWords(.seconds(seconds)))",
                remedy: history)
        case .latency(_, let seconds, _):
            let calls = server.calls.since(.wholeMilliseconds(seconds), before: now).map(\.value.milliseconds).sorted()
            guard !calls.isEmpty else { return nil }
            let slow = words(milliseconds: calls[nearestRank(0.95, of: calls.count) - 1])
            return AlertWording(
                message: "the tools of \(id) are slow: of \(calls.count) calls in \(durationWords(.seconds(seconds))), "
                    + "1 in 20 took \(slow) or longer", remedy: history)
        case .memory(let limit):
            return server.residentBytes.map { bytes in
                AlertWording(
                    message: "\(id) uses \(byteWords(bytes)) of memory, \(byteWords(limit)) or more of which is too much",
                    remedy: "run 'mcp-manager restart \(id)', or limit its memory in its definition")
            }
        case .drift, .disk: return nil
        }
    }

    private static func sentence(_ id: ServerID, _ health: Health) -> String {
        guard let reason = health.reason, !reason.isEmpty else { return "\(id) \(words(health))" }
        // A reason that is a sentence about it already needs no other.
        if reason.hasPrefix("\(id) ") { return reason }
        return "\(id) \(words(health)): \(reason)"
    }

    private static func words(_ health: Health) -> String {
        switch health.cause {
        case .slow: "answers slowly"
        case .flapping: "is well and unwell by turns"
        case .retrying: "does not always answer"
        case .limit: "is at its limit"
        case .silent: "does not answer"
        case .suspended: "is suspended"
        case .clogged: "does not read what is sent to it"
        case .refused: "cannot be connected to"
        case .endpoint: "says at its health endpoint that it is not well"
        case .error: "answers its checks with errors"
        case .toolsFail: "answers, but its tools fail"
        case .crashed: "crashed"
        case .failed: "gave up starting"
        case .needsSecret: "lacks a secret"
        case .stopped: "is stopped"
        case .starting: "is starting"
        case .disabled: "is switched off"
        case .unreachable: "is out of reach"
        case .missing: "cannot be found"
        case nil: words(health.state)
        }
    }

    private static func words(_ state: HealthState) -> String {
        switch state {
        case .healthy: "is healthy"
        case .degraded: "serves only in part"
        case .unhealthy: "does not serve"
        case .unknown: "is in an unknown state"
        case .notFound: "cannot be found"
        }
    }

    private static func words(milliseconds: Double) -> String {
        guard milliseconds >= 1000 else { return "\(Int(milliseconds.rounded())) ms" }
        let tenths = Int((min(milliseconds, 1e12) / 100).rounded())
        return "\(tenths / 10).\(tenths % 10) s"
    }
}
