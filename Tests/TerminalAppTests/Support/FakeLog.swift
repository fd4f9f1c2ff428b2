import ServerModel

@testable import TerminalApp

/// A log as the daemon keeps it, of any length: records are made when they are asked for, in the order of time.
struct FakeLog: Sendable {
    var count: Int
    /// The record at a place, from 0.
    var record: @Sendable (Int) -> LogRecord

    init(count: Int, record: @escaping @Sendable (Int) -> LogRecord) {
        self.count = count
        self.record = record
    }

    init(_ records: [LogRecord]) {
        self.init(count: records.count) { records[$0] }
    }

    /// `line 0`, `line 1`, … one each second, every hundredth an error.
    static func numbered(_ count: Int, perMillisecond: Int? = nil) -> FakeLog {
        let start = Sample.at("2026-11-20T00:00:00.000Z").millisecondsSince1970
        return FakeLog(count: count) { index in
            let time = perMillisecond.map { start + Int64(index / $0) } ?? start + Int64(index) * 1000
            return LogRecord(
                time: Timestamp(millisecondsSince1970: time), stream: .stderr, level: index % 100 == 50 ? .error : .info, run: 1,
                message: "line \(index)")
        }
    }

    /// What the daemon would answer.
    func records(_ query: LogQuery) -> [LogRecord] {
        let start = query.since.map { since in first { $0.time >= since } } ?? 0
        let end = query.until.map { until in first { $0.time >= until } } ?? count
        let pattern = query.pattern.map { TextPattern($0) }
        let text = query.text.map { TextPattern($0) }
        func matches(_ record: LogRecord) -> Bool {
            if let level = query.level, record.level ?? .info < level { return false }
            if let session = query.session, record.session != session { return false }
            if let pattern, !pattern.matches(record.message) { return false }
            if let text, !text.matches(record) { return false }
            return true
        }
        var found: [LogRecord] = []
        let most = query.last ?? query.first ?? .max
        // Millions of places are looked at one by one, and no further than needed.
        var index = query.last == nil ? start : end - 1
        while index >= start, index < end, found.count < most {
            let record = record(index)
            if matches(record) { found.append(record) }
            index += query.last == nil ? 1 : -1
        }
        return query.last == nil ? found : found.reversed()
    }

    /// The place of the first record that comes after all that do not satisfy `isBehind`.
    private func first(_ isBehind: (LogRecord) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if isBehind(record(middle)) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
