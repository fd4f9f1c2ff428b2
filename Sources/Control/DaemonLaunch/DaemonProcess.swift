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
    /// Whether it was ending already when it was found. One that cannot be reached and is not is still starting.
    public let isEnding: Bool
    /// Readable once the process has ended.
    private let handle: Int32

    private init?(_ holder: Holder) {
        let handle = ck_process_handle(holder.id)
        guard handle >= 0 else { return nil }
        id = holder.id
        isEnding = holder.isEnding
        self.handle = handle
    }

    deinit { close(handle) }

    /// The daemon of `home`, also one that is ending or hangs; `nil` when none runs.
    public static func holding(_ home: HomeDirectory) -> DaemonProcess? {
        guard let holder = lockHolder(home), let process = DaemonProcess(holder) else { return nil }
        // Had it ended between the two, its id could be another's by now.
        return lockHolder(home)?.id == holder.id ? process : nil
    }

    /// What stands in a held lock file: the id on the first line, and `endingMark` on the second when that is so.
    private struct Holder {
        var id: Int32
        var isEnding: Bool
    }

    /// The second line of the lock file of a daemon that has closed its doors.
    public static let endingMark = "ending"

    /// Who holds the lock; a daemon lets go of it with its last breath.
    private static func lockHolder(_ home: HomeDirectory) -> Holder? {
        let lock = ck_open_read(home.daemonLock)
        guard lock >= 0 else { return nil }
        // Closing it gives up the lock we may have got: then nobody else has it.
        defer { close(lock) }
        guard flock(lock, LOCK_SH | LOCK_NB) != 0, errno == EWOULDBLOCK else { return nil }
        var bytes = [UInt8](repeating: 0, count: 32)
        let count = read(lock, &bytes, bytes.count)
        let lines = bytes.prefix(max(0, count)).split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
        guard let id = lines.first.flatMap({ Int32($0) }) else { return nil }
        return Holder(id: id, isEnding: lines.dropFirst().first == endingMark)
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
