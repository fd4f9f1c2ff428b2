import Testing

@testable import TerminalApp

struct `A fuzzy match` {
    @Test(arguments: [
        ("rst", "restart", [0..<1, 2..<4]),
        ("re", "query restart", [6..<8]),
        ("sf", "secrets find", [0..<1, 8..<9]),
        ("find sec", "secrets find", [0..<3, 8..<12]),
        ("DOC", "doctor", [0..<3]),
        ("", "anything", []),
        ("é", "café", [3..<4]),
    ])
    func `finds the letters in their best places`(query: String, text: String, ranges: [Range<Int>]) {
        #expect(FuzzyMatch(query, in: text)?.ranges == ranges)
    }

    @Test(arguments: [("tsr", "restart"), ("doctorr", "doctor"), ("env x", "env"), ("a", "")])
    func `is none where a letter is missing or out of order`(query: String, text: String) {
        #expect(FuzzyMatch(query, in: text) == nil)
    }

    @Test(arguments: [
        ("re", ["restart", "refresh everything", "where"]),
        ("st", ["start", "stop", "restart", "secrets rotate"]),
        ("se", ["search", "secrets set", "mouse"]),
        ("al", ["alerts", "alerts list", "platform all", "zoom and lose"]),
    ])
    func `ranks beginnings before middles, and runs before scattered letters`(query: String, expected: [String]) {
        let scores = expected.map { FuzzyMatch(query, in: $0)?.score }
        #expect(!scores.contains(nil))
        #expect(zip(scores, scores.dropFirst()).allSatisfy { ($0 ?? 0) >= ($1 ?? 0) }, "\(scores)")
    }

    @Test func `prefers what leaves least over`() throws {
        let short = try #require(FuzzyMatch("logs", in: "logs"))
        let long = try #require(FuzzyMatch("logs", in: "logs search"))
        #expect(short.score > long.score)
    }
}
