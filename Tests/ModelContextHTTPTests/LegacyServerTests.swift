import ModelContextProtocol
import Testing

@testable import ModelContextHTTP

@Suite(.timeLimit(.minutes(1)))
struct `A legacy server` {
    @Test func `is told its session and version after it gave them`() async throws {
        let server = try await ScriptedServer.start()
        let pipe = try await Pipe(server.url)
        try await pipe.send(Line.initialize)
        let opening = await server.next(.POST)
        #expect(opening.header("mcp-session-id") == nil && opening.header("mcp-protocol-version") == nil)
        opening.answer(200, ["Mcp-Session-Id: s1"], body: Line.introduction)
        #expect(await pipe.message() == Line.introduction)
        try await pipe.send(Line.initialized)
        try await pipe.send(Line.legacy(1))
        let opened = await server.next(.POST)
        // What follows waits for it.
        #expect(opened.body == Line.initialized && opened.header("mcp-session-id") == "s1")
        opened.answer(202, type: nil)
        let list = await server.next(.POST)
        #expect(list.body == Line.legacy(1))
        #expect(list.header("mcp-session-id") == "s1" && list.header("mcp-protocol-version") == "2025-06-18")
        // It need not offer a stream.
        await server.next(.GET).answer(405, type: nil)
        list.answer(body: Line.result(1))
        #expect(await pipe.message() == Line.result(1))
    }

