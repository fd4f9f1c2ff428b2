#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A small file of the daemon's own, read and replaced as a whole.
struct StateFile {
    let path: String

    /// `nil` when there is none, or it cannot be read.
    func read() -> [UInt8]? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var text: [UInt8] = []
        withUnsafeTemporaryAllocation(byteCount: 64 << 10, alignment: 16) { chunk in
            while case let count = fread(chunk.baseAddress, 1, chunk.count, file), count > 0 { text += chunk[..<count] }
        }
        return text
    }

    /// Beside it first, then in its place: a daemon that dies here leaves the old one. 0, or an errno.
    func replace(with text: [UInt8]) -> Int32 {
        let fresh = path + ".new"
        let descriptor = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return errno }
        let written = text.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        // A short write is a full disk.
        var failure = written == text.count ? 0 : written < 0 ? errno : ENOSPC
        if close(descriptor) != 0, failure == 0 { failure = errno }
        if failure == 0, rename(fresh, path) != 0 { failure = errno }
        if failure != 0 { unlink(fresh) }
        return failure
    }
}
