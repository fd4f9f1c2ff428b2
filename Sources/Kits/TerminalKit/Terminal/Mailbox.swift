import CNcurses
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A queue from any thread to the one that waits in `poll`: posting makes ``descriptor`` readable.
///
/// Copies share one queue.
public struct Mailbox<Element: Sendable>: Sendable {
    private let storage: Storage

    /// Fails when the process may open no more files.
    public init() throws(TerminalFailure) {
        var reader: Int32 = -1
        var writer: Int32 = -1
        guard cn_pipe(&reader, &writer) else {
            throw TerminalFailure(
                code: "too-many-files", problem: "no pipe can be opened: \(String(cString: strerror(errno)))",
                remedy: "close other programs, or raise the limit of open files (ulimit -n)")
        }
        storage = Storage(reader: reader, writer: writer)
    }

    /// Readable while there is something to ``drain()``; only for polling, never for reading.
    public var descriptor: Int32 { storage.reader }

    /// Adds a letter at the end; never waits.
    public func post(_ element: Element) {
        storage.waiting.withLock { waiting in
            // One byte a batch, so the pipe cannot fill up however busy the writers are.
            if waiting.isEmpty {
                var byte: UInt8 = 0
                _ = write(storage.writer, &byte, 1)
            }
            waiting.append(element)
        }
    }

    /// Takes everything that was posted, oldest first.
    public func drain() -> [Element] {
        storage.waiting.withLock { waiting in
            var bytes: (UInt64, UInt64) = (0, 0)
            while read(storage.reader, &bytes, 16) > 0 {}
            defer { waiting = [] }
            return waiting
        }
    }

    private final class Storage: Sendable {
        let reader: Int32
        let writer: Int32
        let waiting = Mutex<[Element]>([])

        init(reader: Int32, writer: Int32) {
            self.reader = reader
            self.writer = writer
        }

        deinit {
            close(reader)
            close(writer)
        }
    }
}
