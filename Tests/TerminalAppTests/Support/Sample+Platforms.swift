import ServerModel

@testable import TerminalApp

extension Sample {
    static let broken = ErrorReport(
        code: "broken-file", problem: "/home/kim/.codex/config.toml:12:7: a value is missing after '='",
        remedy: "mend line 12, or put an earlier copy of the file back")

    /// Twelve clients; every state of an entry, and of a client, is among them.
    static var clients: [PlatformStatus] {
        let claude = client("claude-desktop", "Claude Desktop", ".config/Claude/claude_desktop_config.json") {
            $0.entries =
                inSync("filesystem", "git", "github", "postgres", "slack", "time") + [
                    PlatformEntry(name: "weather", server: id("weather"), state: .leftover, launch: "mcp-connect weather")
                ]
            $0.afterwards = "quit Claude Desktop completely, in the tray too, and start it again"
        }
        let cursor = client("cursor", "Cursor", ".cursor/mcp.json") {
            $0.entries =
                inSync("git", "github", "time") + [
                    PlatformEntry(
                        name: "filesystem", server: id("filesystem"), state: .drifted, launch: "npx -y @mcp/filesystem /srv",
                        difference: [
                            " \"filesystem\": {", "-  \"command\": \"/home/kim/.mcp_servers/bin/mcp-connect\",",
                            "-  \"args\": [\"filesystem\", \"--client\", \"cursor\"]", "+  \"command\": \"npx\",",
                            "+  \"args\": [\"-y\", \"@mcp/filesystem\", \"/srv\"]", " }",
                        ]),
                    PlatformEntry(name: "notion", server: id("notion"), state: .missing, difference: ["-\"notion\": {", "-}"]),
                    PlatformEntry(name: "playwright", state: .foreign, launch: "npx @playwright/mcp"),
                ]
            $0.note = "Cursor keeps a new server off until it is turned on in its window"
            $0.news = PlatformNews(
                time: now + .seconds(-1200), severity: .warning,
                message: "Cursor: changed by somebody else: filesystem", difference: ["-  \"command\": \"mcp-connect\","])
        }
        let code = client("vscode", "VS Code", ".config/Code/User/mcp.json") {
            $0.entries =
                inSync("git", "postgres") + [
                    PlatformEntry(name: "github", server: id("github"), state: .wanted),
                    PlatformEntry(name: "time", server: id("time"), state: .outdated, launch: "mcp-connect time"),
                    PlatformEntry(name: "slack", server: id("slack"), state: .excluded),
                ]
        }
        let codex = client("codex", "OpenAI Codex", ".codex/config.toml") { $0.problem = broken }
        let zed = client("zed", "Zed", ".config/zed/settings.json") {
            $0.entries =
                inSync("git") + [
                    PlatformEntry(
                        name: "grafana", server: id("grafana"), state: .taken, launch: "https://grafana.example/mcp"),
                    PlatformEntry(
                        name: "a-server-with-quite-a-long-name", server: id("a-server-with-quite-a-long-name"),
                        state: .impossible, obstacle: "Zed takes no names of more than 30 letters: rename the server"),
                    PlatformEntry(name: "jira", state: .foreign, launch: "uvx mcp-jira"),
                    PlatformEntry(name: "playwright", state: .foreign, launch: "npx @playwright/mcp"),
                ]
        }
        let gemini = client("gemini-cli", "Gemini CLI", ".gemini/settings.json", isConfigured: false) {
            $0.entries = [PlatformEntry(name: "git", server: id("git"), state: .wanted)]
        }
        let witsy = client("witsy", "Witsy", nil, isConfigured: false) {
            $0.obstacle = "Witsy keeps its servers where only its own window can change them: add 'mcp-connect NAME' there"
        }
        return [claude, cursor, code, codex, zed, gemini, witsy] + others
    }

