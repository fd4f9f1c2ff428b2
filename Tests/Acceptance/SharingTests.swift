import ServerModel
import TestSupport
import Testing

@Suite(.temporaryHome, .timeLimit(.minutes(3)))
struct `Two clients of one server` {
    @Test func `with the same ids each get their own answers`() async throws {
        let home = try TestHome.here
        try await home.addDemo("demo")
        let (alice, bob) = (try WireClient("demo", in: home), try WireClient("demo", in: home))
        try await alice.open()
        try await bob.open()

        for id in 1...20 {
            try await alice.request(id, "tools/call", #"{"name":"echo","arguments":{"text":"alice \#(id)"}}"#)
            try await bob.request(id, "tools/call", #"{"name":"echo","arguments":{"text":"bob \#(id)"}}"#)
        }
        // The server may answer in any order, so every answer is read before any is judged.
        for (client, name) in [(alice, "alice"), (bob, "bob")] {
            var answers: [Int: String] = [:]
            for _ in 1...20 {
                let message = try await client.message()
                let id = try #require(message.integer("id"), "\(message)")
                answers[id] = message.text("result.content.0.text")
            }
            #expect(answers == Dictionary(uniqueKeysWithValues: (1...20).map { ($0, "\(name) \($0)") }))
        }
        #expect(try await home.status("demo").sessions.count == 2)
        try await alice.close()
        try await bob.close()
    }

    @Test func `with the same progress token each see only their own progress`() async throws {
        let home = try TestHome.here
        try await home.addDemo("demo")
        let (alice, bob) = (try WireClient("demo", in: home), try WireClient("demo", in: home))
        try await alice.open()
        try await bob.open()

        // The totals tell whose progress it is.
        try await alice.request(7, "tools/call", sleep(steps: 3, token: "1"))
        try await bob.request(7, "tools/call", sleep(steps: 5, token: "1"))
        let (aliceSaw, aliceAnswer) = try await alice.messages(until: 7)
        let (bobSaw, bobAnswer) = try await bob.messages(until: 7)
        for (saw, answer, steps) in [(aliceSaw, aliceAnswer, 3), (bobSaw, bobAnswer, 5)] {
            #expect(answer.has("result"), "\(answer)")
            let progress = saw.filter { $0.text("method") == "notifications/progress" }
            #expect(progress.count == steps)
            #expect(progress.allSatisfy { $0.integer("params.progressToken") == 1 }, "\(progress)")
            #expect(progress.allSatisfy { $0.integer("params.total") == steps }, "\(progress)")
        }
        try await alice.close()
        try await bob.close()
    }

    @Test func `keep the type of their ids and tokens`() async throws {
        let home = try TestHome.here
        try await home.addDemo("demo")
        let client = try WireClient("demo", in: home)
        try await client.open()
        try await client.send(
            #"{"jsonrpc":"2.0","id":"1","method":"tools/call","params":\#(sleep(steps: 2, token: "\"1\""))}"#)
        var message = try await client.message()
        while message.text("method") == "notifications/progress" {
            #expect(message.text("params.progressToken") == "1", "\(message)")
            message = try await client.message()
        }
        #expect(message.text("id") == "1", "\(message)")
        try await client.close()
    }

    @Test(arguments: [20_000_000])
    func `pass messages of 20 MB both ways`(_ size: Int) async throws {
        let home = try TestHome.here
        try await home.addDemo("demo")
        let client = try WireClient("demo", in: home)
        try await client.open()
        // Not one letter over and over: a piece lost or moved must show.
        let text = String((0..<size / 10).lazy.map { String($0 + 1_000_000_000) }.joined())
        let answer = try await client.call(1, "echo", #"{"text":"\#(text)"}"#, within: .seconds(120))
        #expect(answer.text("result.content.0.text") == text)
        #expect(try await client.call(2, "echo", #"{"text":"after"}"#).text("result.content.0.text") == "after")
        try await client.close()
    }

    @Test func `pass fields nobody knows`() async throws {
        let home = try TestHome.here
        try await home.addDemo("demo")
        let client = try WireClient("demo", in: home)
        try await client.open()
        let answer = try await client.ask(
            1, "tools/call",
            #"{"name":"echo","arguments":{"text":"x"},"_meta":{"example.org/n":12345678901234567890.10},"later":[null]}"#)
        #expect(answer.text("result.content.0.text") == "x", "\(answer)")
        try await client.close()
    }

    private func sleep(steps: Int, token: String) -> String {
        #"{"name":"sleep","arguments":{"seconds":0.5,"steps":\#(steps)},"_meta":{"progressToken":\#(token)}}"#
    }
}
