#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// What changes when a file does; compared instead of reading it again.
public struct Fingerprint: Hashable, Sendable {
    /// Nanoseconds since 1970 of the last change.
    public var modified: Int64
    /// In bytes.
    public var size: Int64
    public var inode: UInt64

    init(_ status: stat) {
        #if canImport(Darwin)
            let time = status.st_mtimespec
        #else
            let time = status.st_mtim
        #endif
        modified = Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
        size = Int64(status.st_size)
        inode = UInt64(status.st_ino)
    }

    /// Of what a path leads to, links followed; `nil` when that cannot be told.
    init?(path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        self.init(status)
    }
}
