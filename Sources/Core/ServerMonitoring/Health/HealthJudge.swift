import ServerModel

/// How healthy one process of a server is: a pure decision that knows no clock, no process and no file.
///
/// | what is known | state | cause |
/// |---|---|---|
/// | ready; the handshake or the last check was answered | healthy | |
/// | fewer checks in a row failed than need to | degraded | retrying |
/// | `retries` checks in a row failed; 2, when what they found is certain (suspended, refused) | unhealthy | what they found |
/// | the same, and what they found is that it does not exist | not-found | missing |
/// | the last answers took long, see ``ResponseSpeed`` | degraded | slow |
/// | it is well, but was not 3 times within 10 minutes, see ``FlapWatch`` | degraded | flapping |
/// | the last 5 calls of tools failed within 10 minutes, see ``CallStreak`` | degraded | tools-fail |
/// | the last 10 did, and none succeeded in these 10 minutes | unhealthy | tools-fail |
/// | phase degraded: a limit is used up | degraded | limit |
/// | its run ended by itself, and phase waiting | unhealthy | how it ended: crashed or refused |
/// | phase failed: what the definition names does not exist | not-found | missing |
/// | phase failed, for another reason | unhealthy | failed |
/// | phase needs-secret | unhealthy | needs-secret |
/// | phase starting or stopping, when it served before, or did not run | unknown | starting |
/// | phase starting or stopping, when it did not serve before | as before | as before |
/// | phase stopped, disabled, unknown | unknown | stopped, disabled, unreachable |
/// | ready, checks are switched off, no client had an answer for 10 minutes | unknown | disabled |
///
/// The worst that applies is told. Figures in reasons are those of the moment at which a state was entered: a reason that changed with
/// every check would be news with every check.
public struct HealthJudge: Sendable {
    public private(set) var health: Health

    let server: ServerID
    var settings: Monitoring.HealthCheck
    var phase: Phase
    /// How its last run ended by itself, until it is ready again.
    var lastEnd: (cause: HealthCause, reason: String)?
    /// What it did not serve for, until it serves again or is stopped.
    var outage: HealthFinding?

    var checks = FailedChecks()
    var speed = ResponseSpeed()
    var calls = CallStreak()
    var flaps = FlapWatch()

    /// Whether it was checked, or answered a client, since it was last ready.
    var isProvenSinceReady = false
    /// When a client last had an answer.
    var lastAnswer: Duration?

    /// Time that went by since the judge began. A clock that is set back stands still here; one that is set forward only makes the
    /// past seem long ago.
    private(set) var elapsed = Duration.zero
    private var lastMoment: Timestamp

    public init(server: ServerID, settings: Monitoring.HealthCheck, phase: Phase = .stopped, at now: Timestamp) {
        self.server = server
        self.settings = settings
        self.phase = phase
        lastMoment = now
        health = Health(state: .unknown, since: now)
        switch phase {
        case .ready, .degraded: begin(at: now)
        case .stopped, .starting, .stopping, .waiting, .failed, .needsSecret, .disabled, .unknown: break
        }
        judge(at: now)
    }

    /// How far back calls, answers and changes count.
    static let window = Duration.seconds(600)

    /// What is seen of a server.
    public enum Event: Hashable, Sendable {
        case phase(Phase)
        /// Its process or connection ended by itself, and it is started again or given up: told before the phase that follows.
        /// - reason: for people: `exit 1: the Python module 'x' is missing`.
        case ended(HealthCause, reason: String)
        /// A check ended.
        case checked(CheckOutcome)
        /// An answer to a client came: proof of life.
        case answered
        /// A call of a tool ended; `failed`: with an error of the tool, refused, or lost. Cancelled ones are not told.
        case called(failed: Bool)
        /// Time went by: what was a while ago may count no more. Told now and then when nothing else happens.
        case timePassed
    }

