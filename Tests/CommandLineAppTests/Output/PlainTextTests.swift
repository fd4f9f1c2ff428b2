import Testing

@testable import CommandLineApp

struct `Foreign text` {
    @Test(arguments: [
        ("plain, é 日本 🚀", "plain, é 日本 🚀"),
        ("\u{1B}[31mred\u{1B}[0m", "red"),
        ("\u{1B}[?1049hscreen", "screen"),
        ("\u{9B}2Jcleared", "cleared"),
        ("\u{1B}]0;title\u{07}text", "text"),
        ("\u{1B}]8;;http://x\u{1B}\\link\u{1B}]8;;\u{1B}\\", "link"),
        ("\u{1B}P1$r\u{9C}after", "after"),
        ("\u{1B}(Bcharset", "charset"),
        ("\u{1B}cterminal reset", "terminal reset"),
        ("a\u{08}\u{08}b\u{07}\u{7F}", "ab"),
        ("one\ttwo\nthree\r", "one two three"),
        ("\u{202E}desrever\u{202C} \u{2066}x\u{2069}\u{200F}", "desrever x"),
    ])
    func `is made harmless on one line`(text: String, harmless: String) {
        #expect(PlainText.line(text) == harmless)
    }

    @Test(arguments: ["\u{1B}", "\u{1B}[", "\u{1B}[31", "\u{1B}]0;never ends", "\u{1B}\u{1B}", "\u{9B}é"])
    func `loses only the introducer of an escape sequence that does not end`(text: String) {
        let expected = String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != "\u{1B}" && $0 != "\u{9B}" }))
        #expect(PlainText.line(text) == expected)
    }

    @Test func `keeps its lines and tabs where it may have many`() {
        #expect(PlainText.lines("a:\n\tb\u{1B}[2J\n\nc\n") == ["a:", "\tb", "", "c"])
    }
}

struct `The width of text` {
    @Test(arguments: [("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("日本", 4), ("🚀", 2), ("👨‍👩‍👧", 2), ("ﾊﾟ", 2), ("●", 1)])
    func `is counted in columns`(text: String, columns: Int) {
        #expect(text.columns == columns)
    }

    @Test(arguments: [(5, "日本…"), (6, "日本語"), (4, "日…"), (2, "…"), (1, "…"), (0, "")])
    func `can be cut`(limit: Int, expected: String) {
        #expect("日本語".cut(to: limit) == expected)
    }
}
