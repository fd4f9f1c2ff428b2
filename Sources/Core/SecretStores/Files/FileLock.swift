import ServerModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Keeps other processes, and other threads of this one, from what a file stands for. The kernel lets go of it when its holder ends.
enum FileLock {
    /// Does `work` while nobody else holds the lock, and waits for that as long as it takes.
    static func holding<Value>(_ path: String, _ work: () throws -> Value) throws -> Value {
        let descriptor = try open(path)
        defer { close(descriptor) }
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else { throw FileFailure("lock", path) }
        }
        return try work()
    }

    /// Does `work` if nobody holds the lock now.
    static func ifFree(_ path: String, _ work: () -> Void) {
        guard let descriptor = try? open(path) else { return }
        defer { close(descriptor) }
        if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { work() }
    }

    private static func open(_ path: String) throws(FileFailure) -> Int32 {
        let descriptor = systemOpen(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FileFailure("write", path) }
        return descriptor
    }
}

private func systemOpen(_ path: String, _ flags: Int32, _ mode: mode_t) -> Int32 { open(path, flags, mode) }
