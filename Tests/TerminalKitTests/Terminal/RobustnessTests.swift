import Testing

@testable import TerminalKit

#if canImport(Glibc)
    import Glibc

    /// The guide's checklist, as far as it concerns the terminal itself.
    struct `A terminal in trouble` {
        /// What every end has to undo: mouse, paste, cursor, alternate screen.
        private static let farewell = ["\u{1B}[?1006l", "\u{1B}[?1000l", "\u{1B}[?2004l", "\u{1B}[?25h", "\u{1B}[?1049l"]

        @Test func `that is slow loses no frame and no key`() async {
            await #expect(processExitsWith: .success) {
                let pseudo = try PseudoTerminal(term: "xterm-256color")
                let terminal = try Terminal.open(theme: .standard)
                #expect(terminal.present(frame("first", on: terminal)))
                pseudo.stall(true)
                #expect(!terminal.present(frame("second", on: terminal)))
                #expect(!terminal.present(frame("third", on: terminal)))
                pseudo.type("jk")
                #expect(terminal.waitForInput(timeoutMilliseconds: deadline) == .input)
                #expect(terminal.readEvents() == [.key(.character("j")), .key(.character("k"))])
                pseudo.stall(false)
                _ = pseudo.output()
                #expect(terminal.present(frame("third", on: terminal)))
                let shown = pseudo.output()
                #expect(shown.contains("third") && !shown.contains("second"))
                terminal.close()
            }
        }

        @Test func `whose descriptor somebody made non-blocking still gets everything`() async {
            await #expect(processExitsWith: .success) {
                let pseudo = try PseudoTerminal(term: "xterm-256color")
                _ = fcntl(1, F_SETFL, fcntl(1, F_GETFL) | O_NONBLOCK)
                let terminal = try Terminal.open(theme: .standard)
                #expect(terminal.present(frame("shown", on: terminal)))
                #expect(pseudo.output().contains("shown"))
                terminal.close()
                #expect(pseudo.output().contains("\u{1B}[?1049l"))
            }
        }

        @Test(arguments: [SIGTERM, SIGSEGV, SIGABRT, SIGHUP, SIGINT])
        func `gets everything back when its program is killed or crashes`(signal: Int32) async throws {
            let result = try await #require(processExitsWith: .signal(signal), observing: [\.standardOutputContent]) { [signal] in
                let real = dup(1)
                let pseudo = try PseudoTerminal(term: "xterm-256color")
                let terminal = try Terminal.open(theme: .standard)
                terminal.readsMouse = true
                terminal.present(frame("hello", on: terminal))
                try pseudo.handOver(to: real)
                // The thread of a test takes no signals; another will, and nothing must end before it has.
                kill(getpid(), signal)
                while true { pause() }
            }
            let output = String(decoding: result.standardOutputContent, as: UTF8.self)
            for reset in Self.farewell {
                #expect(output.contains(reset), "\(reset.debugDescription) in \(output.suffix(200).debugDescription)")
            }
        }

        @Test func `is given back for a while with the same modes, and taken again`() async {
            await #expect(processExitsWith: .success) {
                let pseudo = try PseudoTerminal(term: "xterm-256color")
                let before = pseudo.modes
                let terminal = try Terminal.open(theme: .standard)
                terminal.readsMouse = true
                terminal.present(frame("hello", on: terminal))
                let inside = pseudo.modes
                _ = pseudo.output()
                terminal.whileAway {
                    let left = pseudo.output()
                    for reset in ["\u{1B}[?1006l", "\u{1B}[?1000l", "\u{1B}[?2004l", "\u{1B}[?1049l"] {
                        #expect(left.contains(reset))
                    }
                    #expect(pseudo.modes == before)
                    #expect(terminal.present(frame("later", on: terminal)), "kept until we are back")
                    #expect(!terminal.copy("nothing is sent to a shell's screen"))
                    #expect(pseudo.output() == "")
                }
                let back = pseudo.output()
                for mode in ["\u{1B}[?1049h", "\u{1B}[?2004h", "\u{1B}[?1000h", "\u{1B}[?1006h", "later"] {
                    #expect(back.contains(mode))
                }
                #expect(pseudo.modes == inside)
                terminal.close()
            }
        }

        @Test func `that changes its size like mad is painted at the last one`() async {
            await #expect(processExitsWith: .success) {
                let pseudo = try PseudoTerminal(term: "xterm-256color")
                let terminal = try Terminal.open(theme: .standard)
                var random = Seeded(state: 40_10)
                var last = terminal.size
                for _ in 0..<60 {
                    last = Size(columns: .random(in: 1...300, using: &random), rows: .random(in: 1...100, using: &random))
                    pseudo.resize(columns: UInt16(last.columns), rows: UInt16(last.rows))
                    kill(getpid(), SIGWINCH)
                    // Drawn for whatever size was known before the news is read.
                    terminal.present(frame("日本 storm", on: terminal))
                    _ = pseudo.output()
                    _ = terminal.readEvents()
                    terminal.present(frame("日本 storm", on: terminal))
                    _ = pseudo.output()
                    #expect(terminal.size == last)
                }
                terminal.close()
            }
        }

        @Test func `of no size, or an absurd one, gets one that can be drawn`() async {
            await #expect(processExitsWith: .success) {
                let pseudo = try PseudoTerminal(term: "xterm-256color")
                let terminal = try Terminal.open(theme: .standard)
                func size(_ columns: UInt16, _ rows: UInt16) -> Size {
                    pseudo.resize(columns: columns, rows: rows)
                    kill(getpid(), SIGWINCH)
                    _ = terminal.readEvents()
                    terminal.present(frame("x", on: terminal))
                    return terminal.size
                }
                #expect(size(0, 0) == Size(columns: 40, rows: 6), "the last that made sense")
                #expect(size(65_535, 65_535) == Size(columns: 2000, rows: 1000))
                #expect(size(1, 1) == Size(columns: 1, rows: 1))
                terminal.close()
            }
        }

        @Test(arguments: ["xterm-256color", "linux", "vt100"])
        func `shows wide characters in their two cells, up to the edge`(term: String) async {
            await #expect(processExitsWith: .success) { [term] in
                let pseudo = try PseudoTerminal(term: term)
                let terminal = try Terminal.open(theme: .standard)
                var frame = Frame(size: terminal.size)
                frame.put("日日日", x: 37, y: 0, style: .text)
                frame.put("本", x: 38, y: 5, style: .text)
                terminal.present(frame)
                #expect(pseudo.output().contains("本"), "also in the last cells of the screen")
                frame.put("x", x: 38, y: 0, style: .text)
                terminal.present(frame)
                #expect(frame.violations == [])
                #expect(pseudo.output().contains("x"))
                terminal.close()
            }
        }
    }

    struct `Frames on a terminal that can hold back half a picture` {
        @Test func `are bracketed, and its end is the first thing undone`() async {
            await #expect(processExitsWith: .success) {
                let pseudo = try PseudoTerminal(term: try Terminfo.withSync())
                let terminal = try Terminal.open(theme: .standard)
                _ = pseudo.output()
                let frame = frame("hello", on: terminal)
                terminal.present(frame)
                let shown = pseudo.output()
                #expect(shown.hasPrefix("\u{1B}[?2026h") && shown.hasSuffix("\u{1B}[?2026l"))
                #expect(shown.contains("hello"))
                terminal.present(frame)
                #expect(pseudo.output() == "")
                terminal.close()
                #expect(pseudo.output().hasPrefix("\u{1B}[?2026l"))
            }
        }

        @Test func `are sent plainly to one that cannot`() async {
            await #expect(processExitsWith: .success) {
                let pseudo = try PseudoTerminal(term: "xterm-256color")
                let terminal = try Terminal.open(theme: .standard)
                terminal.present(frame("hello", on: terminal))
                terminal.close()
                #expect(!pseudo.output().contains("2026"))
            }
        }
    }

    struct `What goes beside the picture` {
        @Test func `is the clipboard's request, where the terminal does not print it`() async {
            await #expect(processExitsWith: .success) {
                let pseudo = try PseudoTerminal(term: "xterm-256color")
                let terminal = try Terminal.open(theme: .standard)
                terminal.present(frame("a line that is long enough", on: terminal))
                _ = pseudo.output()
                #expect(terminal.copy("hi"))
                #expect(pseudo.output() == "\u{1B}]52;c;aGk=\u{7}")
                terminal.present(frame("a line that is long enougH", on: terminal))
                let change = pseudo.output()
                #expect(change.contains("H") && !change.contains("line"), "ncurses still knows where its cursor is")
                terminal.close()
                #expect(!terminal.copy("hi"))
            }
        }

        @Test(arguments: ["linux", "vt100"])
        func `is nothing on a terminal that would print it`(term: String) async {
            await #expect(processExitsWith: .success) { [term] in
                let pseudo = try PseudoTerminal(term: term)
                let terminal = try Terminal.open(theme: .standard)
                _ = pseudo.output()
                terminal.readsMouse = true
                #expect(!terminal.copy("hi"))
                #expect(pseudo.output() == "")
                terminal.close()
                let farewell = pseudo.output()
                #expect(!farewell.contains("?2004") && !farewell.contains("?1000"))
            }
        }

        @Test func `is the mouse, once it is asked for`() async {
            await #expect(processExitsWith: .success) {
                let pseudo = try PseudoTerminal(term: "xterm-256color")
                let terminal = try Terminal.open(theme: .standard)
                #expect(!pseudo.output().contains("?1000h"))
                let report = "\u{1B}[<64;3;2M\u{1B}[<0;1;1M\u{1B}[<0;1;1m"
                pseudo.type(report)
                #expect(terminal.readEvents() == [], "nobody asked")
                terminal.readsMouse = true
                #expect(pseudo.output() == "\u{1B}[?1000h\u{1B}[?1006h")
                pseudo.type(report)
                #expect(
                    terminal.readEvents() == [
                        .mouse(MouseEvent(.wheelUp, at: Point(x: 2, y: 1))), .mouse(MouseEvent(.press, at: Point(x: 0, y: 0))),
                    ])
                terminal.readsMouse = false
                #expect(pseudo.output() == "\u{1B}[?1006l\u{1B}[?1000l")
                terminal.close()
            }
        }
    }

    /// A frame of the terminal's size with a text in its first row.
    private func frame(_ text: SafeText, on terminal: Terminal) -> Frame {
        var frame = Frame(size: terminal.size)
        frame.put(text, x: 0, y: 0, style: .text)
        return frame
    }

    /// Descriptions of terminals that the system's database lacks.
    private enum Terminfo {
        struct Unavailable: Error {}

        /// The name of an xterm with the extension `Sync`, compiled into a folder of its own.
        static func withSync() throws -> String {
            let name = "xterm-sync-test"
            let folder = "/tmp/terminfo-\(getpid())"
            let source = folder + ".ti"
            let text = "\(name)|for a test,\n\tSync=\\E[?2026%?%p1%{1}%-%tl%eh%;,\n\tuse=xterm-256color,\n"
            guard let file = fopen(source, "w") else { throw Unavailable() }
            fputs(text, file)
            fclose(file)
            defer { unlink(source) }
            var arguments: [UnsafeMutablePointer<CChar>?] =
                ["tic", "-x", "-o", folder, source].map { (word: String) in strdup(word) } + [nil]
            defer { for argument in arguments { free(argument) } }
            var process: pid_t = 0
            var status: Int32 = 1
            guard posix_spawnp(&process, "tic", nil, nil, &arguments, nil) == 0, waitpid(process, &status, 0) == process,
                status == 0
            else { throw Unavailable() }
            setenv("TERMINFO_DIRS", "\(folder):", 1)
            return name
        }
    }
#endif
