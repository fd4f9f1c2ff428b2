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
