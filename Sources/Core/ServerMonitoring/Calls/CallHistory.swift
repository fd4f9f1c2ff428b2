import Dispatch
import SecretMasking
import ServerModel
import Synchronization

/// The calls of tools that went through us, in a file of SQLite.
///
/// `record` is called on the data path and only queues; one background queue masks, cuts and writes a moment later, all that waits in
/// one transaction. Questions go through the same queue behind that, so whoever asks sees what was just called.
public final class CallHistory: Sendable {
    private struct Waiting {
        var record: CallRecord
        var mask: SecretMask

        var bytes: Int { (record.arguments?.utf8.count ?? 0) + (record.result?.utf8.count ?? 0) }
    }

    private struct Intake {
        var waiting: ArraySlice<Waiting> = []
        var bytes = 0
        var lost = 0
        var isScheduled = false
    }

    private let intake = Mutex(Intake())
    private let file: CallFile
    private let limits: CallHistoryLimits
    private let queue = DispatchQueue(label: "mcp-manager.calls")

    /// Opens the file at `path` in the background.
    ///
    /// `onTrouble` is told once of each kind of trouble (a full disk, a broken file), on a background queue; calls go on.
    public init(
        path: String, limits: CallHistoryLimits = CallHistoryLimits(), clock: @escaping @Sendable () -> Timestamp = { .now },
        onTrouble: @escaping @Sendable (ErrorReport) -> Void
    ) {
        self.limits = limits
        file = CallFile(path: path, limits: limits, clock: clock, onTrouble: onTrouble)
        queue.async { [file] in file.prepare() }
    }

    /// Keeps the record of a call, its texts without what `mask` takes out. Never waits.
    public func record(_ record: CallRecord, masking mask: SecretMask = SecretMask([])) {
        let new = Waiting(record: record, mask: mask)
        let mustSchedule = intake.withLock { intake in
            intake.waiting.append(new)
            intake.bytes += new.bytes
            while intake.waiting.count > 1,
                intake.waiting.count > limits.waitingRecords || intake.bytes > limits.waitingBytes,
                let oldest = intake.waiting.popFirst()
            {
                intake.bytes -= oldest.bytes
                intake.lost += 1
            }
            defer { intake.isScheduled = true }
            return !intake.isScheduled
        }
        guard mustSchedule else { return }
        queue.asyncAfter(deadline: .now() + .milliseconds(limits.gatheringMilliseconds)) { self.writeWaiting() }
    }

    /// The calls asked for, newest first. Throws an ``ErrorReport`` when the file cannot be read.
    public func calls(_ query: CallQuery) async throws -> [CallRecord] {
        try await asking { try $0.calls(query) }
    }

    /// One call. Throws ``UnknownCall``, or an ``ErrorReport`` when the file cannot be read.
    public func call(_ id: Int) async throws -> CallRecord {
        guard let record = try await asking({ try $0.call(id) }) else { throw UnknownCall(id: id) }
        return record
    }

    /// Writes what waits and closes the file, which is opened again by whoever comes after.
    public func close() {
        queue.sync {
            writeWaiting()
            file.close()
        }
    }

    /// Holds up the background queue until the returned function is called; for tests.
    func stalled() -> @Sendable () -> Void {
        let gate = DispatchSemaphore(value: 0)
        queue.async { gate.wait() }
        return { gate.signal() }
    }

    func inBackground(_ work: @escaping @Sendable (CallFile) -> Void) {
        queue.async { [file] in work(file) }
    }

    func asking<Answer: Sendable>(
        _ question: @escaping @Sendable (CallStore) throws -> Answer
    ) async throws -> Answer {
        try await withCheckedThrowingContinuation { continuation in
            queue.async {
                self.writeWaiting()
                continuation.resume(with: Result { try self.file.ask(question) })
            }
        }
    }

    private func writeWaiting() {
        let (waiting, lost) = intake.withLock { intake in
            let taken = (intake.waiting, intake.lost)
            intake = Intake()
            return taken
        }
        if lost > 0 { file.noteLoss(lost) }
        if !waiting.isEmpty { file.write(waiting.map { $0.record.keeping(limits, masking: $0.mask) }) }
    }
}
