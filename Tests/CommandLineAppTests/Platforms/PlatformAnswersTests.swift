import ServerModel
import Testing

@testable import CommandLineApp

struct `Answers about entries that others changed` {
    private let questions = [
        PlatformQuestion(platform: "cursor", name: "time"), PlatformQuestion(platform: "zed", name: "time"),
        PlatformQuestion(platform: "zed", name: "git"),
    ]

    @Test func `given beforehand hold for every client that asks`() {
        var answers = PlatformAnswers(ours: ["time"], theirs: ["old"])
        let hasAnswered = answers.answer(questions)
        #expect(hasAnswered && answers.decisions.map(\.platform) == ["cursor", "zed"])
        #expect(answers.decisions.allSatisfy { $0.name == "time" && $0.choice == .ours })
        #expect(answers.open(questions) == [questions[2]])
        #expect(answers.unasked == ["old"])
        let hasMore = answers.answer(questions)
        #expect(!hasMore)
    }

    @Test func `are asked for once`() {
        var answers = PlatformAnswers()
        answers.decide(questions[0], .theirs)
        answers.decide(questions[1], nil)
        #expect(answers.open(questions) == [questions[2]])
        #expect(answers.decisions.map(\.choice) == [.theirs])
    }
}
