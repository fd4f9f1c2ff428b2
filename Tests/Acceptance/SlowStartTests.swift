import ServerModel
import TestSupport
import Testing

/// A server that starts slowly, perhaps for minutes, as one whose package is downloaded first: it begins when its gate is opened.
@Suite(.temporaryHome, .timeLimit(.minutes(2)))
struct `A server that starts slowly` {
    @Test func `answers with what it said last, and calls wait`() async throws {
        let home = try TestHome.here
        try await makeGate(in: home)
        async let start = home.manager("start", "slow")
        try await openGate(in: home)
        #expect(try await start.succeeded)
        // What it says is written down shortly after; a daemon that ends writes it now.
        try await home.succeed("daemon", "stop")

        let client = try WireClient("slow", in: home)
        let opening = try await client.open()
        #expect(opening.text("result.serverInfo.name") == "demo", "\(opening)")
        let tools = try await client.ask(1, "tools/list", "{}")
        #expect(tools.text("result.tools.0.name") == "echo", "\(tools)")
        #expect(try await client.ask(2, "ping", "{}").has("result"))
        #expect(try await home.status("slow").phase == .starting)

        try await client.request(3, "tools/call", #"{"name":"echo","arguments":{"text":"waited"}}"#)
        try await openGate(in: home)
        #expect(try await client.answer(to: 3).text("result.content.0.text") == "waited")
        try await client.close()
    }

    @Test func `lets a client discover it at once, also when nobody ever saw it run`() async throws {
        let home = try TestHome.here
        try await makeGate(in: home)
        let client = try WireClient("slow", in: home)
        let meta =
            #"{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}"#
        let answer = try await client.ask(1, "server/discover", meta)
        #expect(answer.text("result.supportedVersions.0") == "2026-07-28", "\(answer)")
        #expect(try await home.status("slow").phase == .starting)
        try await client.request(2, "tools/list", meta)
        try await openGate(in: home)
        #expect(try await client.answer(to: 2).text("result.tools.0.name") == "echo")
        try await client.close()
    }

    private func gate(_ home: TestHome) -> String { "\(home.root)/gate" }

    /// The server reads its gate to the end before it begins.
    private func makeGate(in home: TestHome) async throws {
        let made = try await Tool.run("/usr/bin/env", ["mkfifo", gate(home)], environment: home.environment)
        try #require(made.succeeded, "\(made)")
        try home.define(
            "slow",
            """
            name: slow
            execution:
              local:
                command: sh
                args: [-c, "cat '\(gate(home))' && exec mcp-manager demo"]

            """)
    }

    /// Returns when the server has read it.
    private func openGate(in home: TestHome) async throws {
        let opened = try await Tool.run("/bin/sh", ["-c", "echo open > '\(gate(home))'"], environment: home.environment)
        try #require(opened.succeeded, "\(opened)")
    }
}
