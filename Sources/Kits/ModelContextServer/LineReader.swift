#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Reads a file descriptor line by line, on a thread of its own: a blocking read must not hold up anybody's tasks.
public struct LineReader: Sendable {
    private let descriptor: Int32
    private static let chunkSize = 1 << 18

    /// A reader of a descriptor that stays open until its end was read; nobody else should read from it.
    public init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// The lines as they come, without line breaks and without empty ones; the last may end with the file. Ask once.
    public func lines() -> AsyncStream<[UInt8]> {
        AsyncStream { continuation in
            let isStarted = ReaderThread.start { [self] in
                read { continuation.yield($0) }
                continuation.finish()
            }
            if !isStarted { continuation.finish() }
        }
    }

    /// Reads no further than what is being waited for; whoever writes to the other end then finds nobody there.
    public func close() {
        // The number stays taken: a thread may be about to read from it.
        let nothing = open("/dev/null", O_RDONLY | O_CLOEXEC)
        guard nothing >= 0 else { return }
        dup2(nothing, descriptor)
        #if canImport(Glibc)
            _ = Glibc.close(nothing)
        #elseif canImport(Musl)
            _ = Musl.close(nothing)
        #else
            _ = Darwin.close(nothing)
        #endif
    }

    private func read(_ deliver: ([UInt8]) -> Void) {
        let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.chunkSize, alignment: 1)
        defer { chunk.deallocate() }
        var pending: [UInt8] = []
        while let count = fill(chunk), count > 0 {
            var rest = UnsafeRawBufferPointer(rebasing: chunk[..<count])
            while let lineBreak = rest.firstIndex(of: UInt8(ascii: "\n")) {
                pending.append(contentsOf: rest[..<lineBreak])
                if !pending.isEmpty { deliver(pending) }
                pending.removeAll()
                rest = UnsafeRawBufferPointer(rebasing: rest[(lineBreak + 1)...])
            }
            pending.append(contentsOf: rest)
        }
        if !pending.isEmpty { deliver(pending) }
    }

    /// How many bytes came; 0 at the end, `nil` after an error, which ends the conversation too.
    private func fill(_ chunk: UnsafeMutableRawBufferPointer) -> Int? {
        while true {
            #if canImport(Glibc)
                let count = Glibc.read(descriptor, chunk.baseAddress, chunk.count)
            #elseif canImport(Musl)
                let count = Musl.read(descriptor, chunk.baseAddress, chunk.count)
            #else
                let count = Darwin.read(descriptor, chunk.baseAddress, chunk.count)
            #endif
            if count >= 0 { return count }
            if errno == EAGAIN {
                var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                _ = poll(&ready, 1, -1)
            } else if errno != EINTR {
                return nil
            }
        }
    }
}

/// A detached thread that runs one closure.
private enum ReaderThread {
    typealias Work = @Sendable () -> Void

    /// False when the system has no thread left.
    static func start(_ body: @escaping Work) -> Bool {
        // The thread takes the closure out of this box and frees it.
        let box = UnsafeMutablePointer<Work>.allocate(capacity: 1)
        box.initialize(to: body)
        if begin(box) { return true }
        box.deinitialize(count: 1)
        box.deallocate()
        return false
    }

    private static func begin(_ box: UnsafeMutableRawPointer) -> Bool {
        #if canImport(Darwin)
            var thread: pthread_t?
            guard pthread_create(&thread, nil, runWork, box) == 0, let thread else { return false }
        #else
            var thread = pthread_t()
            guard pthread_create(&thread, nil, runWork, box) == 0 else { return false }
        #endif
        pthread_detach(thread)
        return true
    }
}

/// What a new thread does. A plain function, because Swift 6.3.1 crashes on a closure here that calls a static method.
private func runWork(_ box: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let box = box?.assumingMemoryBound(to: ReaderThread.Work.self) else { return nil }
    let body = box.move()
    box.deallocate()
    body()
    return nil
}
