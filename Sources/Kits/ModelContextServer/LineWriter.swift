import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Writes whole lines to a file descriptor, one at a time whoever calls.
///
/// Blocks while the reader is slow. When the reader is gone, lines are dropped without a word (`SIGPIPE` must be ignored by the program).
public final class LineWriter: Sendable {
    private let descriptor: Int32
    private let isBroken = Mutex(false)

    /// A writer to a descriptor that stays open as long as the writer; nobody else should write to it.
    public init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Writes a line; the line break is added.
    public func write(_ line: [UInt8]) {
        let bytes = line + [UInt8(ascii: "\n")]
        isBroken.withLock { isBroken in
            if !isBroken { isBroken = !bytes.withUnsafeBytes { writeAll($0) } }
        }
    }

    /// Writes a line; the line break is added.
    public func write(_ line: String) {
        write(Array(line.utf8))
    }

    /// False when the reader is gone.
    private func writeAll(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var written = 0
        while written < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[written...])
            #if canImport(Glibc)
                let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
            #elseif canImport(Musl)
                let count = Musl.write(descriptor, rest.baseAddress, rest.count)
            #else
                let count = Darwin.write(descriptor, rest.baseAddress, rest.count)
            #endif
            if count >= 0 {
                written += count
            } else if errno == EAGAIN {
                // Someone made the shared pipe non-blocking: wait until it takes more.
                var room = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&room, 1, -1)
            } else if errno != EINTR {
                return false
            }
        }
        return true
    }
}
