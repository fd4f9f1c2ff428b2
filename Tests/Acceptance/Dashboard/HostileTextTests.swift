import Foundation
import ServerModel
import TestSupport
import Testing

/// Every text that others write, full of what terminals obey.
private enum Hostile {
    /// Clears the screen, sets the title, copies, rings, turns text around, asks the terminal who it is, and never ends.
    static let text =
        "\u{1B}[2J\u{1B}[H\u{1B}]0;owned\u{07}\u{1B}]52;c;b3duZWQ=\u{07}\u{07}\u{9B}31m\u{202E}evil\u{202C}\u{1B}[c\u{1B}P1$r"
    static let json = text.unicodeScalars.map { scalar in
        scalar.value < 0x20 || scalar.value > 0x7E ? "\\u" + String(format: "%04x", scalar.value) : String(scalar)
    }.joined()
}

@Suite(.atATime(3), .temporaryHome, .needs(.tmux, .python), .timeLimit(.minutes(3)))
struct `Texts that would take the terminal over` {
    @Test func `are only text: log lines, descriptions, names of tools and clients, errors`() async throws {
        let home = try TestHome.here
        try home.define("alpha", definition(of: "alpha", server: "hostile_server.py"))
        try home.define("broken", definition(of: "broken", server: "hostile_server.py", "--die"))
        try await home.succeed("start", "alpha")
        _ = try await home.manager("start", "broken")
        let client = try WireClient("alpha", in: home)
        _ = try await client.ask(
            0, "initialize",
            #"{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"mark\#(Hostile.json)","version":"1"}}"#)
        try await client.send(#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#)
        _ = try await client.ask(1, "tools/call", #"{"name":"mark\#(Hostile.json)","arguments":{}}"#)

        let terminal = try await TerminalSession("mcp-manager-tui", columns: 120, rows: 40, in: home)
        try await terminal.see("the servers") { $0.contains("alpha") && $0.contains("broken") }
        let title = try await terminal.fact("#{pane_title}")
        for key in ["2", "3", "4", "8", "9", "0", "A", "7"] {
            try await terminal.press("1", "g", key)
            let screen = try await terminal.see("pane \(key), drawn") {
                $0.contains("help") && $0.lines.first?.contains("mcp-manager") == true
            }
            #expect(!screen.contains("\u{202E}") && !screen.contains("\u{9B}"), "pane \(key)\n\(screen)")
            #expect(screen.lines.allSatisfy { $0.count <= 120 }, "pane \(key)\n\(screen)")
            #expect(try await terminal.fact("#{pane_title} #{window_bell_flag}") == "\(title) 0", "pane \(key)")
        }
        try await terminal.press("1", "3")
        try await terminal.see("what the server wrote") { $0.contains("evil") }
        #expect(try await terminal.fact("#{buffer_sample}").contains("owned") == false)
        try await terminal.quit()
        try await client.close()
    }

    private func definition(of name: String, server: String, _ options: String...) throws -> String {
        let script = "\(Product.repository)/Tests/Acceptance/Servers/\(server)"
        let arguments = ([script] + options).map { "'\($0)'" }.joined(separator: ", ")
        return """
            name: \(name)
            description: "mark\(Hostile.json)"
            execution:
              restart: {max_restarts: 0}
              local: {command: '\(try Component.python.program())', args: [\(arguments)]}
            """
    }
}
