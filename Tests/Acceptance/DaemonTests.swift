import Foundation
import ServerModel
import TestSupport
import Testing

@Suite(.temporaryHome, .timeLimit(.minutes(3)))
struct `The daemon` {
    @Test func `is started once by commands that come together`() async throws {
        let home = try TestHome.here
        let outcomes = try await withThrowingTaskGroup(of: Outcome.self) { group in
            for _ in 1...4 { group.addTask { try await home.manager("list", "--json") } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.allSatisfy { $0.succeeded }, "\(outcomes)")
        #expect(home.daemons.count == 1, "\(home.daemons)")
    }

    @Test func `leaves no process when it is stopped`() async throws {
        let home = try TestHome.here
        for name in ["one", "two"] {
            try await home.addDemo(name)
            try await home.succeed("start", name)
            try await home.waitUntilReady(name)
        }
        #expect(home.processes.count >= 3, "\(home.processes)")
        try await home.succeed("daemon", "stop")
        let left = await home.processesLeft()
        #expect(left.isEmpty, "\(left)")
    }

    @Test func `ends a server that ignores polite requests`() async throws {
        let home = try TestHome.here
        try await home.addDemo("deaf", "--ignore-term")
        try await home.succeed("start", "deaf")
        let ready = try await home.waitUntilReady("deaf")
        try await home.succeed("stop", "deaf")
        let stopped = try await home.wait(for: "deaf", "stop") { $0.phase == .stopped }
        #expect(stopped.lastExit?.status == .signal(SIGKILL), "\(stopped)")
        let id = try #require(ready.run?.processID)
        #expect(!home.processes.contains { $0.processID == id })
    }

    @Test func `is started again by the bridge after it was killed, and the client's session goes on`() async throws {
        let home = try TestHome.here
        try await home.addDemo("demo")
        let client = try WireClient("demo", in: home)
        try await client.open()
        #expect(try await client.call(1, "echo", #"{"text":"a"}"#).text("result.content.0.text") == "a")
        let daemon = try #require(home.daemons.first)
        kill(daemon.processID, SIGKILL)
        #expect(await ProcessTable.survivors(of: [daemon], after: .seconds(20)).isEmpty)
        // In flight or not, a request is answered; the first one may be the error that tells of the loss.
        var answer = try await client.call(2, "echo", #"{"text":"b"}"#)
        if answer.has("error") { answer = try await client.call(3, "echo", #"{"text":"b"}"#) }
        #expect(answer.text("result.content.0.text") == "b", "\(answer)")
        #expect(home.daemons.count == 1, "\(home.daemons)")
        try await client.close()
    }

    @Test func `stays stopped until a client that is still connected speaks again`() async throws {
        let home = try TestHome.here
        try await home.addDemo("demo")
        let client = try WireClient("demo", in: home)
        try await client.open()
        let daemon = try #require(home.daemons.first)
        try await home.succeed("daemon", "stop")
        #expect(await ProcessTable.survivors(of: [daemon], after: .seconds(20)).isEmpty)
        let asked = try await home.manager("daemon", "status")
        #expect(asked.ending == .code(1), "the bridge has started it again: \(asked)")
        #expect(try await client.call(1, "echo", #"{"text":"back"}"#).text("result.content.0.text") == "back")
        #expect(home.daemons.count == 1, "\(home.daemons)")
        try await client.close()
    }

    @Test func `answers everything a client asked before it closed its side`() async throws {
        let home = try TestHome.here
        try await home.addDemo("demo")
        let questions = """
            {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{}}}
            {"jsonrpc":"2.0","method":"notifications/initialized"}
            {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"sleep","arguments":{"seconds":0.2}}}
            {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"echo","arguments":{"text":"last"}}}

            """
        let outcome = try await Tool.run(
            Product.program("mcp-connect"), ["demo", "--home", home.path], environment: home.environment, input: questions)
        #expect(outcome.succeeded, "\(outcome)")
        let answers = outcome.output.split(separator: "\n").map { Message(Data($0.utf8)) }
        #expect(Set(answers.compactMap { $0.integer("id") }) == [0, 1, 2], "\(outcome)")
        #expect(answers.allSatisfy { $0.has("result") }, "\(outcome)")
    }

    @Test func `refuses a client of an unknown server with words that help`() async throws {
        let home = try TestHome.here
        try await home.addDemo("demo")
        let client = try WireClient("dmeo", in: home)
        let answer = try await client.open()
        #expect(answer.text("error.message")?.contains("did you mean 'demo'?") == true, "\(answer)")
        #expect(answer.text("error.data.code") == "unknown-server")
        #expect(try await client.close() == .code(1))
    }
}
