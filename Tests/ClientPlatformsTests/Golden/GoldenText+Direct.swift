/// What a client's file is after sync without us in between, for servers that need secrets, in clients with the usual container.
extension GoldenText {
    /// Secrets are named as the client names variables.
    static let direct: [GoldenText] = [
        GoldenText(
            "claude-code",
            """
            {
              "mcpServers": {
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
            "cursor",
            """
            {
              "mcpServers": {
                "docs": {
                  "url": "https://mcp.example.com/mcp",
                  "headers": {
                    "Authorization": "Bearer ${env:DOCS_TOKEN}"
                  }
                },
                "files": {
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
            "cline cline-legacy",
            """
            {
              "mcpServers": {
                "docs": {
                  "type": "streamableHttp",
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
            "roo-code",
            """
            {
              "mcpServers": {
                "docs": {
                  "type": "streamable-http",
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
            "continue gemini-cli",
            """
            {
              "mcpServers": {
                "docs": {
                  "type": "http",
                  "url": "https://mcp.example.com/mcp",
                  "headers": {
                    "Authorization": "Bearer ${DOCS_TOKEN}"
                  }
                },
                "files": {
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
            "windsurf devin-local windsurf-jetbrains",
            """
            {
              "mcpServers": {
                "docs": {
                  "serverUrl": "https://mcp.example.com/mcp",
                  "headers": {
                    "Authorization": "Bearer ${env:DOCS_TOKEN}"
                  }
                },
                "files": {
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
            "qwen-code",
            """
            {
              "mcpServers": {
                "docs": {
                  "httpUrl": "https://mcp.example.com/mcp",
                  "headers": {
                    "Authorization": "Bearer ${DOCS_TOKEN}"
                  }
                },
                "files": {
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
            "copilot-cli", refused: "docs: no-reference",
            """
            {
              "mcpServers": {
                "files": {
                  "type": "local",
                  "command": "/usr/bin/npx",
                  "args": ["-y", "server-files"],
                  "env": {
                    "FILES_TOKEN": "${FILES_TOKEN}",
                    "LOG_LEVEL": "info"
                  },
                  "tools": ["*"]
                }
              }
            }

            """),
        GoldenText(
            "amazon-q", refused: "docs: no-reference",
            """
            {
              "mcpServers": {
                "files": {
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
            "kiro",
            """
            {
              "mcpServers": {
                "docs": {
                  "url": "https://mcp.example.com/mcp",
                  "headers": {
                    "Authorization": "Bearer ${DOCS_TOKEN}"
                  }
                },
                "files": {
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
    ]
}
