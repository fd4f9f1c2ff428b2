import ServerModel
import Testing

@testable import ClientPlatforms

/// What other programs lost other parts of a file by (4.2 of the table of pitfalls).
struct `Losing neighbours` {
    @Test(arguments: [
        ClientFile(
            "claude-desktop", ".config/Claude/claude_desktop_config.json",
            """
            {
              "globalShortcut": "Ctrl+Space",
              "mcpServers": {
                "own": {"command": "own"}
              },
              "preferences": {"menuBarEnabled": false, "x": [1, 2, {"y": null}]},
              "last": ""
            }
            """),
        ClientFile(
            "vscode", ".config/Code/User/mcp.json",
            """
            {
            \t"inputs": [
            \t\t{ "type": "promptString", "id": "token", "password": true },
            \t],
            \t"servers": {},
            \t"sandbox": { "network": { "allowedDomains": ["example.com"] } }
            }

            """),
        ClientFile(
            "goose", ".config/goose/config.yaml",
            """
            GOOSE_PROVIDER: anthropic
            extensions:
              developer:
                bundled: true
                enabled: true
                name: developer
                type: builtin
            GOOSE_MODE: auto

            """),
        ClientFile(
            "codex", ".codex/config.toml",
            "model = \"gpt-5\"\n\n[mcp_servers.own]\ncommand = \"own\"\n\n[projects.\"/srv/app\"]\ntrust_level = \"trusted\"\n"),
        ClientFile(
            "augment", ".augment/settings.json", "{\"hooks\": {}, \"toolPermissions\": [{\"toolName\": \"x\"}]}\n"),
    ])
    func `P11: keys beside the servers stay`(file: ClientFile) async throws { try await file.roundTrip() }

    @Test func `P12: another server goes in and out, and all others stay`() async throws {
        let machine = try TemporaryMachine("files", "docs")
        try machine.put(".cursor/mcp.json", #"{"mcpServers": {"a": {"command": "x"}, "b": {"url": "https://b.example"}}}"#)
        try await machine.sync("cursor")
        let both = try machine.text(".cursor/mcp.json")
        machine.world.servers = ["files", "docs", "more"]
        try await machine.sync("cursor")
        #expect(
            try await machine.states("cursor") == [
                "a": .foreign, "b": .foreign, "docs": .inSync, "files": .inSync, "more": .inSync,
            ])
        machine.world.servers = ["files", "docs"]
        try await machine.sync("cursor")
        #expect(try machine.text(".cursor/mcp.json") == both)
    }

    /// Of the kind that other programs' models of an entry do not know.
    private static let rich = """
        {
          "mcpServers": {
            "theirs": {
              "command": "x", "args": [],
              "autoStart": {"at": "login"}, "madeUp": [null, 1.50, "\\u00e9"],
              "disabled": false, "timeout": 60, "autoApprove": []
            }
          }
        }

        """

    @Test func `P13: fields nobody knows stay in the entries of others`() async throws {
        try await ClientFile("cline", ".cline/data/settings/cline_mcp_settings.json", Self.rich).roundTrip()
    }

