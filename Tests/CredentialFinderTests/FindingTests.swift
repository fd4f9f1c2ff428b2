import CarefulFiles
import DocumentEditing
import ServerModel
import Testing

@testable import CredentialFinder

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Where credentials are looked for, and what is told of them.
struct `Finding credentials` {
    let home: TemporaryHome

    init() throws { home = try TemporaryHome() }

    static let clients: [(String, String, String, String?)] = [
        (".config/Claude/claude_desktop_config.json", "Claude Desktop", "mcpServers", nil),
        (".claude.json", "Claude Code", "mcpServers", nil),
        (".cursor/mcp.json", "Cursor", "mcpServers", nil),
        (".config/Code/User/mcp.json", "VS Code", "servers", nil),
        (".config/Code/User/profiles/a1b2/mcp.json", "VS Code", "servers", nil),
        (".config/Code - Insiders/User/mcp.json", "VS Code Insiders", "servers", nil),
        (".cline/data/settings/cline_mcp_settings.json", "Cline", "mcpServers", nil),
        (
            ".config/Code/User/globalStorage/saoudrizwan.claude-dev/settings/cline_mcp_settings.json", "Cline before 4.0",
            "mcpServers", nil
        ),
        (
            ".config/Cursor/User/globalStorage/rooveterinaryinc.roo-cline/settings/mcp_settings.json", "Roo Code", "mcpServers",
            nil
        ),
        (".codeium/windsurf/mcp_config.json", "Windsurf", "mcpServers", nil),
        (".config/zed/settings.json", "Zed", "context_servers", nil),
        (".gemini/settings.json", "Gemini CLI", "mcpServers", nil),
        (".qwen/settings.json", "Qwen Code", "mcpServers", nil),
        (".continue/mcpServers/github.json", "Continue", "mcpServers", nil),
        (".aws/amazonq/mcp.json", "Amazon Q Developer CLI", "mcpServers", nil),
        (".kiro/settings/mcp.json", "Kiro", "mcpServers", nil),
        (".junie/mcp/mcp.json", "Junie", "mcpServers", nil),
        (".copilot/mcp-config.json", "GitHub Copilot CLI", "mcpServers", nil),
        (".lmstudio/mcp.json", "LM Studio", "mcpServers", nil),
        (".config/amp/settings.json", "Amp", "amp.mcpServers", nil),
        (".config/crush/crush.json", "Crush", "mcp", nil),
        (".factory/mcp.json", "Factory Droid", "mcpServers", nil),
    ]

    @Test(arguments: clients)
    func `in the JSON of every client`(path: String, client: String, key: String, obstacle: String?) throws {
        let file = try home.put(
            path,
            "{\"theme\": \"dark\", \"\(key)\": {\"github\": {\"command\": \"npx\", \"env\": {\"GITHUB_TOKEN\": \"\(Samples.github)\"}}}}"
        )
        let found = try home.found("GITHUB_TOKEN")
        #expect(found.file == file)
        #expect(found.client == client)
        #expect(found.server == "github")
        #expect(found.kind == .clientFile)
        #expect(found.hint == "gh… (40)")
        #expect(found.line == 1)
        #expect(found.obstacle.map { $0.prefix(obstacle?.count ?? 0) } == obstacle.map { $0[...] })
    }

    @Test func `in TOML, YAML and lists`() throws {
        try home.put("codex/config.toml", "[mcp_servers.a]\ncommand = \"x\"\n[mcp_servers.a.env]\nA_TOKEN = \"q7Zpw9Rt\"\n")
        try home.put(".config/goose/config.yaml", "extensions:\n  b:\n    cmd: x\n    envs:\n      B_TOKEN: q7Zpw9Rt\n")
        try home.put(".continue/config.yaml", "mcpServers:\n- name: c\n  command: x\n  env:\n    C_TOKEN: q7Zpw9Rt\n")
        try home.put(
            ".config/opencode/opencode.jsonc",
            "{\"mcp\": {\"d\": {\"type\": \"local\", \"command\": [\"x\"], \"environment\": {\"D_TOKEN\": \"q7Zpw9Rt\"}}}}")
        try home.put(
            ".config/opencode/opencode.json",
            "{\"mcp\": {\"servers\": {\"f\": {\"type\": \"remote\", \"url\": \"https://u:q7Zpw9Rt@x.example.com/?token=q7Zpw9Ru\"}}}}"
        )
        try home.put(
            ".claude.json",
            "{\"projects\": {\"/work\": {\"mcpServers\": {\"e\": {\"command\": \"x\", \"env\": {\"E_TOKEN\": \"q7Zpw9Rt\"}}}}}}")
        #expect(try home.found("A_TOKEN").server == "a")
        #expect(try home.found("A_TOKEN").obstacle == nil)
        #expect(try home.found("B_TOKEN").obstacle == nil)
        #expect(try home.found("C_TOKEN").server == "c")
        #expect(try home.found("D_TOKEN").client == "opencode")
        #expect(try home.found("E_TOKEN").server == "e")
        #expect(home.finder.find().filter { $0.key == "url" }.map(\.server) == ["f", "f"])
    }

