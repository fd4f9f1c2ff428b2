import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

/// What the theme `mono` shows: characters alone. Two states that look alike there are told by colour alone.
struct `Without colour` {
    @Test(arguments: [Glyphs.unicode, .ascii])
    func `a failed check is seen in the chart of the hour and in the status`(glyphs: Glyphs) {
        func health(_ failures: Int, pane: Pane) -> [String] {
            var app = Scenario.checked()
            app.glyphs = glyphs
            app.select("github")
            app.press(.pane(pane))
            var history = Sample.history("github", Sample.health())
            history.charts[0] = history.charts[0].map { point in
                var point = point
                point.failures = point.failures > 0 ? failures : 0
                return point
            }
            app.answer(.history(Sample.id("github")), .success(.history(history)))
            return app.lines(of: pane)
        }
        #expect(health(0, pane: .health) != health(1, pane: .health))
        #expect(health(0, pane: .status) != health(1, pane: .status))
    }

    @Test(arguments: [Glyphs.unicode, .ascii])
    func `the span that is charted is seen at its strip`(glyphs: Glyphs) {
        var app = Scenario.checked()
        app.glyphs = glyphs
        app.select("github")
        app.press(.pane(.health))
        app.answerHealth(of: "github")
        func charted() -> [String] {
            app.lines(of: .health).filter { $0.contains(" %") && $0.contains("\(glyphs.prompt) ") }
        }
        #expect(charted().count == 1 && charted()[0].contains("\(glyphs.prompt) 1 h"))
        app.press(.health(.longer))
        #expect(charted().count == 1 && charted()[0].contains("\(glyphs.prompt) 24 h"))
    }

    @Test(arguments: [Glyphs.unicode, .ascii])
    func `each state has another strip and another heartbeat`(glyphs: Glyphs) {
        let pictures = ["h", "d", "u", "."].map { state -> [String] in
            var app = Scenario(Sample.checked, columns: 120, rows: 40)
            app.glyphs = glyphs
            let strip = Sample.strip(7_200, 24, String(repeating: state, count: 24))
            let summary = HealthSummary(server: Sample.id("git"), current: Sample.health(), uptime: [], strip: strip)
            app.answer(.all, .success(.all([summary])))
            return app.lines(of: .servers)
        }
        #expect(Set(pictures).count == 4)
    }

    @Test(arguments: [Glyphs.unicode, .ascii])
    func `a client that is not looked after shows no state, and the chosen one is marked`(glyphs: Glyphs) {
        func clients(isConfigured: Bool, _ state: PlatformEntry.State = .wanted, chosen: Int = 0) -> [String] {
            let clients = ["zed", "cursor"].map { id in
                Sample.client(id, id, "\(id).json", isConfigured: isConfigured) {
                    $0.entries = [PlatformEntry(name: "git", server: Sample.id("git"), state: state)]
                }
            }
            var app = Scenario.clients(clients, columns: 80, rows: 16)
            app.glyphs = glyphs
            for _ in 0..<chosen { app.press(.panRight) }
            // Below the titles and above the words about the selected cell.
            return Array(app.lines(of: .platforms).prefix(9))
        }
        let rows = { (lines: [String]) in lines.dropFirst(3) }
        for state in [PlatformEntry.State.wanted, .outdated, .drifted, .inSync] {
            #expect(rows(clients(isConfigured: false, state)) != rows(clients(isConfigured: true, state)))
        }
        #expect(clients(isConfigured: false).prefix(2) != clients(isConfigured: true).prefix(2))
        #expect(clients(isConfigured: true) != clients(isConfigured: true, chosen: 1))
    }
}
