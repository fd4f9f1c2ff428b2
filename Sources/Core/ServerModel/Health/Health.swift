/// How well a server does what it is there for, as found out by asking it (`GET /api/v1/servers/{id}/health`).
///
/// The phase says where a server is in its life; health says whether anybody is served.
public struct Health: Codable, Hashable, Sendable {
    public var state: HealthState
    /// What is behind a state other than healthy; `nil` when there is nothing to say.
    public var cause: HealthCause?
    /// One sentence for people; `nil` when all is well. May hold foreign text.
    public var reason: String?
    /// What to do; `nil` when nothing needs to be done.
    public var remedy: String?
    /// When this state was entered.
    public var since: Timestamp
    /// When the server last gave a sign of life: an answer to a check or to a client.
    public var lastSign: Timestamp?
    /// When it was last checked; `nil`: not yet.
    public var checkedAt: Timestamp?
    /// How long the last check took, in milliseconds; `nil` when there was no answer.
    public var responseMilliseconds: Double?
    /// Checks in a row without a good answer.
    public var failures: Int

    public init(
        state: HealthState, cause: HealthCause? = nil, reason: String? = nil, remedy: String? = nil, since: Timestamp,
        lastSign: Timestamp? = nil, checkedAt: Timestamp? = nil, responseMilliseconds: Double? = nil, failures: Int = 0
    ) {
        self.state = state
        self.cause = cause
        self.reason = reason
        self.remedy = remedy
        self.since = since
        self.lastSign = lastSign
        self.checkedAt = checkedAt
        self.responseMilliseconds = responseMilliseconds
        self.failures = failures
    }
}

/// The plan's five states.
public enum HealthState: String, Codable, Hashable, Sendable, CaseIterable {
    case healthy
    /// It serves, but slowly, not always, or not for all.
    case degraded
    /// It does not serve.
    case unhealthy
    /// Nobody can say: it does not run, starts, is not checked, or its host is out of reach.
    case unknown
    /// What the definition names does not exist: its program, container or address.
    case notFound = "not-found"
}

/// What is wrong, told apart so that people and alerts can act on it.
public enum HealthCause: String, Codable, Hashable, Sendable, CaseIterable {
    /// Degraded: answers come, but take long.
    case slow
    /// Degraded: it changes between well and unwell again and again.
    case flapping
    /// Degraded: checks fail, fewer in a row than `retries`.
    case retrying
    /// Degraded: what it was limited to is used up; see the phase's reason.
    case limit
    /// It does not answer, though its process runs.
    case silent
    /// Its process was stopped by a signal (SIGSTOP, SIGTSTP).
    case suspended
    /// It does not read its input: what is sent to it waits in a full pipe.
    case clogged
    /// Nothing listens at its port or address.
    case refused
    /// Its endpoint answered with another status than 200 to 299.
    case endpoint
    /// It answered the check with an error.
    case error
    /// It answers checks, but its tools fail.
    case toolsFail = "tools-fail"
    /// Its process ended and is started again.
    case crashed
    /// It gave up starting.
    case failed
    /// It lacks a secret.
    case needsSecret = "needs-secret"
    /// It does not run, as was asked for, or because nobody needs it.
    case stopped
    /// It is on its way.
    case starting
    /// Switched off in its definition, or its health checks are.
    case disabled
    /// The host it runs on is out of reach.
    case unreachable
    /// Its program, module, container or address does not exist.
    case missing
}
