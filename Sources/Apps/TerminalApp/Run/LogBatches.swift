import ServerModel
import Synchronization

/// Records of a stream on their way to the screen: however fast they come, they are taken in batches.
final class LogBatches: Sendable {
    /// More than this is not taken from the daemon before the screen has taken what is here.
    private static let most = 20_000

    private struct State {
        var records: [LogRecord] = []
        var isOver = false
        var taker: CheckedContinuation<Void, Never>?
        var giver: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    /// Adds a record; waits while there is no room.
    func add(_ record: LogRecord) async {
        let (taker, isFull) = state.withLock { state in
            state.records.append(record)
            defer { state.taker = nil }
            return (state.taker, state.records.count >= Self.most && !state.isOver)
        }
        taker?.resume()
        guard isFull else { return }
        await withCheckedContinuation { giver in
            let mustWait = state.withLock { state in
                guard state.records.count >= Self.most, !state.isOver else { return false }
                state.giver = giver
                return true
            }
            if !mustWait { giver.resume() }
        }
    }

    /// No more comes, or nobody wants more.
    func end() {
        let (taker, giver) = state.withLock { state in
            state.isOver = true
            defer { (state.taker, state.giver) = (nil, nil) }
            return (state.taker, state.giver)
        }
        taker?.resume()
        giver?.resume()
    }

    /// All that came since the last time, once there is something; `nil` at the end.
    func next() async -> [LogRecord]? {
        await withCheckedContinuation { taker in
            let mustWait = state.withLock { state in
                guard state.records.isEmpty, !state.isOver else { return false }
                state.taker = taker
                return true
            }
            if !mustWait { taker.resume() }
        }
        let (records, giver) = state.withLock { state in
            defer {
                state.records = []
                state.giver = nil
            }
            return (state.records, state.giver)
        }
        giver?.resume()
        return records.isEmpty ? nil : records
    }
}
