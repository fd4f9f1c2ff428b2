import Foundation
import ServerModel
import TestSupport
import Testing

@Suite(.atATime(3), .temporaryHome, .needs(.tmux), .timeLimit(.minutes(3)))
struct `The dashboard on other terminals` {
    @Test(arguments: [
        "tmux-256color", "screen", "screen-256color", "linux", "vt100", "xterm", "xterm-256color", "no-such-terminal",
    ])
    func `is readable, and leaves everything as it was`(_ kind: String) async throws {
        let home = try TestHome.here
        try await DashboardHousehold.furnish(home)
        let terminal = try await DashboardHousehold.open(home, variables: ["TERM": kind], columns: 80, rows: 24)
        try await terminal.see("the keys") { $0.contains("restart") && $0.contains("help") }
        try await terminal.press("j", "k", "Down", "Up", "?")
        try await terminal.see("the keys, as the arrows were understood") { $0.contains("Keys") && $0.contains("type to filter") }
        try await terminal.press("Escape")
        // An Escape and a letter right after it are another key.
        try await terminal.see("the list again") { !$0.contains("type to filter") }
        try await terminal.quit()
    }

    @Test func `says what it needs where a screen cannot be drawn`() async throws {
        let home = try TestHome.here
        try await DashboardHousehold.furnish(home)
        let outcome = try await Tool.run(
            Product.program("mcp-manager-tui"), [], environment: home.environment.merging(["TERM": "dumb"]) { $1 })
        #expect(outcome.output.contains("alpha"), "\(outcome)")
        #expect(!outcome.output.contains("\u{1B}"), "\(outcome)")
    }

    @Test(arguments: ["C", "POSIX", "en_US.ISO-8859-1"])
    func `draws with ASCII where the locale is not UTF-8`(_ locale: String) async throws {
        let home = try TestHome.here
        try await home.addDemo("umlaut", "--stderr", "Größe: 漢字")
        try await DashboardHousehold.furnish(home)
        let terminal = try await DashboardHousehold.open(home, variables: ["LC_ALL": locale, "LANG": locale])
        let screen = try await terminal.see("corners of ASCII") { $0.lines.contains { $0.hasPrefix("+") } }
        #expect(screen.lines.allSatisfy { $0.utf8.allSatisfy { $0 < 0x7F } }, "\(screen)")
        try await terminal.quit()
    }

    @Test(arguments: [(40, 10), (59, 15), (60, 16), (100, 30), (160, 44), (300, 100)])
    func `fills the terminal to its edges, and not beyond`(columns: Int, rows: Int) async throws {
        let home = try TestHome.here
        try await DashboardHousehold.furnish(home)
        let terminal = try await TerminalSession("mcp-manager-tui", columns: columns, rows: rows, in: home)
        let screen = try await terminal.see("the lower border") { screen in
            screen.contains("alpha") && screen.lines.count >= rows && screen.lines[rows - 2].hasSuffix("╯")
        }
        #expect(screen.lines.contains { $0.count == columns && $0.hasSuffix("╮") }, "\(screen)")
        #expect(screen.lines.allSatisfy { $0.count <= columns } && screen.lines.count <= rows + 1, "\(screen)")
        try await terminal.quit()
    }

    @Test func `comes through a storm of sizes`() async throws {
        let home = try TestHome.here
        try await DashboardHousehold.furnish(home)
        let terminal = try await DashboardHousehold.open(home)
        for step in 0..<60 {
            try await terminal.resize(columns: 20 + (step * 67) % 281, rows: 5 + (step * 31) % 96)
            if step % 7 == 0 { try await terminal.press(["l", "4", "1", "8", "6", "7", "1"][step / 7 % 7]) }
        }
        try await terminal.resize(columns: 100, rows: 32)
        try await terminal.press("1")
        let screen = try await terminal.see("the list, whole") { $0.lists("alpha", "ready") && $0.contains("help") }
        #expect(screen.lines.allSatisfy { $0.count <= 100 }, "\(screen)")
        try await terminal.quit()
    }
}
