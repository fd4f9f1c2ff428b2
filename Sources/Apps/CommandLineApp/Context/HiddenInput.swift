import CKernel
import ServerModel

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Reading a line that a terminal does not show.
///
/// The terminal hands over every byte as it comes and makes no signals of keys. In its own line mode a line would end at 4096 bytes
/// (termios(3)), and Ctrl-C would end us while its echo is off. The keys that edit a line are therefore ours: ``HiddenLine``.
enum HiddenInput {
    /// One line from `terminal`; `nil` after Ctrl-C and at the end of input. The terminal is then as it was, also when a signal ends
    /// the program meanwhile.
    ///
    /// - Parameter prompt: called once nothing that is typed can show any more.
    static func line(from terminal: Int32, prompt: () throws -> Void) throws -> SecretValue? {
        var hidden = termios()
        guard tcgetattr(terminal, &hidden) == 0 else { throw UnusableInput(reason: "it is no terminal") }
        hidden.c_lflag &= ~tcflag_t(ECHO | ECHONL | ICANON | ISIG | IEXTEN)
        withUnsafeMutableBytes(of: &hidden.c_cc) { characters in
            characters[Int(VMIN)] = 1
            characters[Int(VTIME)] = 0
        }
        guard ck_terminal_change(terminal, &hidden, TCSAFLUSH) == 0 else {
            throw UnusableInput(reason: "its echo cannot be switched off")
        }
        // What was pasted behind the line's end would be shown by whatever reads next.
        defer { ck_terminal_restore(TCSAFLUSH) }
        try prompt()
        return try line(from: terminal)
    }

    private static func line(from terminal: Int32) throws -> SecretValue? {
        var line = HiddenLine()
        defer { line.wipe() }
        while true {
            // One at a time: what follows the line's end is somebody else's.
            var byte: UInt8 = 0
            let count = read(terminal, &byte, 1)
            if count == 1 {
                switch line.take(byte) {
                case .typing: continue
                case .abandoned: return nil
                case .done:
                    guard let text = line.text else { throw UnusableInput(reason: "it is no UTF-8") }
                    return SecretValue(text)
                }
            }
            if count < 0, errno == EINTR { continue }
            if count < 0, errno == EAGAIN {
                // Somebody else made the terminal non-blocking.
                var ready = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
                poll(&ready, 1, -1)
                continue
            }
            return nil
        }
    }
}

/// What was typed or piped cannot be a value.
struct UnusableInput: ActionableError, Hashable {
    var reason: String

    var code: String { "unusable-input" }
    var problem: String { "standard input cannot be used: \(reason)" }
    var remedy: String { "run it in a terminal, or pipe in the value as UTF-8 text" }
}
