import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

struct `Adding a server` {
    private func opened(columns: Int = 120, rows: Int = 40) -> Scenario {
        var app = Scenario(columns: columns, rows: rows, userHome: "/home/kim")
        app.press(.forms(.add))
        return app
    }

    private func reviewed() -> Scenario {
        var app = opened()
        app.fill("clock", "uvx mcp-server-time --tz 'Europe/Berlin Mitte'", "", "Tells the time", "")
        app.answer(.draft(Sample.draft("clock")))
        return app
    }

    @Test func `asks for a name and a command, and says how the command was understood`() {
        var app = opened()
        #expect(app.screen.contains("step 1 of 2"))
        app.fill("clock")
        app.type("uvx mcp-server-time 'a b'")
        #expect(app.screen.contains("runs uvx with 2 arguments: [mcp-server-time] [a b]"))
        #expect(app.frame.cursor != nil)
    }

    @Test(arguments: [
        ("", "is needed"), ("-x", "a–z"), ("github", "there is a server of this name"),
    ])
    func `says under the name what is wrong with it, when it is left`(name: String, problem: String) {
        var app = opened()
        app.fill(name)
        #expect(app.serverForm?.server.focus == 0)
        #expect(app.serverForm?.server["name"]?.problem != nil, "\(problem)")
        app.press(.forms(.previousField))
        #expect(app.serverForm?.stage == .server)
    }

    @Test(arguments: [
        ("uvx 'x", "a quote is not closed"), ("https://a b", "an address has no spaces"),
    ])
    func `says what is wrong with a command`(command: String, problem: String) {
        var app = opened()
        app.fill("new", command)
        #expect(app.serverForm?.server["runs"]?.problem == problem)
        #expect(app.screen.contains(problem))
    }

    @Test func `shows the definition and the line for a shell before anything is written`() {
        var app = reviewed()
        #expect(app.screen.contains("step 2 of 2"))
        #expect(app.screen.contains("~/.mcp_servers/servers/clock.yaml"))
        #expect(app.screen.contains("+ name: clock"))
        let line = "mcp-manager add clock --description 'Tells the time' -- uvx mcp-server-time --tz 'Europe/Berlin Mitte'"
        #expect(app.screen.filter { $0 != "\n" }.contains("› mcp-manager add clock"))
        #expect(app.serverForm?.server.newServer?.commandLine == line)
        let written = app.takeEffects().contains { if case .ask(.servers(.add), _) = $0 { true } else { false } }
        #expect(!written)
    }

    @Test func `adds it, says so in the events, and offers to start it`() {
        var app = reviewed()
        app.press(.forms(.submit))
        let asked = app.answer(.added(Sample.server("clock", .stopped)))
        var expected = NewServer(
            name: "clock", command: "uvx", args: ["mcp-server-time", "--tz", "Europe/Berlin Mitte"], description: "Tells the time"
        )
        expected.start = nil
        #expect(asked == .add(expected))
        #expect(app.state.selected == Sample.id("clock"))
        #expect(app.state.feed.entries.contains { $0.text.string.hasPrefix("mcp-manager add clock") })
        #expect(app.state.undoable.last?.requests == [.servers(.remove(Sample.id("clock")))])
        app.press(.forms(.submit))
        #expect(app.effects.last == .perform(.start, Sample.id("clock"), generation: app.state.verbGeneration))
        #expect(app.state.overlay == nil)
    }

    @Test func `offers to put it into clients, whose files are shown first`() {
        var app = reviewed()
        app.press(.forms(.submit))
        app.answer(.added(Sample.server("clock", .stopped)))
        app.press(.forms(.nextField), .forms(.submit))
        let work = app.answer(plan: .success(Sample.plan))
        #expect(work?.command == "mcp-manager platform sync --server clock")
    }

    @Test func `takes an address as it takes a command`() {
        var app = opened()
        app.fill("cloud", "https://a.example/mcp")
        #expect(app.serverForm?.server.newServer == nil || app.serverForm?.server.newServer?.url == "https://a.example/mcp")
        #expect(app.serverForm?.server.newServer?.commandLine == "mcp-manager add cloud --url https://a.example/mcp")
    }

    @Test func `keeps what was typed when the daemon refuses, and can be tried again`() {
        var app = reviewed()
        app.press(.forms(.submit))
        app.refuse(ErrorReport(code: "disk-full", problem: "cannot write clock.yaml", remedy: "free some space"))
        #expect(app.screen.contains("✘ cannot write clock.yaml"))
        app.press(.forms(.submit))
        #expect(app.answer(.draft(Sample.draft("clock"))) != nil)
        #expect(app.serverForm?.server["name"]?.value == "clock")
    }

    @Test func `takes lines for the environment, and a pasted block of them`() {
        var app = opened()
        app.fill("clock", "uvx x")
        app.paste("A=1\nB=two words\n")
        #expect(app.toast() == "pasted 14 characters")
        #expect(app.serverForm?.server["environment"]?.values == ["A=1", "B=two words"])
        app.press(.forms(.submit))
        app.type("1C=3")
        app.press(.forms(.nextField))
        #expect(app.serverForm?.server["environment"]?.problem?.hasPrefix("a variable's name") == true)
    }

    @Test func `asks before it forgets what was typed, and keeps a draft`() {
        var app = opened()
        app.type("clo")
        app.press(.forms(.leave))
        #expect(app.screen.contains("Leave the form?"))
        app.press(.forms(.nextField), .forms(.submit))
        #expect(app.toast() == "the draft is kept until the dashboard ends; a opens it again")
        #expect(app.state.overlay == nil)
        app.press(.forms(.add))
        #expect(app.toast() == "this is the draft you kept")
        #expect(app.serverForm?.server["name"]?.value == "clo")
        app.press(.forms(.leave), .forms(.nextField), .forms(.nextField), .forms(.submit))
        #expect(app.state.overlay == nil && app.state.forms.drafts.isEmpty)
    }

    @Test func `is left without a question when nothing was typed`() {
        var app = opened()
        app.press(.forms(.leave))
        #expect(app.state.overlay == nil)
    }

    @Test func `does not lose what was typed to Ctrl-C, and quitting asks`() {
        var app = opened()
        app.type("clo")
        app.press(.interrupt)
        _ = app.toast()
        #expect(app.state.forms.drafts[.add] != nil)
        app.press(.quit)
        #expect(app.toast() == "what was typed would be lost; once more quits")
    }

    @Test func `says that the daemon is gone, and nothing typed is`() {
        var app = reviewed()
        app.press(.forms(.submit))
        app.receive(.lost(generation: app.state.generation, .daemonEnded))
        #expect(app.screen.contains("the daemon is gone"))
        #expect(app.serverForm?.server["name"]?.value == "clock")
    }
}
