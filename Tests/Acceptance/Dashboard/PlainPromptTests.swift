import Foundation
import ServerModel
import TestSupport
import Testing

/// The dashboard as lines, at a real terminal.
@Suite(.atATime(3), .temporaryHome, .needs(.tmux), .timeLimit(.minutes(3)))
struct `Being asked for secrets in lines` {
    private static let value = "half a va"

    @Test(arguments: [SIGTERM, SIGINT, SIGHUP, SIGQUIT])
    func `leaves the terminal as it was when a signal ends it`(_ signal: Int32) async throws {
        let terminal = try await asked(in: try TestHome.here)
        try await terminal.type(Self.value)
        try terminal.signal(signal)
        let remains = try await terminal.ended()
        #expect(remains.status == "\(128 + signal)")
        #expect(remains.settingsAfter == remains.settingsBefore, "\(remains)")
        #expect(!remains.screen.contains(Self.value), "\(remains.screen)")
    }

    @Test func `leaves it as it was after Ctrl-C, with nothing stored`() async throws {
        let home = try TestHome.here
        let terminal = try await asked(in: home)
        try await terminal.type(Self.value)
        try await terminal.press("C-c")
        let remains = try await terminal.ended()
        #expect(remains.settingsAfter == remains.settingsBefore, "\(remains)")
        #expect(remains.screen.contains("Nothing was stored.") && !remains.screen.contains(Self.value), "\(remains.screen)")
        #expect(try await home.secrets(of: "thirsty").secrets.map(\.state) == [.missing])
    }

    /// At the hidden question for the one secret there is.
    private func asked(in home: TestHome) async throws -> TerminalSession {
        try home.configure("secrets: {stores: [vault], deadline: 30}\n")
        try await home.startDaemon(adding: ["MCP_MANAGER_VAULT_PASSPHRASE": "open sesame"])
        try DashboardHousehold.defineThirsty(in: home)
        let terminal = try await TerminalSession(
            "mcp-manager-tui", ["--plain", "secrets", "thirsty"], columns: 100, rows: 30, in: home)
        try await terminal.see("THIRSTY_TOKEN, not shown while you type")
        return terminal
    }
}
