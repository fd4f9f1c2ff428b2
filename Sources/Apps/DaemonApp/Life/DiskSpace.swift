#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Whether something can be written, found out by writing: free blocks say nothing of quotas and reserves.
struct DiskSpace: Sendable {
    /// As much as a burst of log lines.
    private static let sample = [UInt8](repeating: 0x20, count: 64 << 10)

    let folders: [String]

    /// The first folder whose disk takes no more; `nil` when all do, or fail for other reasons.
    var fullFolder: String? { folders.first(where: isFull) }

    private func isFull(_ folder: String) -> Bool {
        let path = "\(folder)/.room-\(getpid())"
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return Self.meansFull(errno) }
        defer { unlink(path) }
        var rest = Self.sample[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let error = errno
                close(descriptor)
                return Self.meansFull(error)
            }
            rest = rest.dropFirst(count)
        }
        // Some file systems find out only now.
        return close(descriptor) != 0 && Self.meansFull(errno)
    }

    private static func meansFull(_ error: Int32) -> Bool { error == ENOSPC || error == EDQUOT }
}
