#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Files that are read and written as a whole.
enum SmallFile {
    /// The text, repaired where it is not UTF-8; `nil` when it cannot be read.
    static func text(of path: String) -> String? {
        guard let file = fopen(path, "re") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16 << 10)
        while true {
            let count = fread(&chunk, 1, chunk.count, file)
            guard count > 0 else { break }
            bytes += chunk[..<count]
        }
        return ferror(file) == 0 ? String(decoding: bytes, as: UTF8.self) : nil
    }

    /// Beside it first, then in its place, for the user alone. Whether it could be written.
    static func replace(_ path: String, with text: String) -> Bool {
        let fresh = "\(path).new"
        let descriptor = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return false }
        var text = text
        let isWhole = text.withUTF8 { write(descriptor, $0.baseAddress, $0.count) == $0.count }
        guard close(descriptor) == 0, isWhole, rename(fresh, path) == 0 else {
            unlink(fresh)
            return false
        }
        return true
    }
}
