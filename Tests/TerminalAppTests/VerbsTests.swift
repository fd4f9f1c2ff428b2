import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

struct `A verb` {
    @Test func `is done at once when nobody is connected, and echoed as its command`() {
        var app = Scenario()
        app.select("git")
        _ = app.takeEffects()
        app.press(.restart)
        #expect(app.takeEffects() == [.perform(.restart, Sample.id("git"), generation: 1)])
        #expect(app.lines(of: .events).first == " 14:02:15  › you             mcp-manager restart git")
    }

    @Test(arguments: [Action.stop, .restart, .kill])
    func `asks first when clients are connected, and Enter leaves it`(action: Action) {
        var app = Scenario()
        app.select("github")
        _ = app.takeEffects()
        app.press(action)
        #expect(app.question?.title == "\(action.verb?.title ?? "") github?")
        #expect(app.screen.contains("github  3 sessions: Claude Desktop, Cursor, codex"))
        #expect(app.screen.contains("› mcp-manager \(action.verb?.rawValue ?? "") github"))
        app.press(.pressButton)
        #expect(app.takeEffects().isEmpty)
        #expect(app.question == nil)
    }

    @Test func `shows its buttons and all its targets on a small screen`() {
        let names = (1...6).map { "server-with-a-name-\($0)" }
        let servers = names.map { Sample.server($0, sessions: [Sample.session(1, "Cursor")]) }
        var app = Scenario(servers, columns: 40, rows: 12)
        for _ in names { app.press(.mark) }
        app.press(.stop)
        #expect(app.screen.contains("Stop 6 servers?") && app.screen.contains("Cancel") && app.screen.contains("more below"))
        var seen = app.screen
        for _ in 0..<20 {
            app.press(.down)
            seen += app.screen
        }
        #expect(names.allSatisfy { seen.contains($0) } && seen.contains("mcp-manager stop"))
        #expect(app.screen.contains("the end") && app.screen.contains("Cancel"))
        _ = app.takeEffects()
        app.press(.confirm)
        #expect(app.takeEffects().count == 6)
    }

    @Test func `is done after y, or after the other button`() {
        for answer in [[Action.confirm], [.nextButton, .pressButton]] {
            var app = Scenario()
            app.select("github")
            _ = app.takeEffects()
            app.press(.stop)
            for action in answer { app.press(action) }
            #expect(app.takeEffects() == [.perform(.stop, Sample.id("github"), generation: 1)])
        }
    }

    @Test func `is left after n or Esc`() {
        for key in [KeyPress.character("n"), .escape] {
            var app = Scenario()
            app.select("github")
            _ = app.takeEffects()
            app.press(.stop)
            app.press(key: key)
            #expect(app.takeEffects().isEmpty)
            #expect(app.question == nil)
        }
    }

    @Test(arguments: [
        ("git", Action.start, "git is already running; r restarts it"),
        ("grafana", .stop, "grafana is not running"),
        ("grafana", .kill, "grafana has no process to kill"),
        ("weather", .restart, "the definition of weather has errors; mend line 7 of servers/weather.yaml first"),
        (
            "a-server-with-quite-a-long-name", .start,
            "a-server-with-quite-a-long-name is switched off; o switches it on"
        ),
    ])
    func `that makes no sense says why`(name: String, action: Action, reason: String) {
        var app = Scenario()
        app.select(name)
        _ = app.takeEffects()
        app.press(action)
        #expect(app.toast() == reason)
        #expect(app.takeEffects().isEmpty)
    }

    @Test func `acts on the marked servers, and lists them`() {
        var app = Scenario()
        app.select("git")
        app.press(.mark, .mark)
        app.press(.stop)
        #expect(app.question?.targets == [Sample.id("git"), Sample.id("github")])
        _ = app.takeEffects()
        app.press(.confirm)
        #expect(app.takeEffects().count == 2)
        #expect(app.state.marked.isEmpty)
        #expect(app.lines(of: .events).first?.contains("mcp-manager stop git github") == true)
    }

    @Test func `that the daemon refuses is an error until acknowledged`() {
        var app = Scenario()
        app.select("grafana")
        app.press(.start)
        let refusal = ErrorReport(code: "spawn-failed", problem: "uvx was not found", remedy: "install uv")
        app.receive(.performed(.start, Sample.id("grafana"), generation: 1, .failure(refusal)))
        #expect(app.toast() == "uvx was not found")
        #expect(app.footer.contains("uvx was not found — install uv"))
        app.press(.down)
        #expect(app.toast() == "uvx was not found")
        app.press(.back)
        #expect(app.toast() == nil)
    }

    @Test func `answered late does not undo a newer one`() {
        var app = Scenario()
        app.select("grafana")
        app.press(.start)
        app.press(.start)
        let late = ErrorReport(code: "late", problem: "late", remedy: "none")
        app.receive(.performed(.start, Sample.id("grafana"), generation: 1, .failure(late)))
        #expect(app.toast() == nil)
    }

    @Test func `is dead while something is typed`() {
        var app = Scenario()
        app.select("git")
        _ = app.takeEffects()
        app.press(.filter)
        app.type("rsxX")
        #expect(app.takeEffects().isEmpty)
    }

    @Test func `is not for the log pane`() {
        var app = Scenario()
        app.select("git")
        app.press(.showLogs)
        _ = app.takeEffects()
        app.press(key: .character("x"))
        #expect(app.toast() == "nothing is searched for; / begins a search")
        app.press(key: .character("r"))
        #expect(app.takeEffects().isEmpty)
    }

    @Test func `can be run by its name`() {
        var app = Scenario()
        app.select("grafana")
        app.press(.palette)
        app.type("start the server")
        _ = app.takeEffects()
        app.press(.down, .up)
        app.press(.run)
        #expect(app.takeEffects().contains { if case .perform = $0 { true } else { false } })
    }
}
