import Testing

@testable import ServerMonitoring

struct `A text that is looked for in bytes` {
    /// In every place of a haystack that is longer than what is looked at in one go, and at each of its ends.
    @Test(arguments: ["n", "ne", "needle", "{n}", String(repeating: "long ", count: 30) + "n"])
    func `is found wherever it is`(text: String) throws {
        let needle = try #require(Needle(text.utf8, ignoresCase: false))
        var misses: [Int] = []
        for length in stride(from: 0, through: 200, by: 3) {
            for place in 0...length {
                let hay =
                    Array(repeating: UInt8(ascii: "e"), count: place) + Array(text.utf8)
                    + Array(repeating: UInt8(ascii: "d"), count: length - place)
                let found = hay.withUnsafeBufferPointer { hay in
                    [0, place, place + 1].map { needle.find(in: hay, from: $0) }
                }
                if found != [place, place, nil] { misses.append(place) }
            }
        }
        #expect(misses == [])
    }

    @Test func `is found as simple searching finds it`() throws {
        var numbers = SeededGenerator(seed: 3)
        let letters = Array("abAB@[`{é \"".utf8)
        for _ in 0..<5_000 {
            let hay = (0..<Int.random(in: 0...150, using: &numbers)).map { _ in numbers.pick(letters) }
            let text = (0..<Int.random(in: 1...4, using: &numbers)).map { _ in numbers.pick(letters) }
            let ignoresCase = Bool.random(using: &numbers)
            let needle = try #require(Needle(text, ignoresCase: ignoresCase))
            let (low, lowText) = ignoresCase ? (hay.map(lower), text.map(lower)) : (hay, text)
            let expected = low.indices.first { low[$0...].starts(with: lowText) }
            #expect(hay.withUnsafeBufferPointer { needle.find(in: $0) } == expected)
        }
    }

    private func lower(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte + 32 : byte }

    @Test func `is nothing when it is empty`() {
        #expect(Needle(smartCase: "") == nil)
    }
}
