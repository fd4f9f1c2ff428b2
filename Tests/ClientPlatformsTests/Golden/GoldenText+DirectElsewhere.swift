/// The same as `direct` in all other clients, and in those that cannot name a secret.
extension GoldenText {
    /// Where nothing can be named, nothing is written.
    static let directElsewhere: [GoldenText] = [
        GoldenText(
            "claude-desktop", refused: "docs: no-transport, files: no-reference", ""),
        GoldenText(
            "vscode vscode-insiders vscode-server",
            """
            {
              "servers": {
                "docs": {
                  "type": "http",
                  "url": "https://mcp.example.com/mcp",
                  "headers": {
                    "Authorization": "Bearer ${env:DOCS_TOKEN}"
                  }
                },
                "files": {
                  "type": "stdio",
                  "command": "/usr/bin/npx",
                  "args": ["-y", "server-files"],
                  "env": {
                    "FILES_TOKEN": "${env:FILES_TOKEN}",
                    "LOG_LEVEL": "info"
                  }
                }
              }
            }

            """),
        GoldenText(
            "kilo zed trae antigravity junie jetbrains-ai-assistant copilot-jetbrains augment amp "
                + "factory kimi-cli rovodev grok-cli lm-studio warp", refused: "docs: no-reference, files: no-reference", ""),
        GoldenText(
            "codex",
            """
            [mcp_servers.docs]
            url = "https://mcp.example.com/mcp"
            bearer_token_env_var = "DOCS_TOKEN"

            [mcp_servers.files]
            command = "/usr/bin/npx"
            args = ["-y", "server-files"]
            env = { LOG_LEVEL = "info" }
            env_vars = ["FILES_TOKEN"]

            """),
        GoldenText(
            "goose", refused: "docs: no-reference",
            """
            extensions:
              files:
                type: stdio
                cmd: /usr/bin/npx
                args:
                  - "-y"
                  - server-files
                envs:
                  LOG_LEVEL: info
                env_keys:
                  - FILES_TOKEN
                enabled: true
                name: files
                description: "files, through mcp-manager"

            """),
        GoldenText(
            "opencode",
            """
            {
              "$schema": "https://opencode.ai/config.json",
              "mcp": {
                "docs": {
                  "type": "remote",
                  "url": "https://mcp.example.com/mcp",
                  "headers": {
                    "Authorization": "Bearer {env:DOCS_TOKEN}"
                  }
                },
                "files": {
                  "type": "local",
                  "command": ["/usr/bin/npx", "-y", "server-files"],
                  "environment": {
                    "FILES_TOKEN": "{env:FILES_TOKEN}",
                    "LOG_LEVEL": "info"
                  }
                }
              }
            }

            """),
        GoldenText(
            "crush",
            """
            {
              "$schema": "https://charm.land/crush.json",
              "mcp": {
                "docs": {
                  "type": "http",
                  "url": "https://mcp.example.com/mcp",
                  "headers": {
                    "Authorization": "Bearer ${DOCS_TOKEN}"
                  }
                },
                "files": {
                  "type": "stdio",
                  "command": "/usr/bin/npx",
                  "args": ["-y", "server-files"],
                  "env": {
                    "FILES_TOKEN": "${FILES_TOKEN}",
                    "LOG_LEVEL": "info"
                  }
                }
              }
            }

            """),
        GoldenText(
            "mistral-vibe", refused: "files: no-reference",
            """
            [[mcp_servers]]
            name = "docs"
            transport = "streamable-http"
            url = "https://mcp.example.com/mcp"
            api_key_env = "DOCS_TOKEN"

            """),
    ]
}
