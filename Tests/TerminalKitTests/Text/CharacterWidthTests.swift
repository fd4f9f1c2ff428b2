import Testing

@testable import TerminalKit

struct `The width of a character` {
    @Test(
        arguments: [
            ("a", 1), ("é", 1), ("ß", 1), ("·", 1), ("●", 1), ("─", 1), ("█", 1), ("…", 1), ("⏎", 1), ("✘", 1), ("◇", 1),
            ("日", 2), ("한", 2), ("ア", 2), ("ｱ", 1), ("Ａ", 2), ("、", 2), ("🚀", 2), ("🫨", 2), ("⌚", 2),
            ("\u{301}", 0), ("\u{0E34}", 0), ("\u{1160}", 0), ("\u{1100}", 2), ("𠀀", 2), ("\u{E0B0}", 1),
        ] as [(Unicode.Scalar, Int)])
    func `is that of the terminal`(scalar: Unicode.Scalar, columns: Int) {
        #expect(CharacterWidth.columns(scalar) == columns)
    }

    @Test(arguments: ["\u{0}", "\u{1B}", "\u{7F}", "\u{9B}", "\u{AD}", "\u{200D}", "\u{378}", "\u{2FFFF}"] as [Unicode.Scalar])
    func `does not exist for what cannot be shown`(scalar: Unicode.Scalar) {
        #expect(CharacterWidth.columns(scalar) == nil)
    }
}
