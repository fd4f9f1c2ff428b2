import Foundation
import ServerModel
import TestSupport
import Testing

/// Servers that speak HTTP, from the official SDKs, behind the same `mcp-connect` as any other.
@Suite(.atATime(3), .temporaryHome, .needs(.sdk2, .sdk1), .timeLimit(.minutes(5)))
struct `A server over HTTP` {
    static let kinds: [(Component, Transport)] = [
        (.sdk2, .streamableHTTP), (.sdk1, .streamableHTTP), (.sdk2, .sse), (.sdk1, .sse),
    ]

    @Test(arguments: kinds)
    func `of ours is started, used and ended like one on stdio`(sdk: Component, transport: Transport) async throws {
        let home = try TestHome.here
        try home.define("web", try local(sdk, transport, port: freePort()))
        let client = try WireClient("web", in: home)
        try await client.open()
        let answer = try await client.call(1, "echo", #"{"text":"grüße"}"#)
        #expect(answer.text("result.content.0.text") == "grüße", "\(answer)\n\(home.story)")

        let steps = #"{"name":"steps","arguments":{"count":3},"_meta":{"progressToken":"p"}}"#
        try await client.request(2, "tools/call", steps)
        let (earlier, last) = try await client.messages(until: 2)
        #expect(last.text("result.content.0.text") == "3 steps", "\(last)")
        #expect(earlier.filter { $0.text("method") == "notifications/progress" }.count == 3, "\(earlier)")

        let process = try #require(try await home.status("web").run?.processID)
        try await home.succeed("stop", "web")
        #expect(kill(process, 0) == -1)
        try await client.close()
    }

    @Test(arguments: [Component.sdk2, .sdk1])
    func `that crashes is started again, and its client goes on`(sdk: Component) async throws {
        let home = try TestHome.here
        try home.define("web", try local(sdk, .streamableHTTP, port: freePort()))
        let client = try WireClient("web", in: home)
        try await client.open()
        #expect(try await client.call(1, "echo", #"{"text":"a"}"#).text("result.content.0.text") == "a")
        let before = try await home.waitUntilReady("web")
        let answer = try await client.call(2, "crash", "{}")
        #expect(answer.has("error"), "\(answer)")
        let after = try await home.waitUntilReady("web", after: try #require(before.run?.number))
        #expect(after.lastExit?.status == .signal(SIGKILL))
        let again = try await client.call(3, "echo", #"{"text":"b"}"#)
        #expect(again.text("result.content.0.text") == "b", "\(again)\n\(home.story)")
        try await client.close()
    }

    @Test func `whose port is taken says by whom`() async throws {
        let home = try TestHome.here
        let other = try await Server(.sdk2, .streamableHTTP, home)
        try home.define("web", try local(.sdk2, .streamableHTTP, port: other.port))
        let outcome = try await home.manager("start", "web")
        #expect(!outcome.succeeded)
        #expect(
            outcome.errors.contains("port \(other.port) is taken by process \(other.processID) (python"), "\(outcome)")
        #expect(outcome.errors.contains("execution.port"), "\(outcome)")
        try await other.stop()
    }

    @Test(arguments: kinds)
    func `elsewhere is used with a token from a secret`(sdk: Component, transport: Transport) async throws {
        let home = try TestHome.here
        // The daemon has the environment of whoever starts it.
        let environment = home.environment.merging(["SESAME": "open-sesame"]) { $1 }
        let daemon = try await Tool.run(Product.program("mcp-manager"), ["daemon", "start"], environment: environment)
        try #require(daemon.succeeded, "\(daemon)")
        let server = try await Server(sdk, transport, home, "--token", "open-sesame")
        try home.define("far", remote(server.url, "auth_method: bearer") + "secrets: [{name: FAR_TOKEN, from: 'env:SESAME'}]\n")
        let client = try WireClient("far", in: home)
        try await client.open()
        let answer = try await client.call(1, "echo", #"{"text":"hi"}"#)
        #expect(answer.text("result.content.0.text") == "hi", "\(answer)\n\(home.story)")
        let status = try await home.status("far")
        #expect(status.phase == .ready && status.run?.serverName == "http-sample" && status.run?.processID == nil)
        // That of the client it was connected for.
        #expect(status.run?.era == .legacy)
        try await client.close()
        try await server.stop()
    }

    @Test func `elsewhere that comes back keeps its clients`() async throws {
        let home = try TestHome.here
        let first = try await Server(.sdk1, .streamableHTTP, home)
        try home.define("far", remote(first.url))
        let client = try WireClient("far", in: home)
        try await client.open()
        #expect(try await client.call(1, "echo", #"{"text":"a"}"#).text("result.content.0.text") == "a")
        let before = try await home.waitUntilReady("far")
        first.kill()
        // The same port again: the session is not known there.
        let second = try await Server(.sdk1, .streamableHTTP, home, port: first.port)
        try await home.waitUntilReady("far", after: try #require(before.run?.number))
        let again = try await client.call(2, "echo", #"{"text":"b"}"#)
        #expect(again.text("result.content.0.text") == "b", "\(again)\n\(home.story)")
        try await client.close()
        try await second.stop()
    }

    @Test func `elsewhere that wants a token says so`() async throws {
        let home = try TestHome.here
        let server = try await Server(.sdk2, .streamableHTTP, home, "--token", "open-sesame")
        try home.define("far", remote(server.url))
        let outcome = try await home.manager("start", "far")
        #expect(!outcome.succeeded && outcome.errors.contains("wants to know who asks (HTTP 401)"), "\(outcome)")
        #expect(outcome.errors.contains("auth_method"), "\(outcome)")
        try await server.stop()
    }

    @Test(arguments: [204, 503]) func `elsewhere is asked for its health first`(status: Int) async throws {
        let home = try TestHome.here
        let server = try await Server(.sdk2, .streamableHTTP, home, "--health", "\(status)")
        try home.define("far", remote(server.url, "health_check_path: /health", "restart: {policy: never}"))
        let outcome = try await home.manager("start", "far")
        #expect(outcome.succeeded == (status == 204), "\(outcome)")
        #expect(status == 204 || outcome.errors.contains("its health check /health answers 503"), "\(outcome)")
        try await server.stop()
    }

    @Test(arguments: [
        ("http://127.0.0.1:PORT/mcp", "nothing listens at 127.0.0.1:PORT (connection refused)"),
        ("http://no-such-host.invalid:PORT/mcp", "the host 'no-such-host.invalid' is not known (DNS)"),
    ])
    func `elsewhere that is not there is explained`(url: String, words: String) async throws {
        let home = try TestHome.here
        let port = try String(freePort())
        try home.define("far", remote(url.replacing("PORT", with: port), "", "restart: {policy: never}"))
        let outcome = try await home.manager("start", "far")
        #expect(!outcome.succeeded && outcome.errors.contains(words.replacing("PORT", with: port)), "\(outcome)")
    }

    @Test(arguments: [(-1, 1, "its certificate is not trusted here"), (-9, -2, "its certificate expired on 20")])
    func `elsewhere with a certificate nobody trusts is explained`(first: Int, last: Int, words: String) async throws {
        let home = try TestHome.here
        let (certificate, key) = ("\(home.root)/cert.pem", "\(home.root)/key.pem")
        let made = try await Tool.run(
            try Component.sdk2.program(),
            ["\(Product.repository)/Tests/Acceptance/Servers/make_certificate.py", certificate, key, "\(first)", "\(last)"],
            environment: home.environment)
        try #require(made.succeeded, "\(made)")
        let server = try await Server(.sdk2, .streamableHTTP, home, "--cert", certificate, "--key", key)
        try home.define("far", remote(server.url.replacing("http:", with: "https:"), "", "restart: {policy: never}"))
        let outcome = try await home.manager("start", "far")
        #expect(!outcome.succeeded && outcome.errors.contains(words), "\(outcome)")
        try await server.stop()
    }
}

private let script = "\(Product.repository)/Tests/Acceptance/Servers/http_server.py"

private func local(_ sdk: Component, _ transport: Transport, port: Int) throws -> String {
    """
    name: web
    execution:
      transport: \(transport.rawValue)
      port: \(port)
      local:
        command: \(try sdk.program())
        args: [\(script), \(transport.rawValue), "${port}"]

    """
}

private func remote(_ url: String, _ line: String = "", _ execution: String = "") -> String {
    """
    name: far
    execution:
      mode: remote
      \(execution)
      remote:
        url: \(url)
        \(line)

    """
}

/// A port nobody listens on.
private func freePort() throws -> Int {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
            bind(descriptor, address, length) == 0 && getsockname(descriptor, address, &length) == 0
        }
    }
    guard isBound else { throw TestFailure("no free port: \(String(cString: strerror(errno)))") }
    return Int(UInt16(bigEndian: address.sin_port))
}

/// A server that is nobody's business but the test's.
private struct Server {
    private let process: LineProcess
    private let path: String
    let port: Int

    var processID: Int32 { process.processID }
    var url: String { "http://127.0.0.1:\(port)\(path)" }

    init(_ sdk: Component, _ transport: Transport, _ home: TestHome, port: Int = 0, _ arguments: String...) async throws {
        process = try LineProcess(
            try sdk.program(), [script, transport.rawValue, String(port)] + arguments, environment: home.environment)
        let line = String(decoding: try await process.line(), as: UTF8.self)
        self.port = try #require(Int(line))
        path = transport == .sse ? "/sse" : "/mcp"
    }

    func kill() { process.send(SIGKILL) }

    func stop() async throws {
        process.send(SIGKILL)
        _ = try await process.finish()
    }
}
