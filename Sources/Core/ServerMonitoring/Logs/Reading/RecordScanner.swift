import ServerModel

/// Finds the records that match in a stretch of a log.
struct RecordScanner: Sendable {
    let matcher: LogMatcher
    private let head: LineHead

    init(_ matcher: LogMatcher) {
        self.matcher = matcher
        head = LineHead(matcher.query)
    }

    /// Hands over the records that match, in order, with the number of bytes each has in the stretch.
    ///
    /// The stretch begins where a record or a line begins, and ends where a record ends. Returns `nil` when it is through; or where
    /// to go on, when `isWanted` (asked before each record that is looked at closely) or `take` ended it.
    func scan(_ stretch: LineBytes, isWanted: () -> Bool, take: (LogRecord, Int) -> Bool) -> Int? {
        var place = 0
        while place < stretch.count {
            var start = place
            if let required = matcher.required {
                guard let hit = required.find(in: stretch, from: place) else { return nil }
                start = stretch.startOfRecord(before: hit, from: place)
            }
            let end = stretch.endOfRecord(from: start)
            let line = stretch.part(start, end)
            place = end
            guard let body = head.body(of: line) else { continue }
            // It may be in the names of our own keys.
            if let required = matcher.required, body > 0, required.find(in: line, from: body) == nil { continue }
            guard isWanted() else { return start }
            guard let record = LogRecord(line: line), matcher.matches(record) else { continue }
            guard take(record, end - start) else { return end }
        }
        return nil
    }
}

extension LogRecord {
    /// Reads a record in either format, with the newline at its end; `nil` for anything else.
    init?(line: LineBytes) {
        // Lines that go on with a record belong to records in text alone.
        if line.byte(0) == UInt8(ascii: "{") {
            self.init(jsonLine: line.part(0, line.first(UInt8(ascii: "\n")) ?? line.count))
        } else if line.byte(0) != UInt8(ascii: "\t") {
            self.init(textLine: line.part(0, line.last == UInt8(ascii: "\n") ? line.count - 1 : line.count))
        } else {
            return nil
        }
    }
}

/// Where records begin: at the beginning of each line that does not begin with a tab.
extension LineBytes {
    /// Where the record (or the rest of one) begins that has `offset` in it; not before `floor`, which is the beginning of a line.
    fileprivate func startOfRecord(before offset: Int, from floor: Int) -> Int {
        var start = offset
        while start > floor, !isBoundary(start) { start -= 1 }
        return start
    }

    /// Where the record ends that begins at `start`.
    fileprivate func endOfRecord(from start: Int) -> Int {
        firstBoundary(after: start) ?? count
    }

    /// The first place after `offset` where a record begins, if that is known: the byte there must be among these.
    func firstBoundary(after offset: Int) -> Int? {
        var place = offset
        while let newline = first(UInt8(ascii: "\n"), from: place), newline + 1 < count {
            place = newline + 1
            if self[place] != UInt8(ascii: "\t") { return place }
        }
        return nil
    }

    /// The last such place; never the beginning.
    var lastBoundary: Int? {
        (1..<Swift.max(1, count)).last(where: isBoundary)
    }

    /// Behind the last newline; `nil` without one.
    var endOfLastLine: Int? {
        lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 }
    }

    private func isBoundary(_ offset: Int) -> Bool {
        self[offset] != UInt8(ascii: "\t") && self[offset - 1] == UInt8(ascii: "\n")
    }
}
