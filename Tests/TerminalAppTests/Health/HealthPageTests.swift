import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

struct `The page of health` {
    /// GitHub's, with its past.
    private func opened(columns: Int = 120, rows: Int = 40) -> Scenario {
        var app = Scenario.checked(columns: columns, rows: rows)
        app.select("github")
        app.press(.pane(.health))
        app.answerHealth(of: "github")
        app.answer(.alerts, .success(.alerts([Sample.alert("github", "github uses 600.0 MB")])))
        return app
    }

    @Test func `says how the server is, with times that do not age`() {
        #expect(
            opened().lines(of: .health).contains {
                $0.contains("● github  healthy since 20 Nov: answers in 4 ms, checked 14:02:07")
            })
    }

    @Test func `copies the chosen outage in a line`() {
        var app = opened()
        app.press(.down, .health(.copy))
        let line =
            "2026-11-21 21:40:00 github unhealthy for 41 s: "
            + "it does not read its input: what is sent to it waits in a full pipe"
        #expect(app.effects.last == .copy(line, what: "the outage"))
    }

    @Test func `copies how the server is when it had no outage, and nothing before it was checked`() {
        var app = Scenario.checked()
        app.select("github")
        app.press(.pane(.health), .health(.copy))
        let sentence = "github healthy since 20 Nov: answers in 4 ms, checked 14:02:07"
        #expect(app.effects.last == .copy(sentence, what: "the health of github"))
        var unchecked = Scenario([Sample.server("git")])
        unchecked.press(.pane(.health), .health(.copy))
        #expect(unchecked.toast() == "git was not checked yet")
    }

    @Test func `draws four spans, each with its percentage and what is not known`() {
        let lines = opened(columns: 200).lines(of: .health)
        #expect(lines.contains { $0.contains("1 h ") && $0.contains("100 %") })
        let zoomed = opened(columns: 120, rows: 50).lines(of: .health)
        #expect(zoomed.contains { $0.contains("24 h ") && $0.contains("99.20 %") && $0.contains("▇") && $0.contains("▅") })
        #expect(zoomed.contains { $0.contains("30 d ") && $0.contains("99.70 %") && $0.contains("···") && $0.contains("▃") })
    }

    @Test func `says how long it was down, and what is unknown, where there is room`() {
        var app = opened()
        app.press(.zoom)
        let lines = app.lines(of: .health)
        #expect(lines.contains { $0.contains("24 h ") && $0.contains("11 min 31 s down") })
        #expect(lines.contains { $0.contains("30 d ") && $0.contains("1 h 15 min down") && $0.contains("41 % unknown") })
    }

    @Test func `draws the latency of the last hour, with its axis and the times of calls`() {
        let lines = opened().lines(of: .health)
        #expect(lines.contains { $0.contains("Latency, last hour") && $0.contains("p50 4 ms  p95 38 ms  p99 120 ms") })
        #expect(lines.contains { $0.contains("100 ms") })
        #expect(lines.contains { $0.contains("  0 ms") && $0.contains("█") })
        #expect(lines.contains { $0.contains("13:03") && $0.contains("14:02") })
    }

    @Test func `tells times of calls before it says what they are, where there is little room`() {
        let lines = opened(columns: 80, rows: 24).lines(of: .health)
        #expect(lines.contains { $0.contains("Latency, 1 h ") && $0.contains("p50 4 ms  p95 38 ms  p99 120 ms") }, "\(lines)")
        #expect(lines.contains { $0.contains("memory") && $0.contains(" MB") && !$0.contains("…") }, "\(lines)")
    }

    @Test func `draws longer times on request, up to thirty days`() {
        var app = opened()
        app.press(.health(.longer), .health(.longer), .health(.longer))
        #expect(app.screen.contains("Latency, last 30 days"))
        #expect(app.screen.contains("usually 35 ms  slowest 100 ms"))
        app.press(.health(.longer))
        #expect(app.toast() == "the chart shows 30 days, the longest time there is")
        app.press(.health(.shorter))
        #expect(app.screen.contains("Latency, last 7 days"))
    }

    @Test func `lists outages with time, length and reason; Enter tells one whole`() {
        var app = opened()
        #expect(
            app.lines(of: .health).contains {
                $0.contains("▌✘ today 06:12   2 min 10 s") && $0.contains("exit 137: out of memory")
            })
        #expect(app.lines(of: .health).contains { $0.contains("✘ 16 Nov 09:03  ~6 s") })
        app.press(.down, .health(.showOutage))
        #expect(app.screen.contains("Outage of github"))
        #expect(app.screen.contains("lasted  41 s") && app.screen.contains("cause  clogged"))
        app.press(.close)
        #expect(app.state.chosenOutage?.id == 8)
    }

    @Test func `goes to the log as it was when the chosen outage began`() {
        var app = opened()
        app.press(.down, .health(.showLog))
        #expect(app.state.focus == .logs)
        let began = Sample.at("2026-11-21T21:39:55.000Z")
        let asked = app.effects.contains { effect in
            if case .ask(.logs(.load(.server(Sample.id("github")), .around(.moment(began), _, _))), _) = effect {
                true
            } else {
                false
            }
        }
        #expect(asked)
    }

    @Test func `keeps the chosen outage when another one comes`() {
        var app = opened()
        app.press(.down)
        app.receive(
            .happened(
                generation: 1,
                Sample.event(1, "github", "it is up again", status: app.state.servers.first { $0.id == Sample.id("github") })))
        var history = Sample.history("github", Sample.health())
        history.outages.insert(
            Outage(id: 10, server: Sample.id("github"), began: Sample.now, state: .unhealthy, reason: "gone"), at: 0)
        app.answer(.history(Sample.id("github")), .success(.history(history)))
        #expect(app.state.chosenOutage?.id == 8)
        #expect(app.lines(of: .health).contains { $0.contains("14:02") && $0.contains("still down") && $0.contains("gone") })
    }

    @Test func `shows what it uses, and the alerts that concern it`() {
        let lines = opened().lines(of: .health)
        #expect(lines.contains { $0.contains("memory") && $0.contains("71.4 MB, at most 76.0 MB") })
        #expect(lines.contains { $0.contains("cpu") && $0.contains("2.1 %, 9 threads, 14 files") })
        #expect(lines.contains { $0.contains("Alerts") && $0.contains("▲ github uses 600.0 MB") && $0.contains("since 13:45") })
    }

    @Test func `hears that an alert is over`() {
        var app = opened()
        var event = Sample.event(3, "github", "over", kind: .alert)
        event.alert = Sample.alert("github", "github uses 600.0 MB", state: .resolved)
        app.receive(.happened(generation: 1, event))
        #expect(app.lines(of: .health).contains { $0.contains("none now, one in the last 24 h") })
    }

    @Test func `says what is wrong, what to do and the next keys`() {
        var app = Scenario.checked()
        app.select("slack")
        app.press(.pane(.health))
        app.answerHealth(of: "slack", Sample.health(.unhealthy, nil))
        let lines = app.lines(of: .health)
        #expect(lines.contains { $0.contains("✘ slack  unhealthy since 14:02: exit 1 after 3 restarts: missing") })
        #expect(lines.contains { $0.contains("set SLACK_TOKEN in its definition") })
        #expect(lines.contains { $0.contains("r restart   l logs") })
    }

    @Test func `checks now when asked to, and says what came of it`() {
        var app = opened()
        app.press(.health(.check))
        #expect(app.healthQuestions.last == .check(Sample.id("github")))
        app.answer(
            .check(Sample.id("github")),
            .success(.history(Sample.history("github", Sample.health(.degraded, 1_500, reason: "answers take 1.5 s")))))
        #expect(app.toast() == "github was checked: degraded: answers take 1.5 s")
        #expect(
            app.screen.contains("mcp-manager health github --check")
                || app.state.feed.entries.contains { $0.text.string.contains("health github --check") })
    }

    @Test func `does not check what does not run, and says so`() {
        var app = Scenario.checked()
        app.select("grafana")
        app.press(.pane(.health), .health(.check))
        #expect(app.toast() == "grafana does not run, so there is nothing to ask")
        #expect(!app.healthQuestions.contains(.check(Sample.id("grafana"))))
    }

    @Test func `is readable before anything is known`() {
        var app = Scenario(columns: 80, rows: 24)
        app.select("github")
        app.press(.pane(.health))
        #expect(app.lines(of: .health).contains { $0.contains("? github  not checked yet") })
    }

    @Test func `says why the past is not known`() {
        var app = Scenario.checked()
        app.select("github")
        app.press(.pane(.health))
        app.answer(
            .history(Sample.id("github")),
            .failure(ErrorReport(code: "x", problem: "the history cannot be read", remedy: "mend it")))
        #expect(app.screen.contains("the history cannot be read"))
    }

    @Test(arguments: [(40, 10), (40, 12), (60, 16), (80, 24), (120, 40), (200, 50), (300, 100)])
    func `has the focused row under the cursor at every size`(columns: Int, rows: Int) {
        let app = opened(columns: columns, rows: rows)
        let cursor = app.frame.cursor
        #expect(cursor != nil)
        #expect(app.state.layout?.panes[.health].map { rect in cursor.map(rect.contains) ?? false } == true)
    }
}

