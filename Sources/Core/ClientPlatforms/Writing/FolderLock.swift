import CarefulFiles
import DocumentEditing
import ServerModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Keeps two of our own from writing one folder's files at once, without leaving a file there: the folder itself is locked.
/// The client's own lock, where it has one, is taken too.
enum FolderLock {
    static func holding(_ folder: String, _ own: ClientLock?, of path: String, _ work: () throws -> Void) throws {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        // A folder that is not there yet is made by the work.
        defer { if descriptor >= 0 { close(descriptor) } }
        if descriptor >= 0 { while flock(descriptor, LOCK_EX) != 0, errno == EINTR {} }
        switch own {
        case nil: try work()
        case .ownedFolder:
            let lock = try OwnedFolderLock(of: path)
            defer { lock.release() }
            try work()
        case .emptyFolder:
            let lock = try EmptyFolderLock(of: path)
            defer { lock.release() }
            try work()
        }
    }
}

/// Claude Code's protocol: an empty folder `FILE.lock`, held for each writing only; 10 s old, it is stale.
struct EmptyFolderLock {
    private let path: String

    init(of file: String) throws {
        path = "\(file).lock"
        try ClientLockWait.wait(for: file, path) { mkdir(path, 0o700) == 0 || !Folder.exists(Folder.parent(of: path)) }
    }

    func release() { rmdir(path) }
}

/// Waiting for a client to be done.
enum ClientLockWait {
    private static let staleAfter = 10
    /// Clients hold their locks for milliseconds.
    private static let patience = 3000

    /// Tries to take a lock until it is ours. A stale one is broken.
    static func wait(for file: String, _ path: String, _ take: () -> Bool) throws {
        var waited = 0
        while !take() {
            if isStale(path) {
                Folder.remove(path)
            } else if waited >= patience {
                throw EntryObstacle(
                    "client-locks", "\(file) is locked by its client", "wait a moment, or end the client, and try again")
            } else {
                usleep(20_000)
                waited += 20
            }
        }
    }

    private static func isStale(_ path: String) -> Bool {
        var status = stat()
        guard stat(path, &status) == 0 else { return false }
        #if canImport(Darwin)
            let changed = status.st_mtimespec.tv_sec
        #else
            let changed = status.st_mtim.tv_sec
        #endif
        return time(nil) - changed > staleAfter
    }
}

/// Cline's protocol: a folder `FILE.lock` with `owner.TOKEN` in it, prepared beside it and renamed into place; 10 s old, it is stale.
struct OwnedFolderLock {
    private let path: String
    private let owner: String

    init(of file: String) throws {
        path = "\(file).lock"
        owner = "owner.\(getpid())-\(UInt64.random(in: 0...UInt64.max))"
        guard Folder.exists(Folder.parent(of: file)) else { return }
        let prepared = "\(path).\(owner.dropFirst(6))"
        guard mkdir(prepared, 0o700) == 0 else { throw FileFailure("lock", file) }
        let descriptor = open("\(prepared)/\(owner)", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if descriptor >= 0 { close(descriptor) }
        do {
            // rename() onto a folder that is not empty fails: that is the lock.
            try ClientLockWait.wait(for: file, path) { rename(prepared, path) == 0 }
        } catch {
            Folder.remove(prepared)
            throw error
        }
    }

    func release() {
        guard unlink("\(path)/\(owner)") == 0 else { return }
        rmdir(path)
    }
}
