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
        #expect(!app.screen.contains("step "))
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

    @Test func `asks for the secrets its environment mentions, and stores them before it starts`() {
        var app = opened()
        app.fill("notes", "npx notes", "TOKEN=${secret:NOTES_TOKEN}")
        #expect(app.screen.contains("step 1 of 3"))
        app.fill("", "")
        #expect(app.screen.contains("step 2 of 3") && app.serverForm?.stage == .secrets)
        app.type("hunter2hunter2")
        app.press(.forms(.submit))
        app.answer(.draft(Sample.draft("notes")))
        #expect(app.screen.contains("step 3 of 3") && app.screen.contains("› mcp-manager secrets set notes NOTES_TOKEN"))
        #expect(!app.screen.contains("hunter2"))
        app.press(.forms(.submit))
        app.answer(.added(Sample.server("notes", .stopped)))
        app.press(.forms(.submit))
        #expect(!app.effects.contains { if case .perform(.start, _, _) = $0 { true } else { false } })
        let applied = SecretsApplied(secrets: Sample.secrets(of: "notes"), status: Sample.server("notes", .stopped))
        app.receive(.secretsApplied(Sample.id("notes"), generation: app.state.secretQuestions, .success(applied)))
        #expect(app.toast() == "what was typed for notes is stored, and it starts")
        #expect(app.effects.contains(.perform(.start, Sample.id("notes"), generation: app.state.verbGeneration)))
    }

    @Test func `goes to the review from any field, when all are in order`() {
        var app = opened()
        app.fill("clock")
        app.press(.forms(.review))
        #expect(app.serverForm?.stage == .server && app.serverForm?.server["runs"]?.problem == "is needed")
        app.type("uvx x")
        #expect(app.footer.contains("Ctrl-O review"))
        app.press(.forms(.review))
        app.answer(.draft(Sample.draft("clock")))
        #expect(app.serverForm?.stage == .review)
        #expect(app.footer.contains("Enter press button") && app.footer.contains("b back"))
    }

    @Test func `asks what to do with several lines where one is typed`() {
        var app = opened()
        app.fill("clock")
        app.paste("uvx\nmcp-server-time")
        #expect(app.screen.contains("Several lines") && app.screen.contains("Join them"))
        app.press(.forms(.submit))
        #expect(app.toast() == "pasted 19 characters")
        #expect(app.serverForm?.server["runs"]?.value == "uvx mcp-server-time")
        app.paste("a\nb")
        app.press(.forms(.leave))
        #expect(app.serverForm?.question == nil && app.serverForm?.server["runs"]?.value == "uvx mcp-server-time")
    }

    @Test func `stays at the end of a review when one goes on past it`() {
        var app = Scenario(columns: 80, rows: 16, userHome: "/home/kim")
        app.press(.forms(.add))
        app.fill("clock", "uvx x", "", "", "")
        var long = Sample.draft("clock")
        long.text = (1...30).map { "line\($0): x" }.joined(separator: "\n")
        app.answer(.draft(long))
        app.press(.bottom)
        let end = app.serverForm?.top
        app.press(.pageDown, .pageDown)
        #expect(app.serverForm?.top == end && app.screen.contains("the end"))
        app.press(.up)
        #expect(app.screen.contains("1 more below"))
        app.press(.top)
        #expect(app.serverForm?.top == 0)
    }

    @Test func `says what a program far away is called, so that its arguments are to be seen`() {
        #expect(FormField.meaning(ofLaunch: "/opt/a/long/way/server --x") == "runs server with 1 argument: [--x]")
    }

    @Test(arguments: [
        ("API_KEY", "abc", "…"), ("github_token", "abc", "…"), ("TZ", "UTC", "UTC"), ("TOKEN", "${secret:T}", "${secret:T}"),
        ("DATABASE", "postgres://me:hunter2@host/db", "…"), ("SITE", "https://host/a@b:c", "https://host/a@b:c"),
    ])
    func `shows no value in a line for a shell that looks like a credential`(name: String, value: String, shown: String) {
        #expect(HiddenCredential.shown(value, of: name) == shown)
        let new = NewServer(name: "x", command: "y", environment: [name: value])
        #expect(new.commandLine == ShellWords.joined(["mcp-manager", "add", "x", "--env", "\(name)=\(shown)", "--", "y"]))
        let edit = DefinitionEdit(path: ["execution", "local", "environment", name], value: JSONWord.quoted(value))
        #expect([edit].commandLine(for: Sample.id("x")).contains("hunter2") == false)
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
