import ServerModel

/// Finds the newest matches over several logs, each of which is read from its end and no further than needed.
struct NewestRecords: ~Copyable {
    private let logs: [OpenedLog]
    private let scanner: RecordScanner
    private let sizes: ReadingSizes
    private(set) var unread: [LogUnreadable]

    init(_ logs: [OpenedLog], _ matcher: LogMatcher, _ sizes: ReadingSizes) {
        self.logs = logs
        self.sizes = sizes
        scanner = RecordScanner(matcher)
        unread = logs.flatMap(\.unread)
    }

    /// How much was read so far.
    var searchedBytes: Int {
        logs.reduce(0) { $0 + $1.files.reduce(0) { $0 + min($1.size, $1.bytesRead) } }
    }

    /// The newest `count`, oldest first; fewer when it is not wanted any more. `progress` is told ``searchedBytes`` after each block.
    mutating func records(
        _ count: Int, isWanted: () -> Bool, progress: (Int) throws -> Void
    ) throws -> [LogRecord] {
        let readers = logs.map { LogEnd($0, scanner, sizes) }
        var newest: [LogRecord] = []
        while newest.count < count, isWanted() {
            // The newest of all; of the same time, that of the last log.
            var next: (log: Int, time: Timestamp)?
            for log in readers.indices {
                while readers[log].found.isEmpty, !readers[log].isThrough, isWanted() {
                    do {
                        try readers[log].readOn(isWanted: isWanted)
                    } catch let trouble as LogUnreadable {
                        unread.append(trouble)
                        readers[log].isThrough = true
                    }
                    try progress(searchedBytes)
                }
                guard let time = readers[log].found.last?.time else { continue }
                if next.map({ time >= $0.time }) ?? true { next = (log, time) }
            }
            guard let next, var record = readers[next.log].found.popLast() else { break }
            if logs[next.log].source.namesServer { record.server = logs[next.log].source.server }
            newest.append(record)
        }
        return newest.reversed()
    }
}

/// A log that is read from its end.
private final class LogEnd {
    private var reader: BackwardReader
    /// Those that were not taken yet, oldest first.
    var found: [LogRecord] = []
    /// There is nothing older.
    var isThrough = false

    init(_ log: OpenedLog, _ scanner: RecordScanner, _ sizes: ReadingSizes) {
        reader = BackwardReader(log.files, scanner, sizes)
    }

    /// Reads the next older block.
    func readOn(isWanted: () -> Bool) throws {
        if let records = try reader.next(isWanted: isWanted) {
            found = records
        } else {
            isThrough = true
        }
    }
}
