/// What a client's file is after sync through us, in a client that has no switch for a server: one that is off is not in it.
extension GoldenText {
    /// `CLIENT` is the client's id.
    static let throughUs: [GoldenText] = [
        GoldenText(
            "claude-desktop cursor continue windsurf devin-local windsurf-jetbrains trae junie "
                + "jetbrains-ai-assistant gemini-cli qwen-code augment kimi-cli lm-studio",
            """
            {
              "mcpServers": {
                "files": {
                  "command": "/opt/mcp/mcp-connect",
                  "args": ["files", "--client", "CLIENT"]
                }
              }
            }

            """),
        GoldenText(
            "claude-code",
            """
            {
              "mcpServers": {
                "files": {
                  "type": "stdio",
                  "command": "/opt/mcp/mcp-connect",
                  "args": ["files", "--client", "CLIENT"]
                }
              }
            }

            """),
        GoldenText(
            "vscode vscode-insiders vscode-server",
            """
            {
              "servers": {
                "files": {
                  "type": "stdio",
                  "command": "/opt/mcp/mcp-connect",
                  "args": ["files", "--client", "CLIENT"]
                }
              }
            }

            """),
        GoldenText(
            "copilot-jetbrains",
            """
            {
              "servers": {
                "files": {
                  "command": "/opt/mcp/mcp-connect",
                  "args": ["files", "--client", "CLIENT"]
                }
              }
            }

            """),
        GoldenText(
            "copilot-cli",
            """
            {
              "mcpServers": {
                "files": {
                  "type": "local",
                  "command": "/opt/mcp/mcp-connect",
                  "args": ["files", "--client", "CLIENT"],
                  "tools": ["*"]
                }
              }
            }

            """),
        GoldenText(
            "amp",
            """
            {
              "CLIENT.mcpServers": {
                "files": {
                  "command": "/opt/mcp/mcp-connect",
                  "args": ["files", "--client", "CLIENT"]
                }
              }
            }

            """),
        GoldenText(
            "rovodev",
            """
            {
              "mcpServers": {
                "files": {
                  "transport": "stdio",
                  "command": "/opt/mcp/mcp-connect",
                  "args": ["files", "--client", "CLIENT"]
                }
              }
            }

            """),
        GoldenText(
            "warp",
            """
            {
              "mcpServers": {
                "files": {
                  "command": "/opt/mcp/mcp-connect",
                  "args": ["files", "--client", "CLIENT"]
                }
              }
            }

            """),
    ]
}
