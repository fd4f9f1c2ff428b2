import PatternMatching
import Testing

struct `Beside Swift's own expressions` {
    /// Whether there is a match; which one Swift takes depends on the order of alternatives.
    @Test(arguments: 0..<20)
    func `a random pattern is found in the same texts`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<100 {
            let source = Self.source(depth: 1, &random)
            let ignoresCase = Bool.random(using: &random)
            let pattern = try Pattern(source, ignoringCase: ignoresCase)
            let swift = try Regex(source).matchingSemantics(.unicodeScalar).wordBoundaryKind(.simple).anchorsMatchLineEndings()
                .ignoresCase(ignoresCase)
            // Scalar by scalar, Swift takes digits for no part of a word.
            let asksForWords = [#"\w"#, #"\W"#, #"\b"#].contains { source.contains($0) }
            let letters = asksForWords ? "aabbcAB é日\n" : "aabbcAB1 é日\n"
            for _ in 0..<8 {
                let length = Int.random(in: 0..<9, using: &random)
                let text = String((0..<length).compactMap { _ in letters.randomElement(using: &random) })
                let expected = try swift.firstMatch(in: text) != nil
                #expect(pattern.matches(text) == expected, "\(source.debugDescription) in \(text.debugDescription)")
            }
        }
    }

    private static func source(depth: Int, _ random: inout SeededGenerator) -> String {
        (0..<Int.random(in: 1...3, using: &random)).map { _ in
            let atoms = ["a", "b", "c", "é", "日", ".", "[ab]", "[^a]", "[a-cé]", #"\d"#, #"\w"#, #"\W"#, #"\s"#, #"[^\w]"#]
            var atom = atoms.randomElement(using: &random) ?? "a"
            if depth > 0, Int.random(in: 0..<3, using: &random) == 0 {
                let inner = (0..<Int.random(in: 1...3, using: &random)).map { _ in source(depth: depth - 1, &random) }
                atom = "(\(inner.joined(separator: "|")))"
            } else if Int.random(in: 0..<8, using: &random) == 0 {
                return [#"\b"#, "^", "$"].randomElement(using: &random) ?? "^"
            }
            return atom + (["", "", "", "*", "+", "?", "{2}", "{1,2}", "*?", "+?"].randomElement(using: &random) ?? "")
        }.joined()
    }
}
