import ServerModel

/// Records on their way to the disk.
struct LogBatch {
    let settings: LogSettings
    var records: [LogRecord] = []
    var bytes: [UInt8] = []
    /// Where each record ends in ``bytes``.
    private var ends: [Int] = []

    init(_ settings: LogSettings) { self.settings = settings }

    mutating func append(_ record: LogRecord) {
        records.append(record)
        switch settings.format {
        case .json: record.writeJSONLine(to: &bytes)
        case .text: record.writeTextLine(to: &bytes)
        }
        ends.append(bytes.count)
    }

    /// Those that are not in the first so many bytes.
    func records(behind count: Int) -> ArraySlice<LogRecord> {
        records[(ends.firstIndex { $0 > count } ?? records.endIndex)...]
    }

    mutating func removeAll() {
        records.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
    }

    /// For people.
    var text: [UInt8] { records.reduce(into: []) { $1.writeTextLine(to: &$0) } }
}

extension LogRecord {
    /// Says what is missing.
    static func gap(_ amount: String, _ reason: String) -> LogRecord {
        LogRecord(
            time: .now, stream: .manager, level: .warning, run: 0, message: "\(amount) of log were lost here: \(reason)")
    }
}
