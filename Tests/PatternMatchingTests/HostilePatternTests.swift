import PatternMatching
import Testing

struct `A hostile pattern` {
    /// For each byte at most a few looks at each of its states, whatever the text.
    @Test(arguments: [
        "(a+)+c", "(a|aa)*b", "(.*)*x", "(a*)*(a*)*b", "((a?){8}){8}c", "a|a.*b", #"(\w+\s?)+$x"#, #"(\b\w+)+\bz"#,
        "(a?){50}a{50}",
    ])
    func `takes time in proportion to the text`(source: String) throws {
        let pattern = try Pattern(source)
        let short = pattern.work(in: String(repeating: "a", count: 2_000))
        let long = pattern.work(in: String(repeating: "a", count: 20_000))
        #expect(long < short * 11)
        #expect(short < 2_000 * 2_000)
    }

    @Test func `may need more nodes than are kept`() throws {
        let pattern = try Pattern("[ab]*a[ab]{14}c")
        var random = SeededGenerator(seed: 7)
        var text = String((0..<60_000).map { _ in Bool.random(using: &random) ? "a" : "b" })
        #expect(!pattern.matches(text))
        text += "a" + String(repeating: "b", count: 14) + "c"
        #expect(pattern.matches(text))
    }

    @Test(arguments: 0..<8)
    func `of random bytes does no harm`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let signs = Array("()[]{}|*+?^$\\.-,:<>=!abdwsWBx0129é😀 \n".unicodeScalars)
        for _ in 0..<500 {
            let length = Int.random(in: 0..<24, using: &random)
            let source = String(String.UnicodeScalarView((0..<length).compactMap { _ in signs.randomElement(using: &random) }))
            let bytes = (0..<40).map { _ in UInt8.random(in: 0...255, using: &random) }
            for text in [bytes, Array(source.utf8)] {
                guard let pattern = try? Pattern(source, ignoringCase: seed % 2 == 0) else { continue }
                let found = pattern.ranges(utf8: text)
                #expect(found.isEmpty || pattern.matches(utf8: text))
                #expect(zip(found, found.dropFirst()).allSatisfy { $0.upperBound <= $1.lowerBound })
            }
        }
    }
}

/// Always the same numbers for the same seed (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0xD134_2543_DE82_EF95 &+ 1 }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
