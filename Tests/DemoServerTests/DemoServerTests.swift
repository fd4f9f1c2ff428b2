import DemoServer
import ModelContextProtocol
import Testing

struct `The demo server` {
    @Test func `offers its tools, each with an object schema`() async throws {
        try await DemoConversation.with { demo async throws in
            demo.ask("tools/list")
            let tools = try await demo.next()?["result"]?["tools"]?.arrayValue ?? []
            #expect(tools.map { $0["name"] } == ["echo", "now", "sleep", "fail", "log", "crash", "grow", "flood"])
            #expect(
                tools.allSatisfy { $0["inputSchema"]?["type"] == "object" && $0["description"]?.stringValue?.isEmpty == false })
        }
    }

    @Test func `says on standard error that it listens, like a real server`() async throws {
        try await DemoConversation.with { demo async throws in
            #expect(await demo.nextErrorLine() == "demo \(DemoServer.version) listening on stdio")
            #expect(await demo.nextErrorLine() == "demo: 8 tools ready")
        }
    }

    @Test func `echoes`() async throws {
        try await DemoConversation.with { demo async throws in
            demo.call("echo", ["text": "hé\n"])
            #expect(try await demo.next()?["result"]?["content"]?[0]?["text"] == "hé\n")
            demo.call("echo")
            let result = try await demo.next()?["result"]
            #expect(result?["isError"] == true)
            #expect(result?["content"]?[0]?["text"] == "the argument 'text' must be a text")
        }
    }

    @Test func `tells the time in UTC`() async throws {
        try await DemoConversation.with { demo async throws in
            demo.call("now")
            let text = try await demo.next()?["result"]?["content"]?[0]?["text"]?.stringValue ?? ""
            #expect(text.wholeMatch(of: /20\d\d-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-6]\dZ/) != nil)
        }
    }

    @Test func `sleeps in steps, telling progress`() async throws {
        try await DemoConversation.with { demo async throws in
            demo.call("sleep", ["seconds": 0, "steps": 3], token: "t")
            for step in 1...3 {
                let params = try await demo.next()?["params"]
                #expect(params?["progressToken"] == "t")
                #expect(params?["progress"]?.intValue == step)
                #expect(params?["total"] == 3)
            }
            #expect(try await demo.next()?["result"]?["content"]?[0]?["text"] == "slept 0 seconds")
        }
    }

    @Test func `stops sleeping and says nothing when the call is cancelled`() async throws {
        try await DemoConversation.with { demo async throws in
            let id = demo.call("sleep", ["seconds": 3600])
            demo.send(#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":\#(id)}}"#)
            demo.end()
            #expect(try await demo.next() == nil)
        }
    }

    @Test func `stops sleeping with an error when its input ends`() async throws {
        try await DemoConversation.with { demo async throws in
            demo.call("sleep", ["seconds": 3600])
            demo.end()
            #expect(try await demo.next()?["error"]?["code"] == -32000)
        }
    }

    @Test(arguments: [["seconds": -1], ["seconds": 3601], ["seconds": "1"], [:], ["seconds": 1, "steps": 0]] as [JSONValue])
    func `refuses to sleep for what is no time`(arguments: JSONValue) async throws {
        try await DemoConversation.with { demo async throws in
            demo.call("sleep", arguments)
            #expect(try await demo.next()?["result"]?["isError"] == true)
        }
    }

    @Test func `fails on demand`() async throws {
        try await DemoConversation.with { demo async throws in
            demo.call("fail", ["message": "no luck"])
            let result = try await demo.next()?["result"]
            #expect(result?["isError"] == true)
            #expect(result?["content"]?[0]?["text"] == "no luck")
        }
    }

    @Test func `logs to the client and to standard error`() async throws {
        try await DemoConversation.with { demo async throws in
            demo.call("log", ["level": "warning", "message": "careful"], level: "debug")
            #expect(try await demo.next()?["params"] == ["level": "warning", "logger": "demo", "data": "careful"])
            for _ in 0..<2 { _ = await demo.nextErrorLine() }
            #expect(await demo.nextErrorLine() == "demo: warning: careful")
            demo.call("log", ["level": "loud", "message": "x"])
            #expect(try await demo.next()?["id"] == 1)
            #expect(try await demo.next()?["result"]?["isError"] == true)
        }
    }

    @Test func `takes memory and keeps it`() async throws {
        try await DemoConversation.with { demo async throws in
            for held in [2, 5] {
                demo.call("grow", ["megabytes": held == 2 ? 2 : 3])
                #expect(try await demo.next()?["result"]?["content"]?[0]?["text"]?.stringValue == "keeping \(held) megabytes")
            }
        }
    }

    @Test func `exits with the code it is told`() async {
        await #expect(processExitsWith: .exitCode(7)) {
            try await DemoConversation.with { demo async throws in
                demo.call("crash", ["code": 7])
                _ = try await demo.next()
            }
        }
    }

    @Test func `dies by the signal it is told`() async {
        await #expect(processExitsWith: .signal(9)) {
            try await DemoConversation.with { demo async throws in
                demo.call("crash", ["signal": 9])
                _ = try await demo.next()
            }
        }
    }
}

