import Dispatch
import ServerModel
import Synchronization

/// The log of one server: files of records, and those who follow.
///
/// `append` is called on the data path and only queues; one background queue reads, masks, writes and tells, so a slow disk delays no
/// server. What a stalled disk cannot take is dropped and counted in the log itself.
public final class ServerLog: Sendable {
    /// How many bytes may wait for the disk.
    static let waitingLimit = 64 << 20
    /// How long a record may wait for whether it goes on: lines of a traceback come at once.
    private static let patience = Duration.milliseconds(100)
    /// About how much is written at a time.
    private static let batchBytes = 256 << 10
    /// How many records are kept in memory while the disk takes none.
    static let unwrittenLimit = 1_000

    /// Takes records that came together, on the background queue.
    public typealias Follower = @Sendable ([LogRecord]) -> Void

    private struct Waiting {
        var entries: [LogEntry] = []
        var bytes = 0
        var lostBytes = 0
        var isScheduled = false
    }

    /// What the background queue alone works with.
    private struct Work {
        var settings: LogSettings
        var intake = LogIntake()
        /// When something came last that may go on.
        var lastCame = ContinuousClock.now
        var releaseIsDue = false
        /// What the disk did not take, the newest of it, and how much went that was older.
        var unwritten: [LogRecord] = []
        var lostRecords = 0
        var followers: [Int: Follower] = [:]
        var lastFollower = 0
        /// Records kept so far, by level; `nil`: those that state none.
        var counts: [LogLevel?: Int] = [:]
    }

    public let server: ServerID
    private let waiting = Mutex(Waiting())
    private let work: Mutex<Work>
    private let file: RotatingFile
    private let queue = DispatchQueue(label: "mcp-manager.log", qos: .utility)
    private let console: (@Sendable ([UInt8]) -> Void)?

    /// The log at `settings.path`, which is made when something is to be written.
    ///
    /// - Parameters:
    ///   - console: takes records as text as well, while the settings want it.
    ///   - onTrouble: is told once when writing fails (a full disk), on a background queue.
    public init(
        of server: ServerID, _ settings: LogSettings, console: (@Sendable ([UInt8]) -> Void)? = nil,
        onTrouble: @escaping @Sendable (ErrorReport) -> Void
    ) {
        self.server = server
        self.console = console
        file = RotatingFile(settings, onTrouble: onTrouble)
        work = Mutex(Work(settings: settings))
    }

    /// Takes other settings, for what is written from now on.
    public func adopt(_ settings: LogSettings) {
        queue.async { [self] in
            writeWaiting()
            file.adopt(settings)
            work.withLock { $0.settings = settings }
        }
    }

    // MARK: Taking in

    /// Takes something whole.
    public func append(_ record: LogRecord) { enqueue(.record(record)) }

    /// Takes a text of its own; what it says of itself is read, `level` counts more than that.
    public func append(_ text: String, level: LogLevel?, of origin: LogOrigin) { enqueue(.message(text, level, origin)) }

    /// Takes some of what a run has written, cut anywhere.
    public func append(_ bytes: [UInt8], of origin: LogOrigin) { enqueue(.bytes(bytes, origin)) }

    /// A run writes no more: what it began is taken as it is.
    public func end(_ origin: LogOrigin) { enqueue(.end(origin)) }

    private func enqueue(_ entry: LogEntry) {
        let mustSchedule = waiting.withLock { waiting in
            guard waiting.bytes + entry.size <= Self.waitingLimit else {
                waiting.lostBytes += entry.size
                return false
            }
            waiting.entries.append(entry)
            waiting.bytes += entry.size
            defer { waiting.isScheduled = true }
            return !waiting.isScheduled
        }
        if mustSchedule { queue.async { self.writeWaiting() } }
    }

    // MARK: Asking

    /// The records that match, oldest first. Throws an ``ErrorReport`` for a pattern that is none, and a file that cannot be read.
    public func records(_ query: LogQuery) async throws -> [LogRecord] {
        let isCancelled = Cancellation()
        return try await withTaskCancellationHandler {
            try await onQueue { try self.find(query) { !isCancelled.hasCome } }
        } onCancel: {
            isCancelled.come()
        }
    }

    /// The same, and calls `follower` with the later records that match, until ``unfollow(_:)``: none is missed or doubled.
    public func follow(
        _ query: LogQuery, _ follower: @escaping Follower
    ) async throws -> (recent: [LogRecord], token: Int) {
        let matcher = try LogMatcher(query)
        return try await onQueue {
            let recent = try self.find(query) { true }
            let token = self.work.withLock { work in
                work.lastFollower += 1
                work.followers[work.lastFollower] = { records in
                    let matching = records.filter(matcher.matches)
                    if !matching.isEmpty { follower(matching) }
                }
                return work.lastFollower
            }
            return (recent, token)
        }
    }

    public func unfollow(_ token: Int) {
        work.withLock { $0.followers[token] = nil }
    }

    /// Where its files are, for going through them; what was appended so far is in them.
    public func source() async -> LogSource {
        await withCheckedContinuation { continuation in
            queue.async {
                self.writeWaiting()
                continuation.resume(returning: self.currentSource)
            }
        }
    }

