/// Bytes that wait to be written: appended at the end, taken from the front without moving the rest each time.
struct ByteQueue {
    private var bytes: [UInt8] = []
    private var start = 0
    /// Whether what was taken last was not the end of a line.
    private var isMidLine = false

    var count: Int { bytes.count - start }
    var isEmpty: Bool { bytes.count == start }

    mutating func append(_ more: UnsafeRawBufferPointer) {
        bytes.append(contentsOf: more)
    }

    mutating func append(_ more: some Collection<UInt8>) {
        bytes.append(contentsOf: more)
    }

    /// Appends a message and the newline that ends it.
    mutating func append(line: UnsafeRawBufferPointer) {
        bytes.append(contentsOf: line)
        bytes.append(0x0A)
    }

    /// Appends a message and the newline that ends it.
    mutating func append(line: some Collection<UInt8>) {
        bytes.append(contentsOf: line)
        bytes.append(0x0A)
    }

    mutating func removeFirst(_ count: Int) {
        guard count > 0 else { return }
        start += count
        isMidLine = bytes[start - 1] != 0x0A
        if start == bytes.count {
            // A queue that was long once gives its memory back.
            bytes.removeAll(keepingCapacity: bytes.capacity <= 1 << 18)
            start = 0
        } else if start > 1 << 20, start > bytes.count / 2 {
            bytes.removeSubrange(..<start)
            start = 0
        }
    }

    mutating func removeAll() {
        bytes = []
        start = 0
        isMidLine = false
    }

    /// Empties the queue; the whole lines of which not a byte was taken before, without their newlines.
    mutating func takeUntouchedLines() -> [[UInt8]] {
        defer { removeAll() }
        var lines = bytes[start...].split(separator: 0x0A, omittingEmptySubsequences: false).map { Array($0) }
        // Behind the last newline there is nothing, or a line that is not whole.
        lines.removeLast()
        if isMidLine, !lines.isEmpty { lines.removeFirst() }
        return lines
    }

    func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[start...])) }
    }
}
