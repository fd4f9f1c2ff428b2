import ServerModel
import Testing

@testable import ClientPlatforms

struct `The clients that come with us` {
    @Test func `are understood to the last key`() {
        #expect(Platform.builtInReading.diagnostics.map(\.description) == [])
    }

    @Test func `are these`() {
        #expect(
            Set(Platform.builtIn.map(\.id)) == [
                "5ire", "amazon-q", "amp", "antigravity", "augment", "boltai", "cherry-studio", "claude-code", "claude-desktop",
                "cline", "cline-legacy", "codex", "continue", "copilot-cli", "copilot-jetbrains", "crush", "cursor",
                "devin-local",
                "factory", "gemini-cli", "goose", "grok-cli", "jetbrains-ai-assistant", "junie", "kilo", "kimi-cli", "kiro",
                "lm-studio", "mistral-vibe", "opencode", "qwen-code", "roo-code", "rovodev", "trae", "vscode", "vscode-insiders",
                "vscode-server", "warp", "windsurf", "windsurf-jetbrains", "witsy", "zed",
            ])
        #expect(Platform.builtIn.count == 42)
    }

    @Test func `have names that mean one client each`() {
        let names = Platform.builtIn.flatMap { platform in
            Set(([platform.id] + platform.aliases).map(Platform.normalized)).sorted()
        }
        #expect(Set(names).count == names.count)
    }

    @Test(arguments: Platform.builtIn)
    func `have a file, or say why they have none`(platform: Platform) {
        #expect(platform.obstacle != nil || !(platform.files.linux + platform.files.macOS).isEmpty)
        #expect(platform.obstacle.map { $0.contains(": ") } ?? true, "an obstacle says what to do instead")
    }

    @Test(arguments: Platform.builtIn)
    func `can be told from other programs by more than a file we write`(platform: Platform) {
        #expect(platform.detection != Detection())
        #expect(platform.source == nil)
        #expect(platform.supersededBy.map { id in Platform.builtIn.contains { $0.id == id } } ?? true)
    }

    @Test(arguments: Platform.builtIn)
    func `say what to do in words that follow 'then'`(platform: Platform) {
        for text in [platform.afterwards, platform.obstacle, platform.note].compactMap(\.self) {
            #expect(!text.hasSuffix(".") && !text.contains("\n"))
        }
    }

    /// Format, container and entry of each: container keys with dots between them, `+` for a list, `=` before a type.
    @Test func `write a server down like this`() {
        #expect(
            Platform.builtIn.filter { $0.obstacle == nil }.map(spelling).joined(separator: "\n") == #"""
                claude-desktop · json · mcpServers · command
                claude-code · json · mcpServers · command=stdio · sse=sse · http=http · ${NAME} · timeout 1000–86400000 milliseconds
                cursor · json · mcpServers · command · sse · http · ${env:NAME}
                vscode · jsonc · servers · command=stdio · sse=sse · http=http · cwd · ${env:NAME}
                vscode-insiders · jsonc · servers · command=stdio · sse=sse · http=http · cwd · ${env:NAME}
                vscode-server · jsonc · servers · command=stdio · sse=sse · http=http · cwd · ${env:NAME}
                cline · json · mcpServers · command=stdio · sse=sse · http=streamableHttp · cwd · disabled · autoApprove · ${env:NAME} · timeout 1–3600 seconds
                cline-legacy · json · mcpServers · command=stdio · sse=sse · http=streamableHttp · cwd · disabled · autoApprove · ${env:NAME} · timeout 1–3600 seconds
                roo-code · json · mcpServers · command=stdio · sse=sse · http=streamable-http · cwd · disabled · alwaysAllow · ${env:NAME} · timeout 1–3600 seconds
                kilo · jsonc · mcp · [command]=local · sse=remote · http=remote · environment · enabled · timeout 1–86400000 milliseconds
                continue · json-with-comments · mcpServers · command · sse=sse · http=http · cwd · ${NAME} · connectionTimeout 1–86400000 milliseconds
                windsurf · json · mcpServers · command · sse · http · serverUrl · ${env:NAME}
                devin-local · json · mcpServers · command · sse · http · serverUrl · ${env:NAME}
                windsurf-jetbrains · json · mcpServers · command · sse · http · serverUrl · ${env:NAME}
                zed · jsonc · context_servers · command · http · enabled · timeout 1–600 seconds
                trae · json · mcpServers · command · sse · http
                antigravity · json · mcpServers · command · sse · http · serverUrl · disabled
                junie · json · mcpServers · command · http
                jetbrains-ai-assistant · json · mcpServers · command · http
                copilot-jetbrains · json · servers · command · sse · http
                codex · toml · mcp_servers · command · http · cwd · enabled · tools · tool_timeout_sec 1–86400 seconds
                gemini-cli · json-with-comments · mcpServers · command · sse=sse · http=http · cwd · ${NAME} · timeout 1–86400000 milliseconds
                qwen-code · json-with-comments · mcpServers · command · http · httpUrl · cwd · ${NAME} · timeout 1–86400000 milliseconds
                copilot-cli · json · mcpServers · command=local · sse=sse · http=http · cwd · ${NAME}
                goose · yaml · extensions · cmd=stdio · http=streamable_http · uri · envs · enabled · timeout 1–86400 seconds
                opencode · jsonc · mcp+ · [command]=local · sse=remote · http=remote · environment · enabled · {env:NAME} · timeout 1–86400000 milliseconds
                amazon-q · json · mcpServers · command · http=http · disabled · ${env:NAME} · timeout 1–86400000 milliseconds
                kiro · json · mcpServers · command · sse · http · disabled · autoApprove · ${NAME}
                augment · json · mcpServers · command · sse=sse · http=http
                amp · jsonc · 'amp.mcpServers' · command · sse · http
                crush · json · mcp · command=stdio · sse=sse · http=http · disabled · ${NAME} · timeout 1–86400 seconds
                factory · json · mcpServers · command=stdio · sse=sse · http=http · disabled
                kimi-cli · json · mcpServers · command · sse · http
                rovodev · json · mcpServers · command=stdio · sse=sse · http=http
                grok-cli · toml · mcp_servers · command · sse · http · enabled
                mistral-vibe · toml · mcp_servers+ · command=stdio · http=streamable-http · cwd · disabled · tool_timeout_sec 1–86400 seconds
                lm-studio · json · mcpServers · command · sse · http
                warp · json · mcpServers · command · sse · http · working_directory
                """#)
    }

    private func spelling(_ platform: Platform) -> String {
        let entry = platform.entry
        let container = platform.container.map { $0.contains(".") ? "'\($0)'" : $0 }.joined(separator: ".")
        var words = [platform.id, platform.format.rawValue, container + (platform.layout == .map ? "" : "+")]
        words.append(entry.isJoined ? "[\(entry.command)]" : entry.command)
        if let type = entry.stdioType { words[words.count - 1] += "=\(type)" }
        for (transport, type) in entry.remoteTypes.sorted(by: { $0.key < $1.key }) {
            words.append((transport == "sse" ? "sse" : "http") + (type.isEmpty ? "" : "=\(type)"))
        }
        if let url = entry.url, url != "url" { words.append(url) }
        if entry.environment != "env" { words.append(entry.environment ?? "no env") }
        words += [entry.directory, entry.onOff?.key, entry.autoApprove?.key, entry.reference].compactMap(\.self)
        if let timeout = entry.timeout {
            words.append("\(timeout.key) \(timeout.range.lowerBound)–\(timeout.range.upperBound) \(timeout.unit)")
        }
        return words.joined(separator: " · ")
    }
}

struct `Some clients` {
    private let table = PlatformTable()

    @Test func `keep one key with a dot in it`() throws {
        #expect(try table.platform(named: "amp").container == ["amp.mcpServers"])
    }

    @Test func `start new files with a line of their own`() throws {
        #expect(
            try table.platform(named: "opencode").newFile == [
                Platform.TopLevelText(key: "$schema", text: "https://opencode.ai/config.json")
            ])
    }

    @Test func `turn a switch around in another layout`() throws {
        let entry = try table.platform(named: "opencode").entry
        #expect(entry.onOff == EntrySpelling.OnOff(key: "enabled", valueWhenOn: true))
        #expect(entry.nestedOnOff == EntrySpelling.OnOff(key: "disabled", valueWhenOn: false))
    }

    @Test func `want fields of their own`() throws {
        let goose = try table.platform(named: "goose").entry
        #expect(goose.constants.map(\.key) == ["name", "description"])
        #expect(goose.onOff?.isRequired == true)
        #expect(goose.needsArguments)
        let copilot = try table.platform(named: "copilot-cli").entry
        #expect(copilot.constants == [EntrySpelling.Constant(key: "tools", value: .list([.text("*")]))])
    }

    @Test func `take secrets by the names of variables`() throws {
        let codex = try table.platform(named: "codex").entry
        #expect(codex.reference == nil)
        #expect(codex.passedVariables == "env_vars")
        #expect(codex.passedHeaders == "env_http_headers")
        #expect(codex.passedBearer == "bearer_token_env_var")
    }

    @Test func `take an address without a type for the older transport`() throws {
        #expect(try table.platform(named: "cline").entry.untypedTransport == "sse")
    }

    @Test func `are read in old places and written in new ones`() throws {
        let legacy = try table.platform(named: "cline-legacy")
        #expect(legacy.supersededBy == "cline")
        let vscode = try table.platform(named: "vscode")
        #expect(vscode.readOnlyFiles.linux.contains { $0.contains("profiles") })
        #expect(vscode.otherContainers.contains(["mcp", "servers"]))
        #expect(vscode.format(of: "/x/settings.json") == .jsonc)
        #expect(try table.platform(named: "goose").format(of: "/x/.mcp.json") == .json)
        #expect(try table.platform(named: "continue").format(of: "/x/config.yaml") == .yaml)
        #expect(try table.platform(named: "continue").format(of: "/x/rc") == .jsonWithComments)
    }

    @Test func `must not be disturbed`() throws {
        #expect(try table.platform(named: "cline").lock == .ownedFolder)
        #expect(try table.platform(named: "claude-code").editor == .claude)
        #expect(try table.platform(named: "claude-desktop").overwritingProcesses == ["Claude", "claude-desktop", "Claude.exe"])
    }

    @Test func `keep their switches in a second file`() throws {
        let gemini = try #require(table["gemini-cli"]?.switchboard)
        #expect(gemini.path == ["*", "enabled"])
        #expect(gemini.style == .flag)
        let rovodev = try #require(table["rovodev"]?.switchboard)
        #expect(rovodev.format == .yaml)
        #expect(rovodev.style == .listOfDisabled)
    }
}
