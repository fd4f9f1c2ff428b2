import ServerModel
import Testing

@testable import ClientPlatforms

/// What other programs lost whole files by (4.1 of the table of pitfalls). P08 is among `A daemon that was killed`.
struct `Losing the file` {
    @Test(arguments: [
        ClientFile("cursor", ".cursor/mcp.json", #"{"mcpServers": {"#),
        ClientFile("cursor", ".cursor/mcp.json", #"{"mcpServers": {}} trailing"#),
        ClientFile("zed", ".config/zed/settings.json", #"{"theme": "One Dark" "context_servers": {}}"#),
        ClientFile("codex", ".codex/config.toml", "[mcp_servers.a\ncommand = \"x\"\n"),
        ClientFile("codex", ".codex/config.toml", "model = gpt-5\n"),
        ClientFile("goose", ".config/goose/config.yaml", "extensions:\n  a: [\n"),
    ])
    func `P01: what is not understood is not taken for empty`(file: ClientFile) async throws {
        let machine = try TemporaryMachine("files")
        try machine.put(file.path, file.text)
        #expect(try await machine.refusal(file.platform) == "broken-file")
        let status = try await machine.keeper.status(of: file.platform)
        #expect(status.summary == .broken && status.problem?.code == "broken-file" && !status.isConfigured)
    }

    @Test(arguments: [
        ClientFile(
            "cursor", ".cursor/mcp.json",
            "{\n  \"mcpServers\": {\n    \"a\": {\"command\": \"x\", \"args\": [\"1\", \"2\"},\n    \"b\": {\"command\": \"y\"}\n  }\n}\n"
        ),
        ClientFile("vscode", ".config/Code/User/mcp.json", #"{"servers": {"a": {"command": "x"}, "inputs": []}"#),
        ClientFile(
            "codex", ".codex/config.toml", "[mcp_servers.a]\ncommand = \"x\"\nargs = [\"1\"\n\n[mcp_servers.b]\ncommand = \"y\"\n"
        ),
        ClientFile(
            "goose", ".config/goose/config.yaml", "extensions:\n  a:\n    cmd: x\n    args: [1\n  c:\n    cmd: y\nlast: 1\n"),
    ])
    func `P02: a bracket that is missing in the middle costs nothing`(file: ClientFile) async throws {
        let machine = try TemporaryMachine("files")
        try machine.put(file.path, file.text)
        #expect(try await machine.refusal(file.platform) == "broken-file")
    }

    @Test func `P03: comments where the client knows none are told with their line, and nothing is moved away`() async throws {
        let machine = try TemporaryMachine("files")
        let path = try machine.put(".cursor/mcp.json", "{\n  // mine\n  \"mcpServers\": {}\n}\n")
        #expect(try await machine.refusal("cursor") == "broken-file")
        let problem = try await machine.keeper.status(of: "cursor").problem
        #expect(problem?.problem.hasPrefix("\(path):2:3: ") == true)
        #expect(machine.names(in: ".cursor") == ["mcp.json"])
    }

    @Test(arguments: [
        ClientFile("cursor", ".cursor/mcp.json", ""), ClientFile("cursor", ".cursor/mcp.json", "\n"),
        ClientFile("antigravity", ".gemini/config/mcp_config.json", " \t\r\n\n "),
        ClientFile("codex", ".codex/config.toml", ""), ClientFile("codex", ".codex/config.toml", "# nothing yet\n"),
        ClientFile("mistral-vibe", ".vibe/config.toml", "\n"), ClientFile("goose", ".config/goose/config.yaml", ""),
        ClientFile("goose", ".config/goose/config.yaml", "# nothing yet\n"),
    ])
    func `P04: a file without anything in it is as good as a new one`(file: ClientFile) async throws {
        try await file.roundTrip()
    }

    @Test(arguments: ["null", "[]", "\"x\"", "42", "true"])
    func `P04: a file that is something else than a table is refused`(text: String) async throws {
        let machine = try TemporaryMachine("files")
        try machine.put(".cursor/mcp.json", text)
        let code = try await machine.refusal("cursor")
        #expect(code == "broken-file" || code == "cannot-edit")
        try machine.put(".config/goose/config.yaml", "- \(text)\n")
        let other = try await machine.refusal("goose")
        #expect(other == "broken-file" || other == "cannot-edit")
    }

    @Test func `P05: what cannot be edited is left as it is`() async throws {
        let machine = try TemporaryMachine("files")
        try machine.put(".config/goose/config.yaml", "usual: &usual\n  a: {cmd: x}\nextensions: *usual\n")
        #expect(try await machine.refusal("goose") == "cannot-edit")
    }

    @Test func `P06: a file that becomes shorter has nothing of the longer one at its end`() async throws {
        let machine = try TemporaryMachine("files", "docs", "a-server-with-a-long-name")
        try await machine.sync("cursor")
        let long = try machine.bytes(".cursor/mcp.json").count
        machine.world.servers = ["files"]
        try await machine.sync("cursor")
        let short = try machine.text(".cursor/mcp.json")
        #expect(short.utf8.count < long)
        let other = try TemporaryMachine("files")
        try await other.sync("cursor")
        #expect(try other.text(".cursor/mcp.json") == short)
    }

    @Test func `P07: a file of other settings keeps every one of them`() async throws {
        let settings = (1...300).map { "    \"setting.\($0)\": {\"value\": \($0), \"on\": true}" }.joined(separator: ",\n")
        try await ClientFile("vscode", ".config/Code/User/mcp.json", "{\n\(settings)\n}\n").roundTrip()
    }

    @Test(arguments: [".codex/config.toml", ".profile", "notes.md", "image.png"])
    func `P07: a file that is no file of this client is refused`(name: String) async throws {
        let machine = try TemporaryMachine("files")
        let texts = [
            ".codex/config.toml": "model = \"gpt-5\"\n", ".profile": "export PATH=$PATH:~/bin\n",
            "notes.md": "# To do\n\n- all\n",
        ]
        let path = try machine.put(
            name, texts[name].map { Array($0.utf8) } ?? [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 1])
        #expect(try await machine.refusal("cursor") { $0.file = path } == "broken-file")
        #expect(try await machine.keeper.status(of: "cursor").isConfigured == false)
    }

    @Test func `P09: when no copy can be kept nothing is written`() async throws {
        let machine = try TemporaryMachine("files")
        try machine.put(".cursor/mcp.json", "{}")
        try machine.put("\(machine.home)/backups", "somebody's file")
        #expect(try await machine.refusal("cursor") == "file-error")
        #expect(try await machine.states("cursor") == ["files": .wanted])
    }

    @Test func `P09: every writing leaves a copy of what was there, for the user alone`() async throws {
        let machine = try TemporaryMachine("files")
        try machine.put(".cursor/mcp.json", "{ }", mode: 0o644)
        let sync = try await machine.sync("cursor")
        let backup = try #require(sync.changes.first?.backup)
        #expect(try machine.text(backup) == "{ }")
        #expect(try machine.mode(backup) == 0o600)
        #expect(await machine.keeper.history().first?.backups == [backup])
    }

    @Test func `P10: a folder in the place of the file is left alone`() async throws {
        let machine = try TemporaryMachine("files")
        try machine.put(".cursor/mcp.json/inner.json", "{}")
        #expect(try await machine.refusal("cursor") == "no-file")
        #expect(machine.names(in: ".cursor/mcp.json") == ["inner.json"])
    }
}