struct `What the page of health asks` {
    @Test func `is asked once, when it is to be seen`() {
        var app = Scenario.checked()
        app.select("time")
        _ = app.takeEffects()
        app.press(.pane(.health))
        #expect(
            app.healthQuestions == [.history(Sample.id("time")), .use(Sample.id("time"), minutes: 60), .alerts]
                || app.healthQuestions == [.alerts])
        _ = app.takeEffects()
        app.press(.down, .up)
        #expect(app.healthQuestions.isEmpty)
    }

    @Test func `is asked again when the server's phase, health or alert changes, and not before the last was answered`() throws {
        var app = Scenario.checked()
        app.select("github")
        app.press(.pane(.health))
        app.answerHealth(of: "github")
        _ = app.takeEffects()
        var github = try #require(app.state.server(Sample.id("github")))
        app.receive(.happened(generation: 1, Sample.event(1, "github", "client 7 is Cursor", kind: .observed, status: github)))
        #expect(app.healthQuestions.isEmpty)
        github.health = Sample.health(.degraded, 900, reason: "slow")
        app.receive(.happened(generation: 1, Sample.event(2, "github", "", kind: .observed, status: github, second: 1)))
        #expect(app.healthQuestions == [.history(github.id), .use(github.id, minutes: 60)])
        app.receive(.happened(generation: 1, Sample.event(3, "github", "degraded", kind: .alert, second: 2)))
        #expect(app.healthQuestions.count == 2)
        app.answer(.history(github.id), .success(.history(Sample.history("github", Sample.health()))))
        #expect(app.healthQuestions.count == 4)
    }

    @Test func `is asked again when the server was checked, for its answers are others now`() throws {
        var app = Scenario.checked()
        app.select("github")
        app.press(.pane(.health))
        app.answerHealth(of: "github")
        _ = app.takeEffects()
        var github = try #require(app.state.server(Sample.id("github")))
        github.health?.checkedAt = Sample.now + .seconds(1)
        app.receive(.happened(generation: 1, Sample.event(1, "github", "", kind: .observed, status: github, second: 1)))
        #expect(app.healthQuestions == [.history(github.id), .use(github.id, minutes: 60)])
    }

    @Test func `is asked of each server for itself, however quickly one moves on`() {
        let (first, second) = (Sample.id("git"), Sample.id("time"))
        let questions: [HealthRequest] = [
            .history(first), .history(second), .use(first, minutes: 60), .use(second, minutes: 60),
        ]
        #expect(Set(questions.map(\.look)).count == 4, "a question ends the one before it with the same look")
    }

    @Test func `is not asked for other servers' news`() {
        var app = Scenario.checked()
        app.select("github")
        app.press(.pane(.health))
        app.answerHealth(of: "github")
        _ = app.takeEffects()
        app.receive(
            .happened(generation: 1, Sample.event(1, "git", "stopped", status: Sample.server("git", .stopped), second: 1)))
        #expect(app.healthQuestions.isEmpty)
    }

    @Test func `is asked anew on another connection`() {
        var app = Scenario.checked()
        app.select("github")
        app.press(.pane(.health))
        app.answerHealth(of: "github")
        app.now = Sample.now + .seconds(60)
        app.receive(.lost(generation: 1, .daemonEnded))
        _ = app.takeEffects()
        app.receive(.connected(generation: 2, daemon: Sample.daemon, servers: Sample.checked, at: app.now))
        #expect(app.healthQuestions == [.all, .history(Sample.id("github")), .use(Sample.id("github"), minutes: 60), .alerts])
    }

    @Test func `takes no answer that is late`() {
        var app = Scenario.checked()
        app.select("github")
        app.press(.pane(.health))
        var history = Sample.history("github", Sample.health())
        history.outages = []
        app.receive(.answered(.health(.history(Sample.id("github"))), generation: 1, .success(.health(.history(history)))))
        #expect(app.state.health.known[Sample.id("github")]?.history == nil)
    }

    @Test func `adds what events tell of its use`() throws {
        var app = Scenario.checked()
        app.select("github")
        app.press(.pane(.health))
        app.answerHealth(of: "github")
        var github = try #require(app.state.server(Sample.id("github")))
        github.use = ResourceUse(cpu: 0.5, residentBytes: 90_000_000, threads: 9)
        app.now = Sample.now + .seconds(60)
        app.receive(.happened(generation: 1, Sample.event(1, "github", "", kind: .observed, status: github, second: 60)))
        #expect(app.lines(of: .health).contains { $0.contains("90.0 MB") && $0.contains("█  90.0 MB") })
    }
}

