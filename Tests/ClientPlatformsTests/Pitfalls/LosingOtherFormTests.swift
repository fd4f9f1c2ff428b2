import ServerModel
import Testing

@testable import ClientPlatforms

/// What other programs made of the form of a file (4.3 of the table of pitfalls): TOML and YAML.
struct `Losing the form of TOML and YAML` {
    private static let codex = """
        # Codex
        model = "gpt-5"            # other settings stay
        notes = \"""
        [mcp_servers.x]
        command = "no table"
        \"""

        [mcp_servers."a.b"]   # a name in quotes
        command = 'x'

        [mcp_servers.docs]
        url = "https://mcp.example.com/mcp"
        http_headers = { X-Team = "core", "X-#" = '# no comment' }
        tools.search.approval_mode = "approve"

        # the projects
        [projects."/srv/app"]
        trust_level = "trusted"

        [[profiles]]
        name = "fast"

        """

    @Test(arguments: [
        ClientFile("codex", ".codex/config.toml", codex), ClientFile("grok-cli", ".grok/config.toml", codex),
        ClientFile("codex", ".codex/config.toml", "# only this"),
        ClientFile("codex", ".codex/config.toml", "model = \"gpt-5\"\r\n\r\n[mcp_servers.a]\r\ncommand = \"x\"\r\n"),
        ClientFile("codex", ".codex/config.toml", "[mcp_servers]\na = { command = \"x\" }\n\n[other]\nx = 1\n"),
        ClientFile("codex", ".codex/config.toml", "mcp_servers.a.command = \"x\"\nmcp_servers.a.args = []\nlast = 1\n"),
        ClientFile("codex", ".codex/config.toml", "x = 1\n\n[mcp_servers.a]\ncommand = \"x\"\n\n[mcp_servers.a.env]\nA = \"b\""),
        ClientFile(
            "mistral-vibe", ".vibe/config.toml",
            "# Vibe\nmodel = \"devstral\"\n\n[[mcp_servers]]\nname = \"docs\" # first\nurl = \"https://x\"\n\n[ui]\ntheme = \"x\"\n"
        ),
        ClientFile("mistral-vibe", ".vibe/config.toml", "mcp_servers = []\n\n[ui]\ntheme = \"x\"\n"),
    ])
    func `P24 P25: TOML stays as it is, however it is written`(file: ClientFile) async throws { try await file.roundTrip() }

