import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

/// A server whose clients had answers is not asked, so an hour can have calls and no check.
struct `An hour with calls and no checks` {
    private func opened(calls: Int?, pane: Pane = .health, columns: Int = 120, rows: Int = 40) -> Scenario {
        var app = Scenario.checked(columns: columns, rows: rows)
        app.select("github")
        app.press(.pane(pane))
        var history = Sample.history("github", Sample.health())
        history.charts[0] = []
        history.callTimes?.calls = calls ?? 0
        if calls == nil { history.callTimes = nil }
        app.answer(.history(Sample.id("github")), .success(.history(history)))
        return app
    }

    @Test(arguments: [(1, "1 call"), (412, "412 calls"), (20_000, "20,000 calls")])
    func `says how long calls took, and why nothing is drawn`(calls: Int, words: String) {
        let lines = opened(calls: calls).lines(of: .health)
        #expect(lines.contains { $0.contains("Latency, last hour") && $0.contains("p50 4 ms  p95 38 ms") })
        #expect(lines.contains { $0.contains("no checks in this hour; \(words), see Calls") })
    }

    @Test func `says it where rows are scarce, and longer times are drawn`() {
        var app = opened(calls: 3, columns: 80, rows: 24)
        #expect(app.screen.contains("no checks in this hour; 3 calls, see Calls"))
        app.press(.health(.longer))
        #expect(app.screen.contains("Latency, 24 h") || app.screen.contains("Latency, last 24 hours"), "\(app.screen)")
        #expect(!app.screen.contains("no checks in this hour"))
    }

    @Test func `says it beside its status`() {
        #expect(opened(calls: 3, pane: .status).screen.contains("calls p50 4 ms  p95 38 ms"))
    }

    @Test func `says nothing of latency when there were no calls either`() {
        #expect(!opened(calls: nil).screen.contains("Latency"))
    }
}
