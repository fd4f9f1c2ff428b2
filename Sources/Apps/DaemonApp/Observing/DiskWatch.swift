import ServerModel
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// How much room the disk of the home has: looked at once a minute at most, and only while something else happens.
final class DiskWatch: Sendable {
    private static let pause = Duration.seconds(60)

    private let folder: String
    private let lastLook = Mutex<ContinuousClock.Instant?>(nil)
    private let tell: @Sendable (_ freeBytes: Int) -> Void

    init(folder: String, tell: @escaping @Sendable (_ freeBytes: Int) -> Void) {
        self.folder = folder
        self.tell = tell
    }

    func lookNowAndThen() {
        let isDue = lastLook.withLock { last in
            if let last, ContinuousClock.now - last < Self.pause { return false }
            last = .now
            return true
        }
        guard isDue, let free = freeBytes else { return }
        tell(free)
    }

    /// For those who are not root; `nil` when the kernel does not say.
    private var freeBytes: Int? {
        var facts = statvfs()
        guard statvfs(folder, &facts) == 0 else { return nil }
        return Int(clamping: UInt64(facts.f_bavail) * UInt64(facts.f_frsize))
    }
}
