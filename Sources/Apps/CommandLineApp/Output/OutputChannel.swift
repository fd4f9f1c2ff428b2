#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The reader of our output has gone (`| head`): there is nobody left to tell.
struct BrokenPipe: Error {}

/// Standard output or standard error.
public struct OutputChannel: Sendable {
    /// Whether a person looks at it.
    var isTerminal: Bool
    /// The terminal's width; `nil` when it is not one, or does not say.
    var columns: Int?
    /// Writes text as it is, at once. Throws ``BrokenPipe``.
    var write: @Sendable (String) throws -> Void

    /// The channel of a file descriptor. `SIGPIPE` must be ignored.
    static func descriptor(_ descriptor: Int32) -> OutputChannel {
        OutputChannel(isTerminal: isatty(descriptor) == 1, columns: width(of: descriptor)) { text in
            var rest = Array(text.utf8)[...]
            while !rest.isEmpty {
                let written = rest.withUnsafeBytes { put(descriptor, $0) }
                if written > 0 {
                    rest = rest.dropFirst(written)
                } else if errno == EAGAIN {
                    // Somebody else made the terminal non-blocking; wait until it takes more.
                    var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    poll(&ready, 1, -1)
                } else if errno != EINTR {
                    throw BrokenPipe()
                }
            }
        }
    }

    private static func put(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Glibc)
            Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        #else
            Darwin.write(descriptor, bytes.baseAddress, bytes.count)
        #endif
    }

    private static func width(of descriptor: Int32) -> Int? {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }
}