struct `A demo server with bad habits` {
    @Test func `refuses server/discover`() async throws {
        try await DemoConversation.with(["--legacy-only"]) { demo async throws in
            demo.ask("server/discover")
            #expect(try await demo.next()?["error"]?["code"] == -32601)
        }
    }

    @Test func `refuses initialize`() async throws {
        try await DemoConversation.with(["--modern-only"]) { demo async throws in
            demo.send(
                #"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{}}}"#)
            #expect(try await demo.next()?["error"]?["code"] == -32022)
        }
    }

    @Test func `dies of the probe`() async {
        await #expect(processExitsWith: .exitCode(1)) {
            try await DemoConversation.with(["--dies-of-probe"]) { demo async throws in
                demo.ask("server/discover")
                _ = try await demo.next()
            }
        }
    }

    @Test func `writes text between its messages`() async throws {
        try await DemoConversation.with(["--garbage"]) { demo async throws in
            demo.ask("tools/list")
            #expect(await demo.nextLine() == "Starting demo server...")
            #expect(await demo.nextLine() == #"{"level":"info","message":"ready"}"#)
            #expect(await demo.nextLine() == "handling tools/list")
            #expect(try await demo.next()?["id"] == 1)
        }
    }

    @Test func `reads and never answers`() async throws {
        try await DemoConversation.with(["--silent"]) { demo async throws in
            demo.ask("tools/list")
            demo.end()
            #expect(try await demo.next() == nil)
        }
    }

    @Test func `writes to standard error all the time`() async throws {
        try await DemoConversation.with(["--chatter", "0.001"]) { demo async throws in
            for _ in 0..<2 { _ = await demo.nextErrorLine() }
            #expect(await demo.nextErrorLine()?.hasPrefix("demo: still here") == true)
            #expect(await demo.nextErrorLine()?.hasPrefix("demo: still here") == true)
        }
    }

    @Test func `exits at once with its code`() async {
        #expect(await DemoServer.run(arguments: ["--exit", "3"]) == 3)
        #expect(await DemoServer.run(arguments: ["--bad"]) == 2)
    }

    @Test func `stops reading when it is ready`() async throws {
        try await DemoConversation.with(["--close-input"]) { demo async throws in
            demo.ask("server/discover")
            #expect(try await demo.next()?["id"] == 1)
            demo.ask("tools/list")
            #expect(try await demo.next()?["id"] == 2)
            #expect(demo.isUnheard)
        }
    }

    @Test func `floods standard error before it serves`() async throws {
        try await DemoConversation.with(["--stderr-flood", "1"]) { demo async throws in
            for _ in 0..<10_000 { #expect(await demo.nextErrorLine()?.hasPrefix("demo: flooding, as asked ~~~") == true) }
            #expect(await demo.nextErrorLine() == "demo \(DemoServer.version) listening on stdio")
        }
    }
}
