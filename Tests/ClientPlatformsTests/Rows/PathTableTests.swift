import ClientPlatforms
import Testing

struct `The table of paths` {
    @Test func `is this on Linux`() {
        #expect(
            table(.linux(), showing: "/home/ann") == """
                claude-desktop  ~/.config/Claude/claude_desktop_config.json
                claude-code  ~/.claude.json
                cursor  ~/.cursor/mcp.json
                vscode  ~/.config/Code/User/mcp.json
                vscode-insiders  ~/.config/Code - Insiders/User/mcp.json
                vscode-server  ~/.vscode-server/data/User/mcp.json
                cline  ~/.cline/data/settings/cline_mcp_settings.json
                cline-legacy  –
                roo-code  –
                kilo  ~/.config/kilo/kilo.jsonc
                continue  ~/.continue/mcpServers/mcp-manager.json
                windsurf  ~/.codeium/windsurf/mcp_config.json
                devin-local  ~/.config/devin/mcp_config.json
                windsurf-jetbrains  ~/.codeium/mcp_config.json
                zed  ~/.config/zed/settings.json
                trae  ~/.config/Trae/User/mcp.json
                antigravity  ~/.gemini/config/mcp_config.json
                junie  ~/.junie/mcp/mcp.json
                jetbrains-ai-assistant  ~/.ai/mcp/mcp.json
                copilot-jetbrains  ~/.config/github-copilot/intellij/mcp.json
                codex  ~/.codex/config.toml
                gemini-cli  ~/.gemini/settings.json
                qwen-code  ~/.qwen/settings.json
                copilot-cli  ~/.copilot/mcp-config.json
                goose  ~/.config/goose/config.yaml
                opencode  ~/.config/opencode/opencode.json
                amazon-q  ~/.aws/amazonq/mcp.json
                kiro  ~/.kiro/settings/mcp.json
                augment  ~/.augment/settings.json
                amp  ~/.config/amp/settings.json
                crush  ~/.config/crush/crush.json
                factory  ~/.factory/mcp.json
                kimi-cli  ~/.kimi/mcp.json
                rovodev  ~/.rovodev/mcp.json
                grok-cli  ~/.grok/config.toml
                mistral-vibe  ~/.vibe/config.toml
                lm-studio  ~/.lmstudio/mcp.json
                warp  ~/.warp/.mcp.json
                5ire  –
                witsy  ~/.config/Witsy/settings.json
                boltai  –
                cherry-studio  –
                """)
    }
    @Test func `is this on macOS`() {
        #expect(
            table(.macOS(), showing: "/Users/ann") == """
                claude-desktop  ~/Library/Application Support/Claude/claude_desktop_config.json
                claude-code  ~/.claude.json
                cursor  ~/.cursor/mcp.json
                vscode  ~/Library/Application Support/Code/User/mcp.json
                vscode-insiders  ~/Library/Application Support/Code - Insiders/User/mcp.json
                vscode-server  –
                cline  ~/.cline/data/settings/cline_mcp_settings.json
                cline-legacy  –
                roo-code  –
                kilo  ~/.config/kilo/kilo.jsonc
                continue  ~/.continue/mcpServers/mcp-manager.json
                windsurf  ~/.codeium/windsurf/mcp_config.json
                devin-local  ~/.config/devin/mcp_config.json
                windsurf-jetbrains  ~/.codeium/mcp_config.json
                zed  ~/.config/zed/settings.json
                trae  ~/Library/Application Support/Trae/User/mcp.json
                antigravity  ~/.gemini/config/mcp_config.json
                junie  ~/.junie/mcp/mcp.json
                jetbrains-ai-assistant  ~/.ai/mcp/mcp.json
                copilot-jetbrains  ~/.config/github-copilot/intellij/mcp.json
                codex  ~/.codex/config.toml
                gemini-cli  ~/.gemini/settings.json
                qwen-code  ~/.qwen/settings.json
                copilot-cli  ~/.copilot/mcp-config.json
                goose  ~/.config/goose/config.yaml
                opencode  ~/.config/opencode/opencode.json
                amazon-q  ~/.aws/amazonq/mcp.json
                kiro  ~/.kiro/settings/mcp.json
                augment  ~/.augment/settings.json
                amp  ~/.config/amp/settings.json
                crush  ~/.config/crush/crush.json
                factory  ~/.factory/mcp.json
                kimi-cli  ~/.kimi/mcp.json
                rovodev  ~/.rovodev/mcp.json
                grok-cli  ~/.grok/config.toml
                mistral-vibe  ~/.vibe/config.toml
                lm-studio  ~/.lmstudio/mcp.json
                warp  ~/.warp/.mcp.json
                5ire  –
                witsy  ~/Library/Application Support/Witsy/settings.json
                boltai  ~/.boltai/mcp.json
                cherry-studio  –
                """)
    }
    @Test func `is this on Windows`() {
        let environment = ["APPDATA": #"C:\Users\ann\AppData\Roaming"#, "LOCALAPPDATA": #"C:\Users\ann\AppData\Local"#]
        #expect(
            table(.windows(environment), showing: #"C:\Users\ann"#) == #"""
                claude-desktop  ~\AppData\Roaming\Claude\claude_desktop_config.json
                claude-code  ~\.claude.json
                cursor  ~\.cursor\mcp.json
                vscode  ~\AppData\Roaming\Code\User\mcp.json
                vscode-insiders  ~\AppData\Roaming\Code - Insiders\User\mcp.json
                vscode-server  –
                cline  ~\.cline\data\settings\cline_mcp_settings.json
                cline-legacy  –
                roo-code  –
                kilo  ~\.config\kilo\kilo.jsonc
                continue  ~\.continue\mcpServers\mcp-manager.json
                windsurf  ~\.codeium\windsurf\mcp_config.json
                devin-local  ~\AppData\Roaming\devin\mcp_config.json
                windsurf-jetbrains  ~\.codeium\mcp_config.json
                zed  ~\AppData\Roaming\Zed\settings.json
                trae  ~\AppData\Roaming\Trae\User\mcp.json
                antigravity  ~\.gemini\config\mcp_config.json
                junie  ~\.junie\mcp\mcp.json
                jetbrains-ai-assistant  ~\.ai\mcp\mcp.json
                copilot-jetbrains  ~\AppData\Local\github-copilot\intellij\mcp.json
                codex  ~\.codex\config.toml
                gemini-cli  ~\.gemini\settings.json
                qwen-code  ~\.qwen\settings.json
                copilot-cli  ~\.copilot\mcp-config.json
                goose  ~\AppData\Roaming\Block\goose\config\config.yaml
                opencode  ~\.config\opencode\opencode.json
                amazon-q  –
                kiro  ~\.kiro\settings\mcp.json
                augment  ~\.augment\settings.json
                amp  ~\.config\amp\settings.json
                crush  ~\AppData\Local\crush\crush.json
                factory  ~\.factory\mcp.json
                kimi-cli  ~\.kimi\mcp.json
                rovodev  ~\.rovodev\mcp.json
                grok-cli  ~\.grok\config.toml
                mistral-vibe  ~\.vibe\config.toml
                lm-studio  ~\.lmstudio\mcp.json
                warp  ~\.warp\.mcp.json
                5ire  –
                witsy  ~\AppData\Roaming\Witsy\settings.json
                boltai  –
                cherry-studio  –
                """#)
    }

    @Test func `has holes on Windows when its variables are not set`() {
        let usual = table(.windows(["APPDATA": #"C:\A"#, "LOCALAPPDATA": #"C:\L"#]), showing: #"C:\Users\ann"#)
        let poor = table(.windows([:]), showing: #"C:\Users\ann"#)
        let lost = zip(usual.split(separator: "\n"), poor.split(separator: "\n")).filter { $0 != $1 }.map(\.1)
        #expect(
            lost == [
                "claude-desktop  –", "vscode  –", "vscode-insiders  –", "devin-local  –", "zed  –", "trae  –",
                "copilot-jetbrains  –",
                "goose  –", "crush  –", "witsy  –",
            ])
    }

    @Test func `follows the variables of systems and of clients`() {
        let moved = [
            "XDG_CONFIG_HOME": "/conf", "CLAUDE_CONFIG_DIR": "/own/claude", "CLINE_DIR": "/own/cline", "CODEX_HOME": "/own/codex",
            "COPILOT_HOME": "/own/copilot", "CONTINUE_GLOBAL_DIR": "/own/continue", "GOOSE_PATH_ROOT": "/own/goose",
            "AMP_SETTINGS_FILE": "/own/amp.json", "FLATPAK_XDG_CONFIG_HOME": "/flat",
        ]
        let lines = table(.linux(moved), showing: "/home/ann").split(separator: "\n")
        #expect(
            lines.filter { !$0.contains("  ~") && !$0.contains("–") }.joined(separator: "\n") == """
                claude-desktop  /conf/Claude/claude_desktop_config.json
                claude-code  /own/claude/.claude.json
                vscode  /conf/Code/User/mcp.json
                vscode-insiders  /conf/Code - Insiders/User/mcp.json
                cline  /own/cline/data/settings/cline_mcp_settings.json
                continue  /own/continue/mcpServers/mcp-manager.json
                devin-local  /conf/devin/mcp_config.json
                zed  /flat/zed/settings.json
                trae  /conf/Trae/User/mcp.json
                copilot-jetbrains  /conf/github-copilot/intellij/mcp.json
                codex  /own/codex/config.toml
                copilot-cli  /own/copilot/mcp-config.json
                goose  /own/goose/config/config.yaml
                opencode  /conf/opencode/opencode.json
                amp  /own/amp.json
                crush  /conf/crush/crush.json
                witsy  /conf/Witsy/settings.json
                """)
    }

    /// The file of each client, with `~` for the user's home; `–` where its place is not known.
    private func table(_ paths: PlatformPaths, showing home: String) -> String {
        Platform.builtIn.map { platform in
            let path = paths.meant(platform.files)
            return "\(platform.id)  \(path.map { $0.replacing(home, with: "~") } ?? "–")"
        }.joined(separator: "\n")
    }
}
