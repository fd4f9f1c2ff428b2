import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

struct `The matrix of servers and clients` {
    @Test func `is asked for when it is to be seen, and not before`() {
        var app = Scenario(columns: 80, rows: 24)
        #expect(!app.takeEffects().contains(.loadPlatforms(generation: 1)))
        app.press(.pane(.platforms))
        #expect(app.takeEffects() == [.loadPlatforms(generation: 1)])
        #expect(app.screen.contains("looking at the clients"))
        app.press(.pane(.servers), .pane(.platforms))
        #expect(app.takeEffects().isEmpty)
    }

    @Test func `is asked for at once where the header counts the clients`() {
        var app = Scenario(columns: 120, rows: 40)
        #expect(app.takeEffects().contains(.loadPlatforms(generation: 1)))
        app.press(.pane(.platforms))
        #expect(app.takeEffects().isEmpty, "it was asked for already")
    }

    @Test(arguments: [
        (PlatformEntry.State.inSync, "✓"), (.wanted, "+ add"), (.outdated, "~ update"), (.leftover, "− drop"),
        (.drifted, "≠ changed"), (.missing, "✗ gone"), (.taken, "? taken"), (.foreign, "○"), (.excluded, "·"),
        (.impossible, "⊘ cannot"),
    ])
    func `has a shape of its own for each state`(state: PlatformEntry.State, cell: String) {
        let client = Sample.client("zed", "Zed", "zed.json") {
            $0.entries = [PlatformEntry(name: "git", server: Sample.id("git"), state: state)]
        }
        let app = Scenario.clients([client])
        #expect(app.lines(of: .platforms).contains { $0.hasPrefix(" ● git") && $0.hasSuffix("  \(cell)") })
        let shapes = PlatformEntry.State.allCases.map { EntryLook($0, glyphs: .unicode).glyph }
        let plainShapes = PlatformEntry.State.allCases.map { EntryLook($0, glyphs: .ascii).glyph }
        #expect(Set(shapes).count == 10 && Set(plainShapes).count == 10)
    }

    @Test func `has our servers first, then those of others`() {
        var app = Scenario.clients()
        app.press(.bottom)
        let lines = app.lines(of: .platforms)
        let heading = lines.firstIndex { $0.contains("not ours") } ?? 0
        #expect(lines[heading + 1].hasPrefix("   jira") && lines[heading + 2].hasPrefix("▌  playwright"))
        #expect(lines.contains { $0.contains("✘ weather") })
    }

    @Test func `begins at the server that was looked at, and takes the list along`() {
        var app = Scenario()
        app.select("postgres")
        app.press(.pane(.platforms))
        app.answer(Sample.findings)
        #expect(app.state.platforms.row == .server(Sample.id("postgres")))
        app.press(.down)
        #expect(app.state.selected == Sample.id("slack"))
    }

    @Test func `has the path of a client's file copied, or the name of the server in it`() {
        var app = Scenario.clients()
        app.go(to: "git", in: "cursor")
        app.press(.copyPlatform)
        app.type("f")
        #expect(app.effects.last == .copy("/home/kim/.cursor/mcp.json", what: "the file's path"))
        app.press(.copyPlatform)
        app.type("n")
        #expect(app.effects.last == .copy("git", what: "the server's name"))
        app.go(to: "postgres", in: "cursor")
        app.press(.copyPlatform)
        #expect(app.effects.last == .copy("/home/kim/.cursor/mcp.json", what: "the file's path"), "postgres is not in it")
        app.go(to: "postgres", in: "witsy")
        app.press(.copyPlatform)
        #expect(app.toast() == "Witsy has no file that we write")
    }

    @Test func `has a name that others gave copied without what would harm a shell`() {
        let client = Sample.client("zed", "Zed", "zed.json") {
            $0.entries = [PlatformEntry(name: "jira\nrm \u{1B}[2J*", state: .foreign)]
        }
        var app = Scenario.clients([client])
        app.press(.bottom, .copyPlatform)
        app.type("n")
        #expect(app.effects.last == .copy("jira⏎rm *", what: "the server's name"))
    }

    @Test func `is moved through in both directions, and stops at its edges`() {
        var app = Scenario.clients(columns: 80, rows: 24)
        app.press(.panLeft, .top, .up)
        #expect(app.state.platforms.column == "claude-desktop" && app.state.platforms.row?.name.hasPrefix("a-server") == true)
        for _ in 0..<20 { app.press(.panRight) }
        app.press(.bottom, .down)
        #expect(app.state.platforms.column == "copilot-jetbrains" && app.state.platforms.row == .other("playwright"))
        app.press(.pageUp)
        #expect(app.state.platforms.row != .other("playwright"))
    }

    @Test func `scrolls sideways so that the selected client is in view, and says where it is`() {
        var app = Scenario.clients(columns: 80, rows: 24)
        #expect(app.screen.contains("clients 1 to 6 of 12"))
        for _ in 0..<6 { app.press(.panRight) }
        #expect(app.screen.contains("clients 2 to 7 of 12"))
        #expect(app.lines(of: .platforms)[1].contains("Witsy") && !app.lines(of: .platforms)[0].contains("Claude"))
    }

    @Test func `keeps its selection when clients and servers come and go`() {
        var app = Scenario.clients()
        app.go(to: "playwright", in: "zed")
        app.press(.refresh)
        app.receive(.reloaded(generation: 1, daemon: Sample.daemon, servers: Sample.household, at: app.now))
        var more = Sample.clients
        more.insert(Sample.client("amp", "Amp", "amp.json") { $0.entries = [PlatformEntry(name: "aaa", state: .foreign)] }, at: 0)
        app.answer(PlatformFindings(platforms: more, history: []))
        #expect(app.state.platforms.row == .other("playwright") && app.state.platforms.column == "zed")
    }