    @Test func `tells the line and the column in characters, behind a byte order mark and comments`() throws {
        try home.put(
            ".config/Code/User/mcp.json",
            "\u{FEFF}{\r\n  // ünï\r\n  \"servers\": {\"ü\": {\"command\": \"x\",\r\n    \"env\": {\"ü\": \"ä\", \"A_TOKEN\": \"q7Zpw9Rt\",}}},\r\n}\r\n"
        )
        let found = try home.found("A_TOKEN")
        #expect((found.line, found.column) == (4, 34))
        #expect(found.server == "ü")
    }

    @Test func `in arguments and headers`() throws {
        try home.put(
            ".cursor/mcp.json",
            """
            {"mcpServers": {
              "a": {"command": "npx", "args": ["-y", "a", "--api-key", "q7Zpw9Rt", "--db-password=hunter2", "--model", "gpt-4o", "/home/me"]},
              "b": {"command": "npx", "args": ["mcp-remote", "https://x.example.com/mcp", "--header", "Authorization: Bearer q7Zpw9Rt"]},
              "c": {"command": "docker", "args": ["run", "-i", "--rm", "-e", "C_TOKEN=q7Zpw9Rt", "-e", "D_TOKEN", "--env=E_TOKEN=q7Zpw9Rt", "image"]},
              "d": {"url": "https://x.example.com/mcp", "headers": {"X-API-Key": "q7Zpw9Rt", "Accept": "text/plain"}},
              "e": {"command": "mcp-connect", "args": ["e", "--token", "q7Zpw9Rt"]}
            }}
            """)
        let found = home.finder.find()
        #expect(found.map(\.key) == ["--api-key", "--db-password", "Authorization", "C_TOKEN", "E_TOKEN", "X-API-Key"])
        #expect(found.map { $0.obstacle == nil } == [false, false, false, true, true, true])
        #expect(found[2].hint == "q7… (8)")
    }

