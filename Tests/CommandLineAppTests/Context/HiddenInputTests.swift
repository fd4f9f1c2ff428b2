import Dispatch
import ServerModel
import Testing

@testable import CommandLineApp

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

struct `A line that is typed unseen` {
    private func text(_ bytes: [UInt8]) -> String? {
        var line = HiddenLine()
        for byte in bytes { if line.take(byte) == .done { break } }
        return line.text
    }

    @Test(arguments: [
        ("plain\r", "plain"), ("pässwörd 🚀 日本\n", "pässwörd 🚀 日本"), ("a\tb\n", "a\tb"),
        // Backspace takes what a person calls one character.
        ("ab\u{7F}c\n", "ac"), ("ä\u{08}o\n", "o"), ("x👨‍👩‍👧\u{7F}y\n", "xy"), ("e\u{301}\u{7F}a\n", "a"), ("\u{7F}\u{7F}a\n", "a"),
        // Ctrl-U and Ctrl-W.
        ("wrong\u{15}right\n", "right"), ("one two  \u{17}x\n", "one x"), ("one\u{17}\u{17}x\n", "x"),
        // Arrows, Home, F1, a pasted text's brackets and Alt-x type nothing.
        ("a\u{1B}[Db\u{1B}[1;5Cc\u{1B}OPd\u{1B}xe\n", "abcde"), ("\u{1B}[200~paste\u{1B}[201~\n", "paste"),
        ("a\u{1B}\nb\n", "a"), ("a\u{0}\u{1A}b\n", "ab"),
    ])
    func `can be edited`(typed: String, value: String) {
        #expect(text(Array(typed.utf8)) == value)
    }

    @Test func `is given up with Ctrl-C, and with Ctrl-D before anything is typed`() {
        var line = HiddenLine()
        #expect(line.take(0x61) == .typing)
        #expect(line.take(0x04) == .typing)
        #expect(line.take(0x03) == .abandoned)
        var empty = HiddenLine()
        #expect(empty.take(0x04) == .abandoned)
    }

    @Test func `is no value when it is no UTF-8, and can be mended`() {
        #expect(text([0x61, 0xFF, 0x0A]) == nil)
        #expect(text([0x61, 0xFF, 0x7F, 0x62, 0x0A]) == "ab")
    }

    @Test func `holds the longest value, and enough of a longer one to tell`() {
        let longest = SecretRequirement.longestValue
        #expect(text([UInt8](repeating: 0x61, count: longest) + [0x0A])?.utf8.count == longest)
        #expect(text([UInt8](repeating: 0x61, count: longest + 99) + [0x0A])?.utf8.count == longest + 1)
    }

    @Test func `is gone when it was wiped`() {
        var line = HiddenLine()
        for byte in "secret".utf8 { _ = line.take(byte) }
        line.wipe()
        #expect(line.text == "")
        var rest = ""
        dump(line, to: &rest, maxItems: 40)
        // The bytes of "secret" begin with 115.
        #expect(!rest.contains("115"))
    }
}

/// One at a time: the settings to go back to at a signal are the process's.
@Suite(.serialized) struct `A terminal` {
    private struct Terminal {
        /// The side of the person.
        var keys: Int32
        /// The side of the program.
        var screen: Int32

        var localFlags: tcflag_t {
            var settings = termios()
            return tcgetattr(screen, &settings) == 0 ? settings.c_lflag : 0
        }

        func type(_ bytes: some Sequence<UInt8>) {
            var rest = Array(bytes)[...]
            while !rest.isEmpty {
                let written = rest.withUnsafeBytes { write(keys, $0.baseAddress, $0.count) }
                guard written > 0 else { return }
                rest = rest.dropFirst(written)
            }
        }

        /// What the person sees now.
        var shown: [UInt8] {
            var bytes = [UInt8](repeating: 0, count: 1000)
            _ = fcntl(keys, F_SETFL, fcntl(keys, F_GETFL) | O_NONBLOCK)
            return Array(bytes.prefix(max(0, read(keys, &bytes, bytes.count))))
        }
    }

    private func withTerminal(_ body: (Terminal) throws -> Void) throws {
        #if os(Linux)
            // What posix_openpt(3) and its like do; Swift does not see them (see ioctl_tty(2)).
            let keys = open("/dev/ptmx", O_RDWR | O_NOCTTY)
            let (unlock, numberOf): (UInt, UInt) = (0x4004_5431, 0x8004_5430)
            var (isLocked, number): (Int32, Int32) = (0, 0)
            try #require(keys >= 0)
            try #require(ioctl(keys, unlock, &isLocked) == 0 && ioctl(keys, numberOf, &number) == 0)
            let screen = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
        #else
            let keys = posix_openpt(O_RDWR | O_NOCTTY)
            try #require(keys >= 0 && grantpt(keys) == 0 && unlockpt(keys) == 0)
            let screen = open(ptsname(keys), O_RDWR | O_NOCTTY)
        #endif
        defer {
            close(screen)
            close(keys)
        }
        try #require(screen >= 0)
        try body(Terminal(keys: keys, screen: screen))
    }

    @Test func `shows nothing of what is typed, and is as before afterwards`() throws {
        try withTerminal { terminal in
            let before = terminal.localFlags
            #expect(before & tcflag_t(ECHO) != 0)
            let value = try HiddenInput.line(from: terminal.screen) {
                #expect(terminal.localFlags & tcflag_t(ECHO | ICANON | ISIG) == 0)
                terminal.type("päss\r".utf8)
            }
            #expect(value == SecretValue("päss"))
            #expect(terminal.localFlags == before)
            #expect(terminal.shown.isEmpty)
        }
    }

    @Test(arguments: [[UInt8(0x61), 0x03], [0x04]])
    func `is as before after Ctrl-C and Ctrl-D`(keys: [UInt8]) throws {
        try withTerminal { terminal in
            let before = terminal.localFlags
            let value = try HiddenInput.line(from: terminal.screen) { terminal.type(keys) }
            #expect(value == nil)
            #expect(terminal.localFlags == before)
        }
    }

    @Test func `is as before when nobody can be asked`() throws {
        try withTerminal { terminal in
            let before = terminal.localFlags
            #expect(throws: BrokenPipe.self) { try HiddenInput.line(from: terminal.screen) { throw BrokenPipe() } }
            #expect(terminal.localFlags == before)
        }
    }

    @Test func `takes more than its own lines may hold`() throws {
        try withTerminal { terminal in
            let text = String(repeating: "0123456789", count: 1_000)
            let value = try HiddenInput.line(from: terminal.screen) {
                DispatchQueue(label: "keys").async { terminal.type("\(text)\r".utf8) }
            }
            #expect(value == SecretValue(text))
        }
    }

    @Test func `does not show the lines that were pasted behind the first`() throws {
        try withTerminal { terminal in
            let value = try HiddenInput.line(from: terminal.screen) { terminal.type("one\rtwo\r".utf8) }
            #expect(value == SecretValue("one"))
            #expect(terminal.shown.isEmpty)
            _ = fcntl(terminal.screen, F_SETFL, fcntl(terminal.screen, F_GETFL) | O_NONBLOCK)
            var byte: UInt8 = 0
            #expect(read(terminal.screen, &byte, 1) == -1)
        }
    }

    @Test func `is wanted`() throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        defer { for end in ends { close(end) } }
        #expect(throws: UnusableInput.self) { try HiddenInput.line(from: ends[0]) {} }
    }
}
