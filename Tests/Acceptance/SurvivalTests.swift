import Foundation
import ServerModel
import TestSupport
import Testing

@Suite(.temporaryHome, .timeLimit(.minutes(3)))
struct `A session survives` {
    @Test func `a server that crashes of a call`() async throws {
        let home = try TestHome.here
        try await home.addDemo("demo")
        let client = try WireClient("demo", in: home)
        try await client.open()
        let before = try await home.waitUntilReady("demo")
        let answer = try await client.call(1, "crash", #"{"code":3}"#)
        #expect(answer.text("error.data.code") != nil, "\(answer)")
        let after = try await home.waitUntilReady("demo", after: try #require(before.run?.number))
        #expect(after.lastExit?.status == .code(3))
        try await expectEcho(2, client)
        try await client.close()
    }

    @Test(arguments: [[["restart"]], [["stop"], ["start"]]])
    func `a server that is ended on purpose`(_ verbs: [[String]]) async throws {
        let home = try TestHome.here
        try await home.addDemo("demo")
        let client = try WireClient("demo", in: home)
        try await client.open()
        let before = try await home.waitUntilReady("demo")
        for verb in verbs { try await home.succeed(verb[0], "demo") }
        try await home.waitUntilReady("demo", after: try #require(before.run?.number))
        try await expectEcho(1, client)
        try await client.close()
    }

    @Test func `an edited definition, and the client is told to look again`() async throws {
        let home = try TestHome.here
        try home.define("demo", demo())
        let client = try WireClient("demo", in: home)
        try await client.open()
        #expect(try await tools(1, client).contains("again") == false)
        try home.define("demo", demo("--extra-tool", "again"))
        try await home.succeed("restart", "demo")
        try await expectNews("notifications/tools/list_changed", client)
        #expect(try await tools(2, client).contains("again"))
        #expect(try await client.call(3, "again", #"{"text":"x"}"#).text("result.content.0.text") == "x")
        try await client.close()
    }

    @Test func `a daemon that is killed; the call in flight gets one error, and the next call works`() async throws {
        let home = try TestHome.here
        try await home.addDemo("demo")
        let client = try WireClient("demo", in: home)
        try await client.open()
        try await beginSleep(1, client)
        try await killDaemon(of: home)
        let lost = try await client.answer(to: 1)
        #expect(lost.text("error.data.code") == "daemon-restarted", "\(lost)")
        #expect(lost.text("error.message")?.contains("—") == true, "no remedy: \(lost)")
        try await client.request(2, "tools/call", #"{"name":"echo","arguments":{"text":"2"}}"#)
        let (earlier, answer) = try await client.messages(until: 2)
        #expect(answer.text("result.content.0.text") == "2", "\(answer)")
        #expect(!earlier.contains { $0.integer("id") == 1 }, "a second answer: \(earlier)")
        #expect(home.daemons.count == 1, "\(home.daemons)")
        try await client.close()
    }

    @Test func `a daemon that is killed three times while nothing is asked`() async throws {
        let home = try TestHome.here
        try await home.addDemo("demo")
        let client = try WireClient("demo", in: home)
        try await client.open()
        for round in 1...3 {
            try await killDaemon(of: home)
            try await expectEcho(round, client)
        }
        try await client.close()
    }

    @Test func `a daemon that is killed, and so does what a person told the servers`() async throws {
        let home = try TestHome.here
        try await home.addDemo("wanted")
        try await home.addDemo("unwanted")
        try await home.succeed("start", "wanted", "unwanted")
        try await home.succeed("stop", "unwanted")
        try await killDaemon(of: home)
        try await home.waitUntilReady("wanted")
        // A client alone does not undo what a person said.
        let client = try WireClient("unwanted", in: home)
        try await client.open()
        let answer = try await client.call(1, "echo", #"{"text":"1"}"#)
        #expect(answer.text("error.message")?.contains("stopped by hand") == true, "\(answer)")
        try await client.close()

        // A restart of the daemon is none of the servers' business, its stop is.
        try await home.succeed("daemon", "restart")
        try await home.waitUntilReady("wanted")
        #expect(try await home.status("unwanted").phase == .stopped)
        try await home.succeed("daemon", "stop")
        #expect(try await home.status("wanted").phase == .stopped)
    }

    @Test func `a daemon that is stopped and started`() async throws {
        let home = try TestHome.here
        try await home.addDemo("demo")
        let client = try WireClient("demo", in: home)
        try await client.open()
        try await beginSleep(1, client)
        try await home.succeed("daemon", "stop")
        #expect(try await client.answer(to: 1).has("error"))
        try await home.succeed("daemon", "start")
        try await expectEcho(2, client)
        try await client.close()
    }

    @Test func `a daemon that is killed while the definition is edited, and the client is told to look again`() async throws {
        let home = try TestHome.here
        try home.define("demo", demo())
        let client = try WireClient("demo", in: home)
        try await client.open()
        #expect(try await tools(1, client).contains("again") == false)
        try home.define("demo", demo("--extra-tool", "again"))
        try await killDaemon(of: home)
        try await expectNews("notifications/tools/list_changed", client)
        #expect(try await tools(2, client).contains("again"))
        try await client.close()
    }

    @Test func `the death of the daemon, of a modern client with what it listens to`() async throws {
        let home = try TestHome.here
        try home.define("demo", demo())
        let client = try WireClient("demo", in: home)
        try await client.request(
            1, "subscriptions/listen", #"{"notifications":{"toolsListChanged":true},"_meta":\#(modernMeta)}"#)
        let first = try await client.message()
        #expect(first.text("method") == "notifications/subscriptions/acknowledged", "\(first)")
        try await killDaemon(of: home)
        try await client.request(
            2, "tools/call", #"{"name":"echo","arguments":{"text":"2"},"_meta":\#(modernMeta)}"#)
        let (earlier, answer) = try await client.messages(until: 2)
        #expect(answer.text("result.content.0.text") == "2", "\(answer)")
        #expect(!earlier.contains { $0.text("method") == "notifications/subscriptions/acknowledged" }, "\(earlier)")
        #expect(!earlier.contains { $0.has("error") }, "\(earlier)")

        try home.define("demo", demo("--extra-tool", "again"))
        try await home.succeed("restart", "demo")
        try await expectNews("notifications/tools/list_changed", client)
        try await client.close()
    }

    @Test(.needs(.sdk2, .sdk1), arguments: [Component.sdk2, .sdk1])
    func `the death of the daemon, of an official client`(_ sdk: Component) async throws {
        let home = try TestHome.here
        try await home.addDemo("demo")
        let client = try await SDKClient(sdk, server: "demo", in: home)
        try await client.begin(1, "sleep", #"{"seconds":60,"steps":600}"#)
        _ = try await client.progress(of: 1)
        try await killDaemon(of: home)
        let lost = try await client.answer(to: 1)
        #expect(lost.text("error")?.contains("try again") == true, "\(lost)")
        #expect(try await client.call(2, "echo", #"{"text":"still here"}"#).text("text") == "still here")
        try await home.succeed("daemon", "stop")
        #expect(try await client.call(3, "echo", #"{"text":"and now"}"#).text("text") == "and now")
        #expect(try await client.tools(4).contains("echo"))
        #expect(try await client.close() == .code(0))
    }
}

private let modernMeta = """
    {"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}
    """

/// A definition of the demo server with options.
private func demo(_ options: String...) -> String {
    """
    name: demo
    execution:
      local:
        command: \(Product.program("mcp-manager"))
        args: [\((["demo"] + options).joined(separator: ", "))]

    """
}

/// Kills the daemon, and returns when it is dead.
private func killDaemon(of home: TestHome) async throws {
    let daemon = try #require(home.daemons.first)
    try #require(kill(daemon.processID, SIGKILL) == 0)
    #expect(await ProcessTable.survivors(of: [daemon], after: .seconds(20)).isEmpty)
}

/// Begins a call that takes a minute; returns when it has reached the server.
private func beginSleep(_ id: Int, _ client: WireClient) async throws {
    try await client.request(
        id, "tools/call", #"{"name":"sleep","arguments":{"seconds":60,"steps":600},"_meta":{"progressToken":\#(id)}}"#)
    let progress = try await client.message()
    #expect(progress.text("method") == "notifications/progress", "\(progress)")
}

private func expectEcho(_ id: Int, _ client: WireClient, sourceLocation: SourceLocation = #_sourceLocation) async throws {
    let answer = try await client.call(id, "echo", #"{"text":"\#(id)"}"#)
    #expect(answer.text("result.content.0.text") == "\(id)", "\(answer)", sourceLocation: sourceLocation)
}

/// Waits for a notification, whatever else comes before.
private func expectNews(_ method: String, _ client: WireClient) async throws {
    while try await client.message(method).text("method") != method {}
}

/// The names of the tools.
private func tools(_ id: Int, _ client: WireClient) async throws -> [String] {
    try await client.ask(id, "tools/list", "{}").texts("result.tools", each: "name")
}
