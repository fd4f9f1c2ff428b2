import ServerModel
import Synchronization

/// How servers did over time, in the file of the calls.
///
/// Telling it something never waits: sums are kept in memory and written once a minute, and when an outage begins or ends. What a
/// daemon that is killed has not written, about a minute, is unknown, as is all time in which nobody told anything.
public final class HealthRecorder: Sendable {
    private let file: CallHistory
    private let clock: @Sendable () -> Timestamp
    private let steadyClock: @Sendable () -> Duration
    private let ledger = Mutex(HealthLedger())

    /// - file: where it is written; trouble with it is told there once, and hurts nobody.
    /// - steadyClock: time since any moment, by a clock nobody sets, which stands still while the machine sleeps.
    public init(
        file: CallHistory, clock: @escaping @Sendable () -> Timestamp = { .now },
        steadyClock: @escaping @Sendable () -> Duration = HealthRecorder.steadyTime
    ) {
        self.file = file
        self.clock = clock
        self.steadyClock = steadyClock
        // Ends what an earlier daemon left open.
        file.inBackground { self.write(to: $0) }
    }

    /// The time of the steady clock that is used unless another is given.
    @Sendable public static func steadyTime() -> Duration { beginning.duration(to: .now) }
    private static let beginning = SuspendingClock.now

    /// How a server is now: to be told at every change, and now and then in between.
    public func note(_ health: Health, of server: ServerID) {
        note(health, of: server, at: clock(), monotonic: steadyClock())
    }

    /// - monotonic: by the recorder's steady clock.
    public func note(_ health: Health, of server: ServerID, at wall: Timestamp, monotonic: Duration) {
        tell(monotonic) { $0.note(health, of: server, wall: wall, steady: monotonic) }
    }

    /// A check ended; `milliseconds`: how long its good answer took, `nil` when it failed.
    public func checked(milliseconds: Double?, of server: ServerID, at wall: Timestamp? = nil) {
        let wall = wall ?? clock()
        tell(steadyClock()) { $0.checked(milliseconds: milliseconds, of: server, wall: wall) }
    }

    /// A server of this name is no more. What it did stays for as long as that of others: its definition may come back.
    public func forget(_ server: ServerID) {
        let (wall, steady) = (clock(), steadyClock())
        tell(steady) { $0.forget(server, wall: wall, steady: steady) }
    }

    /// How a server was up to now: `points` equal parts of the last `hours`, at most one for each minute.
    ///
    /// Throws an ``ErrorReport`` when the file cannot be read.
    public func history(
        of server: ServerID, current: Health, hours: Int = 24, points: Int = 120
    ) async throws -> HealthHistory {
        let now = countAndWrite()
        return try await file.asking { store in
            let parts = try CallStore.uptimeSpans.map {
                try store.strip(of: server, at: now, span: $0, cells: CallStore.stripCells)
            }
            return HealthHistory(
                server: server, current: current, uptime: try store.uptime(of: server, at: now),
                outages: try store.outages(of: server, limit: 50),
                points: try store.healthPoints(of: server, at: now, minutes: hours * 60, parts: points),
                strips: parts.map(\.strip), charts: parts.map(\.points),
                callTimes: try store.callTimes(of: server, at: now, seconds: 3_600))
        }
    }

    /// The uptime of each, as in ``HealthHistory``. Throws an ``ErrorReport`` when the file cannot be read.
    public func uptime(of servers: [ServerID]) async throws -> [ServerID: [Uptime]] {
        let now = countAndWrite()
        return try await file.asking { store in
            var all: [ServerID: [Uptime]] = [:]
            for server in servers { all[server] = try store.uptime(of: server, at: now) }
            return all
        }
    }

    /// The states of each in the last two hours. Throws an ``ErrorReport`` when the file cannot be read.
    public func strips(of servers: [ServerID]) async throws -> [ServerID: HealthStrip] {
        let now = countAndWrite()
        return try await file.asking { store in
            var all: [ServerID: HealthStrip] = [:]
            for server in servers {
                all[server] =
                    try store.strip(of: server, at: now, span: CallStore.briefSpan, cells: CallStore.briefCells).strip
            }
            return all
        }
    }

    /// Hands over what was gathered; the daemon is going.
    public func close() { _ = countAndWrite() }

    // MARK: Writing

    private func tell(_ steady: Duration, _ news: (inout HealthLedger) -> Void) {
        let mustWrite = ledger.withLock { ledger in
            news(&ledger)
            return ledger.beginsWriting(steady: steady)
        }
        if mustWrite { file.inBackground { self.write(to: $0) } }
    }

    /// Returns now.
    private func countAndWrite() -> Timestamp {
        let (wall, steady) = (clock(), steadyClock())
        ledger.withLock { $0.countAll(wall: wall, steady: steady) }
        file.inBackground { self.write(to: $0) }
        return wall
    }

    private func write(to file: CallFile) {
        let (wall, steady) = (clock(), steadyClock())
        let batch = ledger.withLock { $0.take(wall: wall, steady: steady) }
        if !batch.isEmpty && !file.write(batch) { ledger.withLock { $0.restore(batch) } }
    }
}