    @Test func `P24: a new table has a place of its own`() async throws {
        let machine = try TemporaryMachine("files")
        try machine.put(".codex/config.toml", Self.codex)
        try await machine.sync("codex")
        let text = try machine.text(".codex/config.toml")
        #expect(
            text.contains(
                """
                [mcp_servers.files]
                command = "/opt/mcp/mcp-connect"
                args = ["files", "--client", "codex"]

                """))
        #expect(try await machine.states("codex") == ["a.b": .foreign, "docs": .foreign, "files": .inSync])
    }

    @Test func `P25: tables in one line get one more, or we say that we cannot`() async throws {
        let machine = try TemporaryMachine("files")
        let text = "mcp_servers = { a = { command = \"x\" } }\n"
        try machine.put(".codex/config.toml", text)
        let sync = try await machine.sync("codex")
        if sync.changes.isEmpty {
            #expect(sync.codes == ["cannot-edit"])
        } else {
            #expect(try machine.text(".codex/config.toml").hasPrefix("mcp_servers = { a = { command = \"x\" }, files = {"))
            #expect(try await machine.states("codex") == ["a": .foreign, "files": .inSync])
            try await machine.release("codex")
        }
        #expect(try machine.text(".codex/config.toml") == text)
    }

    private static let goose = """
        # Goose
        GOOSE_MODEL: &model claude   # an anchor
        GOOSE_FAST: *model
        yes: "on"
        no: 'it''s'
        notes: |
          extensions:
            developer: no key
        folded: >-
          one
          line
        extensions:
          developer: {bundled: true, enabled: true, name: developer, type: builtin}  # in one line

          # of somebody else
          memory:
            enabled: on
            cmd: "memory"
            args: [ -v, "no" ]
        last: 1e3

        """

    @Test(arguments: [
        ClientFile("goose", ".config/goose/config.yaml", goose),
        ClientFile("goose", ".config/goose/config.yaml", "---\nGOOSE_MODE: auto\n"),
        ClientFile("goose", ".config/goose/config.yaml", "GOOSE_MODE: auto"),
        ClientFile("goose", ".config/goose/config.yaml", "extensions: {}\nGOOSE_MODE: auto\n"),
        ClientFile("goose", ".config/goose/config.yaml", "extensions:\r\n    a:\r\n        cmd: x\r\nlast: 1\r\n"),
        ClientFile("goose", ".config/goose/config.yaml", "extensions:\n  a:\n    cmd: x\n  # the last comment\n\n# the end\n"),
    ])
    func `P26 P27: YAML stays as it is, however it is written`(file: ClientFile) async throws { try await file.roundTrip() }

    @Test func `P26: a new entry has the form of its neighbours`() async throws {
        let machine = try TemporaryMachine("files")
        try machine.put(".config/goose/config.yaml", Self.goose)
        try await machine.sync("goose")
        let text = try machine.text(".config/goose/config.yaml")
        #expect(
            text.contains(
                """
                    args: [ -v, "no" ]
                  files:
                    type: stdio
                    cmd: /opt/mcp/mcp-connect
                    args:
                      - files
                      - "--client"
                      - goose
                    enabled: true
                    name: files
                    description: "files, through mcp-manager"
                last: 1e3

                """))
        #expect(try await machine.states("goose") == ["developer": .foreign, "memory": .foreign, "files": .inSync])
    }

    /// `nil`: we made the file.
    @Test(
        arguments: [
            ("zed", ".config/zed/settings.json", nil), ("zed", ".config/zed/settings.json", ""),
            ("zed", ".config/zed/settings.json", "{}"), ("zed", ".config/zed/settings.json", "{\n  \"context_servers\": {}\n}\n"),
            ("opencode", ".config/opencode/opencode.json", nil), ("codex", ".codex/config.toml", nil),
            ("codex", ".codex/config.toml", "model = \"gpt-5\"\n"), ("mistral-vibe", ".vibe/config.toml", nil),
            ("goose", ".config/goose/config.yaml", nil), ("goose", ".config/goose/config.yaml", "extensions: {}\n"),
            ("goose", ".config/goose/config.yaml", "extensions:\nGOOSE_MODE: auto\n"),
        ] as [(String, String, String?)])
    func `P20 P30: comments that people put beside our entry stay when it goes`(
        platform: String, path: String, text: String?
    ) async throws {
        let machine = try TemporaryMachine("files")
        if let text { try machine.put(path, text) }
        try await machine.sync(platform)
        var lines = try machine.text(path).split(separator: "\n", omittingEmptySubsequences: false)
        let isJSON = path.contains("json")
        let index = try #require(lines.firstIndex { $0.contains("files") || $0.hasPrefix("[[") })
        lines.insert("\(isJSON ? "//" : "#") a note of theirs", at: index)
        lines.insert("\(isJSON ? "//" : "#") another one", at: 0)
        try machine.put(path, lines.joined(separator: "\n"))
        #expect(try await machine.states(platform) == ["files": .inSync])
        #expect(try await machine.release(platform).codes == [])
        let left = machine.exists(path) ? try machine.text(path) : ""
        #expect(left.contains("a note of theirs") && left.contains("another one"), "\(left)")
        #expect(!left.contains("mcp-connect"))
    }

    @Test func `P32: a key that is there twice is not guessed at`() async throws {
        for file in [
            ClientFile("codex", ".codex/config.toml", "[mcp_servers.a]\ncommand = \"x\"\n\n[mcp_servers.a]\ncommand = \"y\"\n"),
            ClientFile("goose", ".config/goose/config.yaml", "extensions:\n  a: {cmd: x}\nextensions:\n  b: {cmd: y}\n"),
        ] {
            let machine = try TemporaryMachine("files")
            try machine.put(file.path, file.text)
            let code = try await machine.refusal(file.platform)
            #expect(code == "broken-file" || code == "cannot-edit", "\(file.platform)")
        }
    }

    /// The identity of an entry of Vibe is its name; the order is the order of people.
    @Test func `P28: an entry of a list is found by its name, wherever it stands`() async throws {
        let machine = try TemporaryMachine("files")
        let path = ".vibe/config.toml"
        try await machine.sync("mistral-vibe")
        let ours = try machine.text(path)
        try machine.put(
            path, "[[mcp_servers]]\nname = \"docs\"\nurl = \"https://x\"\n\n\(ours)\n[[mcp_servers]]\nname = \"last\"\n")
        machine.world.set { $0.bridge = "/usr/bin/mcp-connect" }
        let sync = try await machine.sync("mistral-vibe")
        #expect(sync.steps == ["update files"])
        let text = try machine.text(path)
        let names = text.split(separator: "\n").filter { $0.hasPrefix("name = ") }
        #expect(names == ["name = \"docs\"", "name = \"files\"", "name = \"last\""])
        #expect(text.contains("command = \"/usr/bin/mcp-connect\""))
    }
}
