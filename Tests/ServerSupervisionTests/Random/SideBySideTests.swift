import Testing

/// The supervisor with real processes, beside a machine that only imagines them: whatever is done to both, they agree.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct `A supervised server and an imagined one` {
    @Test(arguments: [11, 12, 13])
    func `agree after every step`(seed: UInt64) async throws {
        try await live(seed, steps: 30)
    }

    @Test func `agree after every step of a life that is new each time`() async throws {
        let seed = UInt64.random(in: 1000 ... .max)
        print("side by side with seed \(seed)")
        try await live(seed, steps: 30)
    }

    private func live(_ seed: UInt64, steps: Int) async throws {
        var dice = SeededGenerator(seed: seed)
        let pair = try await Pair()
        var story: [Deed] = []
        for _ in 1...steps {
            let deed = Deed.allCases.randomElement(using: &dice) ?? .start
            story.append(deed)
            guard let difference = try await pair.difference(after: deed) else { continue }
            Issue.record("seed \(seed): \(difference), after \(story.map(\.rawValue).joined(separator: ", "))")
            break
        }
        try await pair.close()
    }
}
