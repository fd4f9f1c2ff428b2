/// Where AI clients keep their servers. Everything we know of a client's file is in its row.
extension ClientFile {
    public static let all: [ClientFile] = [
        ClientFile(
            "claude-desktop", "Claude Desktop", linux: ["$XDG_CONFIG_HOME/Claude/claude_desktop_config.json"],
            mac: ["\(support)/Claude/claude_desktop_config.json"]),
        ClientFile(
            "claude-code", "Claude Code", linux: ["~/.claude.json", "$CLAUDE_CONFIG_DIR/.claude.json"],
            servers: [["mcpServers", "*"], ["projects", "*", "mcpServers", "*"]],
            obstacle: "Claude Code writes this file all the time: use 'claude mcp remove' and 'claude mcp add' instead"),
        ClientFile("claude-code", "Claude Code", linux: [], project: [".mcp.json"]),
        ClientFile("cursor", "Cursor", linux: ["~/.cursor/mcp.json"], project: [".cursor/mcp.json"]),
        ClientFile(
            "vscode", "VS Code",
            linux: [
                "$XDG_CONFIG_HOME/Code/User/mcp.json", "$XDG_CONFIG_HOME/Code/User/profiles/*/mcp.json",
                "~/.vscode-server/data/User/mcp.json",
            ],
            mac: ["\(support)/Code/User/mcp.json", "\(support)/Code/User/profiles/*/mcp.json"], project: [".vscode/mcp.json"],
            servers: [["servers", "*"]]),
        ClientFile(
            "vscode-insiders", "VS Code Insiders",
            linux: [
                "$XDG_CONFIG_HOME/Code - Insiders/User/mcp.json", "$XDG_CONFIG_HOME/Code - Insiders/User/profiles/*/mcp.json",
            ],
            mac: ["\(support)/Code - Insiders/User/mcp.json", "\(support)/Code - Insiders/User/profiles/*/mcp.json"],
            servers: [["servers", "*"]]),
        ClientFile(
            "cline", "Cline",
            linux: ["~/.cline/data/settings/cline_mcp_settings.json"]
                + codeFolders("$XDG_CONFIG_HOME", "saoudrizwan.claude-dev/settings/cline_mcp_settings.json"),
            mac: ["~/.cline/data/settings/cline_mcp_settings.json"]
                + codeFolders(support, "saoudrizwan.claude-dev/settings/cline_mcp_settings.json")),
        ClientFile(
            "roo-code", "Roo Code",
            linux: codeFolders("$XDG_CONFIG_HOME", "rooveterinaryinc.roo-cline/settings/mcp_settings.json"),
            mac: codeFolders(support, "rooveterinaryinc.roo-cline/settings/mcp_settings.json"), project: [".roo/mcp.json"]),
        ClientFile("windsurf", "Windsurf", linux: ["~/.codeium/windsurf/mcp_config.json", "~/.codeium/mcp_config.json"]),
        ClientFile(
            "devin-local", "Devin", linux: ["$XDG_CONFIG_HOME/devin/mcp_config.json"],
            project: [".devin/mcp_config.json", ".devin/mcp_config.local.json"]),
        ClientFile(
            "zed", "Zed", linux: ["$XDG_CONFIG_HOME/zed/settings.json"], mac: ["~/.config/zed/settings.json"],
            project: [".zed/settings.json"], servers: [["context_servers", "*"]]),
        ClientFile(
            "codex", "Codex", linux: ["~/.codex/config.toml", "$CODEX_HOME/config.toml"], project: [".codex/config.toml"],
            format: .toml, servers: [["mcp_servers", "*"]]),
        ClientFile("gemini-cli", "Gemini CLI", linux: ["~/.gemini/settings.json"], project: [".gemini/settings.json"]),
        ClientFile("qwen-code", "Qwen Code", linux: ["~/.qwen/settings.json"], project: [".qwen/settings.json"]),
        ClientFile(
            "goose", "Goose", linux: ["~/.config/goose/config.yaml"], format: .yaml, servers: [["extensions", "*"]],
            obstacle: "we do not write the YAML of Goose: define the server with 'mcp-manager add', and use 'goose configure'"),
        ClientFile(
            "continue", "Continue", linux: ["~/.continue/config.yaml", "~/.continue/mcpServers/*.yaml"], format: .yaml,
            servers: [["mcpServers", "*"]],
            obstacle:
                "we do not write the YAML of Continue: define the server with 'mcp-manager add', and write 'mcp-connect' here"),
        ClientFile("continue", "Continue", linux: ["~/.continue/mcpServers/*.json"]),
        ClientFile(
            "opencode", "opencode",
            linux: ["~/.config/opencode/opencode.json", "~/.config/opencode/opencode.jsonc"],
            project: ["opencode.json", "opencode.jsonc", ".opencode/opencode.json"],
            servers: [["mcp", "*"], ["mcp", "servers", "*"]],
            spelling: .joined(type: "local")),
        ClientFile(
            "amazon-q", "Amazon Q", linux: ["~/.aws/amazonq/mcp.json", "~/.aws/amazonq/cli-agents/*.json"],
            project: [".amazonq/mcp.json"]),
        ClientFile(
            "kiro", "Kiro", linux: ["~/.kiro/settings/mcp.json", "~/.kiro/agents/*.json"], project: [".kiro/settings/mcp.json"]),
        ClientFile("junie", "Junie", linux: ["~/.junie/mcp/mcp.json"], project: [".junie/mcp/mcp.json"]),
        ClientFile(
            "jetbrains-ai-assistant", "JetBrains AI Assistant", linux: ["~/.ai/mcp/mcp.json"], project: [".ai/mcp/mcp.json"]),
        ClientFile(
            "copilot-jetbrains", "GitHub Copilot for JetBrains", linux: ["$XDG_CONFIG_HOME/github-copilot/intellij/mcp.json"],
            servers: [["servers", "*"]]),
        ClientFile(
            "copilot-cli", "GitHub Copilot CLI", linux: ["~/.copilot/mcp-config.json", "$COPILOT_HOME/mcp-config.json"],
            project: [".github/mcp.json"], spelling: .separate(type: "local")),
        ClientFile("lm-studio", "LM Studio", linux: ["~/.lmstudio/mcp.json", "~/.cache/lm-studio/mcp.json"]),
        ClientFile("warp", "Warp", linux: ["~/.warp/.mcp.json"], project: [".warp/.mcp.json"]),
        ClientFile(
            "trae", "Trae", linux: ["$XDG_CONFIG_HOME/Trae/User/mcp.json"], mac: ["\(support)/Trae/User/mcp.json"],
            project: [".trae/mcp.json"]),
        ClientFile("augment", "Augment", linux: ["~/.augment/settings.json"], project: [".augment/settings.json"]),
        ClientFile(
            "amp", "Amp", linux: ["~/.config/amp/settings.json", "~/.config/amp/settings.jsonc"], project: [".amp/settings.json"],
            servers: [["amp.mcpServers", "*"]]),
        ClientFile(
            "witsy", "Witsy", linux: ["~/.config/Witsy/settings.json"], mac: ["\(support)/Witsy/settings.json"],
            servers: [["mcpServers", "*"], ["mcp", "servers", "*"]],
            obstacle: "Witsy writes its settings itself: change the server in its window, to 'mcp-connect' and the server's name"),
        ClientFile("boltai", "BoltAI", linux: [], mac: ["~/.boltai/mcp.json"]),
        ClientFile(
            "antigravity", "Antigravity", linux: ["~/.gemini/config/mcp_config.json", "~/.gemini/antigravity/mcp_config.json"]),
        ClientFile(
            "crush", "Crush", linux: ["$XDG_CONFIG_HOME/crush/crush.json"], project: ["crush.json", ".crush.json"],
            servers: [["mcp", "*"]]),
        ClientFile(
            "kilo", "Kilo Code", linux: ["~/.config/kilo/kilo.jsonc", "~/.config/kilo/kilo.json"],
            project: ["kilo.jsonc", "kilo.json"],
            servers: [["mcp", "*"]], spelling: .joined(type: "local")),
        ClientFile("factory", "Factory Droid", linux: ["~/.factory/mcp.json"], project: [".factory/mcp.json"]),
        ClientFile(
            "kimi-cli", "Kimi CLI", linux: ["~/.kimi/mcp.json", "~/.kimi-code/mcp.json"], project: [".kimi-code/mcp.json"]),
        ClientFile("rovodev", "Rovo Dev", linux: ["~/.rovodev/mcp.json"], project: [".rovodev/mcp.json"]),
        ClientFile(
            "grok-cli", "Grok CLI", linux: ["~/.grok/config.toml"], project: [".grok/config.toml"], format: .toml,
            servers: [["mcp_servers", "*"]]),
        ClientFile(
            "mistral-vibe", "Mistral Vibe", linux: ["~/.vibe/config.toml"], project: [".vibe/config.toml"], format: .toml,
            servers: [["mcp_servers", "*"]],
            obstacle:
                "we do not write the lists of Mistral Vibe: define the server with 'mcp-manager add', and write 'mcp-connect' here"
        ),
    ]

    /// A file nobody's row names.
    static func unknown(_ format: Format) -> ClientFile {
        ClientFile(
            "unknown", "", linux: [], format: format,
            servers: [
                ["mcpServers", "*"], ["servers", "*"], ["context_servers", "*"], ["mcp_servers", "*"], ["mcp", "*"],
                ["extensions", "*"],
            ],
            obstacle: "it is not known whose file this is: define the server with 'mcp-manager add', and write 'mcp-connect' here"
        )
    }

    private static let support = "~/Library/Application Support"

    /// Where the editors of the VS Code family keep what extensions store.
    private static func codeFolders(_ base: String, _ file: String) -> [String] {
        ["Code", "Code - Insiders", "Cursor", "Windsurf", "VSCodium", "Trae"].map { "\(base)/\($0)/User/globalStorage/\(file)" }
    }
}
