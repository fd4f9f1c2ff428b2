import ModelContextProtocol
import Testing

@testable import ModelContextHTTP

@Suite(.timeLimit(.minutes(1)))
struct `A modern server` {
    @Test func `is told method, name and version in headers, and with every request who asks`() async throws {
        let server = try await ScriptedServer.start()
        let pipe = try await Pipe(server.url, headers: [("Authorization", "Bearer t0ken")])
        try await pipe.send(Line.modern(1, "tools/call", #""name":"größe","arguments":{},"#))
        let request = await server.next(.POST)
        #expect(request.header("mcp-protocol-version") == "2026-07-28")
        #expect(request.header("mcp-method") == "tools/call")
        #expect(request.header("mcp-name") == "=?base64?Z3LDtsOfZQ==?=")
        #expect(request.header("accept") == "application/json, text/event-stream")
        #expect(request.header("authorization") == "Bearer t0ken")
        #expect(request.header("mcp-session-id") == nil)
        request.answer(body: "{\n  \"jsonrpc\": \"2.0\",\r\n  \"id\": 1, \"result\": {}\n}\n")
        #expect(await pipe.message() == #"{   "jsonrpc": "2.0",    "id": 1, "result": {} }"#)
    }

    @Test func `may answer with a stream, cut anywhere`() async throws {
        let server = try await ScriptedServer.start()
        let pipe = try await Pipe(server.url)
        try await pipe.send(Line.modern(1, "tools/call", #""name":"t","#))
        let request = await server.next(.POST)
        request.stream()
        for piece in [
            ": hello\r\n\r\nevent: mess", "age\r\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\"", "}\r",
            "\n\r\n",
        ] {
            request.send(piece)
        }
        #expect(await pipe.message() == #"{"jsonrpc":"2.0","method":"notifications/progress"}"#)
        request.event(Line.result(1))
        request.endStream()
        #expect(await pipe.message() == Line.result(1))
    }

    @Test func `sees a cancelled request as a closed stream, and several requests at once`() async throws {
        let server = try await ScriptedServer.start()
        let pipe = try await Pipe(server.url)
        try await pipe.send(Line.modern(1, "subscriptions/listen"))
        let listen = await server.next(.POST, "subscriptions/listen")
        listen.stream()
        try await pipe.send(Line.modern(2, "tools/list"))
        await server.next(.POST, "tools/list").answer(body: Line.result(2))
        #expect(await pipe.message() == Line.result(2))
        try await pipe.send(Line.cancelled(1))
        try await listen.hungUp()
        #expect(await server.unread.isEmpty)
    }

    @Test func `that breaks a stream has lost the answer`() async throws {
        let server = try await ScriptedServer.start()
        let pipe = try await Pipe(server.url)
        try await pipe.send(Line.modern(1, "tools/call", #""name":"t","#))
        let request = await server.next(.POST)
        request.stream()
        request.event(#"{"jsonrpc":"2.0","method":"notifications/progress"}"#, id: "7")
        _ = await pipe.message()
        request.hangUp()
        #expect(try await pipe.failure()["code"] == "stream-lost")
    }

    @Test func `that refuses the headers is asked for its tools, and once more`() async throws {
        let server = try await ScriptedServer.start()
        let pipe = try await Pipe(server.url)
        try await pipe.send(Line.modern(5, "tools/call", #""name":"t","arguments":{"city":"Rome"},"#))
        let first = await server.next(.POST, "tools/call")
        #expect(first.header("mcp-param-city") == nil)
        first.answer(400, body: #"{"jsonrpc":"2.0","id":5,"error":{"code":-32020,"message":"header missing"}}"#)
        let list = await server.next(.POST, "tools/list")
        #expect(list.header("mcp-method") == "tools/list")
        let id = try #require(JSONValue.parse(list.body)["id"]?.stringValue)
        let tool = #"{"name":"t","inputSchema":{"type":"object","properties":{"city":{"type":"string","x-mcp-header":"City"}}}}"#
        list.answer(body: #"{"jsonrpc":"2.0","id":"\#(id)","result":{"tools":[\#(tool)]}}"#)
        let second = await server.next(.POST, "tools/call")
        #expect(second.header("mcp-param-city") == "Rome")
        second.answer(400, body: #"{"jsonrpc":"2.0","id":5,"error":{"code":-32020,"message":"still missing"}}"#)
        #expect(await pipe.message().contains("still missing"))
    }

    @Test func `whose list was seen gets the headers at once`() async throws {
        let server = try await ScriptedServer.start()
        let pipe = try await Pipe(server.url)
        try await pipe.send(Line.modern(1, "tools/list"))
        let tools = #"""
            [{"name":"t","inputSchema":{"properties":{"n":{"type":"integer","x-mcp-header":"N"}}}},
            {"name":"bad","inputSchema":{"properties":{"n":{"type":"array","x-mcp-header":"N"}}}}]
            """#
        await server.next(.POST).answer(body: Line.result(1, #"{"tools":\#(tools)}"#))
        let list = await pipe.message()
        #expect(list.contains("\"t\"") && !list.contains("\"bad\""))
        #expect(await pipe.remark().contains("bad"))
        try await pipe.send(Line.modern(2, "tools/call", #""name":"t","arguments":{"n":3},"#))
        #expect(await server.next(.POST).header("mcp-param-n") == "3")
    }
}
