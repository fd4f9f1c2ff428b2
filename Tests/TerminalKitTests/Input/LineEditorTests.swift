import Testing

@testable import TerminalKit

struct `A line editor` {
    private func editor(_ text: String, _ keys: KeyPress...) -> LineEditor {
        var editor = LineEditor(text)
        for key in keys { _ = editor.handle(key) }
        return editor
    }

    @Test func `inserts at the cursor`() {
        let editor = editor("ac", .left, .character("b"))
        #expect(editor.text == "abc")
        #expect(editor.cursor == 2)
    }

    @Test func `knows the keys of readline`() {
        #expect(editor("one two", .control("w")).text == "one ")
        #expect(editor("one two  ", .control("w")).text == "one ")
        #expect(editor("one two", .control("a"), .control("k")).text == "")
        #expect(editor("one two", .left, .control("u")).text == "o")
        #expect(editor("one two", .control("w"), .home, .control("y")).text == "twoone ")
        #expect(editor("abc", .home, .delete).text == "bc")
        #expect(editor("abc", .home, .control("f"), .control("d")).text == "ac")
        #expect(editor("abc", .backspace, .home, .backspace).text == "ab")
    }

    @Test func `says what a key did`() {
        var editor = LineEditor("a")
        #expect(editor.handle(.character("b")) == .changed)
        #expect(editor.handle(.left) == .moved)
        #expect(editor.handle(.home) == .moved)
        #expect(editor.handle(.backspace) == .moved)
        #expect(editor.handle(.enter) == .submitted)
        #expect(editor.handle(.escape) == .cancelled)
        #expect(editor.handle(.up) == .ignored)
        #expect(editor.handle(.function(1)) == .ignored)
    }

    @Test func `treats what looks like one character as one`() {
        var editor = editor("", .character("e"), .character("\u{301}"), .character("x"))
        #expect(editor.cursor == 2)
        #expect(editor.handle(.left) == .moved)
        #expect(editor.handle(.backspace) == .changed)
        #expect(editor.text == "x")
        #expect(editor.cursor == 0)
    }

    @Test func `cleans what is pasted`() {
        var editor = LineEditor("<>")
        _ = editor.handle(.left)
        #expect(editor.paste("to\u{1B}[31mken\u{7}\nline\r\n") == 10)
        #expect(editor.text == "<token line>")
        #expect(editor.cursor == 11)
    }

    @Test func `keeps the cursor in view`() {
        var editor = LineEditor("abcdefgh")
        #expect(editor.visible(columns: 5).text == "efgh")
        #expect(editor.visible(columns: 5).cursor == 4)
        _ = editor.handle(.home)
        #expect(editor.visible(columns: 5).text == "abcde")
        #expect(editor.visible(columns: 5).cursor == 0)
        #expect(editor.visible(columns: 0).text == "")
    }

    @Test func `hides a secret character by character`() {
        let shown = LineEditor("日x").visible(columns: 9, mask: "•")
        #expect(shown.text == "••")
        #expect(shown.cursor == 2)
    }
}

struct `A verbatim line` {
    /// A flag, a joined picture, a keycap, a soft hyphen, and a letter with a mark of its own.
    private static let value = "🇩🇪-👩‍💻-1️⃣-co\u{AD}op-e\u{301}"

    @Test func `keeps what cannot be shown`() {
        var line = LineEditor(isVerbatim: true)
        line.paste(Self.value)
        #expect(line.text == Self.value)
        #expect(Array(line.text.unicodeScalars) == Array(Self.value.unicodeScalars))
        #expect(line.visible(columns: 40).text.string != Self.value)
    }

    @Test func `loses control characters, and is one line`() {
        var line = LineEditor(isVerbatim: true)
        #expect(line.paste("a\u{1B}b\u{7}\tc\nd\n") == 5)
        #expect(line.text == "abc d")
    }
}

struct `A line that is longer than its field` {
    @Test(arguments: [0, 1, 50, 9_950, 9_999, 10_000])
    func `shows what is around the cursor, as if all of it had been looked at`(place: Int) {
        var line = LineEditor(String((0..<10_000).map { Character(String($0 % 10)) }))
        if place < 5_000 {
            _ = line.handle(.home)
            for _ in 0..<place { _ = line.handle(.right) }
        } else {
            for _ in place..<10_000 { _ = line.handle(.left) }
        }
        let (text, cursor) = line.visible(columns: 20)
        let start = max(0, place - 19)
        #expect(text.string == (start..<min(10_000, start + 20)).map { String($0 % 10) }.joined())
        #expect(cursor == place - start)
    }

    @Test func `looks at more where characters have no width`() {
        let marks = String(repeating: "\u{200B}", count: 100)
        var line = LineEditor(isVerbatim: true)
        line.paste("left" + marks + marks + "right")
        for _ in 0..<5 { _ = line.handle(.left) }
        let (text, cursor) = line.visible(columns: 12)
        #expect(text.string == "leftright" && cursor == 4)
    }

    @Test func `shows a mask as wide as it is`() {
        var line = LineEditor(String(repeating: "x", count: 100))
        #expect(line.visible(columns: 8, mask: "*").text.string == "*******")
        _ = line.handle(.left)
        let (text, cursor) = line.visible(columns: 8, mask: "*")
        #expect(text.string == "********" && cursor == 7)
    }
}