    private static var others: [PlatformStatus] {
        [
            ("vscode-insiders", "VS Code Insiders"), ("windsurf", "Windsurf"), ("goose", "Goose"), ("lm-studio", "LM Studio"),
            ("copilot-jetbrains", "GitHub Copilot for JetBrains"),
        ].map { id, title in client(id, title, ".\(id)/mcp.json") { $0.entries = inSync("git", "time") } }
    }

    static func client(
        _ id: String, _ title: String, _ path: String?, isConfigured: Bool = true,
        _ adjust: (inout PlatformStatus) -> Void = { _ in }
    ) -> PlatformStatus {
        var status = PlatformStatus(id: id, title: title)
        (status.isInstalled, status.isConfigured, status.hasFile) = (true, isConfigured, path != nil)
        status.path = path.map { "/home/kim/\($0)" }
        if isConfigured { status.syncedAt = now + .seconds(-7200) }
        adjust(&status)
        return status
    }

    static func inSync(_ names: String...) -> [PlatformEntry] {
        names.map { PlatformEntry(name: $0, server: id($0), state: .inSync, launch: "mcp-connect \($0)") }
    }

    static let history = [
        PlatformSyncRecord(
            id: "20261122T131500-undo", time: now + .seconds(-2800), what: "undo", platforms: ["zed"], backups: []),
        PlatformSyncRecord(
            id: "20261122T120215-a1", time: now + .seconds(-7200), what: "sync", platforms: ["cursor"], backups: [nil]),
    ]

    static var findings: PlatformFindings { PlatformFindings(platforms: clients, history: history) }

    // MARK: Plans

    static func change(_ id: String, _ title: String, _ path: String) -> PlatformChange {
        var change = PlatformChange(
            platform: id, title: title, path: "/home/kim/\(path)",
            steps: [PlatformChange.Step(name: "github", server: Sample.id("github"), kind: .add)],
            difference: [
                " {", "   \"mcpServers\": {", "-    \"time\": { \"command\": \"uvx\", \"args\": [\"mcp-server-time\"] }",
                "+    \"time\": { \"command\": \"/home/kim/.mcp_servers/bin/mcp-connect\", \"args\": [\"time\", \"--client\", \"\(id)\"] },",
                "+    \"github\": {", "+      \"command\": \"/home/kim/.mcp_servers/bin/mcp-connect\",",
                "+      \"args\": [\"github\", \"--client\", \"\(id)\"]", "+    }", "   }", " }",
            ])
        change.steps.append(PlatformChange.Step(name: "time", server: Sample.id("time"), kind: .update))
        return change
    }

    static var plan: PlatformSync {
        var claude = change("claude-desktop", "Claude Desktop", ".config/Claude/claude_desktop_config.json")
        claude.steps.append(PlatformChange.Step(name: "wetter", server: Sample.id("weather"), kind: .remove))
        claude.afterwards = "quit Claude Desktop completely, in the tray too, and start it again"
        claude.warnings = [
            "Claude Desktop is running, and may write its old copy of the file back: end it before, and look again after"
        ]
        let question = ErrorReport(
            code: "changed-entry", problem: "'filesystem' in Cursor was changed by somebody else",
            remedy: "say '--ours filesystem' to have it as we want it, or '--theirs filesystem' to leave it as it is")
        return PlatformSync(
            changes: [claude, change("vscode", "VS Code", ".config/Code/User/mcp.json")],
            refusals: [
                PlatformRefusal(
                    platform: "cursor", title: "Cursor", name: "filesystem", report: question, isQuestion: true),
                PlatformRefusal(platform: "codex", title: "OpenAI Codex", report: broken),
            ], digest: "d1")
    }

    /// As the daemon answers when it has written.
    static func written(_ plan: PlatformSync, id: String = "20261122T140215-b2") -> PlatformSync {
        PlatformSync(id: id, changes: plan.changes, refusals: plan.refusals, digest: plan.digest)
    }
}
