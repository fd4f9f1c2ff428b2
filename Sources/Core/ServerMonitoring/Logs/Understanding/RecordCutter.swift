import ServerModel

/// Cuts what a server writes on standard error into records: a record is a line, or all lines of a traceback.
///
/// ```swift
/// cutter.append(chunk) { record in … }
/// // Later, when nothing came for a moment:
/// if cutter.isHolding { cutter.release { record in … } }
/// ```
/// Lines end with `\n` or `\r\n`; blank ones are skipped, except inside a traceback. Most lines are handed over at once; one
/// that a traceback may begin with is held until the next line shows whether it goes on. How the bytes were chunked makes no
/// difference.
struct RecordCutter: Sendable {
    /// What was cut out. `bytes` are valid during the call alone.
    struct Record {
        /// Without the newline at the end; the lines of a traceback are joined by `\n`.
        var bytes: LineBytes
        /// How many bytes are missing at the end, because the line was too long; 0 for a whole record.
        ///
        /// A secret that stood there may have been cut in two. People are told by
        /// ``LogRecord/reading(_:droppedBytes:time:stream:run:)``.
        var droppedBytes: Int
    }

    /// The most bytes kept of a line.
    private let lineLimit: Int
    /// A traceback that grows beyond this is cut into several records, between lines.
    private let recordLimit: Int

    /// The beginning of a line whose end has not come yet, at most ``lineLimit``.
    private var unfinished: [UInt8] = []
    /// How many bytes of that line were dropped, and its newest byte.
    private var dropped = 0
    private var newest: UInt8 = 0

    /// A record that may go on.
    private var held: [UInt8] = []
    /// What the lines in `held` are; it outlives them when a long traceback is cut.
    private var traceback: Traceback?
    /// Blank lines since the last of `held`; they belong to it if it goes on.
    private var blankLines = 0
    private static let mostBlankLines = 16

    init(lineLimit: Int = 256 << 10, recordLimit: Int = 1 << 20) {
        self.lineLimit = max(1, lineLimit)
        self.recordLimit = max(1, recordLimit)
    }

    /// A whole record is held back because it may go on.
    var isHolding: Bool { !held.isEmpty }

    /// Takes the next bytes of the stream.
    mutating func append(_ bytes: [UInt8], record: (Record) -> Void) {
        bytes.withUnsafeBytes { append($0, record: record) }
    }

    /// Takes the next bytes of the stream.
    mutating func append(_ bytes: UnsafeRawBufferPointer, record: (Record) -> Void) {
        let bytes = bytes.bindMemory(to: UInt8.self)
        var start = 0
        while let end = bytes.first(0x0A, from: start) {
            if unfinished.isEmpty, dropped == 0 {
                take(bytes.part(start, end), record)
            } else {
                keep(bytes.part(start, end))
                finishLine(record)
            }
            start = end + 1
        }
        if start < bytes.count { keep(bytes.part(start, bytes.count)) }
    }

    /// Time has passed: what is held is over. A line that has no newline yet stays.
    mutating func release(record: (Record) -> Void) {
        tellHeld(dropped: 0, record)
        traceback = nil
        blankLines = 0
    }

    /// The stream has ended; the last line counts even without a newline.
    mutating func finish(record: (Record) -> Void) {
        if !unfinished.isEmpty { finishLine(record) }
        release(record: record)
    }

    private mutating func keep(_ bytes: LineBytes) {
        guard let last = bytes.last else { return }
        let room = min(bytes.count, lineLimit - unfinished.count)
        unfinished.append(contentsOf: bytes.part(0, room))
        dropped += bytes.count - room
        newest = last
    }

    /// The line in `unfinished` is complete.
    private mutating func finishLine(_ record: (Record) -> Void) {
        // It is put back empty, so that its memory serves the next one.
        var line = unfinished
        unfinished = []
        if newest == 0x0D {
            if dropped > 0 { dropped -= 1 } else { line.removeLast() }
        }
        let missing = dropped
        dropped = 0
        line.withUnsafeBufferPointer { hand($0, dropped: missing, record) }
        line.removeAll(keepingCapacity: line.capacity <= 64 << 10)
        unfinished = line
    }

    /// A whole line in the caller's bytes.
    private mutating func take(_ line: LineBytes, _ record: (Record) -> Void) {
        let length = line.last == 0x0D ? line.count - 1 : line.count
        let kept = min(length, lineLimit)
        hand(line.part(0, kept), dropped: length - kept, record)
    }

    private mutating func hand(_ line: LineBytes, dropped: Int, _ record: (Record) -> Void) {
        // No character is cut in two.
        let length = dropped == 0 ? line.count : line.lengthOfWholeCharacters
        let (line, dropped) = (line.part(0, length), dropped + line.count - length)
        if dropped == 0, line.isBlankLine {
            if traceback != nil { blankLines = min(blankLines + 1, Self.mostBlankLines) }
            return
        }
        if traceback?.takes(line, afterBlank: blankLines > 0) == true {
            if held.count + blankLines + 1 + line.count > recordLimit { tellHeld(dropped: 0, record) }
            if !held.isEmpty { held.append(contentsOf: repeatElement(0x0A, count: blankLines + 1)) }
        } else {
            release(record: record)
            traceback = Traceback(head: line)
            guard traceback != nil else { return record(Record(bytes: line, droppedBytes: dropped)) }
        }
        blankLines = 0
        held.append(contentsOf: line)
        // What is missing is always missing at the end of a record.
        if dropped > 0 { tellHeld(dropped: dropped, record) }
    }

    private mutating func tellHeld(dropped: Int, _ record: (Record) -> Void) {
        guard !held.isEmpty else { return }
        let isOne = traceback?.isCertain == true
        held.withUnsafeBufferPointer { held in
            var start = 0
            // What only might have become a traceback is lines again.
            while !isOne, let end = held.first(0x0A, from: start) {
                if end > start { record(Record(bytes: held.part(start, end), droppedBytes: 0)) }
                start = end + 1
            }
            record(Record(bytes: held.part(start, held.count), droppedBytes: dropped))
        }
        held.removeAll(keepingCapacity: held.capacity <= 64 << 10)
    }
}

extension LineBytes {
    /// How many bytes are left without a character of UTF-8 that lacks its end.
    fileprivate var lengthOfWholeCharacters: Int {
        var start = count
        while start > 0, count - start < 4 {
            start -= 1
            let byte = self[start]
            if byte & 0xC0 == 0x80 { continue }
            let length = byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
            return start + length > count ? start : count
        }
        return count
    }
}
