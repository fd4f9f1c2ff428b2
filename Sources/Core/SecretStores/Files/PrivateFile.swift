import ServerModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A small file for the user alone, read and replaced as a whole.
struct PrivateFile {
    let path: String

    /// `nil` when there is none.
    func read(limit: Int) throws(FileFailure) -> [UInt8]? {
        // Without O_NONBLOCK, a named pipe would keep us waiting for a writer.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw FileFailure("read", path)
        }
        defer { close(descriptor) }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0 else { throw FileFailure("read", path) }
        let kind = facts.st_mode & S_IFMT
        guard kind == S_IFREG else { throw FileFailure("read", path, number: kind == S_IFDIR ? EISDIR : EINVAL) }
        guard facts.st_size <= limit else { throw FileFailure("read", path, number: EFBIG) }
        var bytes = [UInt8](repeating: 0, count: Int(facts.st_size))
        var count = 0
        while count < bytes.count {
            let more = bytes.withUnsafeMutableBytes {
                systemRead(descriptor, UnsafeMutableRawBufferPointer(rebasing: $0[count...]))
            }
            if more < 0, errno == EINTR { continue }
            guard more >= 0 else { throw FileFailure("read", path) }
            if more == 0 { break }
            count += more
        }
        return Array(bytes.prefix(count))
    }

    /// Makes it, and fails when it is there.
    func create(with bytes: [UInt8]) throws(FileFailure) {
        try write(bytes, to: path)
        synchronizeFolder()
    }

    /// Beside it first, then in its place: whoever dies here leaves the old one. A draft that was left so is written over.
    ///
    /// - Parameters:
    ///   - previous: the path what is replaced is kept under; `nil`: nowhere.
    ///   - beforeRenaming: is told when the draft is on the disk.
    func replace(
        with bytes: [UInt8], keeping previous: String? = nil, beforeRenaming: () -> Void = {}
    ) throws(FileFailure) {
        unlink(draft)
        do throws(FileFailure) {
            try write(bytes, to: draft)
            beforeRenaming()
            if let previous {
                unlink(previous)
                // A file system without hard links keeps no previous version; the new one matters more.
                _ = link(path, previous)
            }
            guard rename(draft, path) == 0 else { throw FileFailure("write", path) }
        } catch {
            unlink(draft)
            throw error
        }
        synchronizeFolder()
    }

    /// Where the next version is written.
    var draft: String { path + ".new" }

    private func write(_ bytes: [UInt8], to path: String) throws(FileFailure) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw FileFailure("write", path) }
        defer { close(descriptor) }
        do throws(FileFailure) {
            try write(bytes, on: descriptor, path)
        } catch {
            unlink(path)
            throw error
        }
    }

    private func write(_ bytes: [UInt8], on descriptor: Int32, _ path: String) throws(FileFailure) {
        var count = 0
        while count < bytes.count {
            let more = bytes.withUnsafeBytes { systemWrite(descriptor, UnsafeRawBufferPointer(rebasing: $0[count...])) }
            if more < 0, errno == EINTR { continue }
            guard more >= 0 else { throw FileFailure("write", path) }
            count += more
        }
        guard fsync(descriptor) == 0 else { throw FileFailure("write", path) }
    }

    /// Makes a new name last. A failure is not an error: the name is there, and some file systems cannot promise more.
    private func synchronizeFolder() {
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        _ = fsync(descriptor)
        close(descriptor)
    }
}

private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
    read(descriptor, buffer.baseAddress, buffer.count)
}

private func systemWrite(_ descriptor: Int32, _ buffer: UnsafeRawBufferPointer) -> Int {
    write(descriptor, buffer.baseAddress, buffer.count)
}
