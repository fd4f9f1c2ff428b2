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
            do throws(LaunchFailure) {
                close(try DaemonLauncher.connect(to: .control, home: home, launch: false))
                throw LaunchFailure.alreadyRunning(home)
            } catch {
                if error.isHung || error.isAlreadyRunning {
                    close(descriptor)
                    throw error
                }
                // It cannot be reached any more.
            }
            while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
        }
        self.descriptor = descriptor
        self.home = home
        ftruncate(descriptor, 0)
        note("\(getpid())")
    }

    /// A line for those who look who holds the lock (``DaemonProcess``); the lock is what counts.
    private func note(_ line: String) {
        var text = line + "\n"
        // On a full disk a daemon is harder to find, and works all the same.
        _ = text.withUTF8 { write(descriptor, $0.baseAddress, $0.count) }
    }

    /// Whether the lock can be found where everybody looks for it; not so when the home was removed or moved away.
    var isInPlace: Bool {
        var mine = stat()
        var named = stat()
        return fstat(descriptor, &mine) == 0 && stat(home.daemonLock, &named) == 0 && mine.st_ino == named.st_ino
            && mine.st_dev == named.st_dev
    }

    /// Takes the sockets away, so that whoever comes starts a new daemon instead of knocking at a closing door.
    func closeDoors() {
        // In a home made anew they are somebody else's.
        guard isInPlace else { return }
        // First, so that whoever finds no door knows why.
        note(DaemonProcess.endingMark)
        unlink(home.controlSocket)
        unlink(home.sessionsSocket)
    }

    /// Lets the next daemon in.
    func release() {
        closeDoors()
        close(descriptor)
    }
}

extension LaunchFailure {
    fileprivate static func alreadyRunning(_ home: HomeDirectory) -> LaunchFailure {
        LaunchFailure(
            code: "already-running", problem: "a daemon runs already for \(home.path)",
            remedy: "use it, or end it with 'mcp-manager daemon stop'")
    }

    /// Whether another daemon has the home.
    var isAlreadyRunning: Bool { code == "already-running" }
}