    @Test(arguments: [
        ("filesystem", "cursor", "≠ filesystem was changed by somebody else", "o as we want it   t leave it to them"),
        ("notion", "cursor", "✗ notion was taken out by somebody else", "o back in   t leave it out   b the whole file back"),
        ("github", "vscode", "+ github is to be added", "s does it"),
        ("time", "vscode", "~ time is to be updated: something else is wanted now", "s does it"),
        ("weather", "claude-desktop", "− weather is to be taken out: it is not wanted here any more", "s does it"),
        ("grafana", "zed", "? grafana is an entry of somebody else", "o make it ours   t leave it to them"),
        ("git", "gemini-cli", "Gemini CLI", "s writes your servers into it"),
        ("git", "codex", "a value is missing after '='", "b puts an earlier copy of it back"),
        ("git", "witsy", "only its own window can change them", "not written by us"),
        ("slack", "vscode", "· slack is not wanted here", "2 to write"),
    ])
    func `says of the selected cell what it is and which key to press`(
        server: String, client: String, what: String, key: String
    ) {
        for (columns, rows) in [(80, 24), (120, 40)] {
            var app = Scenario.clients(columns: columns, rows: rows)
            app.go(to: server, in: client)
            let lines = app.lines(of: .platforms)
            #expect(lines.contains { $0.contains(what) } && lines.contains { $0.contains(key) }, "\(app.screen)")
        }
    }

    @Test func `says why the impossible is`() {
        var app = Scenario.clients(columns: 80, rows: 24)
        app.go(to: "a-server-with-quite-a-long-name", in: "zed")
        #expect(app.screen.contains("Zed takes no names of more than 30 letters: rename the server"))
    }

    @Test func `shows everything about an entry, to be scrolled`() {
        var app = Scenario.clients(columns: 80, rows: 24)
        app.go(to: "filesystem", in: "cursor")
        app.press(.showEntry)
        #expect(app.screen.contains("From what we wrote to what is there") && app.screen.contains("+   \"command\": \"npx\""))
        app.press(.bottom)
        #expect(app.screen.contains("What others did last") && app.screen.contains("the end"))
        app.press(.close)
        #expect(app.state.overlay == nil)
    }

    @Test func `says why it has nothing to show, and R asks again`() {
        var app = Scenario()
        app.press(.pane(.platforms))
        let gone = ErrorReport(code: "no-answer", problem: "the daemon did not answer in 5 s", remedy: "press R to ask again")
        app.receive(.platforms(generation: 1, .failure(gone)))
        #expect(app.screen.contains("the daemon did not answer in 5 s") && app.screen.contains("press R to ask again"))
        app.press(.refresh)
        app.receive(.reloaded(generation: 1, daemon: Sample.daemon, servers: Sample.household, at: app.now))
        #expect(app.takeEffects().last == .loadPlatforms(generation: 2))
    }

    @Test func `can be seen without a server, for what is left in clients`() {
        let client = Sample.client("zed", "Zed", "zed.json") {
            $0.entries = [PlatformEntry(name: "old", server: Sample.id("old"), state: .leftover)]
        }
        let app = Scenario.clients([client], servers: [])
        #expect(app.lines(of: .platforms).contains { $0.contains("old") && $0.contains("− drop") })
    }

    @Test(arguments: [(Action.pane(.platforms), Pane.platforms), (.pane(.events), .events)])
    func `stays in front while the events below it are read`(action: Action, focus: Pane) {
        var app = Scenario.clients()
        app.press(action)
        #expect(app.state.focus == focus && app.state.layout?.panes[.platforms] != nil)
        app.press(.paneServer)
        #expect(app.state.layout?.panes[.platforms] == nil && app.state.layout?.panes[.status] != nil)
    }

    @Test func `lets no foreign text at the terminal`() {
        let evil = "\u{1B}]0;owned\u{07}\u{202E}git\nrm\u{9B}31m"
        let client = Sample.client("evil", "E\u{1B}[2Jvil\u{202E}", "x\u{1B}.json") {
            $0.entries = [
                PlatformEntry(
                    name: evil, server: Sample.id("git"), state: .drifted, isOn: false, launch: evil,
                    difference: ["-\(evil)", "+\(evil)", evil], obstacle: evil),
                PlatformEntry(name: evil, state: .foreign, launch: evil),
            ]
            $0.news = PlatformNews(time: Sample.now, severity: .warning, message: evil, difference: [evil])
            ($0.note, $0.afterwards, $0.source) = (evil, evil, evil)
        }
        var app = Scenario.clients([client], columns: 80, rows: 24)
        app.press(.bottom)
        #expect(app.frame.violations.isEmpty)
        app.go(to: "git", in: "evil")
        app.press(.showEntry)
        #expect(app.frame.violations.isEmpty)
        app.press(.decideOurs)
        var change = Sample.change("evil", evil, evil)
        (change.warnings, change.afterwards, change.difference) = ([evil], evil, [evil])
        change.steps[0].name = evil
        let report = ErrorReport(code: "x", problem: evil, remedy: evil)
        let refusal = PlatformRefusal(platform: "evil", title: evil, name: evil, report: report)
        app.answer(plan: .success(PlatformSync(changes: [change], refusals: [refusal], digest: "d")))
        #expect(app.frame.violations.isEmpty && app.screen.contains("Write 1 file"))
        app.press(.agree)
        app.answer(applied: .success(PlatformSync(id: "1", changes: [change], refusals: [], digest: "d")))
        #expect(app.toast() != nil && app.frame.violations.isEmpty)
    }
}
