import ServerModel

/// Sums up what is told of the servers' health until it is written; pure.
///
/// How long a state lasted is measured by a steady clock, and counted into the minutes by the wall clock that end now: a wall clock
/// that jumps neither makes time up nor takes any away.
struct HealthLedger: Sendable {
    private struct Span {
        var state: HealthState
        /// Up to when it is counted, by the steady clock.
        var counted: Duration
    }

    private struct Lasting {
        var began: Timestamp
        var beganSteady: Duration
        var cause: HealthCause?
    }

    static let writingInterval = Duration.seconds(60)
    /// A state of which nothing was heard for longer is not known for longer.
    static let longestSpan = Duration.seconds(2 * 86_400)
    /// By how much the wall clock and the steady one may differ over an outage before its end is called uncertain.
    static let tolerance = Duration.seconds(60)

    private var spans: [ServerID: Span] = [:]
    private var outages: [ServerID: Lasting] = [:]
    private var batch = HealthBatch()
    private var hasOutageNews = false
    private var isWriting = false
    private var lastWrite: Duration?
    private var lastPruning: Duration?

    init() { batch.endsOrphans = true }

    // MARK: What is told

    mutating func note(_ health: Health, of server: ServerID, wall: Timestamp, steady: Duration) {
        count(server, wall: wall, steady: steady)
        spans[server] = Span(state: health.state, counted: spans[server]?.counted ?? steady)
        if health.state.isOutage {
            continueOutage(health, of: server, wall: wall, steady: steady)
        } else if health.state.serves || HealthFinding(health).endsOutage {
            endOutage(of: server, wall: wall, steady: steady)
        }
    }

    mutating func checked(milliseconds: Double?, of server: ServerID, wall: Timestamp) {
        var sums = HealthSums()
        sums.addCheck(response: milliseconds)
        batch.add(sums, of: server, in: wall.millisecondsSince1970.minute)
    }

    mutating func forget(_ server: ServerID, wall: Timestamp, steady: Duration) {
        count(server, wall: wall, steady: steady)
        spans[server] = nil
        endOutage(of: server, wall: wall, steady: steady)
    }

    /// Counts what lasts up to now.
    mutating func countAll(wall: Timestamp, steady: Duration) {
        for server in spans.keys { count(server, wall: wall, steady: steady) }
    }

    // MARK: When to write

    /// Whether somebody is to write now: at most once a minute, at changes of outages, and never twice at the same time.
    mutating func beginsWriting(steady: Duration) -> Bool {
        let last = lastWrite ?? steady
        lastWrite = last
        guard !isWriting, hasOutageNews || steady - last >= Self.writingInterval else { return false }
        isWriting = true
        return true
    }

    /// What is to be written.
    mutating func take(wall: Timestamp, steady: Duration) -> HealthBatch {
        if lastPruning.map({ steady - $0 >= .seconds(3_600) }) ?? true {
            batch.prunes = true
            lastPruning = steady
        }
        batch.moment = wall
        (lastWrite, isWriting, hasOutageNews) = (steady, false, false)
        defer { batch = HealthBatch() }
        return batch
    }

    /// It could not be written, and is tried again in a minute.
    mutating func restore(_ earlier: HealthBatch) { batch.restore(earlier) }

    // MARK: Spans

    private mutating func count(_ server: ServerID, wall: Timestamp, steady: Duration) {
        guard let span = spans[server] else { return }
        // Whole milliseconds; the rest is counted next time.
        let passed = max(.zero, steady - span.counted).wholeMilliseconds
        spans[server]?.counted = span.counted + .milliseconds(passed)
        guard span.state != .unknown else { return }
        var left = min(passed, Self.longestSpan.wholeMilliseconds)
        var end = wall.millisecondsSince1970
        while left > 0 {
            let minute = (end - 1).minute
            let part = min(left, end - minute * 60_000)
            var sums = HealthSums()
            sums.add(milliseconds: part, in: span.state)
            batch.add(sums, of: server, in: minute)
            left -= part
            end -= part
        }
    }

    // MARK: Outages

    private mutating func continueOutage(_ health: Health, of server: ServerID, wall: Timestamp, steady: Duration) {
        let reason = health.reason.map { String($0.prefix(1_000)) }
        guard let lasting = outages[server] else {
            outages[server] = Lasting(began: wall, beganSteady: steady, cause: health.cause)
            batch.add(.began(Outage(server: server, began: wall, state: health.state, cause: health.cause, reason: reason)))
            hasOutageNews = true
            return
        }
        // Why it began is what is told; but that it crashed explains little, and what comes after may explain it.
        guard lasting.cause == .crashed, health.cause != .crashed else { return }
        outages[server]?.cause = health.cause
        batch.add(.explained(server, health.state, health.cause, reason))
        hasOutageNews = true
    }

    private mutating func endOutage(of server: ServerID, wall: Timestamp, steady: Duration) {
        guard let lasting = outages.removeValue(forKey: server) else { return }
        let expected = lasting.began + max(.zero, steady - lasting.beganSteady)
        // Set back, the clock would have it end before it did; set forward, or after the machine slept, nobody knows.
        let difference = wall - expected
        batch.add(
            .ended(
                server, max(wall, expected), isUncertain: difference > Self.tolerance || difference < .zero - Self.tolerance))
        hasOutageNews = true
    }
}

extension Duration {
    fileprivate var wholeMilliseconds: Int64 { components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000 }
}

extension Int64 {
    /// The minute since 1970 in which a millisecond since 1970 is.
    var minute: Int64 { self >= 0 ? self / 60_000 : (self + 1) / 60_000 - 1 }
}
