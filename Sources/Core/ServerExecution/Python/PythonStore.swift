import NIOPosix

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The folder of a server's Python environments, and the link to the one in use.
struct PythonStore {
    private let environment: PythonEnvironment

    init(_ environment: PythonEnvironment) {
        self.environment = environment
    }

    /// The path for another environment; nothing is there yet. Each gets a number of its own: what an installer of a killed daemon
    /// still writes goes to no other's folder.
    func newDirectory() throws(LaunchError) -> String {
        for directory in [environment.directory, environment.store] where mkdir(directory, 0o700) != 0 && errno != EEXIST {
            throw .notWritable(directory, errno)
        }
        let last = FolderListing.names(in: environment.store).compactMap { Int($0) }.max() ?? 0
        return "\(environment.store)/\(last + 1)"
    }

    /// Makes `directory` the one in use, in one step: whoever looks finds the old one or the new one.
    func activate(_ directory: String) throws(LaunchError) {
        let fresh = "\(environment.link).new"
        unlink(fresh)
        guard symlink(".venvs/\(directory.split(separator: "/").last ?? "")", fresh) == 0, rename(fresh, environment.link) == 0
        else { throw .notWritable(environment.link, errno) }
    }

    /// Removes all but the one in use and those in `used`, also what was never finished.
    func sweep(keeping used: Set<String>) async {
        let present = FileFacts.live.linkTarget(environment.link).map { "\(environment.directory)/\($0)" }
        for name in FolderListing.names(in: environment.store) {
            let directory = "\(environment.store)/\(name)"
            if directory != present, !used.contains(directory) { await remove(directory) }
        }
    }

    /// Off the loop and the shared threads, for it may be thousands of files; also in a cancelled task. What cannot be removed is
    /// tried again by the next ``sweep(keeping:)``.
    func remove(_ directory: String) async {
        await withCheckedContinuation { continuation in
            NIOThreadPool.singleton.submit { _ in
                FolderListing.removeTree(directory)
                continuation.resume()
            }
        }
    }
}

extension LaunchError {
    fileprivate static func notWritable(_ path: String, _ errno: Int32) -> LaunchError {
        LaunchError(
            code: "python-environment-failed",
            problem: "'\(path)' cannot be made: \(String(cString: strerror(errno)).lowercased())",
            remedy: "see that the folder it is in is yours and writable, and the disk is not full")
    }
}
