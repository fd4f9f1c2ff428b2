import ServerModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Permission bits, as chmod(2) takes them.
typealias FileMode = mode_t

/// The few things we do with small files, each whole or not at all.
enum TextFile {
    /// A regular file's bytes, at most `limit` of them, and the fingerprint it had before they were read.
    ///
    /// A file that changes meanwhile has another fingerprint afterwards, so that it is read again.
    static func read(_ path: String, limit: Int) throws(FileFailure) -> (bytes: [UInt8], fingerprint: Fingerprint, mode: FileMode)
    {
        // Without O_NONBLOCK, a named pipe would keep us waiting for a writer.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw FileFailure("read", path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileFailure("read", path) }
        let kind = status.st_mode & S_IFMT
        guard kind == S_IFREG else {
            throw FileFailure("read", path, number: kind == S_IFDIR ? EISDIR : EINVAL)
        }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16384)
        while bytes.count < limit {
            let count = chunk.withUnsafeMutableBytes { buffer in recovering { systemRead(descriptor, buffer) } }
            guard count >= 0 else { throw FileFailure("read", path) }
            if count == 0 { break }
            bytes += chunk[..<count]
        }
        return (Array(bytes.prefix(limit)), Fingerprint(status), status.st_mode & 0o777)
    }

    /// Whether there is anything of this name, even a link that leads nowhere.
    static func exists(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    /// Makes a new file; throws `EEXIST` when there is one. Others see it complete or not at all, also after a power cut.
    static func create(_ path: String, bytes: some Sequence<UInt8>, mode: FileMode) throws(FileFailure) {
        let folder = folder(of: path)
        let draft = "\(folder)/.\(name(of: path)).\(getpid()).\(UInt32.random(in: 0...UInt32.max)).new"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw FileFailure("write", path) }
        // After link() this removes the second name; before it, what a failure left.
        defer { unlink(draft) }
        do {
            defer { close(descriptor) }
            try write(Array(bytes), to: descriptor, path: path)
        }
        // Unlike rename(), link() fails when the name is taken.
        guard link(draft, path) == 0 else { throw FileFailure("write", path) }
        synchronize(folder)
    }

    static func remove(_ path: String) throws(FileFailure) {
        guard unlink(path) == 0 else { throw FileFailure("remove", path) }
        synchronize(folder(of: path))
    }

    /// Makes a folder for the owner alone, and those above it; one that is there stays as it is.
    static func makeFolder(_ path: String) throws(FileFailure) {
        if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
        let parent = folder(of: path)
        guard errno == ENOENT, parent != path else { throw FileFailure("make the folder", path) }
        try makeFolder(parent)
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw FileFailure("make the folder", path)
        }
    }

    /// The names in a folder, sorted; without `.` and `..`.
    static func names(in folder: String) throws(FileFailure) -> [String] {
        guard let stream = opendir(folder) else { throw FileFailure("list", folder) }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32, path: String) throws(FileFailure) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { buffer in recovering { systemWrite(descriptor, buffer) } }
            guard count >= 0 else { throw FileFailure("write", path) }
            rest = rest.dropFirst(count)
        }
        guard fsync(descriptor) == 0 else { throw FileFailure("write", path) }
    }

    /// Makes a folder's new names last. A failure is not an error: the names are there, and some file systems cannot promise more.
    private static func synchronize(_ folder: String) {
        let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        _ = fsync(descriptor)
        close(descriptor)
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func name(of path: String) -> Substring {
        path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
    }
}

/// Calls again while a signal interrupts.
private func recovering(_ call: () -> Int) -> Int {
    while true {
        let result = call()
        if result >= 0 || errno != EINTR { return result }
    }
}

private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
    read(descriptor, buffer.baseAddress, buffer.count)
}

private func systemWrite(_ descriptor: Int32, _ buffer: UnsafeRawBufferPointer) -> Int {
    write(descriptor, buffer.baseAddress, buffer.count)
}