struct `The plan of the page of health` {
    private let content = HealthPlan.Content(heading: 1, strips: 4, hasChart: true, outages: 9, resources: 2, alerts: 1)

    @Test(arguments: [
        (1, [], 0, 0, 0, 0), (2, [1], 0, 0, 0, 0), (4, [1], 0, 1, 0, 0), (7, [0, 1, 2, 3], 0, 1, 0, 0),
        (12, [0, 1, 2, 3], 2, 2, 0, 0), (15, [0, 1, 2, 3], 2, 2, 2, 1), (20, [0, 1, 2, 3], 2, 2, 2, 1),
        (40, [0, 1, 2, 3], 6, 9, 2, 1),
    ])
    func `shows first what says most`(height: Int, strips: [Int], chart: Int, outages: Int, resources: Int, alerts: Int) {
        let plan = HealthPlan(height: height, content: content)
        #expect(plan.strips == strips)
        #expect([plan.chartRows, plan.outageRows, plan.resourceRows, plan.alertRows] == [chart, outages, resources, alerts])
    }

    @Test func `never needs more rows than there are`() {
        for height in 0...80 {
            let plan = HealthPlan(height: height, content: content)
            var rows = content.heading + plan.strips.count + plan.resourceRows + plan.alertRows
            if plan.chartRows > 0 { rows += plan.chartRows + HealthPlan.chartFrame }
            if plan.outageRows > 0 { rows += plan.outageRows + 1 }
            if plan.hasGaps { rows += plan.gaps }
            if plan.isAiry { rows += 3 }
            #expect(rows <= max(height, content.heading))
        }
    }
}

struct `Words of health` {
    @Test(arguments: [
        (0, "0.0 ms"), (0.42, "0.4 ms"), (4, "4 ms"), (999.4, "999 ms"), (1_240, "1.2 s"), (12_000, "12 s"), (.nan, "-"),
    ])
    func `tell milliseconds briefly`(value: Double, words: String) {
        #expect(HealthWords.milliseconds(value) == words)
    }

    @Test(arguments: [(6, "6 s"), (130, "2 min 10 s"), (120, "2 min"), (3_900, "1 h 5 min"), (273_600, "3 d 4 h"), (-1, "0 s")])
    func `tell lengths in two units at most`(seconds: Double, words: String) {
        #expect(HealthWords.length(seconds) == words)
    }
}
