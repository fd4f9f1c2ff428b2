#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Processes the demo server leaves about, as `npx`, `uvx` and shell scripts do: each sleeps for a day.
enum Offspring {
    /// Starts so many children that share the server's group and hold its output and its standard error open.
    ///
    /// Returns how many there came to be.
    static func start(_ count: Int) -> Int {
        (0..<count).count { _ in spawn("/bin/sleep", ["sleep", "86400"]) != nil }
    }

    /// Starts a grandchild in a session of its own whose parent ends at once, as programs do that become daemons.
    ///
    /// Nothing but its ancestry tells whose it is. Returns whether it came to be.
    static func startDaemon() -> Bool {
        let shell = spawn(
            "/bin/sh", ["sh", "-c", "/bin/sleep 86400 </dev/null >/dev/null 2>&1 &"], flags: ownSession)
        guard let shell else { return false }
        var status: Int32 = 0
        while waitpid(shell, &status, 0) < 0, errno == EINTR {}
        return status == 0
    }

    #if canImport(Darwin)
        private static let ownSession = Int16(POSIX_SPAWN_SETSID)
    #else
        /// `POSIX_SPAWN_SETSID`, which glibc and musl show to GNU sources only.
        private static let ownSession: Int16 = 0x80
    #endif

    /// The new process, which has our environment and descriptors; `nil` when there is none.
    private static func spawn(_ path: String, _ arguments: [String], flags: Int16 = 0) -> pid_t? {
        #if canImport(Darwin)
            var attributes: posix_spawnattr_t?
        #else
            var attributes = posix_spawnattr_t()
        #endif
        guard posix_spawnattr_init(&attributes) == 0 else { return nil }
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGTERM)
        // Children end on SIGTERM even where the server does not.
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, flags | Int16(POSIX_SPAWN_SETSIGDEF))
        let words = arguments.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var process: pid_t = 0
        return posix_spawn(&process, path, nil, &attributes, words, environ) == 0 ? process : nil
    }
}
