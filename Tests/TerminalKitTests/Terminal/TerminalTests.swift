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

        @Test(arguments: [
            "xterm-256color", "tmux-256color", "screen", "linux", "vt100", "xterm-direct", "no-such-terminal",
        ])
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
#endif
