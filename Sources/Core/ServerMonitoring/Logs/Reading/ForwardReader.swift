import ServerModel

/// Reads the records of a part of a file in the order in which they were written.
struct ForwardReader: ~Copyable {
    private let scanner: RecordScanner
    private let longestRecord: Int
    private var buffer: ReadBuffer

    init(_ scanner: RecordScanner, _ sizes: ReadingSizes) {
        self.scanner = scanner
        longestRecord = sizes.longestRecord
        buffer = ReadBuffer(count: sizes.block)
    }

    /// Hands over the matches among the records that begin in `range`; as `RecordScanner.scan`.
    ///
    /// Returns where to go on later, when it was ended early; `nil` when it is through.
    mutating func read(
        _ file: LogFile, _ range: Range<Int>, isWanted: () -> Bool, take: (LogRecord, Int) -> Bool
    ) throws(LogUnreadable) -> Int? {
        // Whether a record begins at `range.lowerBound` is seen from the byte before.
        var base = max(0, range.lowerBound - 1)
        var isAligned = range.lowerBound == 0
        var filled = 0
        while true {
            let end = min(buffer.count, file.size - base)
            let count = end > filled ? try file.read(into: buffer.room(filled, end), at: base + filled) : 0
            let isEnd = count < end - filled || base + end == file.size
            filled += count
            let bytes = buffer.prefix(filled)
            var start = 0
            if !isAligned {
                guard let boundary = bytes.firstBoundary(after: 0) else {
                    if isEnd { return nil }
                    // Of the rest of a record that begins before, the last byte is all that matters.
                    (base, filled) = (base + max(0, filled - 1), buffer.keep(max(0, filled - 1), filled))
                    continue
                }
                start = boundary
                isAligned = true
            }
            if base + start >= range.upperBound { return nil }
            guard var whole = isEnd ? bytes.endOfLastLine : bytes.lastBoundary, whole > start else {
                if isEnd { return nil }
                filled = buffer.keep(start, filled)
                base += start
                if filled == buffer.count, !grow(keeping: filled) {
                    (base, filled) = (base + filled - 1, buffer.keep(filled - 1, filled))
                    isAligned = false
                }
                continue
            }
            // The records that begin behind the range are not ours.
            let isLast = base + whole >= range.upperBound
            if isLast { whole = min(whole, bytes.firstBoundary(after: range.upperBound - base - 1) ?? whole) }
            if let place = scanner.scan(bytes.part(start, whole), isWanted: isWanted, take: take) { return base + start + place }
            if isLast || isEnd { return nil }
            filled = buffer.keep(whole, filled)
            base += whole
        }
    }

    private mutating func grow(keeping kept: Int) -> Bool {
        guard buffer.count < longestRecord else { return false }
        buffer.grow(keeping: kept)
        return true
    }
}

extension ReadBuffer {
    /// Keeps the bytes from `start` to before `end` alone; returns how many these are.
    fileprivate func keep(_ start: Int, _ end: Int) -> Int {
        if start > 0, end > start { moveToBeginning(start, end) }
        return end - start
    }
}
