#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A line for the shell that prints a value. Its standard input and standard error are ours, so that it can ask for what it needs.
enum ShellLine {
    /// What `line` prints, cut at `limit` bytes. Throws ``Failure``.
    static func output(of line: String, limit: Int) throws -> [UInt8] {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw Failure(reason: String(cString: strerror(errno))) }
        // Nobody else's child is to hold it open.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let process: pid_t
        do {
            defer { close(ends[1]) }
            process = try spawn(line, output: ends[1])
        } catch {
            close(ends[0])
            throw error
        }
        let bytes = readBytes(from: ends[0], limit: limit) ?? []
        close(ends[0])
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        // The code is in the second byte, the signal in the lowest seven bits (wait(2)). What was cut cannot end well.
        guard status == 0 || bytes.count == limit else {
            throw Failure(
                reason: status & 0x7F == 0
                    ? "it ended with exit code \(status >> 8 & 0xFF)" : "signal \(status & 0x7F) ended it")
        }
        return bytes
    }

    struct Failure: Error {
        /// For people.
        var reason: String
    }

    private static func spawn(_ line: String, output: Int32) throws -> pid_t {
        #if canImport(Darwin)
            var attributes: posix_spawnattr_t?
            var actions: posix_spawn_file_actions_t?
        #else
            var attributes = posix_spawnattr_t()
            var actions = posix_spawn_file_actions_t()
        #endif
        posix_spawnattr_init(&attributes)
        posix_spawn_file_actions_init(&actions)
        defer {
            posix_spawnattr_destroy(&attributes)
            posix_spawn_file_actions_destroy(&actions)
        }
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        // What we ignore, the command would ignore too.
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        let words: [UnsafeMutablePointer<CChar>?] = ["sh", "-c", line].map { (word: String) in strdup(word) } + [nil]
        defer { for word in words { free(word) } }
        var process: pid_t = 0
        let problem = posix_spawn(&process, "/bin/sh", &actions, &attributes, words, environ)
        guard problem == 0 else { throw Failure(reason: String(cString: strerror(problem))) }
        return process
    }
}
