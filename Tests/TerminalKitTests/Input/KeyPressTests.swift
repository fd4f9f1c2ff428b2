import Testing

@testable import TerminalKit

struct `A key` {
    @Test(
        arguments: [
            (.character("j"), "j"), (.character("G"), "G"), (.character(" "), "Space"), (.control("c"), "Ctrl-C"),
            (.enter, "Enter"), (.escape, "Esc"), (.backTab, "Shift-Tab"), (.up, "↑"), (.pageDown, "PgDn"),
            (.function(5), "F5"), (.character("\u{202E}"), ""),
        ] as [(KeyPress, SafeText)])
    func `is printed as people know it`(key: KeyPress, label: SafeText) {
        #expect(key.label == label)
    }
}
