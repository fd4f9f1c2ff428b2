import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

struct `The page of events` {
    @Test func `is filtered as it is typed, and Esc shows all again`() {
        var app = eventful()
        app.press(.pane(.events), .events(.filter))
        app.type("pool")
        #expect(app.footer.contains("1 of 5"))
        app.press(.accept)
        #expect(app.lines(of: .events).contains { $0.contains("pool exhausted") })
        #expect(!app.lines(of: .events).contains { $0.contains("starting") })
        #expect(app.screen.contains("/pool"))
        app.press(.back)
        #expect(app.lines(of: .events).contains { $0.contains("starting") } && app.state.focus == .events)
    }

    @Test func `shows one server's alone`() {
        var app = eventful()
        app.press(.pane(.events), .down, .events(.oneServer))
        #expect(app.screen.contains("only postgres"))
        #expect(app.lines(of: .events).filter { !$0.isEmpty }.count == 1)
        app.press(.events(.oneServer))
        #expect(app.lines(of: .events).filter { !$0.isEmpty }.count == 5)
    }

    @Test func `shows only what needs attention`() {
        var app = eventful()
        app.press(.pane(.events), .events(.attention))
        let lines = app.lines(of: .events).filter { !$0.isEmpty }
        #expect(lines.count == 2 && lines[0].contains("slack") && lines[1].contains("postgres"))
        #expect(app.screen.contains("needs attention"))
    }

    @Test func `leads to the server, the client and the alert an event is about`() {
        var app = eventful()
        app.press(.pane(.events), .events(.goThere))
        #expect(app.state.selected == Sample.id("slack") && app.state.focus == .status)
        app.receive(.happened(generation: 1, Sample.event(Sample.cursorDrifted)))
        var drift = Sample.event(21, nil, "its file changed outside", kind: .platform, .info, second: 3)
        drift.platform = "cursor"
        app.receive(.happened(generation: 1, drift))
        app.press(.pane(.events), .events(.goThere))
        #expect(app.state.focus == .platforms && app.state.platforms.column == "cursor")
        var other = eventful()
        other.receive(.happened(generation: 1, Sample.event(Sample.slackIsDown)))
        other.press(.pane(.events), .events(.goThere))
        #expect(other.state.focus == .alerts)
    }

    @Test func `leaves out sessions of our own, and names that stand before it`() {
        var app = eventful()
        app.receive(
            .happened(
                generation: 1, Sample.event(30, "git", "client mcp-manager connected", kind: .sessionOpened, second: 2)))
        app.receive(
            .happened(generation: 1, Sample.event(31, "git", "client mcp-manager left", kind: .sessionClosed, second: 3)))
        app.receive(.happened(generation: 1, Sample.event(32, "git", "git gave up", .error, second: 4)))
        app.press(.pane(.events))
        #expect(!app.screen.contains("client mcp-manager"))
        #expect(app.lines(of: .events)[0].contains("gave up") && !app.lines(of: .events)[0].contains("git gave up"))
    }

    @Test func `counts as new only what happened since the start`() {
        let app = eventful(columns: 80, rows: 24)
        #expect(app.state.feed.unseen == 0)
        var later = app
        later.receive(.happened(generation: 1, Sample.event(40, "git", "crashed", .error, second: 1)))
        #expect(later.state.feed.unseen == 1)
    }

    @Test func `says why it leads nowhere`() {
        var app = eventful()
        app.press(.pane(.events), .bottom, .events(.goThere))
        #expect(app.toast() == "it is about the daemon itself")
    }

    @Test func `copies an event, and a command as it was given`() {
        var app = eventful()
        app.select("grafana")
        app.press(.start, .pane(.events), .events(.copy))
        #expect(app.effects.last == .copy("mcp-manager start grafana", what: "the command"))
        app.press(.down, .events(.copy))
        #expect(app.effects.last == .copy("14:02:14 slack failed: exit 1", what: "the event"))
    }

    @Test func `does not move what is read when more comes`() {
        var app = eventful()
        app.press(.pane(.events), .down, .down)
        let read = app.lines(of: .events)[2]
        for number in 0..<30 {
            app.receive(.happened(generation: 1, Sample.event(UInt64(50 + number), "git", "again \(number)", second: number)))
        }
        #expect(app.state.shownEvents[app.state.chosenEvent(in: app.state.shownEvents)].text.string == "starting")
        #expect(app.lines(of: .events).contains(read) && app.screen.contains("newer above"))
        app.press(.top)
        #expect(app.lines(of: .events)[0].contains("again 29") && !app.screen.contains("newer above"))
    }

    @Test(arguments: [(40, 12), (80, 24), (120, 40)])
    func `looks as kept`(columns: Int, rows: Int) throws {
        var app = eventful(columns: columns, rows: rows)
        app.press(.pane(.events), .down)
        try Golden.expect(app.frame, is: "events-\(columns)x\(rows)")
    }

    private func eventful(columns: Int = 120, rows: Int = 40) -> Scenario {
        var app = Scenario(columns: columns, rows: rows)
        for event in [
            Sample.event(1, nil, "restarted, 31 sessions kept", kind: .notice, .ok, second: -4000),
            Sample.event(2, "github", "Cursor connected", kind: .sessionOpened, second: -3000),
            Sample.event(3, "browser", "starting", status: Sample.server("browser", .starting), second: -600),
            Sample.event(4, "postgres", "degraded: pool exhausted", .warning, second: -300),
            Sample.event(5, "slack", "failed: exit 1", .error, second: -1),
        ] { app.receive(.happened(generation: 1, event)) }
        return app
    }
}