    @Test func `P14: fields that the client added to our entry stay when it is changed`() async throws {
        let machine = try TemporaryMachine("files")
        let path = ".cline/data/settings/cline_mcp_settings.json"
        let added = "\"oauth\": {\"token\": \"t\"},\n      \"autoApprove\": [\"read\"],\n      \"timeout\": 90,\n      \"type\""
        try await machine.sync("cline")
        try machine.put(path, try machine.text(path).replacing("\"type\"", with: added))
        #expect(try await machine.states("cline") == ["files": .inSync])
        machine.world.set { $0.bridge = "/usr/bin/mcp-connect" }
        let sync = try await machine.sync("cline")
        #expect(sync.steps == ["update files"])
        #expect(
            try machine.text(path) == """
                {
                  "mcpServers": {
                    "files": {
                      "oauth": {"token": "t"},
                      "autoApprove": ["read"],
                      "timeout": 90,
                      "type": "stdio",
                      "command": "/usr/bin/mcp-connect",
                      "args": ["files", "--client", "cline"]
                    }
                  }
                }

                """)
    }

    @Test func `P14: an entry that becomes ours keeps what does not say what it starts`() async throws {
        let machine = try TemporaryMachine("files")
        let path = ".codex/config.toml"
        try machine.put(
            path,
            """
            [mcp_servers.files]
            command = "npx"   # the usual one
            args = ["-y", "server-files"]
            env = { TOKEN = "t" }
            startup_timeout_sec = 20

            [mcp_servers.files.tools.read]
            approval_mode = "approve"

            """)
        let sync = try await machine.sync("codex", deciding: .ours)
        #expect(sync.steps == ["adopt files"])
        #expect(
            try machine.text(path) == """
                [mcp_servers.files]
                command = "/opt/mcp/mcp-connect"   # the usual one
                args = ["files", "--client", "codex"]
                startup_timeout_sec = 20

                [mcp_servers.files.tools.read]
                approval_mode = "approve"

                """)
        try await machine.undo()
        #expect(try machine.text(path).contains("env = { TOKEN = \"t\" }"))
    }

    @Test(arguments: [
        ClientFile(
            "cursor", ".cursor/mcp.json",
            #"{"mcpServers": {"a": {"command": "x", "args": [], "env": {}}, "b": {}}, "mine": {}, "list": [ ]}"#),
        ClientFile(
            "codex", ".codex/config.toml",
            "empty = []\n\n[mcp_servers.a]\ncommand = \"x\"\nargs = []\n\n[mcp_servers.a.env]\n\n[mine]\n"),
        ClientFile("goose", ".config/goose/config.yaml", "extensions:\n  a: {cmd: x, args: [], envs: {}}\nmine: {}\nnothing:\n"),
    ])
    func `P15: what is empty and not ours stays`(file: ClientFile) async throws { try await file.roundTrip() }

    @Test func `P16: what the client itself put there is never ours to remove`() async throws {
        let machine = try TemporaryMachine("files")
        let text = "[mcp_servers.node_repl]\ncommand = \"/opt/codex/node_repl\"\n"
        try machine.put(".codex/config.toml", text)
        try await machine.sync("codex")
        machine.world.servers = []
        try await machine.sync("codex", deciding: .ours)
        try await machine.release("codex", deciding: .ours)
        #expect(try machine.text(".codex/config.toml") == text)
        #expect(try await machine.states("codex") == ["node_repl": .foreign])
    }

    @Test(arguments: ["cline", "zed", "codex", "goose", "opencode", "cursor", "claude-desktop"])
    func `P17: off and on again is the same entry`(platform: String) async throws {
        let machine = try TemporaryMachine("files")
        try await machine.sync(platform)
        let on = machine.snapshot()
        machine.world.change("files") { $0.setting.disabled = true }
        try await machine.sync(platform)
        #expect(machine.snapshot() != on)
        // It is off in the client, or the client does not have it at all; the definition has it either way.
        let entry = try #require(try await machine.keeper.status(of: platform).entries.first)
        #expect(entry.state == .inSync && entry.isOn == false || entry.state == .excluded)
        machine.world.change("files") { $0.setting.disabled = false }
        try await machine.sync(platform)
        #expect(machine.snapshot() == on)
        #expect(try await machine.states(platform) == ["files": .inSync])
    }

    @Test func `P18: a server that was deleted does not come back`() async throws {
        let machine = try TemporaryMachine("files", "docs")
        try machine.put(".cursor/mcp.json", "{}")
        try await machine.sync("cursor")
        machine.world.servers = ["docs"]
        try await machine.sync("cursor")
        let next = machine.nextKeeper
        #expect(await next.recover() == [])
        #expect(await next.look(at: "cursor") == nil)
        let again = try await next.apply(PlatformSyncRequest())
        #expect(again.changes.isEmpty)
        #expect(try await machine.states("cursor") == ["docs": .inSync])
    }

    @Test func `P19: a file that is gone takes nothing away elsewhere`() async throws {
        let machine = try TemporaryMachine("files", "docs")
        try await machine.sync("cursor", "kiro")
        let kiro = try machine.bytes(".kiro/settings/mcp.json")
        removeTree(machine.path(".cursor"))
        let news = try #require(await machine.keeper.look(at: "cursor"))
        #expect(news.severity == .warning && news.message.contains("is gone"))
        #expect(try await machine.states("cursor") == ["files": .missing, "docs": .missing])
        let sync = try await machine.keeper.apply(PlatformSyncRequest())
        #expect(sync.changes.isEmpty && sync.codes == ["removed-entry", "removed-entry"])
        #expect(sync.refusals.allSatisfy { $0.isQuestion })
        #expect(!machine.exists(".cursor/mcp.json"))
        #expect(try machine.bytes(".kiro/settings/mcp.json") == kiro)
        try await machine.sync("cursor", deciding: .ours)
        #expect(try await machine.states("cursor") == ["files": .inSync, "docs": .inSync])
    }
}
