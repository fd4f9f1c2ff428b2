import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

struct `The palette` {
    @Test(arguments: [
        ("doc", "doctor"), ("sf", "secrets find"), ("rest", "restart"), ("mess", "messages"), ("?", "help"), ("env", "env"),
    ])
    func `finds actions and commands by a few letters`(typed: String, title: String) {
        var app = Scenario()
        app.press(.palette)
        app.type(typed)
        #expect(app.chosenEntry?.title == title)
    }

    @Test func `is paged through`() {
        var app = Scenario(columns: 80, rows: 24)
        app.press(.palette)
        let first = app.chosenEntry?.title
        app.press(key: .pageDown)
        if case .palette(let palette) = app.state.overlay { #expect(palette.index > 8) } else { Issue.record("it has gone") }
        app.press(key: .pageUp)
        #expect(app.chosenEntry?.title == first)
    }

    @Test func `makes the matched letters stand out`() throws {
        var app = Scenario()
        app.press(.palette)
        app.type("doc")
        let frame = app.frame
        let y = try #require(frame.rows.firstIndex { $0.contains(" doctor ") })
        let accented = (0..<120).filter { frame[$0, y].style.token == .accent }.map { frame[$0, y].glyph }.joined()
        #expect(accented == "doc")
    }

    @Test func `shows the line each entry equals`() {
        var app = Scenario()
        app.select("github")
        app.press(.palette)
        app.type("restart")
        #expect(app.screen.contains("› mcp-manager restart github"))
    }

    @Test func `runs a command, which takes the selected server`() {
        var app = Scenario()
        app.select("github")
        app.press(.palette)
        app.type("env")
        app.press(.run)
        #expect(app.effects.last == .runCommand(["env", "github"], columns: 114, generation: 1))
        #expect(app.screen.contains("mcp-manager env github") && app.screen.contains("running"))
    }

    @Test func `runs a whole line`() {
        var app = Scenario()
        app.press(.palette)
        app.type("env postgres")
        app.press(.run)
        #expect(app.effects.last == .runCommand(["env", "postgres"], columns: 114, generation: 1))
    }

    @Test func `completes a server's name`() {
        var app = Scenario()
        app.press(.palette)
        app.type("env po")
        app.press(.desk(.complete))
        #expect(app.state.typedCommand == "env postgres ")
        app.press(.run)
        #expect(app.effects.last == .runCommand(["env", "postgres"], columns: 114, generation: 1))
    }

    @Test func `leaves a name nobody knows to the program, which explains it`() {
        var app = Scenario()
        app.press(.palette)
        app.type("env nosuch")
        app.press(.run)
        #expect(app.effects.last == .runCommand(["env", "nosuch"], columns: 114, generation: 1))
    }

    @Test func `offers every server where one is to be named`() {
        var app = Scenario()
        app.press(.palette)
        app.type("show ")
        #expect(app.screen.contains("show filesystem") && app.screen.contains("show weather"))
    }

    @Test func `waits for what a command needs`() {
        var app = Scenario()
        _ = app.takeEffects()
        app.press(.palette)
        app.type("calls show")
        #expect(app.screen.contains("type its id behind it"))
        app.press(.run)
        #expect(app.state.typedCommand == "calls show " && app.takeEffects().isEmpty)
        app.type("42")
        app.press(.run)
        #expect(app.takeEffects().contains(.runCommand(["calls", "show", "42"], columns: 114, generation: 1)))
    }

    @Test func `does verbs itself, whatever is marked and selected`() {
        var app = Scenario()
        app.select("git")
        app.press(.mark, .palette)
        app.type("start grafana")
        app.press(.run)
        #expect(app.effects.last == .perform(.start, Sample.id("grafana"), generation: 1))
        #expect(app.state.marked == [Sample.id("git")] && app.state.running.count == 1)
    }

    @Test func `asks before a verb interrupts clients, as the key does`() {
        var app = Scenario()
        app.press(.palette)
        app.type("restart github")
        app.press(.run)
        #expect(app.question?.targets == [Sample.id("github")])
    }

    @Test(arguments: [
        ("logs github", Pane.logs, "github"), ("health postgres", .health, "postgres"), ("status slack", .status, "slack"),
        ("secrets set notion KEY", .secrets, "notion"), ("alerts list", .alerts, "a-server-with-quite-a-long-name"),
    ])
    func `goes to the page that shows the same better`(line: String, pane: Pane, server: String) {
        var app = Scenario()
        app.press(.palette)
        app.type(line)
        app.press(.run)
        #expect(app.state.focus == pane && app.state.selected?.rawValue == server)
    }

    @Test func `asks before a command changes something, with the exact line`() {
        var app = Scenario()
        _ = app.takeEffects()
        app.press(.palette)
        app.type("secrets move 3")
        app.press(.run)
        #expect(app.screen.contains("Run 'secrets move'?") && app.screen.contains("› mcp-manager secrets move 3 --yes"))
        app.press(.pressButton)
        #expect(app.state.overlay == nil && !app.takeEffects().contains { if case .runCommand = $0 { true } else { false } })
        app.press(.palette)
        app.type("secrets move 3")
        app.press(.run, .confirm)
        #expect(app.effects.last == .runCommand(["secrets", "move", "3", "--yes"], columns: 114, generation: 1))
    }

    @Test(arguments: [
        "secrets set github TOKEN geheim", "secrets update github TOKEN=geheim", "secrets rotate github TOKEN --value geheim",
        "secrets rotate github TOKEN geheim --from env:X",
    ])
    func `drops a secret's value that stands in a line, and opens where it is typed unseen`(line: String) {
        var app = Scenario()
        _ = app.takeEffects()
        app.press(.palette)
        app.type(line)
        app.press(.run)
        #expect(app.state.focus == .secrets && app.state.selected == Sample.id("github"))
        #expect(!app.takeEffects().contains { if case .runCommand = $0 { true } else { false } })
        #expect(!app.state.feed.entries.contains { $0.text.string.contains("geheim") })
        #expect(!app.state.desk.recent.contains { "\($0)".contains("geheim") })
        #expect(app.state.secrets?.opensAt == "TOKEN")
        _ = app.toast()
    }

    @Test func `asks before a secret is read from elsewhere`() {
        var app = Scenario()
        _ = app.takeEffects()
        app.press(.palette)
        app.type("secrets rotate github TOKEN --from env:X")
        app.press(.run)
        #expect(app.screen.contains("Run 'secrets rotate'?"))
        #expect(!app.takeEffects().contains { if case .runCommand = $0 { true } else { false } })
        app.press(.confirm)
        let words = ["secrets", "rotate", "github", "TOKEN", "--from", "env:X", "--yes"]
        #expect(app.effects.last == .runCommand(words, columns: 114, generation: 1))
    }

    @Test func `knows other words for what keys do`() {
        var app = Scenario()
        app.press(.palette)
        app.type("expo")
        guard case .palette(let palette) = app.state.overlay else { return #expect(Bool(false), "no palette") }
        #expect(app.state.entries(of: palette).prefix(3).contains { $0.kind == .action(.logs(.export)) }, "\(app.screen)")
    }

    @Test func `has no title twice`() {
        let app = Scenario()
        var palette = Palette(origin: .servers)
        palette.query.replace(with: "")
        let titles = app.state.entries(of: palette).map(\.title)
        let doubled = Dictionary(titles.map { ($0, 1) }, uniquingKeysWith: +).filter { $0.value > 1 }
        #expect(doubled.isEmpty, "\(doubled.keys.sorted())")
    }

    @Test func `names a key only where it works`() {
        let app = Scenario()
        func key(_ action: Action, in origin: Context) -> KeyPress? {
            app.state.entries(of: Palette(origin: origin)).first { $0.kind == .action(action) }?.key
        }
        #expect(key(.alerts(.silence), in: .alerts) == .character("s") && key(.alerts(.silence), in: .servers) == nil)
    }

    @Test func `offers some of very many servers, those that begin so first`() {
        let many = (0..<3_000).map { Sample.server("server-\($0)") } + [Sample.server("zebra")]
        var app = Scenario(many)
        app.isWatched = false
        app.press(.palette)
        app.type("env z")
        #expect(app.chosenEntry?.title == "env zebra")
        #expect(app.state.entries(of: Palette(origin: .servers)).count < 300)
    }

    @Test func `takes the whole width where it would leave slivers`() {
        var app = Scenario(columns: 80, rows: 24)
        app.press(.palette)
        #expect(!app.screen.contains("╭╭"))
    }

    @Test func `says why a command cannot be run from here`() {
        var app = Scenario()
        app.press(.palette)
        app.type("daemon ")
        #expect(app.screen.contains("say which: daemon status"))
        app.press(.run)
        #expect(app.toast() == "say which: daemon status, stop, restart")
    }

    @Test func `lends the terminal to a command that asks there, and says how it ended`() {
        var app = Scenario()
        app.press(.palette)
        app.type("secrets unlock")
        app.press(.run)
        #expect(app.effects.last == .lendTerminal(["secrets", "unlock"]))
        #expect(app.state.feed.entries.contains { $0.text.string == "mcp-manager secrets unlock" })
        app.receive(.terminalReturned(["secrets", "unlock"], .success(0)))
        #expect(app.toast() == "mcp-manager secrets unlock is done")
        #expect(app.effects.last == .reload(generation: 1))
        app.receive(.terminalReturned(["secrets", "unlock"], .success(1)))
        #expect(app.toast() == "mcp-manager secrets unlock ended with exit code 1")
    }

    @Test func `says why an action would do nothing`() {
        var app = Scenario()
        app.select("grafana")
        app.press(.palette)
        app.type("stop")
        #expect(app.screen.contains("grafana is not running"))
    }

    @Test func `shows what was run last first`() {
        var app = Scenario()
        app.press(.palette)
        app.type("doctor")
        app.press(.run, .close)
        #expect(app.toast() == "ended mcp-manager doctor")
        app.press(.palette)
        #expect(app.chosenEntry?.kind == .command("doctor"))
    }

    @Test(arguments: [(40, 12), (80, 24), (120, 40)])
    func `looks as kept`(columns: Int, rows: Int) throws {
        var app = Scenario(columns: columns, rows: rows)
        app.select("github")
        app.press(.palette)
        app.type("se")
        try Golden.expect(app.frame, is: "palette-\(columns)x\(rows)")
    }
}

extension Scenario {
    /// What Enter would run.
    var chosenEntry: PaletteEntry? {
        guard case .palette(let palette) = state.overlay else { return nil }
        return state.entries(of: palette)[safe: palette.index]
    }
}

extension AppState {
    /// What is typed in the palette.
    var typedCommand: String? {
        if case .palette(let palette) = overlay { palette.query.text } else { nil }
    }
}
