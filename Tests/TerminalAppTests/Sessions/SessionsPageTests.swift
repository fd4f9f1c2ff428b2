import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

struct `The page of sessions` {
    private static func sessions(columns: Int = 120, rows: Int = 40) -> Scenario {
        var app = Scenario(columns: columns, rows: rows)
        app.press(.pane(.sessions))
        return app
    }

    @Test func `groups the sessions of all servers by client`() {
        let lines = Self.sessions().lines(of: .sessions)
        #expect(lines[0].contains("4 sessions of 3 clients"))
        let cursor = lines.firstIndex { $0.contains("Cursor") } ?? 0
        #expect(lines[cursor].contains("2 sessions"))
        #expect(lines[cursor + 1].contains("github") && lines[cursor + 1].contains("96 requests"))
        #expect(lines[cursor + 2].contains("postgres"))
    }

    @Test func `says what sharing a process saves`() {
        let app = Self.sessions()
        #expect(app.shows("3 share one process, 142.8 MB saved"))
        #expect(app.shows("142.8 MB saved by sharing"))
    }

    @Test func `says so where there is less room`() {
        let lines = Self.sessions(columns: 80, rows: 24).lines(of: .sessions)
        #expect(lines.contains { $0.contains("4 sessions of 3 clients") && $0.hasSuffix("142.8 MB saved") }, "\(lines)")
        #expect(lines.contains { $0.contains("github") && $0.contains("3 share one process") }, "\(lines)")
    }

    @Test func `claims no saving where there is no sharing`() {
        var github = Sample.household[0]
        github.sharing = Sharing(policy: .perClient, reason: "it asks its clients questions", processes: 3)
        var app = Scenario([github])
        app.press(.pane(.sessions))
        #expect(!app.shows("saved"))
        #expect(app.shows("a process for each client, 3 processes now"))
    }

    @Test func `selects the server whose session the cursor is on`() {
        var app = Self.sessions()
        app.press(.bottom)
        let list = app.state.sessionList
        guard case .session(let id, _)? = app.state.chosenSession(in: list).map({ list.lines[$0] }) else {
            Issue.record("no session is chosen")
            return
        }
        #expect(app.state.selected == id)
    }

    @Test func `shows those of the selected server alone`() {
        var app = Self.sessions()
        app.select("postgres")
        app.press(.pane(.sessions), .sessions(.onlySelected))
        #expect(app.shows("1 session of 1 client") && !app.shows("412 requests"))
    }

    @Test func `copies the chosen session: client, requests and server`() {
        var app = Self.sessions()
        app.select("postgres")
        app.press(.pane(.sessions), .sessions(.copy))
        #expect(app.effects.last == .copy("Cursor: 30 requests to postgres", what: "the session"))
        app.select("git")
        app.press(.pane(.sessions), .sessions(.copy))
        #expect(app.toast() == "git has no session")
    }

    @Test func `leads to the calls of a server`() {
        var app = Self.sessions()
        app.press(.sessions(.showCalls))
        #expect(app.state.focus == .calls)
        #expect(app.callQuestions.last == .list(CallQuery(server: app.state.selected, limit: 100)))
    }

    @Test func `says what to do while nobody is connected`() {
        var app = Scenario([Sample.server("time")])
        app.press(.pane(.sessions))
        #expect(app.shows("no client is connected; 6 puts servers into clients' files"))
    }
}
