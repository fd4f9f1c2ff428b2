import ServerModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file that is there whole or not at all, and for its owner alone: it is written beside, and takes its name when it is done.
///
/// Used by one task at a time.
final class LogFileWriter {
    private let path: String
    private let draft: String
    private let replaces: Bool
    /// -1 when it is closed.
    private var descriptor: Int32
    private var buffer: [UInt8] = []
    /// How much was written.
    private(set) var bytes = 0

    /// - Parameter replaces: a file that is already there goes when this one is done.
    /// Throws `file-exists` or `unwritable-file`.
    init(path: String, replaces: Bool) throws {
        self.path = path
        self.replaces = replaces
        var facts = stat()
        if lstat(path, &facts) == 0 {
            let isFile = facts.st_mode & S_IFMT == S_IFREG
            guard isFile else { throw Self.failure(path, "it is there and is no ordinary file") }
            guard replaces else { throw Self.inTheWay(path) }
        }
        let name = path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex
        draft = "\(path[..<name]).\(path[name...]).\(getpid()).part"
        descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw Self.failure(path) }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
        // It is gone already when it took its name by being renamed.
        unlink(draft)
    }

    /// Adds `text` at the end.
    func write(_ text: String) throws {
        buffer += text.utf8
        if buffer.count >= 65_536 { try flush() }
    }

    /// Gives the file its name. Throws `file-exists`, when one came meanwhile, or `unwritable-file`.
    func finish() throws {
        try flush()
        // What could not be written may be told as late as this.
        guard fsync(descriptor) == 0 else { throw Self.failure(path) }
        let isClosed = close(descriptor) == 0
        descriptor = -1
        guard isClosed else { throw Self.failure(path) }
        if !replaces {
            if link(draft, path) == 0 { return }
            if errno == EEXIST { throw Self.inTheWay(path) }
            // A file system without links.
        }
        guard rename(draft, path) == 0 else { throw Self.failure(path) }
    }

    private func flush() throws {
        var rest = buffer[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Self.put(descriptor, $0) }
            if written < 0, errno != EINTR { throw Self.failure(path) }
            rest = rest.dropFirst(max(0, written))
        }
        bytes += buffer.count
        buffer.removeAll(keepingCapacity: true)
    }

    private static func put(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Glibc)
            Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        #elseif canImport(Musl)
            Musl.write(descriptor, bytes.baseAddress, bytes.count)
        #else
            Darwin.write(descriptor, bytes.baseAddress, bytes.count)
        #endif
    }

    private static func inTheWay(_ path: String) -> ErrorReport {
        ErrorReport(code: "file-exists", problem: "'\(path)' is already there", remedy: "choose another name")
    }

    /// As `errno` has it, unless a reason is given.
    private static func failure(_ path: String, _ reason: String? = nil) -> ErrorReport {
        ErrorReport(
            code: "unwritable-file", problem: "'\(path)' cannot be written: \(reason ?? String(cString: strerror(errno)))",
            remedy: "choose a place where you may write and there is room")
    }
}
