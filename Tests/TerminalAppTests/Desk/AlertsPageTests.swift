import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

struct `The page of alerts` {
    @Test func `shows what fires first, and tells the chosen one whole`() {
        let lines = Scenario.alerts().lines(of: .alerts)
        let order = [
            "Firing  2", "slack", "postgres", "Pending  1", "cursor", "Over  1", "time", "Silences  1", "Rules  4", "Told",
        ]
        var rest = lines[...]
        for text in order {
            guard let index = rest.firstIndex(where: { $0.contains(text) }) else {
                Issue.record("no \(text) in its place\n\(lines.joined(separator: "\n"))")
                return
            }
            rest = rest[index...]
        }
        let text = lines.joined(separator: "\n")
        #expect(text.contains("→ give it SLACK_TOKEN") && text.contains("firing since 13:58, came back 2 times"))
        #expect(text.contains("✓ desktop was told 13:59") && text.contains("✘ webhook was not told 13:59"))
        #expect(!text.contains("the nightly report"), "only the chosen one is told whole")
    }

    @Test func `tells who has seen an alert, and why`() {
        var app = Scenario.alerts()
        app.press(.down)
        #expect(app.screen.contains("✓ seen 13:56: the nightly report, wait for it"))
        app.press(.alerts(.acknowledge))
        #expect(app.toast() == "it was acknowledged already")
    }

    @Test func `acknowledges with a word for the others`() {
        var app = Scenario.alerts()
        app.press(.alerts(.acknowledge))
        app.type("on it")
        app.press(.accept)
        let wanted = AlertAcknowledgement(alert: "server-down/slack", comment: "on it")
        #expect(app.effects.last == .ask(.alerts(.acknowledge(wanted)), generation: app.state.questions))
        #expect(app.screen.contains("mcp-manager alerts ack server-down/slack --comment 'on it'"))
        var seen = Sample.slackIsDown
        (seen.acknowledgedAt, seen.acknowledgement) = (app.now, "on it")
        app.receive(
            .answered(
                .alerts(.acknowledge(wanted)), generation: app.state.questions, .success(.alerts(.acknowledged(seen)))))
        #expect(app.toast() == "server-down/slack is seen: nobody is told of it again")
        #expect(app.screen.contains("✓ seen 14:02: on it"))
    }

    @Test(arguments: [
        ("a", "\(Sample.slackIsDown.message)\ngive it SLACK_TOKEN, then restart it", "the whole alert"),
        ("m", Sample.slackIsDown.message, "the message"), ("r", "give it SLACK_TOKEN, then restart it", "what to do"),
    ])
    func `copies the chosen alert, its message or what to do about it`(letter: String, text: String, what: String) {
        var app = Scenario.alerts()
        app.press(.alerts(.copy))
        app.type(letter)
        #expect(app.effects.last == .copy(text, what: what))
    }

    @Test(arguments: [
        (1, "5 % of its calls took 1.2 s or longer in 10m", "the message"),
        (4, "nobody is told of server-down of grafana until 2026-11-22 16:00:00: moving house", "the silence"),
        (5, "server-down: health is unhealthy or not found, for 1m", "the rule"), (8, "disk: switched off", "the rule"),
    ])
    func `copies at once what there is only one thing to copy of`(row: Int, text: String, what: String) {
        var app = Scenario.alerts()
        for _ in 0..<row { app.press(.down) }
        app.press(.alerts(.copy))
        #expect(app.effects.last == .copy(text, what: what))
    }

    @Test func `copies nothing where there is nothing`() {
        var app = Scenario.alerts(AlertOverview(alerts: [], silences: [], rules: [], channels: []))
        app.press(.alerts(.copy))
        #expect(app.toast() == "there is nothing to copy")
    }

    @Test func `is left alone when the comment is not kept`() {
        var app = Scenario.alerts()
        _ = app.takeEffects()
        app.press(.alerts(.acknowledge))
        app.type("no")
        app.press(.cancel)
        #expect(app.takeEffects().isEmpty && app.state.focus == .alerts)
    }

    @Test(arguments: [
        ("1", 3600, "1h"), ("8", 28_800, "8h"),
        // To tomorrow's eight o'clock.
        ("t", 64_665, "17h57m45s"),
    ])
    func `silences what is chosen for a while`(key: Character, seconds: Int, words: String) {
        var app = Scenario.alerts()
        app.press(.alerts(.silence))
        #expect(app.screen.contains("Tell nobody of server-down of slack"))
        app.press(key: .character(key))
        let silence = AlertSilence(rule: "server-down", server: Sample.id("slack"), until: app.now + .seconds(seconds))
        #expect(app.effects.last == .ask(.alerts(.silence(silence)), generation: app.state.questions))
        #expect(app.screen.contains("mcp-manager alerts silence --rule server-down --server slack --for \(words)"))
    }

