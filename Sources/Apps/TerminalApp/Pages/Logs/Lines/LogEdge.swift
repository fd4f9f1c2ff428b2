import ServerModel

/// Where a window ends: the time of its outermost record, and all records of that time that are known.
///
/// Times are in milliseconds and a burst has many records in one, so the next page repeats this time and what is known is left out.
struct LogEdge {
    let time: Timestamp
    private var known: [LogKey: Int]

    /// - Parameter records: from the edge inwards; `nil` without any.
    init?(_ records: some Sequence<LogRecord>) {
        var first: Timestamp?
        known = [:]
        for record in records {
            guard record.time == first ?? record.time else { break }
            first = record.time
            known[LogKey(record), default: 0] += 1
        }
        guard let first else { return nil }
        time = first
    }

    /// How many records of its time are known.
    var count: Int { known.values.reduce(0, +) }

    /// Whether a record is one of those known; each counts once. Ask from the edge outwards.
    mutating func takes(_ record: LogRecord) -> Bool {
        guard record.time == time, let count = known[LogKey(record)], count > 0 else { return false }
        known[LogKey(record)] = count - 1
        return true
    }
}
