/// What becomes of a remote server without secrets in clients that refused one with a secret.
extension GoldenText {
    /// Where nothing must be named, most can have it.
    static let plain: [GoldenText] = [
        GoldenText(
            "claude-desktop", refused: "docs: no-transport", ""),
        GoldenText(
            "kilo",
            """
            {
              "mcp": {
                "docs": {
                  "type": "remote",
                  "url": "https://mcp.example.com/mcp",
                  "headers": {
                    "X-Team": "core"
                  }
                }
              }
            }

            """),
        GoldenText(
            "zed",
            """
            {
              "context_servers": {
                "docs": {
                  "url": "https://mcp.example.com/mcp",
                  "headers": {
                    "X-Team": "core"
                  }
                }
              }
            }

            """),
        GoldenText(
            "trae junie jetbrains-ai-assistant kimi-cli lm-studio warp",
            """
            {
              "mcpServers": {
                "docs": {
                  "url": "https://mcp.example.com/mcp",
                  "headers": {
                    "X-Team": "core"
                  }
                }
              }
            }

            """),
        GoldenText(
            "antigravity",
            """
            {
              "mcpServers": {
                "docs": {
                  "serverUrl": "https://mcp.example.com/mcp",
                  "headers": {
                    "X-Team": "core"
                  }
                }
              }
            }

            """),
        GoldenText(
            "copilot-jetbrains",
            """
            {
              "servers": {
                "docs": {
                  "url": "https://mcp.example.com/mcp",
                  "requestInit": {
                    "headers": {
                      "X-Team": "core"
                    }
                  }
                }
              }
            }

            """),
        GoldenText(
            "copilot-cli",
            """
            {
              "mcpServers": {
                "docs": {
                  "type": "http",
                  "url": "https://mcp.example.com/mcp",
                  "headers": {
                    "X-Team": "core"
                  },
                  "tools": ["*"]
                }
              }
            }

            """),
        GoldenText(
            "goose",
            """
            extensions:
              docs:
                type: streamable_http
                uri: "https://mcp.example.com/mcp"
                headers:
                  X-Team: core
                enabled: true
                name: docs
                description: "docs, through mcp-manager"

            """),
        GoldenText(
            "amazon-q augment factory",
            """
            {
              "mcpServers": {
                "docs": {
                  "type": "http",
                  "url": "https://mcp.example.com/mcp",
                  "headers": {
                    "X-Team": "core"
                  }
                }
              }
            }

            """),
        GoldenText(
            "amp",
            """
            {
              "amp.mcpServers": {
                "docs": {
                  "url": "https://mcp.example.com/mcp",
                  "headers": {
                    "X-Team": "core"
                  }
                }
              }
            }

            """),
        GoldenText(
            "rovodev",
            """
            {
              "mcpServers": {
                "docs": {
                  "transport": "http",
                  "url": "https://mcp.example.com/mcp",
                  "headers": {
                    "X-Team": "core"
                  }
                }
              }
            }

            """),
        GoldenText(
            "grok-cli", refused: "docs: no-headers", ""),
        GoldenText(
            "mistral-vibe",
            """
            [[mcp_servers]]
            name = "docs"
            transport = "streamable-http"
            url = "https://mcp.example.com/mcp"
            headers = { X-Team = "core" }

            """),
    ]
}
