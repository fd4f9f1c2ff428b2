import Testing

@testable import TerminalKit

#if canImport(Glibc)
    import Glibc

    /// Each test runs in a process of its own, whose stdin and stdout become a pseudo-terminal.
    struct `A terminal` {
        @Test func `is refused when there is none`() async {
            await #expect(processExitsWith: .success) {
                let nothing = open("/dev/null", O_RDWR)
                dup2(nothing, 0)
                dup2(nothing, 1)
                let failure = #expect(throws: TerminalFailure.self) { try Terminal.open(theme: .standard) }
                #expect(failure?.code == "not-a-terminal")
            }
        }

        @Test func `is refused when it cannot move its cursor`() async {
            await #expect(processExitsWith: .success) {
                _ = try PseudoTerminal(term: "dumb")
                let failure = #expect(throws: TerminalFailure.self) { try Terminal.open(theme: .standard) }
                #expect(failure?.code == "terminal-too-simple")
            }
        }

        @Test(arguments: ["xterm-256color", "screen", "vt100", "no-such-terminal"])
        func `shows a frame, and the same frame for nothing`(term: String) async {
            await #expect(processExitsWith: .success) { [term] in
                let pseudo = try PseudoTerminal(term: term)
                let terminal = try Terminal.open(theme: .standard)
                #expect(terminal.size == Size(columns: 40, rows: 6))
                var frame = Frame(size: terminal.size)
                frame.put("hello 日本", x: 0, y: 2, style: Style(.ok))
                terminal.present(frame)
                #expect(pseudo.output().contains("hello"))
                terminal.present(frame)
                #expect(pseudo.output() == "")
                frame.put("H", x: 0, y: 2, style: Style(.ok))
                terminal.present(frame)
                let change = pseudo.output()
                #expect(change.contains("H") && !change.contains("ello"))
                terminal.close()
            }
        }

        @Test func `reports keys, pastes and sizes`() async {
            await #expect(processExitsWith: .success) {
                let pseudo = try PseudoTerminal(term: "xterm-256color")
                let terminal = try Terminal.open(theme: .standard)
                #expect(terminal.readEvents() == [])
                #expect(terminal.waitForInput(timeoutMilliseconds: 0) == [])
                pseudo.type("j\u{1B}[A\u{1B}[200~one\rtwo\u{1B}[201~")
                #expect(terminal.waitForInput(timeoutMilliseconds: deadline) == .input)
                #expect(terminal.readEvents() == [.key(.character("j")), .key(.up), .paste("one\ntwo")])
                pseudo.type("\u{1B}")
                #expect(terminal.waitForInput(timeoutMilliseconds: deadline) == .input)
                #expect(terminal.readEvents() == [.key(.escape)])
                pseudo.resize(columns: 30, rows: 5)
                kill(getpid(), SIGWINCH)
                #expect(terminal.waitForInput(timeoutMilliseconds: deadline) == .input)
                #expect(terminal.readEvents() == [.resize(Size(columns: 30, rows: 5))])
                #expect(terminal.waitForInput(timeoutMilliseconds: 0) == [])
            }
        }

        @Test func `is given back as it was, with what was said meanwhile`() async {
            await #expect(processExitsWith: .success) {
                let pseudo = try PseudoTerminal(term: "xterm-256color")
                let before = pseudo.modes
                let terminal = try Terminal.open(theme: .standard)
                #expect(pseudo.modes != before)
                #expect(pseudo.output().contains("\u{1B}[?2004h"))
                _ = "a stray word\n".withCString { write(STDERR_FILENO, $0, strlen($0)) }
                print("and another")
                #expect(pseudo.output() == "")
                terminal.close()
                terminal.close()
                let farewell = pseudo.output()
                #expect(farewell.contains("\u{1B}[?2004l"))
                #expect(farewell.contains("\u{1B}[?1049l"))
                #expect(farewell.contains("a stray word") && farewell.contains("and another"))
                #expect(pseudo.modes == before)
                let again = try Terminal.open(theme: .standard)
                again.close()
            }
        }

        @Test func `says when it is gone`() async {
            await #expect(processExitsWith: .success) {
                let pseudo = try PseudoTerminal(term: "xterm-256color")
                let terminal = try Terminal.open(theme: .standard)
                pseudo.hangUp()
                #expect(terminal.waitForInput(timeoutMilliseconds: deadline) == .input)
                #expect(terminal.readEvents() == [.terminalClosed])
                #expect(terminal.readEvents() == [.terminalClosed])
            }
        }

        @Test func `gets no character beyond ASCII in a locale without them`() async {
            await #expect(processExitsWith: .success) {
                let pseudo = try PseudoTerminal(term: "xterm-256color")
                setenv("LC_ALL", "C", 1)
                let terminal = try Terminal.open(theme: .standard)
                #expect(terminal.glyphs == .ascii)
                var frame = Frame(size: terminal.size)
                frame.put("● ein süßes 日本 …", x: 0, y: 0, style: .text)
                terminal.present(frame)
                let output = pseudo.output()
                #expect(output.contains("* ein s??es"))
                #expect(output.utf8.allSatisfy { $0 < 0x80 })
            }
        }

        @Test func `has no colours when NO_COLOR is set`() async {
            await #expect(processExitsWith: .success) {
                _ = try PseudoTerminal(term: "xterm-256color")
                setenv("NO_COLOR", "1", 1)
                #expect(try Terminal.open(theme: .standard).colorDepth == .mono)
            }
        }
    }

    /// Milliseconds after which an event that must come is not coming any more.
    private let deadline = 20_000

    /// A terminal without a screen: what the program shows can be read, what a person would type can be written.
    private struct PseudoTerminal {
        private struct Unavailable: Error {}

        // ioctl_tty(2): TIOCSPTLCK and TIOCGPTN, which Swift does not import; nor does it unlockpt and ptsname.
        private static let setLock: UInt = 0x4004_5431
        private static let getNumber: UInt = 0x8004_5430

        private let controller: Int32

        /// Becomes stdin, stdout and stderr.
        init(term: String) throws {
            controller = open("/dev/ptmx", O_RDWR | O_NOCTTY)
            var isLocked: Int32 = 0
            var number: UInt32 = 0
            guard controller >= 0, ioctl(controller, Self.setLock, &isLocked) == 0,
                ioctl(controller, Self.getNumber, &number) == 0
            else { throw Unavailable() }
            let device = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
            guard device >= 0 else { throw Unavailable() }
            for descriptor: Int32 in 0...2 { dup2(device, descriptor) }
            close(device)
            resize(columns: 40, rows: 6)
            setenv("TERM", term, 1)
            setenv("LC_ALL", "C.UTF-8", 1)
            unsetenv("NO_COLOR")
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

        func hangUp() {
            close(controller)
        }
    }
#endif
