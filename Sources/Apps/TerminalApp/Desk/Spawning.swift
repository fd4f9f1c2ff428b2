#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Starts programs. Each answers 0 and the process, or the error for which there is none.
enum Spawning {
    #if canImport(Darwin)
        typealias Actions = posix_spawn_file_actions_t?
        private typealias Attributes = posix_spawnattr_t?
        private static let newSession = Int16(POSIX_SPAWN_SETSID)
    #else
        typealias Actions = posix_spawn_file_actions_t
        private typealias Attributes = posix_spawnattr_t
        /// `POSIX_SPAWN_SETSID` of spawn.h, in glibc and musl; their headers hide it from Swift.
        private static let newSession: Int16 = 0x80
    #endif

    /// In a session of its own, without a terminal and with nothing to read; what it writes goes to `output`.
    static func apart(
        _ program: String, _ arguments: [String], _ environment: [String], output: Int32
    ) -> (process: pid_t, problem: Int32) {
        start(program, arguments, environment, flags: newSession) { actions in
            posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
            posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
            posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO)
        }
    }

    /// At the terminal, beside us. It cannot be stopped with Ctrl-Z: nobody could continue it.
    static func atTerminal(
        _ program: String, _ arguments: [String], _ environment: [String]
    ) -> (process: pid_t, problem: Int32) {
        start(program, arguments, environment, ignoring: [SIGTSTP]) { actions in
            posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/tty", O_RDWR, 0)
            posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDOUT_FILENO)
            posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDERR_FILENO)
        }
    }

    /// - Parameter signals: that are ignored here and stay so there.
    private static func start(
        _ program: String, _ arguments: [String], _ environment: [String], flags: Int16 = 0, ignoring signals: [Int32] = [],
        files: (inout Actions) -> Void
    ) -> (process: pid_t, problem: Int32) {
        #if canImport(Darwin)
            var attributes: Attributes
            var actions: Actions
        #else
            var attributes = Attributes()
            var actions = Actions()
        #endif
        posix_spawnattr_init(&attributes)
        posix_spawn_file_actions_init(&actions)
        defer {
            posix_spawnattr_destroy(&attributes)
            posix_spawn_file_actions_destroy(&actions)
        }
        var standard = sigset_t()
        sigfillset(&standard)
        for signal in signals { sigdelset(&standard, signal) }
        // What we ignore or block, the program would ignore or block too.
        posix_spawnattr_setsigdefault(&attributes, &standard)
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK) | flags)
        files(&actions)
        var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
        var settings: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) } + [nil]
        defer { for word in words + settings { free(word) } }
        var process: pid_t = 0
        let problem = posix_spawn(&process, program, &actions, &attributes, &words, &settings)
        return (process, problem)
    }
}