    @Test func `in files of variables of our servers, and of nobody`() throws {
        try home.define("a", "name: a\nexecution:\n  local:\n    source_dir: \(home.user)/code\n    main_script: main.py\n")
        for path in [
            ".config/mcp-manager/servers/a/.env", ".config/mcp-manager/servers/a/code/.env.local", "code/app/.env", ".env",
            // These are not looked into.
            ".config/mcp-manager/servers/a/.env.example", "code/node_modules/x/.env", "code/.venv/.env", "code/.env.sample",
            "other/.env",
            ".config/mcp-manager/servers/a/code/1/2/3/4/5/.env",
        ] {
            try home.put(path, "# x\nexport A_TOKEN='q7Zpw9Rt' # y\n")
        }
        let found = home.finder.find()
        #expect(
            found.map { String($0.file.dropFirst(home.user.count + 1)) } == [
                ".config/mcp-manager/servers/a/.env", ".config/mcp-manager/servers/a/code/.env.local", "code/app/.env", ".env",
            ])
        #expect(found.map(\.server) == ["a", "a", "a", nil])
        #expect(found.allSatisfy { $0.kind == .environmentFile && $0.obstacle == nil && $0.line == 2 && $0.column == 16 })
    }

    @Test func `in definitions`() throws {
        try home.define(
            "a",
            """
            name: a
            execution:
              local:
                command: npx
                args: [--token, q7Zpw9Rt]
                environment:
                  A_TOKEN: q7Zpw9Rt
                  B_TOKEN: ${secret:B_TOKEN}
                  LOG_LEVEL: debug
            secrets:
              - name: B_TOKEN
                validation: {example: q7Zpw9Rt}
            """)
        let found = home.finder.find()
        #expect(found.map(\.key) == ["--token", "A_TOKEN"])
        #expect(found[0].obstacle?.contains("argument") == true)
        #expect(found[1].obstacle == nil)
        #expect(found.allSatisfy { $0.kind == .definition && $0.server == "a" })
    }

    @Test func `in explicit paths alone, when there are some`() throws {
        try home.put(".env", "A_TOKEN=q7Zpw9Rt\n")
        let settings = try home.put(
            "project/.cursor/mcp.json", "{\"mcpServers\": {\"x\": {\"command\": \"x\", \"env\": {\"B_TOKEN\": \"q7Zpw9Rt\"}}}}")
        try home.put("project/sub/.env", "C_TOKEN=q7Zpw9Rt\n")
        let unknown = try home.put(
            "some.json", "{\"mcpServers\": {\"x\": {\"command\": \"x\", \"env\": {\"D_TOKEN\": \"q7Zpw9Rt\"}}}}")
        #expect(home.finder.find(in: ["\(home.user)/project"]).map(\.key) == ["B_TOKEN", "C_TOKEN"])
        #expect(home.finder.find(in: [settings]).map(\.client) == ["Cursor"])
        #expect(home.finder.find(in: [unknown]).map { $0.obstacle?.contains("whose file") } == [true])
        #expect(home.finder.find(in: ["/nowhere", "relative"]).isEmpty)
    }

    @Test func `gives a place the same id while its file is the same`() throws {
        try home.put(".env", "A_TOKEN=q7Zpw9Rt\nB_TOKEN=q7Zpw9Rt\n")
        let ids = home.finder.find().map(\.id)
        #expect(Set(ids).count == 2)
        #expect(home.finder.find().map(\.id) == ids)
        try home.put(".env", "A_TOKEN=q7Zpw9Rs\nB_TOKEN=q7Zpw9Rt\n")
        #expect(Set(home.finder.find().map(\.id)).isDisjoint(with: ids))
    }

    @Test func `tells a file once, whatever leads to it`() throws {
        try home.put("dotfiles/mcp.json", "{\"mcpServers\": {\"x\": {\"command\": \"x\", \"env\": {\"A_TOKEN\": \"q7Zpw9Rt\"}}}}")
        try home.link("dotfiles/mcp.json", at: ".cursor/mcp.json")
        try home.link("dotfiles/mcp.json", at: ".factory/mcp.json")
        #expect(try home.found("A_TOKEN").client == "Cursor")
    }

    @Test func `passes over what is no text, or too large`() throws {
        let text = "{\"mcpServers\": {\"x\": {\"command\": \"x\", \"env\": {\"A_TOKEN\": \"q7Zpw9Rt\"}}}}"
        try home.put(".cursor/mcp.json", text + String(repeating: " ", count: SourceFile.sizeLimit))
        try home.put(".factory/mcp.json", "\u{FFFE}")
        try home.pipe(".junie/mcp/mcp.json")
        try Folder.make("\(home.user)/.lmstudio/mcp.json")
        #expect(home.finder.find().isEmpty)
    }

    @Test func `says of each server why its entry stays`() throws {
        func entry(_ rest: String) -> String { "{\"env\": {\"A_TOKEN\": \"q7Zpw9Rt\"}, \(rest)}" }
        let cases: [(String, String)] = [
            (entry("\"command\": \"./x\""), "the whole path"), (entry("\"command\": \"x\", \"cwd\": \".\""), "the whole path"),
            (entry("\"command\": \"x\", \"envFile\": \".env\""), "'envFile'"),
            (entry("\"command\": \"x\", \"args\": [\"${workspaceFolder}\"]"), "only Cursor fills in"),
            (entry("\"command\": \"x\", \"args\": [\"${input:a}\"]"), "only Cursor fills in"),
            (entry("\"command\": \"x\", \"command\": \"y\""), "twice"),
            (entry("\"args\": []"), "neither a command nor an address"),
            (entry("\"command\": \"x\", \"apiKey\": \"q7Zpw9Rt\""), "'apiKey'"),
        ]
        for (text, wanted) in cases {
            try home.put(".cursor/mcp.json", "{\"mcpServers\": {\"x\": \(text)}}")
            let obstacles = home.finder.find().map(\.obstacle)
            #expect(!obstacles.isEmpty && obstacles.allSatisfy { $0?.contains(wanted) == true }, "\(wanted): \(obstacles)")
        }
        try home.put(".cursor/mcp.json", "{\"mcpServers\": {\"x\": {\"command\": \"x\", \"env\": {\"A_TOKEN\": \"q7Zpw9Rt\"}}}")
        #expect(try home.found("A_TOKEN").obstacle?.contains("mistakes") == true)
    }
}

extension TemporaryHome {
    func link(_ target: String, at path: String) throws {
        let path = "\(user)/\(path)"
        try Folder.make(Folder.parent(of: path))
        try #require(symlink("\(user)/\(target)", path) == 0)
    }

    func pipe(_ path: String) throws {
        let path = "\(user)/\(path)"
        try Folder.make(Folder.parent(of: path))
        try #require(mkfifo(path, 0o600) == 0)
    }
}
