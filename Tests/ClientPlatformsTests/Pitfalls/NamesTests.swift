import CarefulFiles
import ServerModel
import Testing

@testable import ClientPlatforms

/// What other programs made of names, keys and paths (4.7 of the table of pitfalls). Where files are on each system is in
/// `The table of paths`.
struct `Names keys and paths` {
    /// All that a server of ours can be called, and somebody's parser takes for something else.
    private static let names = [
        "a.b", "a-b", "a_b", "1", "1.0", "1e3", "0x1F", "true", "null", "no", "on", "NaN", "constructor", "toString", "name",
        "mcpServers", "mcp_servers", "2026-11-28", "tools", "command",
    ]

    @Test(arguments: ["cursor", "zed", "amp", "claude-desktop", "mistral-vibe", "vscode"])
    func `P53: a name is a name, whatever it looks like`(platform: String) async throws {
        let machine = try TemporaryMachine()
        machine.world.servers = Self.names.map { Offer($0) }
        let sync = try await machine.sync(platform)
        #expect(sync.codes == [])
        #expect(try await machine.states(platform) == Dictionary(uniqueKeysWithValues: Self.names.map { ($0, .inSync) }))
        for name in Self.names.dropFirst() {
            machine.world.servers.removeAll { $0.id == name }
            let sync = try await machine.sync(platform)
            #expect(sync.steps == ["remove \(name)"])
        }
        let other = try TemporaryMachine("a.b")
        try await other.sync(platform)
        let path = try #require(try await machine.keeper.status(of: platform).path)
        let otherPath = try #require(try await other.keeper.status(of: platform).path)
        #expect(try machine.text(path) == other.text(otherPath))
    }

    @Test func `P53: Goose and Codex get names that YAML and TOML could misread`() async throws {
        for platform in ["goose", "codex"] {
            let names = Self.names.filter { !$0.contains(".") }.filter { platform == "codex" || $0 == $0.lowercased() }
            let machine = try TemporaryMachine()
            machine.world.servers = names.map { Offer($0) }
            #expect(try await machine.sync(platform).codes == [])
            #expect(try await machine.states(platform) == Dictionary(uniqueKeysWithValues: names.map { ($0, .inSync) }))
        }
    }

