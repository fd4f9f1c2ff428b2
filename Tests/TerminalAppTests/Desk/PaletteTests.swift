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

struct `The output of a command` {
    @Test func `comes as it is printed, and tells how it ended`() {
        var app = running("doctor")
        app.receive(.commandSaid(generation: 1, ["checking", "\u{1B}[31mred\u{7} alert"]))
        #expect(app.screen.contains("checking") && app.screen.contains("red") && app.screen.contains("◐ running   2 lines"))
        app.receive(.commandEnded(generation: 1, .success(1)))
        #expect(app.screen.contains("✘ exit 1"))
        #expect(app.screen.contains("› you") || app.state.feed.entries.last?.text.string == "mcp-manager doctor")
    }

    @Test func `of an earlier command is late`() {
        var app = running("doctor")
        app.press(.close)
        #expect(app.toast() == "ended mcp-manager doctor")
        app.press(.palette)
        app.type("ps")
        app.press(.run)
        app.receive(.commandSaid(generation: 1, ["too late"]))
        app.receive(.commandEnded(generation: 1, .success(0)))
        #expect(!app.screen.contains("too late") && app.screen.contains("running"))
    }

    @Test func `is searched, and the matches are gone through`() {
        var app = running("doctor")
        app.receive(.commandSaid(generation: 1, (0..<200).map { $0 % 50 == 49 ? "problem \($0)" : "fine \($0)" }))
        app.receive(.commandEnded(generation: 1, .success(0)))
        app.press(.desk(.searchOutput))
        app.type("problem")
        #expect(app.footer.contains("4 lines"))
        app.press(.accept)
        #expect(app.screen.contains("problem 49") && app.screen.contains("/problem on 4 lines"))
        app.press(.desk(.nextInOutput))
        #expect(app.screen.contains("problem 99") && !app.screen.contains("problem 49"))
        app.press(.desk(.previousInOutput), .desk(.previousInOutput))
        #expect(app.screen.contains("problem 199"), "around the end")
        app.press(.top, .desk(.searchOutput))
        app.type("fine 150")
        app.press(.cancel)
        #expect(app.state.overlay != nil && app.screen.contains("/problem"), "as it was before")
    }

    @Test func `is copied whole, and the command is run again`() {
        var app = running("doctor")
        app.press(.desk(.runAgain))
        #expect(app.toast() == "it still runs")
        app.receive(.commandSaid(generation: 1, ["a", "b"]))
        app.receive(.commandEnded(generation: 1, .success(0)))
        app.press(.desk(.copyOutput))
        #expect(app.effects.last == .copy("a\nb\n", what: "2 lines"))
        app.press(.desk(.runAgain))
        #expect(app.effects.last == .runCommand(["doctor"], columns: 114, generation: 2))
    }

    @Test func `ends when its page is left, and that is said`() {
        var app = running("logs github -f")
        app.press(.close)
        #expect(app.effects.last == .cancelCommand)
        #expect(app.toast() == "ended mcp-manager logs github -f")
    }

    @Test func `of what does not end is followed until one looks back`() {
        var app = running("logs github -f")
        app.receive(.commandSaid(generation: 1, (0..<100).map { "line \($0)" }))
        #expect(app.screen.contains("line 99"))
        app.press(.up)
        app.receive(.commandSaid(generation: 1, ["line 100"]))
        #expect(!app.screen.contains("line 100"))
        app.press(.bottom)
        app.receive(.commandSaid(generation: 1, ["line 101"]))
        #expect(app.screen.contains("line 101"))
    }

    @Test func `is bounded: the newest ten thousand lines are kept`() {
        var app = running("doctor")
        for block in 0..<30 { app.receive(.commandSaid(generation: 1, (0..<1_000).map { "line \(block * 1_000 + $0)" })) }
        app.receive(.commandEnded(generation: 1, .success(0)))
        let count = app.state.desk.output?.lines.count ?? 0
        #expect((10_000...11_000).contains(count))
        app.press(.bottom)
        #expect(app.screen.contains("line 29999") && app.screen.contains("30000 lines, the first"))
    }

    @Test func `of a program that is not there says what to do`() {
        var app = running("doctor")
        let report = ErrorReport(code: "command-missing", problem: "mcp-manager is not installed", remedy: "install it again")
        app.receive(.commandEnded(generation: 1, .failure(report)))
        #expect(app.screen.contains("✘ mcp-manager is not installed") && app.screen.contains("install it again"))
    }

    @Test(arguments: [(40, 12), (80, 24), (120, 40)])
    func `looks as kept`(columns: Int, rows: Int) throws {
        var app = running("doctor", columns: columns, rows: rows)
        app.receive(
            .commandSaid(
                generation: 1,
                ["✔ home      /home/kim/.mcp_servers", "✔ daemon    runs since 20 Nov", "✘ slack     exit 1 after 3 restarts"]
                    + ["  → give it SLACK_TOKEN: mcp-manager secrets set slack SLACK_TOKEN", "", "1 problem"]))
        app.receive(.commandEnded(generation: 1, .success(1)))
        try Golden.expect(app.frame, is: "output-\(columns)x\(rows)")
    }

    private func running(_ line: String, columns: Int = 120, rows: Int = 40) -> Scenario {
        var app = Scenario(columns: columns, rows: rows)
        app.press(.palette)
        app.type(line)
        app.press(.run)
        return app
    }
}

