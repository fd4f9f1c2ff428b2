import DaemonLaunch

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Held for the daemon's life: one daemon per home. The kernel lets go of it when the process ends, however it ends.
struct DaemonLock {
    private let descriptor: Int32
    private let home: HomeDirectory

    init(home: HomeDirectory) throws(LaunchFailure) {
        let descriptor = open(home.daemonLock, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw LaunchFailure(
                code: "lock-failed", problem: "cannot open \(home.daemonLock): \(String(cString: strerror(errno)))",
                remedy: "make \(home.path) yours and writable")
        }
        if flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            // One that can be reached stays; one that cannot has taken its sockets away and is ending: wait for it.
            if let connection = try? DaemonLauncher.connect(to: .control, home: home, launch: false) {
                close(connection)
                close(descriptor)
                throw LaunchFailure(
                    code: "already-running", problem: "a daemon runs already for \(home.path)",
                    remedy: "use it, or end it with 'mcp-manager daemon stop'")
            }
            while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
        }
        self.descriptor = descriptor
        self.home = home
        // For people who look; the lock is what counts.
        ftruncate(descriptor, 0)
        var text = "\(getpid())\n"
        _ = text.withUTF8 { write(descriptor, $0.baseAddress, $0.count) }
    }

    /// Lets the next daemon in.
    func release() {
        home.removeSockets()
        close(descriptor)
    }
}

extension HomeDirectory {
    /// Takes the sockets away, so that whoever comes starts a new daemon instead of knocking at a closing door.
    func removeSockets() {
        unlink(controlSocket)
        unlink(sessionsSocket)
    }
}
