import ServerModel
import Testing

@testable import ClientPlatforms

/// What other programs wrote that a client does not mean (4.8 of the table of pitfalls). Every client's own words, and what is
/// refused (P63, P64, P66, P67, P73), are in `What clients are told directly`.
struct `Meaning` {
    /// Every field that is written, for a program with all there is to it, an address, and us; switched off, with tools approved.
    @Test(arguments: [
        (
            "codex", ["args", "command", "enabled", "env", "env_vars", "tools"],
            ["bearer_token_env_var", "enabled", "tools", "url"]
        ),
        ("opencode", ["command", "enabled", "environment", "type"], ["enabled", "headers", "type", "url"]),
        ("kilo", ["command", "enabled", "type"], ["enabled", "type", "url"]),
        (
            "cline", ["args", "autoApprove", "command", "disabled", "env", "type"],
            ["autoApprove", "disabled", "headers", "type", "url"]
        ),
        (
            "roo-code", ["alwaysAllow", "args", "command", "disabled", "env", "type"],
            ["alwaysAllow", "disabled", "headers", "type", "url"]
        ),
        ("zed", ["args", "command", "enabled"], ["enabled", "url"]),
        (
            "goose", ["args", "cmd", "description", "enabled", "env_keys", "envs", "name", "type"],
            ["description", "enabled", "name", "type", "uri"]
        ),
    ])
    func `P62: no field is written that the client refuses`(platform: String, local: [String], remote: [String]) throws {
        let platform = try #require(Platform.builtIn.first { $0.id == platform })
        var setting = PlatformSetting()
        setting.autoApprove = ["read"]
        setting.disabled = true
        let canName = platform.entry.reference != nil || platform.entry.passedVariables != nil
        let environment: [String: ReferencedText] =
            canName ? ["A": ReferencedText("1"), "B": ReferencedText([.variable("B")])] : [:]
        let headers: [String: ReferencedText] =
            platform.entry.reference != nil || platform.entry.passedBearer != nil
            ? ["Authorization": ReferencedText([.text("Bearer "), .variable("B")])] : [:]
        let launches: [(ServerLaunch, [String])] = [
            (.program("x", [ReferencedText("y")], environment: environment, directory: nil), local),
            (.address(ReferencedText("https://x"), headers: headers, .streamableHTTP), remote),
        ]
        for (launch, keys) in launches {
            let server = WantedServer(id: try ServerID("files"), description: nil, setting: setting, launch: launch)
            let fields = try EntryComposition.fields(of: server, for: platform)
            #expect(Set(fields.compactMap(\.path.first)).sorted() == keys)
        }
    }

    @Test func `P63: a server at an address is reached through us by a client that knows programs only`() async throws {
        let remote = ServerLaunch.address(ReferencedText("https://mcp.example.com/mcp"), headers: [:], .streamableHTTP)
        let machine = try TemporaryMachine(Offer("docs", direct: remote))
        let refused = try await machine.sync("claude-desktop") { $0.isDirect = true }
        #expect(refused.codes == ["no-transport"] && refused.refusals.first?.report.remedy.contains("through us") == true)
        let sync = try await machine.sync("claude-desktop") { $0.isDirect = false }
        #expect(sync.steps == ["add docs"])
    }

