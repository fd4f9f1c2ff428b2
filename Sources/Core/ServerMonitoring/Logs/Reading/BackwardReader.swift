import ServerModel

/// Reads a log from its newest end, a block at a time, no further than is asked for.
struct BackwardReader: ~Copyable {
    private let scanner: RecordScanner
    private let sizes: ReadingSizes
    /// Those that were not begun; the newest last.
    private var files: [LogFile]
    private var file: LogFile?
    /// What is before this is still to be read.
    private var end = 0
    /// Whether a record begins at ``end``, as far as is known; else everything behind the last newline before is no record.
    private var isAligned = false
    private var buffer: ReadBuffer

    init(_ files: [LogFile], _ scanner: RecordScanner, _ sizes: ReadingSizes) {
        self.files = files
        self.scanner = scanner
        self.sizes = sizes
        buffer = ReadBuffer(count: sizes.firstBlock)
    }

    /// The matches among the records of the next older block, oldest first; `nil` when there is nothing older.
    mutating func next(isWanted: () -> Bool) throws(LogUnreadable) -> [LogRecord]? {
        while end == 0 {
            file = files.popLast()
            guard let file else { return nil }
            (end, isAligned) = (file.size, false)
        }
        guard let file else { return nil }
        let begin = max(0, end - buffer.count)
        let count = try file.read(into: buffer.room(0, end - begin), at: begin)
        var bytes = buffer.prefix(count)
        if !isAligned || count < end - begin {
            // Half a line at the end of the file, or what is left of a record that is too long.
            guard let whole = bytes.endOfLastLine else {
                end = begin
                return []
            }
            bytes = bytes.part(0, whole)
            isAligned = true
        }
        guard let start = begin == 0 ? 0 : bytes.firstBoundary(after: 0) else {
            end = begin + bytes.count
            if buffer.count < sizes.longestRecord {
                buffer.grow(keeping: 0)
            } else {
                (end, isAligned) = (begin, false)
            }
            return []
        }
        var found: [LogRecord] = []
        _ = scanner.scan(bytes.part(start, bytes.count), isWanted: isWanted) { record, _ in
            found.append(record)
            return true
        }
        end = begin + start
        // Who needs more than the end of it needs much.
        if buffer.count < sizes.longestBlock { buffer.grow(keeping: 0) }
        return found
    }
}