    /// Takes in what was seen; whether state, cause or reason are others now.
    @discardableResult
    public mutating func handle(_ event: Event, at now: Timestamp) -> Bool {
        elapsed = elapsed(at: now)
        lastMoment = now
        switch event {
        case .phase(let new): move(to: new, at: now)
        case .ended(let cause, let reason):
            lastEnd = (cause, reason)
            move(to: .waiting(until: now, crashes: 1), at: now)
        case .checked(let outcome): take(outcome, at: now)
        case .answered: takeAnswer(at: now)
        case .called(let failed): if isServing { calls.note(failed: failed, at: elapsed) }
        case .timePassed: break
        }
        return judge(at: now)
    }

    /// Goes on with a changed definition; whether state, cause or reason are others now.
    @discardableResult
    public mutating func adopt(_ settings: Monitoring.HealthCheck, at now: Timestamp) -> Bool {
        let isOtherQuestion = (settings.enabled, settings.endpoint) != (self.settings.enabled, self.settings.endpoint)
        self.settings = settings
        if isOtherQuestion {
            checks = FailedChecks()
            speed = ResponseSpeed()
        }
        return handle(.timePassed, at: now)
    }

    func elapsed(at now: Timestamp) -> Duration { elapsed + max(.zero, now - lastMoment) }

    /// Whether its phase is one in which it answers.
    var isServing: Bool {
        switch phase {
        case .ready, .degraded: true
        case .stopped, .starting, .stopping, .waiting, .failed, .needsSecret, .disabled, .unknown: false
        }
    }

    // MARK: What was seen

    private mutating func move(to new: Phase, at now: Timestamp) {
        let wasServing = isServing
        phase = new
        if isServing && !wasServing { begin(at: now) }
        if !isServing { checks = FailedChecks() }
    }

    /// It is ready, and has a clean slate.
    private mutating func begin(at now: Timestamp) {
        checks = FailedChecks()
        calls = CallStreak()
        speed.beginAgain()
        (isProvenSinceReady, lastAnswer, lastEnd) = (false, nil, nil)
        // The handshake was answered.
        health.lastSign = now
    }

    private mutating func take(_ outcome: CheckOutcome, at now: Timestamp) {
        // One that ends late says nothing of the run that comes after.
        guard isServing, settings.enabled else { return }
        isProvenSinceReady = true
        health.checkedAt = now
        switch outcome {
        case .answered(let milliseconds):
            checks = FailedChecks()
            speed.note(milliseconds: milliseconds, timeout: settings.patience)
            health.responseMilliseconds = milliseconds
            health.lastSign = now
        case .failed(let cause, let reason, let remedy):
            checks.note(cause, reason, remedy, retries: settings.retries)
            health.responseMilliseconds = nil
            if cause.isAnswer { health.lastSign = now }
        }
    }

    private mutating func takeAnswer(at now: Timestamp) {
        health.lastSign = now
        guard isServing else { return }
        (isProvenSinceReady, lastAnswer) = (true, elapsed)
        if checks.last?.isDisprovedByAnswer == true { checks = FailedChecks() }
    }

    // MARK: What follows

    @discardableResult
    private mutating func judge(at now: Timestamp) -> Bool {
        var finding = finding()
        if health.state.serves && finding.state.isOutage { flaps.noteDrop(at: elapsed) }
        if finding.state.serves || finding.endsOutage {
            outage = nil
        } else if finding.state.isOutage {
            outage = finding
        } else if let outage, let words = phase.wordsOnTheWay {
            finding = outage
            finding.reason = outage.reason.map { "\(words); before that: \($0)" }
        }
        health.failures = checks.count
        guard finding != HealthFinding(health) else { return false }
        if finding.state != health.state { health.since = now }
        // The remedy alone is no news.
        let isNews = (finding.state, finding.cause, finding.reason) != (health.state, health.cause, health.reason)
        (health.state, health.cause, health.reason, health.remedy) = finding.parts
        return isNews
    }
}
