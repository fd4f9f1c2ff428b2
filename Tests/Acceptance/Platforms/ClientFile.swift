import Foundation
import TestSupport
import Testing

/// The file of a client, with what somebody else has in it: a server called `notes`, odd spaces, and comments where there may be some.
struct ClientFile: Sendable, CustomTestStringConvertible {
    /// As we name the client.
    var platform: String
    /// Below the user's home.
    var path: String
    var text: String

    var testDescription: String { platform }

    // MARK: In a home

    func write(in home: TestHome) throws {
        let file = place(in: home)
        try FileManager.default.createDirectory(
            atPath: URL(fileURLWithPath: file).deletingLastPathComponent().path, withIntermediateDirectories: true)
        try text.write(toFile: file, atomically: true, encoding: .utf8)
    }

    /// What is in it now.
    func now(in home: TestHome) throws -> String { try String(contentsOfFile: place(in: home), encoding: .utf8) }

    /// The lines of somebody else that are not there any more, or not in their order; a comma may follow one now.
    func lost(in home: TestHome) throws -> [Substring] {
        var left = try now(in: home).split(separator: "\n")[...]
        return text.split(separator: "\n").filter { line in
            guard let place = left.firstIndex(where: { $0 == line || $0 == line + "," }) else { return true }
            left = left[(place + 1)...]
            return false
        }
    }

    private func place(in home: TestHome) -> String { "\(home.root)/user/\(path)" }

    // MARK: Clients

    static let codex = ClientFile(
        platform: "codex", path: ".codex/config.toml",
        text: """
            # Mine; leave it alone.
            model = "gpt-5"   # odd spaces stay

            [mcp_servers.notes]   # somebody else's
            command = '/bin/notes'
            args = [ "-x" ]
            enabled = false   # not now

            # And this.
            [projects."/shop"]
            trust_level = "trusted"

            """)

    static let claudeCode = ClientFile(
        platform: "claude-code", path: ".claude.json",
        text: """
            {
              "numStartups": 7,
              "theme":   "dark",
              "mcpServers": {
                "notes": { "type": "stdio", "command": "/bin/notes", "args": [ ] }
              },
              "projects": {"/shop": {"allowedTools": [],  "mcpServers": {"till": {"command": "/bin/till"}}}},
              "word": "ünï 🔑"
            }

            """)

    static let kimi = ClientFile(platform: "kimi-cli", path: ".kimi/mcp.json", text: json())
    static let claudeDesktop = ClientFile(
        platform: "claude-desktop", path: ".config/Claude/claude_desktop_config.json", text: json())
    static let cursor = ClientFile(platform: "cursor", path: ".cursor/mcp.json", text: json())
    static let windsurf = ClientFile(platform: "windsurf", path: ".codeium/windsurf/mcp_config.json", text: json())
    static let vscode = ClientFile(platform: "vscode", path: ".config/Code/User/mcp.json", text: json(container: "servers"))
    static let cline = ClientFile(
        platform: "cline-legacy",
        path: ".config/Code/User/globalStorage/saoudrizwan.claude-dev/settings/cline_mcp_settings.json", text: json())
    static let rooCode = ClientFile(
        platform: "roo-code",
        path: ".config/Code/User/globalStorage/rooveterinaryinc.roo-cline/settings/mcp_settings.json", text: json())
    static let geminiCLI = ClientFile(platform: "gemini-cli", path: ".gemini/settings.json", text: json())
    static let qwenCode = ClientFile(platform: "qwen-code", path: ".qwen/settings.json", text: json())

    static let openCode = ClientFile(
        platform: "opencode", path: ".config/opencode/opencode.json",
        text: """
            {
              // Mine; leave it alone.
              "theme":   "dark",   // odd spaces stay
              "mcp": {
                "notes": { "type": "local", "command": ["/bin/notes"] }
              }
            }

            """)

    static let goose = ClientFile(
        platform: "goose", path: ".config/goose/config.yaml",
        text: """
            # Mine; leave it alone.
            GOOSE_MODEL:   gpt-5   # odd spaces stay
            extensions:
              developer: {bundled: true, enabled: true, name: developer, timeout: 300, type: builtin}
              notes:   # somebody else's
                enabled: true
                type: stdio
                name: notes
                cmd: "/bin/notes"
                args: []
            # The end.

            """)

    private static func json(container: String = "mcpServers") -> String {
        """
        {
          "theme":   "dark",
          "\(container)": {
            "notes": { "command": "/bin/notes", "args": [ ] }
          },
          "other": [1,2,  3]
        }

        """
    }
}
