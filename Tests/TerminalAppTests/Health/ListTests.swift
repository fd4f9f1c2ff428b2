import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

struct `The list with heartbeats` {
    @Test func `draws the last two hours of each server, and its latency`() {
        let lines = Scenario.checked().lines(of: .servers)
        #expect(lines.contains { $0.contains("● github") && $0.contains("up 2d 4h") && $0.hasSuffix("4 ms ▃▃▃▃▃▃▃▃") })
        #expect(lines.contains { $0.contains("▲ postgres") && $0.contains("degraded") && $0.hasSuffix("1.2 s ▃▃▃▃▅▅▃▅") })
        #expect(lines.contains { $0.contains("✘ slack") && $0.contains("exit 1") && $0.hasSuffix("– ▃▃▃▃▇▇▇▇") })
        #expect(lines.contains { $0.contains("○ grafana") && $0.contains("stopped") && $0.hasSuffix("– ········") })
    }

    @Test func `shows everything where there is room`() {
        var app = Scenario.checked(columns: 120, rows: 40)
        app.press(.zoom)
        let github = app.lines(of: .servers).first { $0.contains("● github") }
        #expect(github?.contains("up 2d 4h") == true && github?.contains("20 Nov") == true && github?.contains("stdio") == true)
        #expect(github?.hasSuffix("stdio   3") == true)
    }

    @Test func `is asked for once, and carried on by what happens`() throws {
        var app = Scenario.checked()
        #expect(app.healthQuestions.filter { $0 == .all }.count == 1)
        var git = try #require(app.state.server(Sample.id("git")))
        git.health = Sample.health(.unhealthy, nil, reason: "silent")
        app.now = Sample.now + .seconds(3_600)
        app.receive(.happened(generation: 1, Sample.event(1, "git", "silent", status: git, second: 3_600)))
        #expect(app.healthQuestions.filter { $0 == .all }.count == 1)
        #expect(app.lines(of: .servers).contains { $0.contains("● git ") && $0.hasSuffix("▃▃▃▃▃▃▃▇") })
        // Two hours later nothing of the time before is left.
        app.now = Sample.now + .seconds(3 * 3_600)
        app.press(.down)
        #expect(app.lines(of: .servers).contains { $0.contains("● git ") && $0.hasSuffix("▇▇▇▇▇▇▇▇") })
    }

    @Test func `is asked for again when everything is loaded again`() {
        var app = Scenario.checked()
        app.receive(.reloaded(generation: 1, daemon: Sample.daemon, servers: Sample.checked, at: Sample.now + .seconds(5)))
        #expect(app.healthQuestions.filter { $0 == .all }.count == 2)
    }

    @Test func `shows dots where an older daemon says nothing`() {
        let app = Scenario(Sample.checked)
        #expect(app.lines(of: .servers).contains { $0.contains("● github") && $0.hasSuffix("4 ms ········") })
    }
}

struct `The order of the list` {
    private func names(_ app: Scenario) -> [String] { app.state.visibleServers.map(\.id.rawValue) }

    @Test func `goes by name, by what needs a person, by latency and by memory`() {
        var app = Scenario.checked()
        #expect(app.screen.contains("12 ─ by name"))
        app.press(.list(.sort))
        #expect(names(app).prefix(5) == ["slack", "weather", "notion", "sqlite", "postgres"])
        #expect(names(app).last == "a-server-with-quite-a-long-name")
        #expect(app.screen.contains("12 ─ by state"))
        app.press(.list(.sort))
        #expect(names(app).first == "postgres")
        app.press(.list(.sort))
        #expect(names(app).first == "github")
        app.press(.list(.sort))
        #expect(names(app) == Sample.checked.map(\.id.rawValue).sorted())
    }

    @Test func `leaves the selection on its server`() {
        var app = Scenario.checked()
        app.select("slack")
        app.press(.list(.sort))
        #expect(app.state.selected == Sample.id("slack"))
        #expect(app.lines(of: .servers).first?.hasPrefix("▌✘ slack") == true)
    }

    @Test func `takes in a server that begins to need somebody`() throws {
        var app = Scenario.checked()
        app.press(.list(.sort))
        app.select("time")
        app.receive(
            .happened(
                generation: 1,
                Sample.event(
                    1, "git", "failed",
                    status: Sample.server("git", .failed(ErrorReport(code: "x", problem: "gone", remedy: "mend"))), second: 1)))
        #expect(names(app).first == "git")
        #expect(app.state.selected == Sample.id("time"))
    }
}

struct `Marks in the list` {
    @Test func `reach from the last mark to the selected row`() {
        var app = Scenario.checked()
        app.select("filesystem")
        app.press(.mark, .down, .list(.markRange))
        #expect(app.state.marked == Set(["filesystem", "git", "github"].map(Sample.id)))
        #expect(app.screen.contains("3 marked"))
    }

    @Test func `are exchanged for those that are not marked`() {
        var app = Scenario.checked()
        app.press(.list(.invertMarks))
        #expect(app.state.marked.count == 12)
        app.press(.list(.invertMarks))
        #expect(app.state.marked.isEmpty)
    }

    @Test func `are not set where a filter hides the server`() {
        var app = Scenario.checked()
        app.press(.filter)
        app.type("git")
        app.press(.accept, .list(.invertMarks))
        #expect(app.state.marked == Set(["git", "github"].map(Sample.id)))
    }

    @Test func `are what the menu acts on, and it asks before clients are interrupted`() {
        var app = Scenario.checked()
        app.select("git")
        app.press(.mark, .mark, .list(.bulk))
        #expect(app.screen.contains(" 2 servers "))
        app.type("r")
        #expect(app.question?.title == "Restart 2 servers?")
        #expect(app.question?.command == "mcp-manager restart git github")
    }

    @Test func `are checked all at once`() {
        var app = Scenario.checked()
        app.select("filesystem")
        app.press(.mark, .mark, .list(.bulk))
        app.type("c")
        #expect(app.healthQuestions.suffix(2) == [.check(Sample.id("filesystem")), .check(Sample.id("git"))])
    }

    @Test func `are set on all that need attention`() {
        var app = Scenario.checked()
        app.press(.list(.bulk))
        app.type("!")
        #expect(app.state.marked == Set(["notion", "postgres", "slack", "sqlite", "weather"].map(Sample.id)))
    }
}
