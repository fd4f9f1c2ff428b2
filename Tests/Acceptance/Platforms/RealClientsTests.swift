import Foundation
import ServerModel
import TestSupport
import Testing

/// Clients other people wrote, after sync: each finds our server in its file, beside the one somebody else put there, and those
/// that can do it without an account connect to it and see its tools.
@Suite(.atATime(2), .temporaryHome, .needs(.timeServer), .timeLimit(.minutes(5)))
struct `A server of ours, after sync,` {
    private static let tools = ["convert_time", "get_current_time"]

    @Test(.needs(.codex))
    func `is listed by Codex, which connects to it and sees its tools`() async throws {
        let home = try TestHome.here
        try await prepare(.codex, in: home)
        #expect(try await codexEntries(in: home).texts("", each: "name") == ["notes"])
        try await sync(.codex, in: home)

        let entries = try await codexEntries(in: home)
        #expect(entries.texts("", each: "name").sorted() == ["notes", "time"], "\(entries)")
        let place = try #require(entries.texts("", each: "name").firstIndex(of: "time"))
        #expect(entries.flag("\(place).enabled") == true, "\(entries)")
        #expect(entries.text("\(place).transport.command")?.hasSuffix("/mcp-connect") == true, "\(entries)")
        #expect(entries.texts("\(place).transport.args").starts(with: ["time", "--client", "codex"]), "\(entries)")

        let status = try await codexStatus(in: home)
        let server = try #require(status.texts("result.data", each: "name").firstIndex(of: "time"), "\(status)")
        #expect(status.text("result.data.\(server).serverInfo.name") == "mcp-time", "\(status)")
        for tool in Self.tools { #expect(status.has("result.data.\(server).tools.\(tool)"), "\(status)") }
    }

    @Test(.needs(.codex))
    func `and an undoing of it, is not listed by Codex any more`() async throws {
        let home = try TestHome.here
        try await prepare(.codex, in: home)
        try await sync(.codex, in: home)
        #expect(try await codexEntries(in: home).texts("", each: "name").sorted() == ["notes", "time"])
        try await home.succeed("platform", "undo", "--yes")
        #expect(try await codexEntries(in: home).texts("", each: "name") == ["notes"])
        #expect(try ClientFile.codex.now(in: home) == ClientFile.codex.text)
    }

    /// - Parameter byItself: whether its own program is on the user's PATH, and so the one that edits its file.
    @Test(.needs(.claude, .claudeSDK), arguments: [false, true])
    func `is listed by Claude Code, which connects to it and sees its tools`(byItself: Bool) async throws {
        let home = try TestHome.here
        let folder = URL(fileURLWithPath: try RealClient.claude.program()).deletingLastPathComponent().path
        let path = byItself ? "\(folder):/usr/bin:/bin" : "/usr/bin:/bin"
        try await prepare(.claudeCode, in: home, adding: RealClient.quiet.merging(["PATH": path]) { $1 })
        try await sync(.claudeCode, in: home, isRewritten: byItself)
        // What only Claude Code itself makes.
        #expect(FileManager.default.fileExists(atPath: "\(home.root)/user/.claude/backups") == byItself)

        let listing = try await RealClient.claude.succeed("mcp", "list", in: home).output.split(separator: "\n")
        let line = try #require(listing.first { $0.hasPrefix("time: ") }, "\(listing)")
        #expect(line.contains("/mcp-connect time --client claude-code") && line.hasSuffix("Connected"), "\(line)")
        #expect(listing.contains { $0.hasPrefix("notes: /bin/notes") }, "\(listing)")

        let script = "\(Product.repository)/Tests/Acceptance/Clients/claude_client.py"
        let seen = Message(Data(try await RealClient.claudeSDK.succeed("-B", script, in: home).output.utf8))
        let place = try #require(seen.texts("servers", each: "name").firstIndex(of: "time"), "\(seen)")
        #expect(seen.text("servers.\(place).status") == "connected", "\(seen)")
        #expect(seen.texts("servers.\(place).tools").sorted() == Self.tools, "\(seen)")
    }

    @Test(.needs(.kimi))
    func `is listed by Kimi, which connects to it and sees its tools`() async throws {
        let home = try TestHome.here
        try await prepare(.kimi, in: home)
        try await sync(.kimi, in: home)
        let listing = try await RealClient.kimi.succeed("mcp", "list", in: home).output
        #expect(listing.contains("notes (stdio): /bin/notes"), "\(listing)")
        #expect(listing.contains("/mcp-connect time --client kimi-cli"), "\(listing)")
        let test = try await RealClient.kimi.succeed("mcp", "test", "time", in: home).output
        #expect(test.contains("Connected to 'time'") && Self.tools.allSatisfy { test.contains("- \($0)") }, "\(test)")
    }

    @Test(.needs(RealClient.fastmcp))
    func `is discovered by fastmcp in the files of five clients, and used from there`() async throws {
        let home = try TestHome.here
        // What fastmcp calls them.
        let clients: [(ClientFile, String)] = [
            (.claudeDesktop, "claude-desktop"), (.claudeCode, "claude-code"), (.cursor, "cursor"), (.geminiCLI, "gemini"),
            (.goose, "goose"),
        ]
        try await prepare(clients.map(\.0), in: home)
        try await sync(clients.map(\.0), in: home)

        struct Discovered: Decodable {
            var qualified_name, transport_summary: String
        }
        let found: [Discovered] = try await RealClient.fastmcp.succeed("discover", "--json", in: home).decoded()
        for (file, source) in clients {
            let ours = found.filter { $0.qualified_name == "\(source):time" }
            #expect(
                ours.count == 1 && ours[0].transport_summary.contains("/mcp-connect time --client \(file.platform)"), "\(found)")
            #expect(found.contains { $0.qualified_name == "\(source):notes" }, "\(found)")
        }

        // Those that nobody connects from otherwise: JSON, and YAML with other words for the same.
        for source in ["claude-desktop", "goose"] {
            let listing = Message(
                Data(try await RealClient.fastmcp.succeed("list", "\(source):time", "--json", in: home).output.utf8))
            #expect(listing.texts("tools", each: "name").sorted() == Self.tools, "\(source): \(listing)")
        }
    }

