import ServerModel
import TestSupport
import Testing

@Suite(.temporaryHome, .needs(.sdk1), .timeLimit(.minutes(3)))
struct `A server that asks its clients` {
    @Test func `asks each only what is its own, and says why each has a process`() async throws {
        let home = try TestHome.here
        try await home.succeed(
            "add", "asking", "--", try Component.sdk1.program(), "\(Product.repository)/Tests/Acceptance/Servers/asking_server.py"
        )
        let (ann, ben) = (try await connect("Ann", in: home), try await connect("Ben", in: home))
        #expect(try await home.status("asking").sharing.policy == .shared)

        // The first question is seen while both share the process; it still reaches the one whose call it is about.
        #expect(try await ask(ann, "first") == Answer("first: Ann", asked: "first"))
        let status = try await home.wait(for: "asking", "two processes") {
            $0.sharing.policy == .perClient && $0.sharing.processes == 2
        }
        #expect(status.sharing.reason?.contains("elicitation/create") == true, "\(status.sharing)")

        for number in 1...5 {
            try await ann.send("of Ann \(number)")
            try await ben.send("of Ben \(number)")
            #expect(try await answer(of: ann) == Answer("of Ann \(number): Ann", asked: "of Ann \(number)"))
            #expect(try await answer(of: ben) == Answer("of Ben \(number): Ben", asked: "of Ben \(number)"))
        }
        #expect(try await home.succeed("status", "asking").output.contains("it asks its clients questions"))

        #expect(try await ann.finish() == .code(0))
        try await home.wait(for: "asking", "one process") { $0.sharing.processes == 1 && $0.sessions.count == 1 }
        #expect(try await ask(ben, "last") == Answer("last: Ben", asked: "last"))
        #expect(try await ben.finish() == .code(0))
    }

    /// A client that gives `name` to whoever asks it.
    private func connect(_ name: String, in home: TestHome) async throws -> LineProcess {
        let client = try LineProcess(
            Component.sdk1.program(),
            [
                "\(Product.repository)/Tests/Acceptance/Clients/answering_client.py", name,
                Product.program("mcp-connect"), "asking", "--home", home.path,
            ],
            environment: home.environment)
        let opening = Message(try await client.line(within: .seconds(60), "handshake of \(name)"))
        try #require(opening.text("ready") == "asking", "\(opening)")
        return client
    }

    private func ask(_ client: LineProcess, _ question: String) async throws -> Answer {
        try await client.send(question)
        return try await answer(of: client)
    }

    /// The text of an answer, and what the client was asked before it.
    private struct Answer: Equatable {
        var text: String?
        var asked: [String]

        init(_ text: String?, asked: [String]) {
            self.text = text
            self.asked = asked
        }

        init(_ text: String, asked question: String) { self.init(text, asked: [question]) }
    }

    private func answer(of client: LineProcess) async throws -> Answer {
        let message = Message(try await client.line(within: .seconds(60), "answer"))
        return Answer(message.text("text"), asked: message.texts("asked"))
    }
}