    @Test func `P65: no times are written, so none in wrong units; those that are there stay`() async throws {
        let machine = try TemporaryMachine("files")
        let path = ".gemini/settings.json"
        try machine.put(path, #"{"mcpServers": {"files": {"command": "x", "timeout": 30000, "trust": true}}}"#)
        try await machine.sync("gemini-cli", deciding: .ours)
        #expect(try machine.text(path).contains(#""timeout": 30000, "trust": true"#))
    }

    @Test func `P67: values of variables are never written, wherever they are known`() async throws {
        let variable = ReferencedText([.variable("FILES_TOKEN")])
        let program = ServerLaunch.program("x", [], environment: ["FILES_TOKEN": variable], directory: nil)
        let machine = try TemporaryMachine(Offer("files", direct: program), environment: ["FILES_TOKEN": "v4lu3"])
        try machine.put(".cursor/mcp.json", #"{"mcpServers": {"own": {"command": "x", "env": {"A": "${env:FILES_TOKEN}"}}}}"#)
        for platform in Platform.builtIn.map(\.id) { try await machine.sync(platform) { $0.isDirect = true } }
        #expect(try machine.text(".cursor/mcp.json").contains(#""A": "${env:FILES_TOKEN}""#))
        for (_, bytes) in machine.snapshot().merging(machine.ownSnapshot(), uniquingKeysWith: { $1 }) {
            #expect(!String(decoding: bytes, as: UTF8.self).contains("v4lu3"))
        }
    }

    @Test func `P68: no value that is secret is told by anything we say`() async throws {
        let machine = try TemporaryMachine("files")
        let path = ".cursor/mcp.json"
        machine.world.set { $0.secrets = ["s3cr3t"] }
        try machine.put(
            path,
            "{\n  \"mcpServers\": {\n    \"own\": {\n      \"command\": \"x\",\n      \"args\": [\"s3cr3t\"]\n    }\n  }\n}\n")
        let plan = try await machine.keeper.plan(PlatformSyncRequest(platforms: ["cursor"]))
        let sync = try await machine.sync("cursor")
        let status = try await machine.keeper.status(of: "cursor")
        try machine.put(path, try machine.text(path).replacing("--client", with: "s3cr3t-2").replacing("\"x\"", with: "\"y\""))
        let news = await machine.keeper.look(at: "cursor")
        let drifted = try await machine.keeper.status(of: "cursor")
        let copies = try await machine.keeper.copies(of: "cursor")
        try machine.put(path, try machine.text(path) + "}} s3cr3t")
        let broken = try await machine.keeper.status(of: "cursor")
        let brokenNews = await machine.keeper.look(at: "cursor")
        let refused = try await machine.sync("cursor")
        let restored = try await machine.restore("cursor")
        let undone = try await machine.undo()
        #expect(plan.changes.first?.difference.isEmpty == false && news?.difference.isEmpty == false)
        #expect(status.entries.first { $0.name == "own" }?.launch == "x ••••")
        for said in [plan, sync, status, news as Any, drifted, copies, broken, brokenNews as Any, refused, restored, undone]
            as [Any]
        {
            #expect(!String(reflecting: said).contains("s3cr3t"))
        }
    }

    @Test func `P70: what people must do in the client comes with every change`() async throws {
        for platform in Platform.builtIn where platform.obstacle == nil {
            let machine = try TemporaryMachine("files")
            let plan = try await machine.keeper.plan(PlatformSyncRequest(platforms: [platform.id]))
            #expect(plan.changes.allSatisfy { $0.afterwards == platform.afterwards })
        }
        #expect(Platform.builtIn.first { $0.id == "claude-desktop" }?.afterwards != nil)
        #expect(Platform.builtIn.first { $0.id == "cursor" }?.note?.contains("off until it is turned on") == true)
    }

    @Test func `P71: whose an entry is, is written in no file of a client, and outlives one that writes it anew`() async throws {
        let machine = try TemporaryMachine("files")
        let path = ".config/Code/User/mcp.json"
        try machine.put(path, "{\n  // mine\n  \"servers\": {},\n}\n")
        try await machine.sync("vscode")
        #expect(!(try machine.text(path).contains("mcp-manager")))
        // As the client's own writer does: without comments, with tabs, in another order, with fields of its own.
        try machine.put(
            path,
            """
            {
            \t"servers": {
            \t\t"files": {
            \t\t\t"args": [
            \t\t\t\t"files", "--client", "vscode"
            \t\t\t],
            \t\t\t"command": "\\/opt\\/mcp\\/mcp-connect",
            \t\t\t"gallery": true,
            \t\t\t"type": "stdio"
            \t\t}
            \t}
            }
            """)
        #expect(try await machine.states("vscode") == ["files": .inSync])
        #expect(!(try await machine.sync("vscode").hasChanges))
        // What only looks like ours is not.
        let other = try TemporaryMachine("files")
        try other.put(path, try machine.text(path))
        #expect(try await other.states("vscode") == ["files": .taken])
    }

    @Test(arguments: [
        ("gemini-cli", ".gemini/mcp-server-enablement.json", "{\"files\": {\"enabled\": false}"),
        ("copilot-cli", ".copilot/settings.json", "{\"disabledMcpServers\": [\"files\""),
        ("rovodev", ".rovodev/config.yml", "mcp:\n  disabledMcpServers: [files\n"),
        ("qwen-code", ".qwen/settings.json", "{\"mcp\": {\"excluded\": [\"files\"]"),
    ])
    func `P72: a server is not written when it cannot be read whether it is off`(
        platform: String, file: String, text: String
    ) async throws {
        let machine = try TemporaryMachine("files")
        try await machine.sync(platform)
        machine.world.servers = ["files", "docs"]
        let whole = try? machine.text(file)
        try machine.put(file, text)
        #expect(try await machine.refusal(platform) == "broken-file")
        // Out of it is always a way, unless it is the same file.
        guard platform != "qwen-code" else { return }
        let release = try await machine.release(platform)
        #expect(release.steps == ["remove files"] && release.codes == [])
        #expect(whole == nil)
        #expect(try machine.text(file) == text)
    }

    @Test func `P72: what is switched off there stays so`() async throws {
        let machine = try TemporaryMachine("files")
        let text = "{\"files\": {\"enabled\": false}}"
        try machine.put(".gemini/mcp-server-enablement.json", text)
        try await machine.sync("gemini-cli")
        try await machine.release("gemini-cli")
        #expect(try machine.text(".gemini/mcp-server-enablement.json") == text)
    }

    @Test(arguments: Platform.builtIn.filter { $0.obstacle == nil })
    func `P73: what is empty is left out, unless the client wants it`(platform: Platform) throws {
        let launches: [ServerLaunch] = [
            .program("x", [], environment: [:], directory: nil),
            .address(ReferencedText("https://x"), headers: [:], .streamableHTTP),
            .bridge(program: "x", words: ["y"]),
        ]
        for launch in launches {
            let server = WantedServer(id: try ServerID("files"), description: nil, setting: PlatformSetting(), launch: launch)
            guard let fields = try? EntryComposition.fields(of: server, for: platform) else { continue }
            let empty = fields.filter { [.list([]), .table([]), .text(""), .null].contains($0.value) }.map(\.path)
            #expect(empty == (platform.id == "goose" && launch == launches[0] ? [["args"]] : []))
        }
    }
}
