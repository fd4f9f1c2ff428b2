import NIOCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Cuts a stream of bytes into lines. No byte is searched twice, and lines of one chunk are slices of it, not copies.
///
/// ```swift
/// framer.append(chunk)
/// while let line = framer.next() { … }
/// ```
public struct LineFramer {
    /// One line, without its `\n` or `\r\n`.
    public struct Line: Hashable, Sendable {
        /// At most as many bytes as the framer's limit.
        public var bytes: ByteBuffer
        /// How many bytes beyond the limit were thrown away; 0 for a whole line.
        public var droppedBytes: Int

        public init(bytes: ByteBuffer, droppedBytes: Int = 0) {
            self.bytes = bytes
            self.droppedBytes = droppedBytes
        }
    }

    private let limit: Int
    /// What no line was made of yet.
    private var pending = ByteBuffer()
    /// How many bytes of `pending` hold no newline for certain.
    private var searched = 0
    /// The bytes of the present line beyond the limit, so far.
    private var dropped = 0

    /// A framer that keeps at most `limit` bytes of a line.
    public init(limit: Int) {
        self.limit = limit
    }

    /// Takes the next bytes of the stream. Call ``next()`` until it answers `nil` before appending again.
    public mutating func append(_ chunk: ByteBuffer) {
        var chunk = chunk
        if pending.readableBytes == 0 {
            pending = chunk
        } else if pending.readerIndex > 0 {
            // The rest of a chunk whose other lines may be in use still: a buffer of its own is cheaper than copying them too.
            var joined = ByteBufferAllocator().buffer(capacity: pending.readableBytes + chunk.readableBytes)
            joined.writeBuffer(&pending)
            joined.writeBuffer(&chunk)
            pending = joined
        } else {
            pending.writeBuffer(&chunk)
        }
    }

    /// The next whole line; `nil` until more bytes come. Blank lines are skipped.
    public mutating func next() -> Line? {
        while let length = lengthOfFirstLine() {
            let line = take(length)
            pending.moveReaderIndex(forwardBy: 1)
            if pending.readableBytes == 0 { pending = ByteBuffer() }
            if let line { return line }
        }
        dropExcess()
        return nil
    }

    /// At the end of the stream: the last line, if no newline ended it.
    public mutating func finish() -> Line? {
        defer { pending = ByteBuffer() }
        return take(pending.readableBytes)
    }

    private mutating func lengthOfFirstLine() -> Int? {
        let found = pending.withUnsafeReadableBytes { bytes -> Int? in
            guard searched < bytes.count, let start = bytes.baseAddress else { return nil }
            return memchr(start + searched, 0x0A, bytes.count - searched).map { start.distance(to: UnsafeRawPointer($0)) }
        }
        searched = found == nil ? pending.readableBytes : 0
        return found
    }

    /// The line of the next `length` bytes; `nil` if it is blank.
    private mutating func take(_ length: Int) -> Line? {
        defer {
            searched = 0
            dropped = 0
        }
        guard var bytes = pending.readSlice(length: length) else { return nil }
        if dropped == 0, bytes.withUnsafeReadableBytes({ $0.last == 0x0D }) {
            bytes.moveWriterIndex(to: bytes.writerIndex - 1)
        }
        let excess = max(0, bytes.readableBytes - limit)
        bytes.moveWriterIndex(to: bytes.writerIndex - excess)
        guard dropped > 0 || !bytes.isBlank else { return nil }
        return Line(bytes: bytes, droppedBytes: dropped + excess)
    }

    /// Keeps a line that never ends from filling the memory.
    private mutating func dropExcess() {
        let excess = pending.readableBytes - limit
        // One byte of grace: it may be the "\r" of a line that just fits.
        guard excess > 1 else { return }
        dropped += excess
        pending.moveWriterIndex(to: pending.writerIndex - excess)
        searched = pending.readableBytes
    }
}

extension ByteBuffer {
    /// Whether there is nothing but spaces and tabs.
    fileprivate var isBlank: Bool {
        withUnsafeReadableBytes { bytes in bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D } }
    }
}
