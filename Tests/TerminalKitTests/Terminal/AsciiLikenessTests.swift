import Testing

@testable import TerminalKit

struct `The ASCII likeness` {
    @Test(
        arguments: [("a", "a"), ("~", "~"), ("…", "~"), ("─", "-"), ("●", "*"), ("日", "?"), ("\u{7F}", "?")]
            as [(Unicode.Scalar, Unicode.Scalar)])
    func `of a character`(scalar: Unicode.Scalar, likeness: Unicode.Scalar) {
        #expect(AsciiLikeness.of(scalar) == likeness)
    }
}