    @Test func `speaks unasked on its own stream, which is opened again where it broke`() async throws {
        let server = try await ScriptedServer.start()
        let pipe = try await Pipe(server.url)
        let stream = try await pipe.openSession(on: server)
        #expect(stream.header("accept") == "text/event-stream" && stream.header("mcp-session-id") == "s1")
        stream.stream()
        let news = #"{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}"#
        stream.event(news, id: "e7")
        #expect(await pipe.message() == news)
        stream.hangUp()
        let again = await server.next(.GET)
        #expect(again.header("last-event-id") == "e7")
        again.stream()
        again.event(#"{"jsonrpc":"2.0","id":0,"method":"ping"}"#)
        #expect(await pipe.message().contains("ping"))
    }

    @Test func `may close a request's stream and go on when it is opened again`() async throws {
        let server = try await ScriptedServer.start()
        let pipe = try await Pipe(server.url)
        try await pipe.openSession(on: server).answer(405, type: nil)
        try await pipe.send(Line.legacy(1, "tools/call"))
        let request = await server.next(.POST, "tools/call")
        request.stream()
        request.send("id: p1\r\nretry: 2\r\ndata: \r\n\r\n")
        request.endStream()
        let resumed = await server.next(.GET)
        #expect(resumed.header("last-event-id") == "p1" && resumed.header("mcp-session-id") == "s1")
        resumed.stream()
        // Once more, in the middle of the answer.
        resumed.send("id: p2\ndata: {\"jsonrpc\":\"2.0\",")
        resumed.hangUp()
        let last = await server.next(.GET)
        #expect(last.header("last-event-id") == "p1")
        last.stream()
        last.event(Line.result(1), id: "p3")
        #expect(await pipe.message() == Line.result(1))
    }

    @Test func `that breaks an unnumbered stream has lost the answer`() async throws {
        let server = try await ScriptedServer.start()
        let pipe = try await Pipe(server.url)
        try await pipe.openSession(on: server).answer(405, type: nil)
        try await pipe.send(Line.legacy(1, "tools/call"))
        let request = await server.next(.POST, "tools/call")
        request.stream()
        request.hangUp()
        let failure = try await pipe.failure()
        #expect(failure["code"] == "stream-lost" && failure["remedy"] != nil)
    }

    @Test func `that never has the answer is given up after some tries`() async throws {
        let server = try await ScriptedServer.start()
        let pipe = try await Pipe(server.url)
        try await pipe.openSession(on: server).answer(405, type: nil)
        try await pipe.send(Line.legacy(1, "tools/call"))
        let request = await server.next(.POST, "tools/call")
        request.stream()
        request.send("id: p1\ndata:\n\n")
        request.endStream()
        for _ in 1...3 {
            let again = await server.next(.GET)
            again.stream()
            again.endStream()
        }
        #expect(try await pipe.failure()["code"] == "stream-lost")
    }

    @Test(arguments: ["POST", "GET"])
    func `that forgot the session ends the connection`(method: String) async throws {
        let server = try await ScriptedServer.start()
        let pipe = try await Pipe(server.url)
        let stream = try await pipe.openSession(on: server)
        if method == "GET" {
            stream.answer(404, type: nil)
        } else {
            stream.answer(405, type: nil)
            try await pipe.send(Line.legacy(1))
            await server.next(.POST, "tools/list").answer(
                404, body: #"{"jsonrpc":"2.0","id":"server-error","error":{"code":-32600,"message":"Session not found"}}"#)
        }
        #expect(await pipe.end()?.code == "session-lost")
    }

    @Test func `whose stream cannot be had again ends the connection`() async throws {
        let server = try await ScriptedServer.start()
        let pipe = try await Pipe(server.url)
        let stream = try await pipe.openSession(on: server)
        stream.stream()
        stream.endStream()
        for _ in 1...4 { await server.next(.GET).answer(500, type: nil) }
        #expect(await pipe.end()?.code == "connection-lost")
    }

    @Test func `is told of a cancelled request, and hears no more of it`() async throws {
        let server = try await ScriptedServer.start()
        let pipe = try await Pipe(server.url)
        try await pipe.openSession(on: server).answer(405, type: nil)
        try await pipe.send(Line.legacy(1, "tools/call"))
        let request = await server.next(.POST, "tools/call")
        request.stream()
        try await pipe.send(Line.cancelled(1))
        await server.next(.POST, "notifications/cancelled").answer(202, type: nil)
        request.event(Line.result(1))
        try await pipe.send(Line.legacy(2))
        await server.next(.POST, "tools/list").answer(body: Line.result(2))
        #expect(await pipe.message() == Line.result(2))
    }

    @Test func `is told when the session is closed`() async throws {
        let server = try await ScriptedServer.start()
        let pipe = try await Pipe(server.url)
        try await pipe.openSession(on: server).answer(405, type: nil)
        try await pipe.act { $0.close() }
        let goodbye = await server.next(.DELETE)
        #expect(goodbye.header("mcp-session-id") == "s1")
        goodbye.answer(405, type: nil)
        #expect(await pipe.end() == nil)
    }

    @Test func `takes many lines and is read no faster than they are wanted`() async throws {
        let server = try await ScriptedServer.start()
        let pipe = try await Pipe(server.url)
        let stream = try await pipe.openSession(on: server)
        stream.stream()
        let news =
            #"{"jsonrpc":"2.0","method":"notifications/message","params":{"data":"\#(String(repeating: "x", count: 10_000))"}}"#
        stream.event(news)
        _ = await pipe.message()
        try await pipe.act { $0.setReading(false) }
        // More than the buffers of both sides hold: what is not read, is not taken from the server.
        for _ in 1...3000 { stream.event(news) }
        #expect(try await !stream.isTaken())
        try await pipe.act { $0.setReading(true) }
        for _ in 1...3000 { _ = await pipe.message() }
        #expect(await pipe.outputCount == 3002)
    }
}

@Suite(.timeLimit(.minutes(1)))
struct `A server of the old transport` {
    private func channel(_ server: ScriptedServer) async -> ScriptedRequest {
        let stream = await server.next(.GET)
        stream.stream()
        stream.send("event: endpoint\r\ndata: /messages/?session_id=1f\r\n\r\n")
        return stream
    }

    @Test func `is found after the new one was refused`() async throws {
        let server = try await ScriptedServer.start()
        let pipe = try await Pipe(server.url)
        try await pipe.send(Line.modern(0, "server/discover"))
        await server.next(.POST).answer(405, type: "text/plain", body: "Method Not Allowed")
        #expect(await pipe.message().contains(#""httpStatus":405"#))
        try await pipe.send(Line.initialize)
        await server.next(.POST).answer(405, type: nil)
        let stream = await channel(server)
        let opening = await server.next(.POST)
        #expect(opening.head.uri == "/messages/?session_id=1f" && opening.body == Line.initialize)
        opening.answer(202, type: "text/plain", body: "Accepted")
        stream.send("event: message\r\ndata: \(Line.introduction)\r\n\r\n")
        #expect(await pipe.message() == Line.introduction)
        try await pipe.send(Line.initialized)
        await server.next(.POST, "notifications/initialized").answer(202, type: nil)
        stream.endStream()
        #expect(await pipe.end()?.code == "connection-lost")
    }

    @Test func `is never asked a modern question`() async throws {
        let server = try await ScriptedServer.start()
        let pipe = try await Pipe(server.url, .events)
        _ = await channel(server)
        try await pipe.send(Line.modern(0, "server/discover"))
        #expect(await pipe.message().contains("-32601"))
        try await pipe.send(Line.initialize)
        #expect(await server.next(.POST).body == Line.initialize)
    }

    @Test func `may have moved within its origin`() async throws {
        let server = try await ScriptedServer.start()
        let pipe = try await Pipe(server.url, .events)
        await server.next(.GET).answer(307, ["Location: /sse/"], type: nil)
        let moved = await server.next(.GET)
        #expect(moved.head.uri == "/sse/")
        moved.stream()
        moved.send("event: endpoint\ndata: ../messages\n\n")
        try await pipe.send(Line.initialize)
        #expect(await server.next(.POST).head.uri.hasSuffix("/messages"))
    }

    @Test func `may not name an endpoint elsewhere`() async throws {
        let server = try await ScriptedServer.start()
        let pipe = try await Pipe(server.url, .events)
        let stream = await server.next(.GET)
        stream.stream()
        stream.send("event: endpoint\ndata: http://elsewhere.example/steal\n\n")
        let failure = await pipe.end()
        #expect(failure?.code == "redirected" && failure?.problem.contains("elsewhere.example") == true)
    }

    @Test func `does not hide why the new one was refused`() async throws {
        let server = try await ScriptedServer.start()
        let pipe = try await Pipe(server.url)
        try await pipe.send(Line.initialize)
        await server.next(.POST).answer(
            400, body: #"{"jsonrpc":"2.0","id":null,"error":{"code":-32602,"message":"no such version"}}"#)
        await server.next(.GET).answer(406, type: nil)
        #expect(await pipe.message() == #"{"jsonrpc":"2.0","id":0,"error":{"code":-32602,"message":"no such version"}}"#)
    }
}