    /// How many records were kept since the daemon began, by level; under an empty one those that state none.
    public var counts: [String: Int] {
        let counts = work.withLock { $0.counts }
        return Dictionary(uniqueKeysWithValues: counts.map { ($0.key?.rawValue ?? "", $0.value) })
    }

    /// Waits until everything appended so far is in the file.
    public func flush() {
        queue.sync { writeWaiting() }
    }

    private var currentSource: LogSource { LogSource(server: server, path: work.withLock { $0.settings.path }) }

    /// On the queue: behind what was appended before.
    private func find(_ query: LogQuery, _ isWanted: () -> Bool) throws -> [LogRecord] {
        writeWaiting()
        let unwritten = work.withLock { $0.unwritten }
        guard !unwritten.isEmpty else { return try LogArchive.records(of: [currentSource], query, isWanted: isWanted) }
        let matcher = try LogMatcher(query)
        // What keeps it from being written may keep it from being read, too.
        let written = (try? LogArchive.records(of: [currentSource], query, isWanted: isWanted)) ?? []
        let records = written + unwritten.filter(matcher.matches)
        if let last = query.last { return records.suffix(last) }
        return query.first.map { Array(records.prefix($0)) } ?? records
    }

    private func onQueue<Answer: Sendable>(_ question: @escaping @Sendable () throws -> Answer) async throws -> Answer {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try question() }) }
        }
    }

    // MARK: On the queue

    private func writeWaiting() {
        let (entries, lost) = waiting.withLock { waiting in
            defer { waiting = Waiting() }
            return (waiting.entries, waiting.lostBytes)
        }
        if !entries.isEmpty {
            work.withLock { $0.lastCame = .now }
            keep { intake, record in for entry in entries { intake.take(entry, record: record) } }
        }
        if lost > 0 { append(.gap("\(lost) bytes", "the disk could not keep up")) }
        scheduleRelease()
    }

    /// What a record waits for comes at once, or not at all.
    private func scheduleRelease() {
        let wait = work.withLock { work -> Duration? in
            guard work.intake.isHolding, !work.releaseIsDue else { return nil }
            work.releaseIsDue = true
            return max(.zero, Self.patience - (ContinuousClock.now - work.lastCame))
        }
        guard let wait else { return }
        queue.asyncAfter(deadline: .now() + .microseconds(Int(wait / .microseconds(1)) + 1)) { self.release() }
    }

    private func release() {
        let isDue = work.withLock { work in
            work.releaseIsDue = false
            return ContinuousClock.now - work.lastCame >= Self.patience
        }
        // Something came meanwhile: the wait begins anew.
        guard isDue else { return scheduleRelease() }
        keep { intake, record in intake.release(record: record) }
    }

    /// Writes and tells the records that `make` makes.
    private func keep(_ make: (inout LogIntake, (LogRecord) -> Void) -> Void) {
        var (intake, settings) = work.withLock { ($0.intake, $0.settings) }
        var batch = LogBatch(settings)
        var counts: [LogLevel?: Int] = [:]
        make(&intake) { record in
            if let least = settings.level, let level = record.level, level < least { return }
            batch.append(record)
            counts[record.level, default: 0] += 1
            if batch.bytes.count >= Self.batchBytes { write(&batch) }
        }
        write(&batch)
        work.withLock { work in
            work.intake = intake
            work.counts.merge(counts, uniquingKeysWith: +)
        }
    }

    private func write(_ batch: inout LogBatch) {
        guard !batch.records.isEmpty else { return }
        if let console, batch.settings.console { console(batch.text) }
        for follower in work.withLock({ Array($0.followers.values) }) { follower(batch.records) }
        let (unwritten, lost) = work.withLock { ($0.unwritten, $0.lostRecords) }
        guard !unwritten.isEmpty else {
            keepUnwritten(batch.records(behind: file.append(batch.bytes)), lost: 0)
            return batch.removeAll()
        }
        // Once there is room again, it comes where it belongs, behind a word of what is missing.
        var all = LogBatch(batch.settings)
        if lost > 0 { all.append(.gap("\(lost) records", "they could not be written")) }
        for record in unwritten + batch.records { all.append(record) }
        let left = all.records(behind: file.append(all.bytes))
        let isGapLeft = lost > 0 && left.startIndex == 0
        keepUnwritten(isGapLeft ? left.dropFirst() : left, lost: isGapLeft ? lost : 0)
        batch.removeAll()
    }

    private func keepUnwritten(_ records: ArraySlice<LogRecord>, lost: Int) {
        let kept = records.suffix(Self.unwrittenLimit)
        work.withLock { ($0.unwritten, $0.lostRecords) = (Array(kept), lost + records.count - kept.count) }
    }
}

/// Whether whoever asked has left.
private final class Cancellation: Sendable {
    private let flag = Atomic(false)

    var hasCome: Bool { flag.load(ordering: .relaxed) }

    func come() { flag.store(true, ordering: .relaxed) }
}
