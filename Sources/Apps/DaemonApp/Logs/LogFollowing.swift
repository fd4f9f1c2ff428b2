import ServerModel
import Synchronization

/// New log records for one who follows: all that came since they were taken last, at once.
final class LogFollowing: AsyncSequence, Sendable {
    /// How many records may wait for somebody who is slow; what comes then is counted, and left out.
    private static let mostWaiting = 100_000

    private struct State {
        var waiting: [LogRecord] = []
        var leftOut = 0
        var taker: CheckedContinuation<[LogRecord]?, Never>?
        var isOver = false
    }

    private let state = Mutex(State())

    /// Takes new records; any thread. Never waits.
    func add(_ records: [LogRecord]) {
        let (taker, taken) = state.withLock { state -> (CheckedContinuation<[LogRecord]?, Never>?, [LogRecord]) in
            if let taker = state.taker {
                state.taker = nil
                return (taker, records)
            }
            if state.waiting.count + records.count > Self.mostWaiting {
                state.leftOut += records.count
            } else {
                if state.leftOut > 0 { state.waiting.append(.leftOut(state.leftOut)) }
                state.leftOut = 0
                state.waiting += records
            }
            return (nil, [])
        }
        taker?.resume(returning: taken)
    }

    /// Nobody follows any more.
    func end() {
        let taker = state.withLock { state in
            state.isOver = true
            defer { state.taker = nil }
            return state.taker
        }
        taker?.resume(returning: nil)
    }

    func makeAsyncIterator() -> Iterator { Iterator(following: self) }

    struct Iterator: AsyncIteratorProtocol {
        fileprivate let following: LogFollowing

        /// `nil` when nobody follows any more, or the task was cancelled.
        mutating func next() async -> [LogRecord]? {
            await withTaskCancellationHandler {
                await following.next()
            } onCancel: { [following] in
                following.end()
            }
        }
    }

    private func next() async -> [LogRecord]? {
        await withCheckedContinuation { continuation in
            let answer = state.withLock { state -> [LogRecord]?? in
                if state.isOver { return .some(nil) }
                guard state.waiting.isEmpty else {
                    defer { state.waiting = [] }
                    return .some(state.waiting)
                }
                state.taker = continuation
                return .none
            }
            if let answer { continuation.resume(returning: answer) }
        }
    }
}

extension LogRecord {
    fileprivate static func leftOut(_ count: Int) -> LogRecord {
        LogRecord(
            time: .now, stream: .manager, level: .warning, run: 0,
            message: "\(count) records were left out here, as they came faster than they were taken; they are in the log")
    }
}
