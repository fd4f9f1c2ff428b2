import Foundation
import ServerModel
import TestSupport
import Testing

@Suite(.atATime(3), .temporaryHome, .needs(.tmux), .timeLimit(.minutes(3)))
struct `A command that asks at the terminal` {
    private static let passphrase = "open sesame"

    @Test func `is run from the dashboard, which comes back with what it did`() async throws {
        let home = try TestHome.here
        try home.configure("secrets: {stores: [vault], deadline: 30}\n")
        try await home.startDaemon(adding: ["MCP_MANAGER_VAULT_PASSPHRASE": Self.passphrase])
        try await DashboardHousehold.furnish(home)
        try await home.setSecret("THIRSTY_TOKEN", of: "thirsty", to: "water")
        try await home.succeed("secrets", "lock")
        #expect(try await home.store(.vault).state == .locked)

        let terminal = try await DashboardHousehold.open(home)
        try await terminal.type(":")
        try await terminal.see("the palette") { $0.contains("Commands") }
        try await terminal.type("secrets unlock")
        try await terminal.see("the command") { $0.words.contains("Open the encrypted vault") }
        try await terminal.press("Enter")
        try await terminal.see("the question, on a terminal of its own") {
            $0.words.contains("assphrase") && !$0.contains("Servers")
        }
        try await terminal.type(Self.passphrase)
        try await terminal.press("Enter")
        let said = try await terminal.see("that it has ended") { $0.words.contains("Enter goes back to the dashboard") }
        #expect(!said.contains(Self.passphrase), "\(said)")
        try await terminal.press("Enter")
        try await terminal.see("the dashboard again, with what was done") {
            $0.contains("alpha") && $0.words.contains("mcp-manager secrets unlock is done")
        }
        #expect(try await home.store(.vault).state == .ready)
        try await terminal.quit()
    }
}