    @Test(arguments: [
        ClientFile(
            "cursor", ".cursor/mcp.json",
            #"{"mcpServers": {"a/b": {}, "a~1": {}, "a\"b": {}, "ключ": {}, "__proto__": {}, "": {}, "a b": {}, "a.b": {}}}"#),
        ClientFile(
            "codex", ".codex/config.toml",
            "[mcp_servers.\"a/b\"]\n[mcp_servers.'a~1']\n[mcp_servers.\"a\\\"b\"]\n[mcp_servers.\"ключ\"]\n[mcp_servers.__proto__]\n"
        ),
        ClientFile(
            "goose", ".config/goose/config.yaml",
            "extensions:\n  a/b: {cmd: x}\n  'a~1': {cmd: x}\n  \"a\\\"b\": {cmd: x}\n  ключ: {cmd: x}\n  __proto__: {cmd: x}\n"),
    ])
    func `P53: odd names of others are shown as they are, and stay`(file: ClientFile) async throws {
        try await file.roundTrip()
        let machine = try TemporaryMachine("files")
        try machine.put(file.path, file.text)
        let states = try await machine.states(file.platform)
        for name in ["a/b", "a~1", "a\"b", "ключ", "__proto__"] { #expect(states[name] == .foreign, "\(name)") }
    }

    @Test func `P54: a key with a dot in it is one key`() async throws {
        let machine = try TemporaryMachine("files")
        let text = "{\n  \"amp\": {\"mcpServers\": {}},\n  \"amp.url\": \"x\"\n}\n"
        try machine.put(".config/amp/settings.json", text)
        try await machine.sync("amp")
        let new = try machine.text(".config/amp/settings.json")
        #expect(new.contains("  \"amp.mcpServers\": {") && new.contains("\"amp\": {\"mcpServers\": {}}"))
        try await machine.release("amp")
        #expect(try machine.text(".config/amp/settings.json") == text)
    }

    @Test func `P55: names that become one there are refused, and nothing is merged`() async throws {
        let machine = try TemporaryMachine("Files", "files")
        let sync = try await machine.sync("goose")
        #expect(sync.codes == ["same-name"] && sync.steps == ["add files"])
        let again = try await machine.sync("goose")
        #expect(again.codes == ["same-name"] && !again.hasChanges)
        // The first of them has the name.
        let entries = try await machine.keeper.status(of: "goose").entries
        #expect(entries.map(\.server?.rawValue) == ["Files", "files"] && entries.map(\.state) == [.inSync, .impossible])
        let both = try await machine.sync("cursor")
        #expect(both.codes == [] && both.steps == ["add Files", "add files"])
    }

    @Test func `P55: a name is free when its server is not wanted there`() async throws {
        let machine = try TemporaryMachine(Offer("Files") { $0.enabled = false }, "files")
        let sync = try await machine.sync("goose")
        #expect(sync.codes == [] && sync.steps == ["add files"])
        let again = try await machine.sync("goose")
        #expect(again.codes == [] && !again.hasChanges)
        #expect(try await machine.states("goose")["files"] == .inSync)
    }

    @Test func `P55: an entry of somebody else under the name there is asked about`() async throws {
        let machine = try TemporaryMachine("Files")
        try machine.put(".config/goose/config.yaml", "extensions:\n  files:\n    cmd: theirs\n")
        #expect(try await machine.refusal("goose") == "foreign-entry")
    }

    @Test(arguments: [
        ("claude-code", "workspace", "reserved-name"), ("claude-code", "Workspace", "reserved-name"),
        ("claude-code", "a.b", "unfit-name"), ("opencode", "servers", "reserved-name"), ("opencode", "timeout", "reserved-name"),
        ("codex", "a.b", "unfit-name"), ("gemini-cli", "a_b", "unfit-name"), ("qwen-code", "a_b", "unfit-name"),
        ("goose", "a.b", "unfit-name"), ("grok-cli", "a.b", "unfit-name"),
    ])
    func `P56 P57: names that mean something else there are refused, and nobody else is`(
        platform: String, name: String, code: String
    ) async throws {
        let machine = try TemporaryMachine("files")
        machine.world.servers.append(Offer(name))
        let sync = try await machine.sync(platform)
        #expect(sync.codes == [code] && sync.steps == ["add files"])
        #expect(sync.refusals.first?.name == name)
        #expect(try await machine.states(platform) == ["files": .inSync, name: .impossible])
    }

    @Test func `P57: what is no server among servers is not taken for one`() async throws {
        let machine = try TemporaryMachine("files")
        let path = ".config/opencode/opencode.json"
        try machine.put(path, "{\n  \"mcp\": {\n    \"timeout\": { \"catalog\": 5 },\n    \"servers\": {}\n  }\n}\n")
        try await machine.sync("opencode")
        #expect(try await machine.states("opencode") == ["files": .inSync])
        let text = try machine.text(path)
        let nested = try #require(text.firstRange(of: "\"servers\": {"))
        #expect(text[nested.upperBound...].contains("\"files\": {"))
        // And a server of the first generation that is called so is one.
        let other = try TemporaryMachine("files")
        try other.put(path, "{\n  \"mcp\": {\n    \"servers\": { \"type\": \"local\", \"command\": [\"x\"] }\n  }\n}\n")
        try await other.sync("opencode")
        #expect(try await other.states("opencode") == ["servers": .foreign, "files": .inSync])
    }

    @Test func `P57: upper and lower case are two names where the client keeps them apart`() async throws {
        let machine = try TemporaryMachine("files")
        try machine.put(".cursor/mcp.json", #"{"mcpServers": {"Files": {"command": "x"}}}"#)
        try await machine.sync("cursor")
        #expect(try await machine.states("cursor") == ["Files": .foreign, "files": .inSync])
    }

    @Test(arguments: ["[]", "\"x\"", "42", "true", "null", "[{\"name\": \"a\"}]"])
    func `P58: what holds no servers is not made to`(value: String) async throws {
        for file in [
            ClientFile("cursor", ".cursor/mcp.json", "{\"mcpServers\": \(value)}"),
            ClientFile("zed", ".config/zed/settings.json", "{\"context_servers\": \(value)}"),
            ClientFile("opencode", ".config/opencode/opencode.json", "{\"mcp\": \(value)}"),
        ] {
            let machine = try TemporaryMachine("files")
            try machine.put(file.path, file.text)
            #expect(try await machine.refusal(file.platform) == "cannot-edit", "\(file.platform)")
        }
    }

    @Test(arguments: [
        ClientFile("codex", ".codex/config.toml", "mcp_servers = 1\n"),
        ClientFile("codex", ".codex/config.toml", "[[mcp_servers]]\n"),
        ClientFile("mistral-vibe", ".vibe/config.toml", "[mcp_servers.a]\ncommand = \"x\"\n"),
        ClientFile("goose", ".config/goose/config.yaml", "extensions: none\n"),
        ClientFile("goose", ".config/goose/config.yaml", "extensions:\n  - a\n"),
    ])
    func `P58: and so in TOML and YAML`(file: ClientFile) async throws {
        let machine = try TemporaryMachine("files")
        try machine.put(file.path, file.text)
        #expect(try await machine.refusal(file.platform) == "cannot-edit")
    }

    @Test func `P60: a server stays in the file it is in, of those that the client reads`() async throws {
        let machine = try TemporaryMachine("files", "docs")
        let entry = #"{"type": "local", "command": ["/opt/mcp/mcp-connect", "docs", "--client", "opencode"]}"#
        try machine.put(".config/opencode/opencode.json", "{}")
        try machine.put(".config/opencode/opencode.jsonc", "{\n  // mine\n  \"mcp\": {\"docs\": \(entry)}\n}\n")
        let sync = try await machine.sync("opencode", deciding: .ours)
        #expect(sync.steps == ["add files", "adopt docs"] || sync.steps == ["add files"])
        machine.world.set { $0.bridge = "/usr/bin/mcp-connect" }
        try await machine.sync("opencode")
        let (json, jsonc) = (
            try machine.text(".config/opencode/opencode.json"), try machine.text(".config/opencode/opencode.jsonc")
        )
        #expect(json.contains("\"files\"") && !json.contains("docs"))
        #expect(jsonc.contains("[\"/usr/bin/mcp-connect\", \"docs\"") && !jsonc.contains("files") && jsonc.contains("// mine"))
        #expect(try await machine.states("opencode") == ["files": .inSync, "docs": .inSync])
    }

    @Test func `P60: a place that the client has given up is not written`() async throws {
        let machine = try TemporaryMachine("files")
        let old = ".config/Code/User/globalStorage/saoudrizwan.claude-dev/settings/cline_mcp_settings.json"
        try machine.put(old, "{\"mcpServers\": {}}")
        try await machine.sync("cline-legacy")
        #expect(try machine.text(old).contains("files"))
        try machine.put(".cline/data/settings/cline_mcp_settings.json", "{}")
        machine.world.servers = ["files", "docs"]
        #expect(try await machine.refusal("cline-legacy") == "unsupported")
    }

    @Test func `P61: where a client's place is not known, nothing is written anywhere`() async throws {
        let folder = try TemporaryMachine()
        let paths = PlatformPaths(
            PlatformPaths.Surroundings(system: .linux, userHome: "", environment: ["XDG_CONFIG_HOME": "rel"]))
        let keeper = PlatformKeeper(home: folder.home, facts: World(["files"]).facts(paths))
        let here = Set(Folder.names(in: "."))
        for platform in ["cursor", "zed", "codex", "goose", "claude-code"] {
            let sync = try await keeper.apply(PlatformSyncRequest(platforms: [platform]))
            #expect(sync.codes == ["unknown-place"] && sync.changes.isEmpty)
        }
        #expect(Set(Folder.names(in: ".")) == here)
        var request = PlatformSyncRequest(platforms: ["cursor"])
        request.file = "relative/mcp.json"
        await #expect(throws: PlatformError.notAbsolute("relative/mcp.json")) { try await keeper.apply(request) }
    }
}
