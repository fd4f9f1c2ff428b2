/// What a client's file is after sync through us, in a client that has a switch for a server.
extension GoldenText {
    /// `CLIENT` is the client's id.
    static let switched: [GoldenText] = [
        GoldenText(
            "cline cline-legacy",
            """
            {
              "mcpServers": {
                "docs": {
                  "type": "stdio",
                  "command": "/opt/mcp/mcp-connect",
                  "args": ["docs", "--client", "CLIENT"],
                  "disabled": true,
                  "autoApprove": ["read", "list"]
                },
                "files": {
                  "type": "stdio",
                  "command": "/opt/mcp/mcp-connect",
                  "args": ["files", "--client", "CLIENT"]
                }
              }
            }

            """),
        GoldenText(
            "roo-code",
            """
            {
              "mcpServers": {
                "docs": {
                  "type": "stdio",
                  "command": "/opt/mcp/mcp-connect",
                  "args": ["docs", "--client", "CLIENT"],
                  "disabled": true,
                  "alwaysAllow": ["read", "list"]
                },
                "files": {
                  "type": "stdio",
                  "command": "/opt/mcp/mcp-connect",
                  "args": ["files", "--client", "CLIENT"]
                }
              }
            }

            """),
        GoldenText(
            "kilo",
            """
            {
              "mcp": {
                "docs": {
                  "type": "local",
                  "command": ["/opt/mcp/mcp-connect", "docs", "--client", "CLIENT"],
                  "enabled": false
                },
                "files": {
                  "type": "local",
                  "command": ["/opt/mcp/mcp-connect", "files", "--client", "CLIENT"]
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
                  "command": "/opt/mcp/mcp-connect",
                  "args": ["docs", "--client", "CLIENT"],
                  "enabled": false
                },
                "files": {
                  "command": "/opt/mcp/mcp-connect",
                  "args": ["files", "--client", "CLIENT"]
                }
              }
            }

            """),
        GoldenText(
            "antigravity amazon-q",
            """
            {
              "mcpServers": {
                "docs": {
                  "command": "/opt/mcp/mcp-connect",
                  "args": ["docs", "--client", "CLIENT"],
                  "disabled": true
                },
                "files": {
                  "command": "/opt/mcp/mcp-connect",
                  "args": ["files", "--client", "CLIENT"]
                }
              }
            }

            """),
        GoldenText(
            "codex",
            """
            [mcp_servers.docs]
            command = "/opt/mcp/mcp-connect"
            args = ["docs", "--client", "CLIENT"]
            enabled = false
            tools = { read = { approval_mode = "approve" }, list = { approval_mode = "approve" } }

            [mcp_servers.files]
            command = "/opt/mcp/mcp-connect"
            args = ["files", "--client", "CLIENT"]

            """),
        GoldenText(
            "goose",
            """
            extensions:
              docs:
                type: stdio
                cmd: /opt/mcp/mcp-connect
                args:
                  - docs
                  - "--client"
                  - CLIENT
                enabled: false
                name: docs
                description: "docs, through mcp-manager"
              files:
                type: stdio
                cmd: /opt/mcp/mcp-connect
                args:
                  - files
                  - "--client"
                  - CLIENT
                enabled: true
                name: files
                description: "files, through mcp-manager"

            """),
        GoldenText(
            "opencode",
            """
            {
              "$schema": "https://CLIENT.ai/config.json",
              "mcp": {
                "docs": {
                  "type": "local",
                  "command": ["/opt/mcp/mcp-connect", "docs", "--client", "CLIENT"],
                  "enabled": false
                },
                "files": {
                  "type": "local",
                  "command": ["/opt/mcp/mcp-connect", "files", "--client", "CLIENT"]
                }
              }
            }

            """),
        GoldenText(
            "kiro",
            """
            {
              "mcpServers": {
                "docs": {
                  "command": "/opt/mcp/mcp-connect",
                  "args": ["docs", "--client", "CLIENT"],
                  "disabled": true,
                  "autoApprove": ["read", "list"]
                },
                "files": {
                  "command": "/opt/mcp/mcp-connect",
                  "args": ["files", "--client", "CLIENT"]
                }
              }
            }

            """),
        GoldenText(
            "crush",
            """
            {
              "$schema": "https://charm.land/CLIENT.json",
              "mcp": {
                "docs": {
                  "type": "stdio",
                  "command": "/opt/mcp/mcp-connect",
                  "args": ["docs", "--client", "CLIENT"],
                  "disabled": true
                },
                "files": {
                  "type": "stdio",
                  "command": "/opt/mcp/mcp-connect",
                  "args": ["files", "--client", "CLIENT"]
                }
              }
            }

            """),
        GoldenText(
            "factory",
            """
            {
              "mcpServers": {
                "docs": {
                  "type": "stdio",
                  "command": "/opt/mcp/mcp-connect",
                  "args": ["docs", "--client", "CLIENT"],
                  "disabled": true
                },
                "files": {
                  "type": "stdio",
                  "command": "/opt/mcp/mcp-connect",
                  "args": ["files", "--client", "CLIENT"]
                }
              }
            }

            """),
        GoldenText(
            "grok-cli",
            """
            [mcp_servers.docs]
            command = "/opt/mcp/mcp-connect"
            args = ["docs", "--client", "CLIENT"]
            enabled = false

            [mcp_servers.files]
            command = "/opt/mcp/mcp-connect"
            args = ["files", "--client", "CLIENT"]

            """),
        GoldenText(
            "mistral-vibe",
            """
            [[mcp_servers]]
            name = "docs"
            transport = "stdio"
            command = "/opt/mcp/mcp-connect"
            args = ["docs", "--client", "CLIENT"]
            disabled = true

            [[mcp_servers]]
            name = "files"
            transport = "stdio"
            command = "/opt/mcp/mcp-connect"
            args = ["files", "--client", "CLIENT"]

            """),
    ]
}
