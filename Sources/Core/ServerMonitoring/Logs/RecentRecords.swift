import ServerModel

/// The newest records of a log: a ring that overwrites its oldest.
struct RecentRecords: Sendable {
    private var ring: [LogRecord]
    /// Where the oldest record is, once the ring is full.
    private var oldest = 0
    private let limit: Int

    init(_ records: some Collection<LogRecord>, limit: Int) {
        ring = Array(records.suffix(limit))
        self.limit = limit
    }

    mutating func append(_ record: LogRecord) {
        if ring.count < limit {
            ring.append(record)
        } else {
            ring[oldest] = record
            oldest = (oldest + 1) % limit
        }
    }

    /// The newest `count`, oldest first.
    func last(_ count: Int) -> [LogRecord] {
        let count = max(0, min(count, ring.count))
        return (ring.count - count..<ring.count).map { ring[(oldest + $0) % ring.count] }
    }
}
