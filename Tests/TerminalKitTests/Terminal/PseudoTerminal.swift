#if canImport(Glibc)
    import Glibc

    /// Milliseconds after which an event that must come is not coming any more.
    let deadline = 20_000

    /// A terminal without a screen: what the program shows can be read, what a person would type can be written.
    struct PseudoTerminal {
        private struct Unavailable: Error {}

        // ioctl_tty(2): TIOCSPTLCK and TIOCGPTN, which Swift does not import; nor does it unlockpt and ptsname.
        private static let setLock: UInt = 0x4004_5431
        private static let getNumber: UInt = 0x8004_5430

        private let controller: Int32
        /// The program's side, beside stdin and stdout.
        private let device: Int32

        /// Becomes stdin, stdout and stderr.
        init(term: String) throws {
            controller = open("/dev/ptmx", O_RDWR | O_NOCTTY)
            var isLocked: Int32 = 0
            var number: UInt32 = 0
            guard controller >= 0, ioctl(controller, Self.setLock, &isLocked) == 0,
                ioctl(controller, Self.getNumber, &number) == 0
            else { throw Unavailable() }
            device = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
            guard device >= 0 else { throw Unavailable() }
            for descriptor: Int32 in 0...2 { dup2(device, descriptor) }
            resize(columns: 40, rows: 6)
            setenv("TERM", term, 1)
            setenv("LC_ALL", "C.UTF-8", 1)
            for name in ["NO_COLOR", "TMUX", "STY", "SSH_CONNECTION", "SSH_TTY", "DISPLAY", "WAYLAND_DISPLAY"] { unsetenv(name) }
        }

        func resize(columns: UInt16, rows: UInt16) {
            var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
            _ = ioctl(controller, UInt(TIOCSWINSZ), &size)
        }

        func type(_ text: String) {
            _ = Array(text.utf8).withUnsafeBytes { write(controller, $0.baseAddress, $0.count) }
        }

        /// Everything that was written since the last call. Pseudo-terminals deliver at once, so nothing is waited for.
        func output() -> String {
            var collected: [UInt8] = []
            var chunk = [UInt8](repeating: 0, count: 4096)
            var watched = pollfd(fd: controller, events: Int16(POLLIN), revents: 0)
            while poll(&watched, 1, 0) > 0 {
                let count = read(controller, &chunk, chunk.count)
                guard count > 0 else { break }
                collected += chunk[..<count]
            }
            return String(decoding: collected, as: UTF8.self)
        }

        /// The input, output, control and local modes.
        var modes: [UInt32] {
            var settings = termios()
            tcgetattr(controller, &settings)
            return [settings.c_iflag, settings.c_oflag, settings.c_cflag, settings.c_lflag]
        }

        /// The terminal takes nothing more, like a slow line or a person who pressed Ctrl-S elsewhere; or goes on.
        func stall(_ isStalled: Bool) {
            tcflow(device, isStalled ? TCOOFF : TCOON)
        }

        /// Sends what the program shows to the real stdout of the process, by another process that outlives it.
        func handOver(to output: Int32) throws {
            var actions = posix_spawn_file_actions_t()
            posix_spawn_file_actions_init(&actions)
            posix_spawn_file_actions_adddup2(&actions, controller, 0)
            posix_spawn_file_actions_adddup2(&actions, output, 1)
            posix_spawn_file_actions_addclose(&actions, device)
            posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
            defer { posix_spawn_file_actions_destroy(&actions) }
            var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("cat"), nil]
            defer { free(arguments[0]) }
            var process: pid_t = 0
            guard posix_spawn(&process, "/bin/cat", &actions, nil, &arguments, nil) == 0 else { throw Unavailable() }
        }

        func hangUp() {
            close(controller)
        }
    }
#endif
