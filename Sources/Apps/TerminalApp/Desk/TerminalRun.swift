import ServerModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A program at the terminal that the dashboard has given back, with whoever sits there.
enum TerminalRun {
    /// The structure; the function has the same name.
    private typealias Handling = sigaction

    /// Runs it, waits for its end and then for Enter, so that what it said can be read. Returns its status as shells count it.
    static func run(_ program: String, _ arguments: [String], environment: [String]) throws(ErrorReport) -> Int32 {
        // What is pressed there is meant for the program alone.
        let signals = [SIGINT, SIGQUIT, SIGTSTP]
        var own = [Handling](repeating: Handling(), count: signals.count)
        for (index, number) in signals.enumerated() {
            sigaction(number, nil, &own[index])
            signal(number, SIG_IGN)
        }
        defer { for (index, number) in signals.enumerated() { sigaction(number, &own[index], nil) } }
        let (process, problem) = Spawning.atTerminal(program, arguments, environment)
        guard problem == 0 else { throw CommandRun.failure(program, problem) }
        let status = CommandRun.Life(process).reap()
        waitForEnter(status)
        return status
    }

    private static func waitForEnter(_ status: Int32) {
        let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC)
        guard terminal >= 0 else { return }
        defer { close(terminal) }
        let words = "\n" + (status == 0 ? "" : "(exit code \(status)) ") + "Enter goes back to the dashboard "
        _ = words.withCString { write(terminal, $0, strlen($0)) }
        var byte: UInt8 = 0
        while true {
            let count = read(terminal, &byte, 1)
            if count < 0, errno == EINTR { continue }
            if count <= 0 || byte == 0x0A { return }
        }
    }
}