    @Test func `ends a silence, and undoes one that was made here`() {
        var app = Scenario.alerts()
        app.press(.bottom, .up, .up, .up, .up)
        #expect(app.state.alerts.current == .silence(4))
        app.press(.alerts(.silence), .run)
        #expect(app.effects.last == .ask(.alerts(.endSilence(4)), generation: app.state.questions))

        let made = AlertSilence(id: 7, rule: "drift", until: app.now + .seconds(3600))
        app.receive(
            .answered(.alerts(.silence(made)), generation: app.state.questions, .success(.alerts(.silence(made)))))
        #expect(app.toast() == "nobody is told of drift of all servers until 15:02; u undoes it")
        app.press(.desk(.undo))
        #expect(app.screen.contains("silence of drift of all servers") && app.screen.contains("alerts unsilence 7"))
        _ = app.takeEffects()
        app.press(.confirm)
        #expect(app.takeEffects() == [.ask(.alerts(.endSilence(7)), generation: app.state.questions)])
        app.press(.desk(.undo))
        #expect(app.toast() == "nothing was done here that can be taken back")
    }

    @Test func `keeps what could not be undone, to be tried again`() {
        var app = Scenario.alerts()
        let made = AlertSilence(id: 7, rule: "drift", until: app.now + .seconds(3600))
        app.receive(
            .answered(.alerts(.silence(made)), generation: app.state.questions, .success(.alerts(.silence(made)))))
        _ = app.toast()
        app.press(.desk(.undo))
        _ = app.takeEffects()
        app.press(.confirm)
        #expect(app.state.undoable.isEmpty)
        guard case .ask(let request, let generation)? = app.takeEffects().first else {
            Issue.record("nothing was asked")
            return
        }
        let report = ErrorReport(code: "x", problem: "the daemon is busy", remedy: "try again")
        app.receive(.answered(request, generation: generation, .failure(report)))
        #expect(app.toast() == "the daemon is busy" && app.state.undoable.count == 1)
    }

    @Test func `tells who would be told before it tests them, and what became of it`() {
        var app = Scenario.alerts()
        app.press(.alerts(.test))
        #expect(app.screen.contains("desktop") && app.screen.contains("› mcp-manager alerts test"))
        app.press(.pressButton)
        #expect(app.state.overlay == nil, "Cancel is chosen")
        app.press(.alerts(.test), .confirm)
        #expect(app.effects.last == .ask(.alerts(.test), generation: app.state.questions))
        let test = AlertTest(deliveries: Sample.slackIsDown.deliveries)
        app.receive(.answered(.alerts(.test), generation: app.state.questions, .success(.alerts(.tested(test)))))
        #expect(app.screen.contains("✓ desktop was told") && app.screen.contains("hooks.example.org answered 410 Gone"))
    }

    @Test func `says what became of a test in the footer while something is open`() {
        var app = Scenario.alerts()
        app.press(.alerts(.test), .confirm)
        let generation = app.state.questions
        app.press(.help)
        let test = AlertTest(deliveries: Sample.slackIsDown.deliveries)
        app.receive(.answered(.alerts(.test), generation: generation, .success(.alerts(.tested(test)))))
        #expect(app.toast() == "webhook was not told of the test: hooks.example.org answered 410 Gone")
        #expect(app.state.context == .help && app.footer.contains("webhook was not told"))
    }

    @Test(arguments: [(1_500, "1.5 s"), (30_000, "30 s"), (250, "250 ms")])
    func `tells a rule's limits in units people use`(milliseconds: Int, words: String) {
        let condition = AlertCondition.latency(milliseconds: Double(milliseconds), windowSeconds: 600, calls: 20)
        #expect(condition.words.contains("take \(words) or longer"))
        #expect(AlertCondition.memory(bytes: 2_000_000_000).words == "it holds 2.0 GB of memory")
    }

    @Test func `names in whole whose alert it is, though it is no server of ours`() {
        var drift = Sample.slackIsDown
        (drift.id, drift.rule, drift.server, drift.platform) = ("drift/vscode-insiders", "drift", nil, "vscode-insiders")
        var app = Scenario([Sample.server("git")])
        app.press(.pane(.alerts))
        app.answerAlerts(AlertOverview(alerts: [drift], silences: [], rules: [], channels: []))
        #expect(app.lines(of: .alerts).contains { $0.contains("✘ vscode-insiders  drift") }, "\(app.screen)")
    }

