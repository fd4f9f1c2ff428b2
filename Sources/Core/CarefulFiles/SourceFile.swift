import ServerModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file as it was read: what a change of it is planned from, and compared with before it is written.
package struct SourceFile: Hashable, Sendable {
    /// Larger ones are nobody's configuration: 8 MiB.
    package static let sizeLimit = 8 << 20

    /// As it was named.
    package let path: String
    /// Symbolic links followed.
    package let realPath: String
    package let bytes: [UInt8]
    package let facts: Facts

    /// What changes when a file does, and what must not change when it is replaced.
    package struct Facts: Hashable, Sendable {
        /// Nanoseconds since 1970.
        package var modified: Int64
        package var inode: UInt64
        /// Permission bits.
        package var mode: mode_t
        package var owner: uid_t
        package var group: gid_t
        /// How many names the file has.
        package var names: Int
    }

    /// A regular file of at most ``sizeLimit`` bytes, by an absolute path.
    package init(reading path: String) throws(FileFailure) {
        guard let real = Folder.realPath(path) else { throw FileFailure("read", path) }
        // Without O_NONBLOCK, a named pipe would keep us waiting for a writer.
        let descriptor = open(real, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw FileFailure("read", path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileFailure("read", path) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw FileFailure("read", path, number: EINVAL) }
        guard Int(status.st_size) <= Self.sizeLimit else { throw FileFailure("read", path, number: EFBIG) }
        self.path = path
        realPath = real
        bytes = try Self.content(of: descriptor, path)
        facts = Facts(status)
    }

    private static func content(of descriptor: Int32, _ path: String) throws(FileFailure) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw FileFailure("read", path) }
            if count == 0 { return bytes }
            bytes += chunk[..<count]
            guard bytes.count <= sizeLimit else { throw FileFailure("read", path, number: EFBIG) }
        }
    }
}

extension SourceFile.Facts {
    fileprivate init(_ status: stat) {
        #if canImport(Darwin)
            let time = status.st_mtimespec
        #else
            let time = status.st_mtim
        #endif
        modified = Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
        inode = UInt64(status.st_ino)
        mode = status.st_mode & 0o7777
        owner = status.st_uid
        group = status.st_gid
        names = Int(status.st_nlink)
    }
}
