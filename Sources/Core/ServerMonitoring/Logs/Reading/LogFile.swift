import ServerModel
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file of a log, opened to be read as far as it was written then.
///
/// Read, never mapped into memory: a writer that cuts a mapped file would kill its readers.
final class LogFile: Sendable {
    /// Differs from any other file's, also once it has another name.
    struct Identity: Hashable, Sendable {
        var device: UInt64
        var number: UInt64
    }

    let path: String
    let identity: Identity
    /// How many bytes it had when it was opened; what is written later is not looked at.
    let size: Int
    /// When it was written last, by the file system's clock.
    let written: Timestamp
    private let descriptor: Int32
    private let readBytes = Atomic<Int>(0)

    /// Throws an error that names the path; `nil` when there is no such file.
    init?(_ path: String) throws(LogUnreadable) {
        // Not waiting: a pipe of that name has nobody at its other end.
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        self.path = path
        guard descriptor >= 0 else {
            let error = errno
            if error == ENOENT || error == ENOTDIR { return nil }
            throw LogUnreadable(path: path, reason: String(cString: strerror(error)))
        }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw LogUnreadable(path: path, reason: "it is not a file")
        }
        identity = Identity(device: UInt64(truncatingIfNeeded: facts.st_dev), number: UInt64(facts.st_ino))
        size = Int(facts.st_size)
        #if canImport(Darwin)
            let time = facts.st_mtimespec
        #else
            let time = facts.st_mtim
        #endif
        written = Timestamp(millisecondsSince1970: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    deinit { close(descriptor) }

    /// How much of it was read so far.
    var bytesRead: Int { readBytes.load(ordering: .relaxed) }

    /// Fills `buffer` with what is at `offset`; fewer bytes than asked for only at the end of the file.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(LogUnreadable) -> Int {
        var done = 0
        while done < buffer.count {
            let count = pread(descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done, off_t(offset + done))
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw LogUnreadable(path: path, reason: String(cString: strerror(errno))) }
            if count == 0 { break }
            done += count
        }
        readBytes.wrappingAdd(done, ordering: .relaxed)
        return done
    }
}

/// A part of a log could not be read.
struct LogUnreadable: ActionableError, Hashable {
    var path: String
    var reason: String

    var code: String { "log-unreadable" }
    var problem: String { "cannot read \(path): \(reason)" }
    var remedy: String { "give back the right to read it, or move it away; what the other files have can be read then" }
}
