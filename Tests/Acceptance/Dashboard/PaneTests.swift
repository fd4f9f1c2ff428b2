import Foundation
import ServerModel
import TestSupport
import Testing

/// A pane by its key, and a word only it has.
struct PaneCase: Sendable, CustomTestStringConvertible {
    var key: String
    var title: String
    var word: String

    var testDescription: String { title }

    static let all = [
        PaneCase(key: "1", title: "Servers", word: "alpha"), PaneCase(key: "2", title: "Status", word: "process"),
        PaneCase(key: "3", title: "Logs", word: "said at last"), PaneCase(key: "4", title: "Health", word: "24 h"),
        PaneCase(key: "5", title: "Secrets", word: "secrets"), PaneCase(key: "6", title: "Sync", word: "Cursor"),
        PaneCase(key: "7", title: "Events", word: "alpha"), PaneCase(key: "8", title: "Tools", word: "echo"),
        PaneCase(key: "9", title: "Calls", word: "log"), PaneCase(key: "0", title: "Sessions", word: "wire"),
        PaneCase(key: "A", title: "Alerts", word: "lerts"),
    ]
}

@Suite(.atATime(3), .temporaryHome, .needs(.tmux), .timeLimit(.minutes(3)))
struct `Every pane of the dashboard` {
    @Test(arguments: PaneCase.all)
    func `shows what the daemon knows, at two sizes`(_ pane: PaneCase) async throws {
        let home = try TestHome.here
        try FileManager.default.createDirectory(atPath: "\(home.root)/user/.cursor", withIntermediateDirectories: true)
        try await DashboardHousehold.furnish(home)
        let client = try WireClient("alpha", in: home)
        try await client.open()
        _ = try await client.call(1, "log", #"{"level":"info","message":"said at last"}"#)
        for (columns, rows) in [(80, 24), (120, 40)] {
            let terminal = try await DashboardHousehold.open(home, columns: columns, rows: rows)
            try await terminal.press(pane.key)
            let screen = try await terminal.see("the pane \(pane.title)") {
                $0.contains(pane.title) && $0.contains(pane.word)
            }
            #expect(screen.lines.allSatisfy { $0.count <= columns }, "\(screen)")
            try await terminal.quit()
        }
        try await client.close()
    }

    @Test(arguments: ["dark", "light", "high-contrast"])
    func `keeps to its theme`(_ theme: String) async throws {
        let home = try TestHome.here
        try await DashboardHousehold.furnish(home)
        let terminal = try await DashboardHousehold.open(home, ["--theme", theme])
        try await terminal.see("the failed server") { $0.lists("broken", "exit") || $0.contains("✘ broken") }
        let painted = try await terminal.paintedScreen()
        // Theme colours are of the 256; the terminal's own sixteen belong to its owner.
        #expect(painted.contains("38;5;"), "\(theme) sets no colours")
        #expect(!painted.contains(/\e\[3[1-6]m/), "\(theme) uses the terminal's own colours")
        try await terminal.quit()
    }

    @Test func `has no colours where none are wanted`() async throws {
        let home = try TestHome.here
        try await DashboardHousehold.furnish(home)
        let terminal = try await DashboardHousehold.open(home, variables: ["NO_COLOR": "1"])
        let painted = try await terminal.paintedScreen()
        #expect(!painted.contains("38;5;") && !painted.contains(/\e\[(?:\d+;)*[349][0-7]m/), "\(painted)")
        try await terminal.quit()
    }
}
