import ServerModel
import Synchronization

/// Keeps the rows of long records that were set of late: a record of 64 KiB is wrapped once, not with each key.
final class LogWrapping: Sendable {
    private struct Key: Hashable {
        var line: Int
        /// 0: not wrapped.
        var width: Int
        var setting: LogSetting
    }

    private struct Kept {
        var record: LogRecord
        var rows: [LogRow]
    }

    private let kept = Mutex<[Key: Kept]>([:])

    /// Shorter ones are set again sooner than they are looked up.
    private static let longFrom = 4 << 10
    /// More than are on a screen.
    private static let most = 16

    /// The rows kept for a record, else those that `set` makes.
    func rows(of line: LogLine, width: Int, _ setting: LogSetting, _ set: () -> [LogRow]) -> [LogRow] {
        guard line.record.message.utf8.count >= Self.longFrom else { return set() }
        let key = Key(line: line.id, width: width, setting: setting)
        // A window that is loaded anew numbers its records anew.
        if let known = kept.withLock({ $0[key] }), known.record == line.record { return known.rows }
        let rows = set()
        kept.withLock { kept in
            if kept.count >= Self.most { kept = [:] }
            kept[key] = Kept(record: line.record, rows: rows)
        }
        return rows
    }
}
