import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

struct `News of a client's file` {
    private func news(_ severity: Severity = .warning, second: Int = 5) -> BackendEvent {
        var event = Sample.event(
            9, nil, "Cursor: taken out by somebody else: git", kind: .platform, severity, second: second)
        event.platform = "cursor"
        return .happened(generation: 1, event)
    }

    @Test func `are looked at when the clients are shown`() {
        var app = Scenario.clients()
        app.receive(news())
        #expect(app.takeEffects() == [.loadPlatforms(generation: 2)])
        #expect(app.state.toast == nil, "it is in front of them")
        #expect(app.lines(of: .platforms).contains { $0.contains("git") }, "what is known stays to be seen meanwhile")
    }

    @Test func `ask for nothing where nothing of the clients is to be seen`() {
        var app = Scenario(columns: 80, rows: 24)
        _ = app.takeEffects()
        app.receive(news())
        #expect(app.takeEffects().isEmpty)
        #expect(app.toast() == "Cursor: taken out by somebody else: git")
    }

    @Test func `are told to whoever looks elsewhere, with the key, and counted anew in the header`() {
        var app = Scenario()
        app.answer(Sample.findings)
        _ = app.takeEffects()
        app.receive(news())
        #expect(app.takeEffects() == [.loadPlatforms(generation: 2)])
        #expect(app.toast() == "Cursor: taken out by somebody else: git")
        #expect(app.footer.contains("press 6 to look"))
        #expect(
            app.lines(of: .events).first == " 14:02:20  ▲ cursor          Cursor: taken out by somebody else: git; 6 shows it")
        app.press(.pane(.platforms))
        app.receive(.platforms(generation: 2, .success(Sample.findings)))
        #expect(app.state.platforms.column == "cursor", "that client is selected")
    }

    @Test func `that hurt nobody are only among the events`() {
        var app = Scenario()
        app.receive(news(.info))
        #expect(app.state.toast == nil)
        #expect(app.lines(of: .events).first?.hasSuffix("somebody else: git") == true)
    }

    @Test func `of yesterday are no news`() {
        var app = Scenario()
        app.receive(news(second: -86_400))
        #expect(app.state.toast == nil && app.lines(of: .events).first?.contains("Cursor") == true)
    }

    @Test func `push no error away that waits to be acknowledged`() {
        var app = Scenario()
        app.select("git")
        app.press(.restart)
        app.receive(.performed(.restart, Sample.id("git"), generation: 1, .failure(.daemonEnded)))
        let error = app.toast()
        app.receive(news())
        #expect(app.toast() == error)
    }

    @Test(arguments: [ServerEvent.Kind.added, .changed, .removed])
    func `come also with servers, as those decide what clients should have`(kind: ServerEvent.Kind) {
        var app = Scenario.clients()
        app.receive(.happened(generation: 1, Sample.event(9, "git", "news", kind: kind, status: Sample.server("git"), second: 5)))
        #expect(app.takeEffects().contains(.loadPlatforms(generation: 2)))
    }

    @Test func `that come in a burst ask once more, when the daemon has answered`() {
        var app = Scenario.clients()
        for _ in 0..<10 { app.receive(news()) }
        #expect(app.takeEffects() == [.loadPlatforms(generation: 2)])
        #expect(app.screen.contains("looking again"))
        app.receive(.platforms(generation: 2, .success(Sample.findings)))
        #expect(app.takeEffects() == [.loadPlatforms(generation: 3)])
        app.receive(.platforms(generation: 3, .success(Sample.findings)))
        #expect(app.takeEffects().isEmpty && !app.screen.contains("looking again"))
    }

    @Test func `that come late are not shown`() {
        var app = Scenario.clients()
        app.receive(news())
        app.receive(.platforms(generation: 1, .success(PlatformFindings(platforms: [], history: []))))
        #expect(app.state.matrix?.columns.count == 12)
    }

    @Test func `close what is read about a client that is gone`() {
        var app = Scenario.clients()
        app.press(.showEntry)
        app.receive(news())
        app.answer(PlatformFindings(platforms: [], history: []))
        #expect(app.state.overlay == nil && app.screen.contains("No AI client found"))
    }
}
