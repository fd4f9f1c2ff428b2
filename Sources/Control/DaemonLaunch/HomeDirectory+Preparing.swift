#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension HomeDirectory {
    /// Makes the directories that are missing. What is inside is for its owner alone: each is made, or corrected to, mode 0700.
    ///
    /// Throws when one cannot be made, or belongs to somebody else.
    public func prepare() throws(LaunchFailure) {
        try makeParents()
        for directory in [path, path + "/run", serversDirectory, logsDirectory, backupsDirectory, stateDirectory] {
            try makePrivate(directory)
        }
        if socketDirectory != path + "/run" { try makePrivate(socketDirectory, inSharedDirectory: true) }
    }

    private func makeParents() throws(LaunchFailure) {
        var parent = ""
        for part in path.split(separator: "/").dropLast() {
            parent += "/" + part
            if mkdir(parent, 0o777) != 0, errno != EEXIST, errno != EISDIR, access(parent, F_OK) != 0 {
                throw .noDirectory(parent, errno: errno)
            }
        }
    }

    private func makePrivate(_ directory: String, inSharedDirectory: Bool = false) throws(LaunchFailure) {
        if mkdir(directory, 0o700) != 0, errno != EEXIST { throw .noDirectory(directory, errno: errno) }
        var information = stat()
        // In /tmp anybody could have put a symbolic link there.
        let result = inSharedDirectory ? lstat(directory, &information) : stat(directory, &information)
        guard result == 0 else { throw .noDirectory(directory, errno: errno) }
        guard information.st_mode & S_IFMT == S_IFDIR else { throw .notADirectory(directory) }
        guard information.st_uid == geteuid() else { throw .foreignDirectory(directory) }
        if information.st_mode & 0o077 != 0, chmod(directory, 0o700) != 0 { throw .noDirectory(directory, errno: errno) }
    }
}

extension LaunchFailure {
    fileprivate static func noDirectory(_ path: String, errno: Int32) -> LaunchFailure {
        LaunchFailure(
            code: "no-home", problem: "the directory '\(path)' cannot be used: \(reason(errno))",
            remedy: "make it writable, or choose another place with '--home PATH' or MCP_MANAGER_HOME")
    }

    fileprivate static func notADirectory(_ path: String) -> LaunchFailure {
        LaunchFailure(
            code: "no-home", problem: "'\(path)' is not a directory",
            remedy: "move it away, or choose another place with '--home PATH' or MCP_MANAGER_HOME")
    }

    fileprivate static func foreignDirectory(_ path: String) -> LaunchFailure {
        LaunchFailure(
            code: "unsafe-directory", problem: "the directory '\(path)' belongs to another user, who could pose as the daemon",
            remedy: "remove it, or choose another place with '--home PATH' or MCP_MANAGER_HOME")
    }
}

/// What the C library says of an errno, as part of a sentence.
func reason(_ errno: Int32) -> String { String(cString: strerror(errno)).lowercased() }
