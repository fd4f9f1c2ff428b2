import ModelContextProtocol
import NIOCore
import NIOPosix
import Testing

@testable import ModelContextHTTP

@Suite(.timeLimit(.minutes(1)))
struct `What goes wrong on the way` {
    @Test(arguments: [(401, "unauthorized"), (403, "forbidden")])
    func `is explained when the server wants a token`(status: Int, code: String) async throws {
        let server = try await ScriptedServer.start()
        let pipe = try await Pipe(server.url) { $0.advice.authorization = "set the token" }
        try await pipe.send(Line.modern(3, "server/discover"))
        await server.next(.POST).answer(
            status, ["WWW-Authenticate: Bearer"],
            body: #"{"jsonrpc":"2.0","id":null,"error":{"code":-32001,"message":"invalid_token"}}"#)
        let failure = try await pipe.failure()
        #expect(failure["code"]?.stringValue == code)
        #expect(failure["remedy"] == "set the token")
        #expect(failure["problem"]?.stringValue?.contains("invalid_token") == true)
    }

    @Test func `gets the id of the request it is about`() async throws {
        let server = try await ScriptedServer.start()
        let pipe = try await Pipe(server.url)
        try await pipe.send(Line.modern(3, "server/discover"))
        await server.next(.POST).answer(
            400, body: #"{"jsonrpc":"2.0","id":"server-error","error":{"code":-32600,"message":"Missing session ID"}}"#)
        #expect(await pipe.message() == #"{"jsonrpc":"2.0","id":3,"error":{"code":-32600,"message":"Missing session ID"}}"#)
    }

    @Test(
        arguments: [
            (500, "text/plain", "boom", "http-status"), (200, "text/html", "<html>", "not-mcp"), (202, nil, "", "no-answer"),
            (200, "application/json", "", "no-answer"), (429, nil, "", "http-status"),
        ] as [(Int, String?, String, String)])
    func `becomes an answer to the request`(status: Int, type: String?, body: String, code: String) async throws {
        let server = try await ScriptedServer.start()
        let pipe = try await Pipe(server.url)
        try await pipe.send(Line.modern(3, "tools/list"))
        await server.next(.POST).answer(status, type: type, body: body)
        let failure = try await pipe.failure()
        #expect(failure["code"]?.stringValue == code)
        if body == "boom" { #expect(failure["problem"]?.stringValue?.hasSuffix("boom") == true) }
    }

    @Test func `is a redirection within the origin, which is followed and remembered`() async throws {
        let server = try await ScriptedServer.start()
        let pipe = try await Pipe(server.url + "/")
        try await pipe.send(Line.modern(1, "tools/list"))
        await server.next(.POST).answer(307, ["Location: /mcp"], type: nil)
        let followed = await server.next(.POST)
        #expect(followed.head.uri == "/mcp" && followed.body == Line.modern(1, "tools/list"))
        followed.answer(body: Line.result(1))
        _ = await pipe.message()
        try await pipe.send(Line.modern(2, "tools/list"))
        #expect(await server.next(.POST).head.uri == "/mcp")
    }

    @Test func `is a redirection to somebody else, which is not`() async throws {
        let server = try await ScriptedServer.start()
        let pipe = try await Pipe(server.url, headers: [("Authorization", "Bearer t0ken")])
        try await pipe.send(Line.modern(1, "tools/list"))
        await server.next(.POST).answer(307, ["Location: http://127.0.0.1:1/mcp"], type: nil)
        let failure = try await pipe.failure()
        #expect(failure["code"] == "redirected")
        #expect(failure["problem"]?.stringValue?.contains("127.0.0.1:1") == true)
    }

    @Test func `is a message too long to take`() async throws {
        let server = try await ScriptedServer.start()
        let pipe = try await Pipe(server.url) { $0.messageLimit = 1000 }
        try await pipe.send(Line.modern(1, "tools/list"))
        await server.next(.POST).answer(body: Line.result(1, "\"\(String(repeating: "x", count: 2000))\""))
        #expect(try await pipe.failure()["code"] == "answer-too-long")
    }

    @Test func `is nobody at the port`() async throws {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton).bind(host: "127.0.0.1", port: 0)
            .get()
        let port = try #require(channel.localAddress?.port)
        try await channel.close()
        let pipe = try await Pipe("http://127.0.0.1:\(port)/mcp")
        try await pipe.send(Line.initialize)
        let failure = await pipe.end()
        #expect(failure?.code == "connection-refused")
        #expect(failure?.problem == "nothing listens at 127.0.0.1:\(port) (connection refused)")
    }

    @Test func `is a server that speaks no TLS`() async throws {
        let server = try await ScriptedServer.start()
        let pipe = try await Pipe("https://127.0.0.1:\(server.port)/mcp")
        try await pipe.send(Line.initialize)
        #expect(await pipe.end()?.code == "tls-failed")
    }

    @Test func `is what the handshake fails with, in its own words`() {
        var handshake = Handshake(policy: .legacy, client: Implementation(name: "t", version: "1"))
        _ = handshake.start()
        let failure = HTTPFailure(code: "unauthorized", problem: "no token", remedy: "set it", status: 401)
        let steps = handshake.received(failure.answer(to: Array("0".utf8)))
        #expect(steps == [.failed(HandshakeFailure(code: "unauthorized", problem: "no token", remedy: "set it"))])
    }

    @Test func `is an address that is none`() async throws {
        #expect(try await Pipe("localhost:80/mcp").end()?.code == "bad-address")
    }
}