struct `A note` {
    @Test func `is shown while something lies over the panes`() {
        var app = Scenario()
        app.press(.palette)
        app.type("doctor")
        app.press(.run)
        app.receive(.commandSaid(generation: 1, ["fine"]))
        app.receive(.commandEnded(generation: 1, .success(0)))
        app.press(.desk(.copyOutput))
        app.receive(.copied(what: "1 line", ways: ["OSC 52"]))
        #expect(app.toast() == "copied 1 line by OSC 52")
        #expect(app.footer.contains("copied 1 line by OSC 52") && app.state.context == .output)
    }

    @Test func `is not gone before a line that hides it is kept`() {
        var app = Scenario()
        app.press(.filter)
        app.receive(.copied(what: "the line", ways: ["OSC 52"]))
        #expect(app.toast() == "copied the line by OSC 52" && !app.footer.contains("copied"))
        app.type("git")
        app.press(.accept)
        #expect(app.footer.contains("copied the line"))
        app.press(.down)
        #expect(app.toast() == nil)
    }
}

struct `News in the footer` {
    /// It is so much later, and nothing happens.
    private func wait(_ seconds: Int64, _ app: inout Scenario) {
        app.now = app.now + .seconds(seconds)
        app.resize(120, 40)
    }

    @Test func `goes after six seconds, when the screen changes by itself`() {
        var app = Scenario()
        app.select("grafana")
        app.press(.stop)
        #expect(app.toast() == "grafana is not running")
        #expect(app.state.nextAging == app.now + .seconds(6))
        wait(5, &app)
        #expect(app.footer.contains("grafana is not running"))
        wait(1, &app)
        #expect(!app.footer.contains("grafana is not running") && app.footer.contains("restart"))
        #expect(app.state.nextAging > app.now + .seconds(6))
        app.press(.desk(.messages))
        #expect(app.shows("grafana is not running"), "it is kept among the messages")
    }

    @Test func `is shown for its time after a line that hid it`() {
        var app = Scenario()
        app.press(.filter)
        app.receive(.copied(what: "the line", ways: ["OSC 52"]))
        _ = app.toast()
        app.type("git")
        wait(60, &app)
        app.press(.accept)
        #expect(app.footer.contains("copied the line"))
        wait(6, &app)
        #expect(app.toast() == nil)
    }

    @Test func `stays when it is an error, until it is acknowledged`() {
        var app = Scenario()
        app.receive(.answered(.alerts(.test), generation: 1, .failure(.daemonEnded)))
        let toast = app.toast()
        wait(3600, &app)
        #expect(toast != nil && app.toast() == toast)
        app.press(.back)
        #expect(app.toast() == nil)
    }
}

struct `Help` {
    @Test func `begins with where one is`() {
        var app = Scenario()
        app.press(.pane(.alerts), .help)
        let rows = app.frame.rows
        let places = ["Silence", "Mark"].map { word in
            rows.firstIndex { $0.lowercased().contains(word.lowercased()) } ?? 99
        }
        #expect(places[0] < 20 && places[0] < places[1])
    }

    @Test func `has its first and its last row at Home and End`() {
        var app = Scenario(columns: 80, rows: 24)
        app.press(.help)
        let start = app.screen
        for _ in 0..<40 { app.press(.pageDown) }
        let end = app.screen
        app.press(key: .home)
        #expect(app.screen == start)
        app.press(key: .end)
        #expect(app.screen == end && end != start)
    }

    @Test func `stops at its end, and leaves out the habit of a slash`() {
        var app = Scenario(columns: 80, rows: 24)
        app.press(.help)
        for _ in 0..<40 { app.press(.pageDown) }
        let end = app.screen
        app.press(.up)
        #expect(app.screen != end)
        app.press(key: .character("/"))
        app.type("palette")
        #expect(app.screen.contains("/ palette"))
    }
}

struct `Messages` {
    @Test func `are all kept, the newest first, with their time`() {
        var app = Scenario()
        app.select("grafana")
        app.press(.stop)
        #expect(app.toast() == "grafana is not running")
        app.now = app.now + .seconds(5)
        app.press(.desk(.undo))
        #expect(app.toast() == "nothing was done here that can be taken back")
        app.press(.desk(.messages))
        let rows = app.frame.rows
        let newest = rows.firstIndex { $0.contains("14:02:20  · nothing was done here") }
        let older = rows.firstIndex { $0.contains("14:02:15  · grafana is not running") }
        #expect((newest ?? 99) < (older ?? 0))
    }

    @Test(arguments: [(40, 12), (80, 24), (120, 40)])
    func `look as kept`(columns: Int, rows: Int) throws {
        var app = Scenario(columns: columns, rows: rows)
        app.select("grafana")
        app.press(.stop)
        _ = app.toast()
        app.now = app.now + .seconds(61)
        app.press(.desk(.undo))
        _ = app.toast()
        let report = ErrorReport(code: "x", problem: "slack did not get ready within 20 s", remedy: "press l to read its log")
        app.receive(.answered(.alerts(.test), generation: 1, .failure(report)))
        _ = app.toast()
        app.press(.desk(.messages))
        try Golden.expect(app.frame, is: "messages-\(columns)x\(rows)")
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