    @Test func `names a server once in a row`() {
        var alert = Sample.slackIsDown
        alert.message = "slack gave up"
        var app = Scenario.alerts(AlertOverview(alerts: [alert], silences: [], rules: [], channels: []))
        let head = app.lines(of: .alerts).first { $0.contains("server-down") } ?? ""
        #expect(head.contains("gave up") && !head.contains("slack gave up"))
        app.press(.alerts(.silence))
        #expect(app.shows("until 15:02") && !app.shows("15:02 15:02"), "and an hour once")
    }

    @Test func `leads to the health of the server, or to the client`() {
        var app = Scenario.alerts()
        app.press(.alerts(.goThere))
        #expect(app.state.focus == .health && app.state.selected == Sample.id("slack"))
        app.press(.pane(.alerts), .down, .down, .alerts(.goThere))
        #expect(app.state.focus == .platforms && app.state.platforms.column == "cursor")
    }

    @Test func `counts new alerts in the footer until it is looked at`() {
        var app = Scenario()
        app.answerAlerts(AlertOverview(alerts: [], silences: [], rules: [], channels: []))
        app.receive(.happened(generation: 1, Sample.event(Sample.slackIsDown)))
        #expect(app.toast() == nil, "an alert takes nobody's keys")
        #expect(app.footer.hasSuffix("▲ 1 new alert") && app.header.contains("✘ 1 alert"))
        app.press(.pane(.alerts))
        #expect(!app.footer.contains("new alert"))
        #expect(app.lines(of: .alerts).contains { $0.contains("slack does not serve") })
    }

    @Test func `counts nothing that is over, acknowledged or old`() {
        var app = Scenario()
        app.receive(.happened(generation: 1, Sample.event(Sample.slackIsDown, second: -600)))
        app.receive(.happened(generation: 1, Sample.event(Sample.postgresIsSlow)))
        app.receive(.happened(generation: 1, Sample.event(Sample.cursorDrifted)))
        #expect(app.state.alerts.unseen.isEmpty)
        app.receive(.happened(generation: 1, Sample.event(Sample.slackIsDown)))
        var over = Sample.slackIsDown
        (over.state, over.resolvedAt) = (.resolved, app.now)
        app.receive(.happened(generation: 1, Sample.event(over)))
        #expect(app.state.alerts.unseen.isEmpty)
    }

    @Test func `asks again only while it is seen, and drops late answers`() {
        var app = Scenario.alerts()
        app.press(.pane(.status))
        _ = app.takeEffects()
        app.receive(.happened(generation: 1, Sample.event(Sample.slackIsDown)))
        #expect(app.takeEffects().isEmpty)
        app.press(.pane(.alerts))
        let generation = app.state.alerts.generation
        #expect(app.takeEffects() == [.ask(.alerts(.overview), generation: generation)])
        let none = AlertOverview(alerts: [], silences: [], rules: [], channels: [])
        app.receive(.answered(.alerts(.overview), generation: generation - 1, .success(.alerts(.overview(none)))))
        #expect(app.state.alerts.overview?.alerts.isEmpty == false)
    }

    @Test func `says that all is well, and why nothing is known`() {
        let calm = Scenario.alerts(AlertOverview(alerts: [], silences: [], rules: [], channels: []))
        #expect(calm.screen.contains("✓ nothing needs attention") && calm.screen.contains("alerts.notify in config.yaml"))
        var app = Scenario()
        let report = ErrorReport(
            code: "x", problem: "the daemon is too old for alerts", remedy: "run 'mcp-manager daemon restart'")
        app.receive(.answered(.alerts(.overview), generation: app.state.alerts.generation, .failure(report)))
        app.press(.pane(.alerts))
        #expect(app.screen.contains("the daemon is too old for alerts") && app.screen.contains("daemon restart"))
    }

    @Test(arguments: [(40, 12), (80, 24), (120, 40)])
    func `looks as kept`(columns: Int, rows: Int) throws {
        try Golden.expect(Scenario.alerts(columns: columns, rows: rows).frame, is: "alerts-\(columns)x\(rows)")
    }

    @Test func `is readable in ASCII`() {
        var app = Scenario.alerts()
        app.glyphs = .ascii
        #expect(app.frame.rows.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } })
    }
}
