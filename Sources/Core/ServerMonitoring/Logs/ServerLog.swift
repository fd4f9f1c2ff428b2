import Dispatch
import ServerModel
import Synchronization

/// The log of one server: a file of JSON lines, the newest records in memory, and those who follow.
///
/// `append` is called on the data path and only queues; one background queue does the writing, so a slow disk
/// delays no server. What a stalled disk cannot take is dropped and counted in the log itself.
public final class ServerLog: Sendable {
    /// How many records memory keeps; what `last` can answer at most.
    public static let recentLimit = 5_000
    /// How much may wait for the disk.
    static let pendingLimit = 16 << 20

    public typealias Follower = @Sendable (LogRecord) -> Void

    private struct State {
        var recent: RecentRecords
        var pending: [UInt8] = []
        var lostBytes = 0
        var isScheduled = false
        var followers: [Int: Follower] = [:]
        var lastFollower = 0
    }

    private let state: Mutex<State>
    private let file: RotatingFile
    private let queue: DispatchQueue

    /// Opens (or makes) the log at `path`; the tail of what is there already becomes the recent records.
    ///
    /// `onTrouble` is told once when writing fails (a full disk), and is called on a background queue.
    public init(
        path: String, maxSizeBytes: Int, backupCount: Int, onTrouble: @escaping @Sendable (ErrorReport) -> Void
    ) {
        file = RotatingFile(path: path, maxSizeBytes: maxSizeBytes, backupCount: backupCount, onTrouble: onTrouble)
        queue = DispatchQueue(label: "mcp-manager.log")
        state = Mutex(State(recent: RecentRecords(LogTail.records(at: path), limit: Self.recentLimit)))
    }

    /// Takes other limits for its file, from the next line on.
    public func adopt(maxSizeBytes: Int, backupCount: Int) {
        file.adopt(maxSizeBytes: maxSizeBytes, backupCount: backupCount)
    }

    public func append(_ record: LogRecord) {
        let (followers, mustSchedule) = state.withLock { state in
            state.recent.append(record)
            let start = state.pending.count
            record.writeJSONLine(to: &state.pending)
            if state.pending.count > Self.pendingLimit {
                state.lostBytes += state.pending.count - start
                state.pending.removeLast(state.pending.count - start)
            }
            defer { state.isScheduled = true }
            return (state.followers.isEmpty ? [] : Array(state.followers.values), !state.isScheduled)
        }
        for follower in followers { follower(record) }
        if mustSchedule { queue.async { self.writePending() } }
    }

    /// The newest records, oldest first; at most ``recentLimit``.
    public func last(_ count: Int) -> [LogRecord] {
        state.withLock { $0.recent.last(count) }
    }

    /// Calls `follower` with every record after the returned ones, until `unfollow`; none is missed or doubled.
    public func follow(last count: Int, _ follower: @escaping Follower) -> (recent: [LogRecord], token: Int) {
        state.withLock { state in
            state.lastFollower += 1
            state.followers[state.lastFollower] = follower
            return (state.recent.last(count), state.lastFollower)
        }
    }

    public func unfollow(_ token: Int) {
        state.withLock { $0.followers[token] = nil }
    }

    /// Waits until everything appended so far is in the file.
    public func flush() {
        queue.sync { writePending() }
    }

    private func writePending() {
        let (bytes, lost) = state.withLock { state in
            let taken = (state.pending, state.lostBytes)
            state.pending = []
            state.lostBytes = 0
            state.isScheduled = false
            return taken
        }
        if !bytes.isEmpty { file.append(bytes) }
        if lost > 0 { file.noteLoss(bytes: lost) }
    }
}
