import CKernel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The process of a running daemon, named so that a later process of the same id is not taken for it.
public final class DaemonProcess: Sendable {
    public let id: Int32
    /// Readable once the process has ended.
    private let handle: Int32

    private init?(id: Int32) {
        let handle = ck_process_handle(id)
        guard handle >= 0 else { return nil }
        self.id = id
        self.handle = handle
    }

    deinit { close(handle) }

    /// The daemon of `home`, also one that is ending or hangs; `nil` when none runs.
    public static func holding(_ home: HomeDirectory) -> DaemonProcess? {
        guard let id = lockHolder(home), let process = DaemonProcess(id: id) else { return nil }
        // Had it ended between the two, its id could be another's by now.
        return lockHolder(home) == id ? process : nil
    }

    /// The id in the lock file while the lock is held; a daemon lets go of it with its last breath.
    private static func lockHolder(_ home: HomeDirectory) -> Int32? {
        let lock = ck_open_read(home.daemonLock)
        guard lock >= 0 else { return nil }
        // Closing it gives up the lock we may have got: then nobody else has it.
        defer { close(lock) }
        guard flock(lock, LOCK_SH | LOCK_NB) != 0, errno == EWOULDBLOCK else { return nil }
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = read(lock, &bytes, bytes.count)
        return count > 0 ? Int32(String(decoding: bytes[..<count].prefix { $0 != 0x0A }, as: UTF8.self)) : nil
    }

    /// Asks it to end, like a service manager does; asked twice, it does not wait for its servers.
    public func terminate() { kill(id, SIGTERM) }

    /// Waits for its end, so many milliseconds at most; whether it came. Blocks.
    public func hasEnded(within milliseconds: Int64) -> Bool {
        let end = ck_milliseconds(Int32(CK_CLOCK_AWAKE.rawValue)) + milliseconds
        while true {
            let left = max(0, end - ck_milliseconds(Int32(CK_CLOCK_AWAKE.rawValue)))
            var events = pollfd(fd: handle, events: Int16(POLLIN), revents: 0)
            let result = poll(&events, 1, Int32(min(left, 60_000)))
            if result > 0 { return true }
            if result == 0, left == 0 { return false }
        }
    }
}
