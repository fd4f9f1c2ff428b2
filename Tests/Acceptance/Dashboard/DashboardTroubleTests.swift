import Foundation
import ServerModel
import TestSupport
import Testing

@Suite(.atATime(3), .temporaryHome, .needs(.tmux), .timeLimit(.minutes(3)))
struct `The dashboard in trouble` {
    @Test func `says that its daemon was killed, keeps what was typed, and reads on with the next one`() async throws {
        let home = try TestHome.here
        try await DashboardHousehold.furnish(home)
        let terminal = try await DashboardHousehold.open(home)
        try await terminal.press("/")
        try await terminal.type("al")
        try await terminal.press("Enter", "Space")
        try await terminal.see("a filter and a mark") { $0.contains("/al") && $0.contains("1 marked") }
        let daemon = try #require(home.daemons.first)
        kill(daemon.processID, SIGKILL)
        try await terminal.see("the loss, over the last picture") { $0.contains("daemon gone") && $0.contains("alpha") }
        try await home.succeed("daemon", "start")
        try await terminal.press("R")
        try await terminal.see("alpha again, the filter and the mark as they were") {
            !$0.contains("daemon gone") && $0.contains(" connected") && $0.contains("/al") && $0.contains("1 marked")
        }
        try await terminal.press("Escape")
        try await terminal.see("all three") { $0.contains("broken") && $0.contains("thirsty") }
        try await terminal.press("Escape")
        try await terminal.see("no mark") { !$0.contains("1 marked") }
        try await terminal.quit()
    }

    @Test func `goes on after a suspension in a terminal of another size`() async throws {
        let home = try TestHome.here
        try await DashboardHousehold.furnish(home)
        let terminal = try await DashboardHousehold.open(home)
        try await terminal.press("C-z")
        #expect(try await terminal.suspended().modes == TerminalSession.Remains.untouched)
        try await terminal.resize(columns: 80, rows: 24)
        try await terminal.resume()
        let screen = try await terminal.see("the list at the new size") { $0.lists("alpha", "ready") && $0.contains("help") }
        #expect(screen.lines.allSatisfy { $0.count <= 80 }, "\(screen)")
        try await terminal.quit()
    }

    @Test(.needs(.python)) func `is not held up by a terminal that reads slowly, nor are its servers`() async throws {
        let home = try TestHome.here
        try await home.addDemo("talker", "--chatter", "0.002")
        try await home.succeed("start", "talker")
        let script = "\(Product.repository)/Tests/Acceptance/Clients/slow_terminal.py"
        let outcome = try await Tool.run(
            Component.python.program(), [script, Product.program("mcp-manager-tui")], environment: home.environment,
            within: .seconds(60))
        #expect(outcome.succeeded, "\(outcome)\n\(home.story)")
        #expect(try await home.status("talker").phase == .ready)
    }
}
