import ServerConfiguration
import ServerModel
import Testing

@testable import ServerConfiguration

struct `Any text` {
    /// What breaks YAML best, and what breaks readers of it.
    private static let fragments: [String] = [
        ":", ": ", "- ", "\t", "\n", "\r\n", "'", "\"", "[", "]", "{", "}", "&a ", "*a", "!x ", "|", ">", "%", "@", "#", "?",
        "? ",
        "---\n", "...\n", "<<: *a\n", "${", "}", "${x}", "\u{0}", "\u{85}", "\u{2028}", "\u{FEFF}", "é", "👩‍👩‍👧", "\\", "~", "null",
        "99999999999999999999",
        "name: x\n", "  ", "\u{F8FF}", "\u{E000}", "\u{E001}: b\n",
    ]

    @Test(arguments: 1...8)
    func `yields a definition or an error`(seed: UInt64) throws {
        let (bytes, _, _) = try TextFile.read(fixturePath("jira-helper.yaml"), limit: DefinitionReader.sizeLimit)
        let original = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
        var random = SplitMix(state: seed)
        for _ in 0..<60 {
            var scalars = original
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let place = Int.random(in: 0...scalars.count, using: &random)
                switch Int.random(in: 0...3, using: &random) {
                case 0: scalars.removeSubrange(place..<min(scalars.count, place + Int.random(in: 1...12, using: &random)))
                case 1:
                    scalars.insert(
                        contentsOf: Self.fragments.randomElement(using: &random).map { Array($0.unicodeScalars) } ?? [], at: place
                    )
                case 2:
                    let start = Int.random(in: 0..<original.count, using: &random)
                    scalars.insert(contentsOf: original[start..<min(original.count, start + 40)], at: place)
                default: scalars.removeSubrange(place...)
                }
                if scalars.isEmpty { break }
            }
            let text = SourceText.string(scalars)
            let reading = read(text, as: "jira-helper")
            #expect((reading.definition == nil) == reading.diagnostics.contains { $0.severity == .error })
            let lineCount = SourceText(text).lineCount
            #expect(
                reading.diagnostics.allSatisfy {
                    (1...lineCount).contains($0.line) && $0.column >= 1 && !$0.message.isEmpty && !$0.fix.isEmpty
                },
                "\(reading.diagnostics)")
        }
    }
}

/// Sebastiano Vigna's SplitMix64: the same numbers for the same seed everywhere.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
