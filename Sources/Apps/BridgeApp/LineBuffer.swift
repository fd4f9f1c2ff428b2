#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What was read and is not a whole line yet. No byte is searched for a newline twice.
struct LineBuffer {
    /// A piece of the stream, valid during the call it is passed to.
    enum Piece {
        /// A whole line, without its newline.
        case line(UnsafeRawBufferPointer)
        /// A part of a line longer than the limit; with its newline, if it is the last.
        case fragment(UnsafeRawBufferPointer)
    }

    private var bytes: [UInt8] = []
    private var searched = 0
    private var isInLongLine = false
    private let limit: Int

    /// `limit`: how long a line may be to be kept whole.
    init(limit: Int) {
        self.limit = limit
    }

    /// Whether nothing waits for the rest of its line.
    var isEmpty: Bool { bytes.isEmpty && !isInLongLine }

    /// How many bytes wait.
    var count: Int { bytes.count }

    mutating func append(_ more: UnsafeRawBufferPointer) {
        bytes.append(contentsOf: more)
    }

    /// Passes each whole line on until `body` answers that it takes no more; what is left stays.
    mutating func drain(_ body: (Piece) -> Bool) {
        var used = 0
        bytes.withUnsafeBytes { all in
            while let newline = Self.newline(in: all, from: max(used, searched)) {
                let piece: Piece =
                    isInLongLine
                    ? .fragment(UnsafeRawBufferPointer(rebasing: all[used...newline]))
                    : .line(UnsafeRawBufferPointer(rebasing: all[used..<newline]))
                isInLongLine = false
                used = newline + 1
                searched = used
                guard body(piece) else { return }
            }
            searched = all.count
            guard isInLongLine || all.count - used > limit, used < all.count else { return }
            isInLongLine = true
            // Whether more is taken does not matter: there is no more.
            _ = body(.fragment(UnsafeRawBufferPointer(rebasing: all[used...])))
            used = all.count
        }
        removeFirst(used)
    }

    /// The last line, if the stream ended without a newline after it.
    mutating func finish(_ body: (UnsafeRawBufferPointer) -> Void) {
        if !bytes.isEmpty { bytes.withUnsafeBytes(body) }
        removeAll()
    }

    mutating func removeAll() {
        bytes = []
        searched = 0
        isInLongLine = false
    }

    private mutating func removeFirst(_ count: Int) {
        guard count > 0 else { return }
        searched -= min(searched, count)
        if count == bytes.count {
            // A long line's memory is given back.
            bytes.removeAll(keepingCapacity: bytes.capacity <= 1 << 18)
        } else {
            bytes.removeSubrange(..<count)
        }
    }

    private static func newline(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
        guard start < bytes.count, let base = bytes.baseAddress else { return nil }
        return memchr(base + start, 0x0A, bytes.count - start).map { base.distance(to: UnsafeRawPointer($0)) }
    }
}
