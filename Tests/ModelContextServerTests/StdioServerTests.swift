import ModelContextProtocol
import ModelContextServer
import Testing

struct `A stdio server` {
    struct `in the legacy era` {
        @Test(arguments: [
            ("2024-11-05", "2024-11-05"), ("2025-11-25", "2025-11-25"), ("2026-07-28", "2025-11-25"), ("garbage", "2025-11-25"),
        ])
        func `answers initialize with the asked version if it knows it, else with its newest`(
            asked: String, answered: String
        ) async throws {
            try await serving { client async throws in
                client.send(initialize(asked))
                let result = try await client.next()?["result"]
                #expect(result?["protocolVersion"]?.stringValue == answered)
                #expect(result?["serverInfo"] == ["name": "test", "version": "3"])
                #expect(result?["capabilities"]?["tools"]?["listChanged"] == false)
                #expect(result?["instructions"] == "Ask")
            }
        }

        @Test func `pings before anything else`() async throws {
            try await serving { client async throws in
                client.send(#"{"jsonrpc":"2.0","id":"p","method":"ping"}"#)
                #expect(await client.nextLine() == Array(#"{"jsonrpc":"2.0","id":"p","result":{}}"#.utf8))
            }
        }

        @Test func `lists and calls tools without any modern member`() async throws {
            try await serving { client async throws in
                client.send(initialize("2025-06-18"))
                client.send(#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#)
                client.send(#"{"jsonrpc":"2.0","id":2,"method":"tools/list"}"#)
                client.send(#"{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"echo","arguments":{"text":"hé"}}}"#)
                _ = try await client.next()
                let list = try await client.next()
                #expect(list?["result"]?["tools"]?[0]?["name"] == "echo")
                #expect(list?["result"]?["resultType"] == nil)
                let result = try await client.next()?["result"]
                #expect(result == ["content": [["type": "text", "text": "hé"]], "isError": false])
            }
        }

        @Test func `wants initialize before tools`() async throws {
            try await serving { client async throws in
                client.send(#"{"jsonrpc":"2.0","id":2,"method":"tools/list"}"#)
                #expect(try await client.next()?["error"]?["code"] == -32602)
            }
        }

        @Test func `sends log messages from the level that was set`() async throws {
            try await serving { client async throws in
                client.send(initialize("2025-11-25"))
                client.send(#"{"jsonrpc":"2.0","id":1,"method":"logging/setLevel","params":{"level":"error"}}"#)
                client.send(#"{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"log"}}"#)
                _ = try await client.next()
                #expect(try await client.next()?["result"] == [:])
                let message = try await client.next()
                #expect(message?["method"] == "notifications/message")
                #expect(message?["params"] == ["level": "error", "logger": "test", "data": "bad"])
                #expect(try await client.next()?["id"] == 2)
            }
        }

        @Test func `refuses a level that does not exist`() async throws {
            try await serving { client async throws in
                client.send(initialize("2025-11-25"))
                client.send(#"{"jsonrpc":"2.0","id":1,"method":"logging/setLevel","params":{"level":"loud"}}"#)
                _ = try await client.next()
                #expect(try await client.next()?["error"]?["code"] == -32602)
            }
        }
    }

    struct `in the modern era` {
        @Test func `introduces itself to server/discover`() async throws {
            try await serving { client async throws in
                client.send(modern(1, "server/discover"))
                let result = try await client.next()?["result"]
                #expect(result?["supportedVersions"] == ["2026-07-28"])
                #expect(result?["resultType"] == "complete")
                #expect(result?["cacheScope"] == "private")
                #expect(result?["ttlMs"] == 0)
                #expect(result?["_meta"]?[MetaKey.serverInfo]?["name"] == "test")
            }
        }

        @Test func `serves every request by itself, no initialize before`() async throws {
            try await serving { client async throws in
                client.send(modern(1, "tools/list"))
                client.send(modern(2, "tools/call", ["name": "echo", "arguments": ["text": "x"]]))
                #expect(try await client.next()?["result"]?["cacheScope"] == "private")
                let result = try await client.next()?["result"]
                #expect(result?["resultType"] == "complete")
                #expect(result?["cacheScope"] == nil)
                #expect(result?["content"]?[0]?["text"] == "x")
            }
        }

        @Test func `refuses an unknown version and names its own`() async throws {
            try await serving { client async throws in
                client.send(modern(1, "tools/list", version: "2099-01-01"))
                let error = try await client.next()?["error"]
                #expect(error?["code"] == -32022)
                #expect(error?["data"] == ["supported": ["2026-07-28"], "requested": "2099-01-01"])
            }
        }

        @Test(arguments: [
            #"{"jsonrpc":"2.0","id":1,"method":"server/discover"}"#,
            #"{"jsonrpc":"2.0","id":1,"method":"server/discover","params":{"_meta":{}}}"#,
            #"{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}}"#,
        ])
        func `refuses requests whose _meta lacks something`(line: String) async throws {
            try await serving { client async throws in
                client.send(line)
                #expect(try await client.next()?["error"]?["code"] == -32602)
            }
        }

        @Test(arguments: ["ping", "logging/setLevel", "initialize", "prompts/list"])
        func `knows no method of the other era`(method: String) async throws {
            try await serving { client async throws in
                client.send(modern(1, method))
                let error = try await client.next()?["error"]
                #expect(error?["code"] == -32601)
                #expect(error?["data"]?.stringValue == method)
            }
        }

        @Test func `logs only for a request that asks for it`() async throws {
            try await serving { client async throws in
                client.send(modern(1, "tools/call", ["name": "log"]))
                #expect(try await client.next()?["id"] == 1)
                client.send(modern(2, "tools/call", ["name": "log"], level: "debug"))
                #expect(try await client.next()?["params"]?["level"] == "info")
                #expect(try await client.next()?["params"]?["level"] == "error")
                #expect(try await client.next()?["id"] == 2)
            }
        }
    }

    @Test func `serves both eras in turn on one connection`() async throws {
        try await serving { client async throws in
            client.send(modern(1, "server/discover"))
            client.send(initialize("2025-11-25"))
            client.send(modern(2, "tools/list"))
            client.send(#"{"jsonrpc":"2.0","id":3,"method":"tools/list"}"#)
            #expect(try await client.next()?["result"]?["resultType"] == "complete")
            #expect(try await client.next()?["result"]?["protocolVersion"] == "2025-11-25")
            #expect(try await client.next()?["result"]?["resultType"] == "complete")
            #expect(try await client.next()?["result"]?["resultType"] == nil)
        }
    }

    @Test func `of one era refuses the other's opening`() async throws {
        try await serving([.legacy]) { client async throws in
            client.send(modern(1, "server/discover"))
            #expect(try await client.next()?["error"]?["code"] == -32601)
        }
        try await serving([.modern]) { client async throws in
            client.send(initialize("2025-11-25"))
            let error = try await client.next()?["error"]
            #expect(error?["code"] == -32022)
            #expect(error?["data"]?["supported"] == ["2026-07-28"])
        }
    }

    @Test func `opens with our own handshake, whichever era`() async throws {
        for (policy, era) in [(Handshake.EraPolicy.auto, ProtocolEra.modern), (.legacy, .legacy)] {
            try await serving { client async throws in
                var handshake = Handshake(policy: policy, client: Implementation(name: "c", version: "1"))
                guard case .send(let opening) = handshake.start()[0] else { return }
                client.send(opening)
                let line = try #require(await client.nextLine())
                guard case .ready(let introduction) = handshake.received(line).last else {
                    Issue.record("not ready after \(String(decoding: line, as: UTF8.self))")
                    return
                }
                #expect(introduction.era == era)
                #expect(introduction.name == "test")
            }
        }
    }

    @Test func `runs calls at once and answers each when it is done`() async throws {
        try await serving { client async throws in
            client.send(modern(1, "tools/call", ["name": "wait"]))
            client.send(modern(2, "tools/call", ["name": "echo", "arguments": ["text": "quick"]]))
            #expect(try await client.next()?["id"] == 2)
            client.end()
            #expect(try await client.next()?["id"] == 1)
        }
    }

    @Test func `does not answer a cancelled call`() async throws {
        try await serving { client async throws in
            client.send(modern(1, "tools/call", ["name": "wait"]))
            client.send(#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}"#)
            client.end()
            #expect(try await client.next() == nil)
        }
    }

    @Test func `takes no notice when an unknown call is cancelled`() async throws {
        try await serving { client async throws in
            client.send(#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}"#)
            client.send(modern(1, "tools/list"))
            #expect(try await client.next()?["id"] == 1)
        }
    }

    @Test func `tells progress with the caller's own token, before the result`() async throws {
        try await serving { client async throws in
            client.send(modern(1, "tools/call", ["name": "work"], token: "t-1"))
            let first = try await client.next()
            #expect(first?["method"] == "notifications/progress")
            #expect(first?["params"] == ["progressToken": "t-1", "progress": 1, "total": 2])
            #expect(try await client.next()?["params"]?["message"] == "half")
            #expect(try await client.next()?["id"] == 1)
            client.send(modern(2, "tools/call", ["name": "work"]))
            #expect(try await client.next()?["id"] == 2)
        }
    }

    @Test func `says in the result why a tool failed`() async throws {
        try await serving { client async throws in
            client.send(modern(1, "tools/call", ["name": "broken"]))
            let result = try await client.next()?["result"]
            #expect(result?["isError"] == true)
            #expect(result?["content"]?[0]?["text"] == "out of order")
        }
    }

    @Test(arguments: [
        (#"{"name":"nobody"}"#, -32602), (#"{}"#, -32602), (#"{"name":"echo","arguments":[1]}"#, -32602),
    ])
    func `refuses calls of nothing`(params: String, code: Int) async throws {
        try await serving { client async throws in
            client.send(modern(1, "tools/call", try JSONValue.parse(params)))
            #expect(try await client.next()?["error"]?["code"]?.intValue == code)
        }
    }

    @Test func `skips what is no message and goes on`() async throws {
        try await serving { client async throws in
            for line in [
                "hello", "", "[]", "{", #"{"jsonrpc":"2.0","id":1.5,"method":"ping"}"#, #"{"jsonrpc":"2.0","id":1,"result":{}}"#,
            ] {
                client.send(line)
            }
            client.send(#"{"jsonrpc":"2.0","id":1,"method":"ping"}"# + "\r")
            #expect(try await client.next()?["id"] == 1)
        }
    }

    @Test func `answers what was asked before the input ended`() async throws {
        try await serving { client async throws in
            for id in 1...20 { client.send(modern(id, "tools/call", ["name": "echo", "arguments": ["text": "x"]])) }
            client.end()
            var ids: Set<Int> = []
            while let answer = try await client.next() {
                #expect(answer["result"] != nil)
                answer["id"]?.intValue.map { _ = ids.insert($0) }
            }
            #expect(ids == Set(1...20))
        }
    }

    @Test func `takes and gives lines of megabytes`() async throws {
        let text = String(repeating: "0123456789abcdef", count: 1 << 17)
        try await serving { client async throws in
            client.send(modern(1, "tools/call", ["name": "echo", "arguments": ["text": .string(text)]]))
            #expect(try await client.next()?["result"]?["content"]?[0]?["text"]?.stringValue == text)
        }
    }
}

private func initialize(_ version: String) -> String {
    #"{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"\#(version)","capabilities":{},"#
        + #""clientInfo":{"name":"c","version":"1"}}}"#
}

private func modern(
    _ id: Int, _ method: String, _ params: JSONValue = [:], version: String = "2026-07-28", token: JSONValue? = nil,
    level: JSONValue? = nil
) -> [UInt8] {
    var meta: JSONValue = [MetaKey.protocolVersion: .string(version), MetaKey.clientCapabilities: [:]]
    meta[MetaKey.progressToken] = token
    meta[MetaKey.logLevel] = level
    var params = params
    params["_meta"] = meta
    return JSONRPC.request(id: id, method: method, params: params)
}

private struct Broken: Error, CustomStringConvertible {
    var description: String { "out of order" }
}

/// A server with one tool for each thing a tool can do.
private func serving(
    _ eras: Set<ProtocolEra> = [.legacy, .modern], _ body: (Conversation) async throws -> Void
) async throws {
    let schema: JSONValue = ["type": "object"]
    let tools = [
        Tool(name: "echo", description: "", inputSchema: schema) { arguments, _ in .text(arguments["text"]?.stringValue ?? "") },
        Tool(name: "broken", description: "", inputSchema: schema) { _, _ in throw Broken() },
        Tool(name: "wait", description: "Until cancelled.", inputSchema: schema) { _, _ in
            let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
            for await _ in stream {}
            continuation.finish()
            return .text("woken")
        },
        Tool(name: "log", description: "", inputSchema: schema) { _, context in
            context.log(level: .info, data: "fine")
            context.log(level: .error, data: "bad")
            return .text("logged")
        },
        Tool(name: "work", description: "", inputSchema: schema) { _, context in
            context.progress(1, total: 2)
            context.progress(1.5, total: 2, message: "half")
            return .text("done")
        },
    ]
    try await Conversation.with { input, output in
        let implementation = Implementation(name: "test", version: "3")
        let server = StdioServer(
            implementation: implementation, instructions: "Ask", tools: tools, eras: eras, input: input, output: output)
        await server.run()
    } _: {
        try await body($0)
    }
}