    @Test(.needs(.mcpm))
    func `is read by mcpm from the files of twelve clients`() async throws {
        let home = try TestHome.here
        // What mcpm calls them.
        let clients: [(ClientFile, String)] = [
            (.claudeCode, "claude-code"), (.claudeDesktop, "claude-desktop"), (.cline, "cline"), (.codex, "codex-cli"),
            (.cursor, "cursor"), (.geminiCLI, "gemini-cli"), (.goose, "goose-cli"), (.openCode, "opencode"),
            (.qwenCode, "qwen-cli"), (.rooCode, "roo-code"), (.vscode, "vscode"), (.windsurf, "windsurf"),
        ]
        try await prepare(clients.map(\.0), in: home)
        try await sync(clients.map(\.0), in: home)

        // It leaves out those whose programs are not on PATH.
        let programs = "\(home.root)/bin"
        try FileManager.default.createDirectory(atPath: programs, withIntermediateDirectories: true)
        for name in ["claude", "codex", "gemini", "opencode", "qwen"] {
            try FileManager.default.createSymbolicLink(atPath: "\(programs)/\(name)", withDestinationPath: "/bin/false")
        }
        let outcome = try await RealClient.mcpm.succeed(
            "client", "ls", in: home, adding: ["PATH": "\(programs):\(home.environment["PATH"] ?? "")"])
        // │ Claude Code (claude-code) │ None │ None │ notes, time │
        let rows = outcome.output.split(separator: "\n").map { line in
            line.split(separator: "│").map { $0.trimmingCharacters(in: .whitespaces) }
        }
        for (_, name) in clients {
            let row = rows.first { $0.first?.hasSuffix("(\(name))") == true }
            let servers = (row?.last ?? "").components(separatedBy: ", ")
            #expect(servers.contains("time") && servers.contains("notes"), "\(name): \(outcome)")
        }
    }

    // MARK: Set-up

    private func prepare(_ file: ClientFile, in home: TestHome, adding variables: [String: String] = [:]) async throws {
        try await prepare([file], in: home, adding: variables)
    }

    /// Writes the clients' files as somebody else left them, and starts the server `time`.
    private func prepare(_ files: [ClientFile], in home: TestHome, adding variables: [String: String] = [:]) async throws {
        for file in files { try file.write(in: home) }
        try await home.startDaemon(adding: variables)
        try await home.succeed("add", "time", "--", try Component.timeServer.program())
        try await home.succeed("start", "time")
        try await home.waitUntilReady("time")
    }

    private func sync(_ file: ClientFile, in home: TestHome, isRewritten: Bool = false) async throws {
        try await sync([file], in: home, isRewritten: isRewritten)
    }

    /// Has our servers written into the clients' files.
    ///
    /// - Parameter isRewritten: whether a program of the client's own does it, which lays out the file as it likes.
    private func sync(_ files: [ClientFile], in home: TestHome, isRewritten: Bool = false) async throws {
        let outcome = try await home.manager(["platform", "sync"] + files.map(\.platform) + ["--yes"])
        try #require(outcome.succeeded, "\(outcome)\n\(home.story)")
        guard !isRewritten else { return }
        for file in files {
            let (lost, now) = (try file.lost(in: home), try file.now(in: home))
            #expect(lost.isEmpty, "\(file.platform) lost \(lost): \(now)")
        }
    }

    // MARK: Codex

    /// The servers in its file, as a list.
    private func codexEntries(in home: TestHome) async throws -> Message {
        Message(Data(try await RealClient.codex.succeed("mcp", "list", "--json", in: home).output.utf8))
    }

    /// What it answers to an editor that asks for its servers; it connects to them for that.
    private func codexStatus(in home: TestHome) async throws -> Message {
        let codex = try RealClient.codex.conversation("app-server", in: home)
        func answer(to id: Int) async throws -> Message {
            while true {
                let message = Message(try await codex.line(within: .seconds(90), "answer \(id) of Codex"))
                if message.integer("id") == id { return message }
            }
        }
        try await codex.send(#"{"id":1,"method":"initialize","params":{"clientInfo":{"name":"test","version":"1"}}}"#)
        _ = try await answer(to: 1)
        try await codex.send(#"{"method":"initialized"}"#)
        try await codex.send(#"{"id":2,"method":"mcpServerStatus/list","params":{"detail":"toolsAndAuthOnly"}}"#)
        let status = try await answer(to: 2)
        #expect(try await codex.finish() == .code(0))
        return status
    }
}
