import GRDB
import ServerModel
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The store, opened when it is needed and begun anew when it is broken. Used on one background queue.
final class CallFile: Sendable {
    private struct State {
        var store: CallStore?
        /// Codes of what was told; trouble is told once, or a full disk would fill the log too.
        var told: Set<String> = []
    }

    private let path: String
    private let limits: CallHistoryLimits
    private let clock: @Sendable () -> Timestamp
    private let onTrouble: @Sendable (ErrorReport) -> Void
    private let state = Mutex(State())

    init(
        path: String, limits: CallHistoryLimits, clock: @escaping @Sendable () -> Timestamp,
        onTrouble: @escaping @Sendable (ErrorReport) -> Void
    ) {
        self.path = path
        self.limits = limits
        self.clock = clock
        self.onTrouble = onTrouble
    }

    /// Opens the file ahead of the first call.
    func prepare() {
        do {
            try attempt { _ in }
        } catch {
            tell(report(error))
        }
    }

    /// Writes all or none; then `onTrouble` knows why.
    func write(_ records: [CallRecord]) {
        do {
            try attempt { try $0.write(records) }
            // Should the disk fill again, that is news again.
            state.withLock { _ = $0.told.remove(ErrorReport.full(path).code) }
        } catch {
            tell(report(error))
        }
    }

    /// The same for minutes of use.
    func write(_ minutes: [UseMinute]) {
        do {
            try attempt { try $0.write(minutes) }
        } catch {
            tell(report(error))
        }
    }

    /// The same for sums of health; whether it could.
    func write(_ batch: HealthBatch) -> Bool {
        do {
            try attempt { try $0.write(batch) }
            state.withLock { _ = $0.told.remove(ErrorReport.full(path).code) }
            return true
        } catch {
            tell(report(error))
            return false
        }
    }

    /// Throws an ``ErrorReport``.
    func ask<Answer>(_ question: (CallStore) throws -> Answer) throws -> Answer {
        do {
            return try attempt { try question($0) }
        } catch {
            throw report(error)
        }
    }

    func noteLoss(_ count: Int) {
        tell(.lost(count, path))
    }

    func close() {
        state.withLock { state in
            // What was committed is in the file whether it is closed well or not.
            try? state.store?.close()
            state.store = nil
        }
    }

    /// Does it with the open store; once more with a new file when this one turns out to be broken.
    private func attempt<Answer>(_ work: (inout CallStore) throws -> Answer) throws -> Answer {
        do {
            return try withStore(work)
        } catch let error as DatabaseError where error.meansBrokenFile {
            close()
            let copy = try setAside()
            tell(.broken(path, copy, error.message ?? error.resultCode.description))
            return try withStore(work)
        }
    }

    private func withStore<Answer>(_ work: (inout CallStore) throws -> Answer) throws -> Answer {
        try state.withLock { state in
            var store = try state.store.take() ?? CallStore(path: path, limits: limits, clock: clock)
            defer { state.store = store }
            return try work(&store)
        }
    }

    /// Moves the broken file away, with what SQLite keeps beside it; returns where it is now.
    private func setAside() throws -> String {
        let moment = String(clock().description.map { $0 == ":" ? "-" : $0 })
        let copy = "\(path).broken-\(moment)"
        guard rename(path, copy) == 0 else {
            throw ErrorReport.unusable(path, String(cString: strerror(errno)))
        }
        // They may not be there.
        for suffix in ["-wal", "-shm"] { rename(path + suffix, copy + suffix) }
        return copy
    }

    private func tell(_ report: ErrorReport) {
        if state.withLock({ $0.told.insert(report.code).inserted }) { onTrouble(report) }
    }

    private func report(_ error: any Error) -> ErrorReport {
        switch error {
        case let report as ErrorReport: report
        case is NewerCallHistory: .newer(path)
        case let error as DatabaseError where error.resultCode == .SQLITE_FULL: .full(path)
        case let error as DatabaseError: .unusable(path, error.message ?? error.resultCode.description)
        default: .unusable(path, "\(error)")
        }
    }
}

extension DatabaseError {
    fileprivate var meansBrokenFile: Bool { resultCode == .SQLITE_CORRUPT || resultCode == .SQLITE_NOTADB }
}
