import NIOCore
import ServerExecution
import ServerModel
import ServerMonitoring

/// How long a check took; `nil` milliseconds: it was not answered.
public struct CheckTime: Sendable, Hashable {
    public var milliseconds: Double?
}

/// What is known of the health of one process, and when it is asked again.
struct HealthWatch {
    var judge: HealthJudge
    /// When the next check is due.
    var timer: Scheduled<Void>?
    /// The check that is under way: never more than one.
    var check: RunningCheck?
    /// Checks so far; every tenth asks for the tools.
    var checks = 0
    /// How many answers to clients there had been when that was last looked at.
    var answers = 0
    /// How its run ended by itself, until the judge was told.
    var end: RunEnd?
    /// Whoever asked for a check, until it has ended.
    var waiting: [CheckedContinuation<Void, Never>] = []

    /// Every so many checks the tools are asked for.
    static let checksUntilTools = 10

    init(of server: ServerID, _ definition: ServerDefinition?, at now: Timestamp) {
        judge = HealthJudge(server: server, settings: definition?.monitoring.healthCheck ?? Monitoring.HealthCheck(), at: now)
    }

    struct RunningCheck {
        let run: Int
        /// Of the request, while its answer is awaited.
        var request: Int?
        var startedAt: ContinuousClock.Instant
        var deadline: Scheduled<Void>?
        /// What the endpoint said; `nil` while it has not, or is not asked.
        var endpoint: HealthProbe.Answer?
        var awaitsEndpoint = false
        /// The server's answer has come.
        var isAnswered = false
        var refusal: CheckRefusal?
    }
}
