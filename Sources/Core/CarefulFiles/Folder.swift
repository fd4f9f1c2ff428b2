import ServerModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Paths and folders.
package enum Folder {
    /// The path with every symbolic link followed; `nil` when it leads nowhere, and `errno` says why.
    package static func realPath(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }

    /// Whether it is a folder, links followed.
    package static func exists(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Whether it is a symbolic link, wherever that leads.
    package static func isLink(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }

    /// Whether there is something, links followed.
    package static func hasSomething(at path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0
    }

    /// Whether it is a file that we may run.
    package static func isExecutable(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0
    }

    /// The names in it, sorted, without `.` and `..`, at most 10,000; none when it cannot be listed.
    package static func names(in path: String) -> [String] {
        guard let stream = opendir(path) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while names.count < 10_000, let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Makes a folder for the owner alone, and those above it; one that is there stays as it is.
    package static func make(_ path: String) throws(FileFailure) {
        if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
        let parent = parent(of: path)
        guard errno == ENOENT, parent != path else { throw FileFailure("make the folder", path) }
        try make(parent)
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw FileFailure("make the folder", path) }
    }

    /// Removes a folder of ours with the files in it; what cannot be removed stays.
    package static func remove(_ path: String) {
        for name in names(in: path) { unlink("\(path)/\(name)") }
        rmdir(path)
    }

    /// Removes a folder, and those above it up to `top`, as long as nothing is in them.
    package static func removeEmpty(_ path: String, upTo top: String) {
        guard path == top || path.hasPrefix("\(top)/"), rmdir(path) == 0, path != top else { return }
        removeEmpty(parent(of: path), upTo: top)
    }

    /// Makes its new names last. A failure is not an error: the names are there, and some file systems cannot promise more.
    package static func synchronize(_ path: String) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        _ = fsync(descriptor)
        close(descriptor)
    }

    package static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    package static func name(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
    }
}
