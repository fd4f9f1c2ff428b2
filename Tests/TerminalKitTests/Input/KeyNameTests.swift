import Testing

@testable import TerminalKit

struct `The name of a key` {
    @Test(
        arguments: [
            ("r", .character("r")), ("R", .character("R")), ("?", .character("?")), ("é", .character("é")),
            ("space", .character(" ")), ("ctrl-r", .control("r")), ("Ctrl-R", .control("r")), ("F5", .function(5)),
            ("shift-tab", .backTab), ("Esc", .escape), ("pgup", .pageUp),
        ] as [(String, KeyPress)])
    func `is read as people write it`(name: String, key: KeyPress) {
        #expect(KeyPress(named: name) == key)
    }

    @Test(arguments: ["", " ", "\u{1}", "ctrl-", "ctrl-i", "ctrl-m", "ctrl-1", "f0", "f13", "alt-x", "rr"])
    func `is nothing for what no terminal tells apart`(name: String) {
        #expect(KeyPress(named: name) == nil)
    }
}
