import ServerModel
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file that is there whole or not at all, and for its owner alone: it is written beside, and takes its name when it is done.
final class ExportFile: Sendable {
    private struct State {
        /// -1 when it is closed.
        var descriptor: Int32
        /// What is not written yet.
        var buffer: [UInt8] = []
        var bytes = 0
    }

    private let path: String
    private let draft: String
    private let replaces: Bool
    private let state: Mutex<State>

    /// - Parameter replaces: a file that is already there goes when this one is done.
    /// Throws ``FileInTheWay`` or ``UnwritableFile``.
    init(path: String, replaces: Bool) throws {
        self.path = path
        self.replaces = replaces
        var facts = stat()
        if lstat(path, &facts) == 0 {
            let isFile = facts.st_mode & S_IFMT == S_IFREG
            guard isFile, replaces else { throw FileInTheWay(path: path, isReplaceable: isFile) }
        }
        let name = path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex
        draft = "\(path[..<name]).\(path[name...]).\(getpid()).part"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw UnwritableFile(path: path, reason: String(cString: strerror(errno))) }
        state = Mutex(State(descriptor: descriptor))
    }

    deinit {
        state.withLock { if $0.descriptor >= 0 { close($0.descriptor) } }
        // It is gone already when it took its name by being renamed.
        unlink(draft)
    }

    /// How much was written.
    var bytes: Int { state.withLock { $0.bytes } }

    /// Adds `text` at the end. Throws ``UnwritableFile``.
    func write(_ text: String) throws {
        try state.withLock { state in
            state.buffer += text.utf8
            if state.buffer.count >= 65_536 { try flush(&state) }
        }
    }

    /// Gives the file its name. Throws ``FileInTheWay``, when one came meanwhile, or ``UnwritableFile``.
    func finish() throws {
        try state.withLock { state in
            try flush(&state)
            // What could not be written may be told as late as this.
            guard fsync(state.descriptor) == 0 else { throw failure }
            let isClosed = close(state.descriptor) == 0
            state.descriptor = -1
            guard isClosed else { throw failure }
        }
        if !replaces {
            if link(draft, path) == 0 { return }
            if errno == EEXIST { throw FileInTheWay(path: path, isReplaceable: true) }
            // A file system without links.
        }
        guard rename(draft, path) == 0 else { throw failure }
    }

    private func flush(_ state: inout State) throws {
        var rest = state.buffer[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Self.put(state.descriptor, $0) }
            if written < 0, errno != EINTR { throw failure }
            rest = rest.dropFirst(max(0, written))
        }
        state.bytes += state.buffer.count
        state.buffer.removeAll(keepingCapacity: true)
    }

    /// As `errno` has it.
    private var failure: UnwritableFile { UnwritableFile(path: path, reason: String(cString: strerror(errno))) }

    private static func put(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Glibc)
            Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        #else
            Darwin.write(descriptor, bytes.baseAddress, bytes.count)
        #endif
    }
}

/// Something of this name is there already.
struct FileInTheWay: ActionableError, Hashable {
    var path: String
    /// Whether `--force` helps.
    var isReplaceable: Bool

    var code: String { "file-exists" }
    var problem: String { isReplaceable ? "'\(path)' is already there" : "'\(path)' is there and is no ordinary file" }
    var remedy: String { isReplaceable ? "choose another name, or add --force to replace it" : "choose another name" }
}

/// A file cannot be written.
struct UnwritableFile: ActionableError, Hashable {
    var path: String
    var reason: String

    var code: String { "unwritable-file" }
    var problem: String { "'\(path)' cannot be written: \(reason)" }
    var remedy: String { "choose a place where you may write and there is room, or --to - for standard output" }
}
