import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

struct `The list of servers` {
    @Test func `shows shape, name, state and time of each`() {
        var app = Scenario()
        app.press(.zoom)
        let lines = app.lines(of: .servers)
        #expect(lines.contains { $0.hasPrefix(" ● filesystem") && $0.contains("up 4h") && $0.contains("09:41") })
        #expect(lines.contains { $0.contains("▲ postgres") && $0.contains("degraded") })
        #expect(lines.contains { $0.contains("✘ slack") && $0.contains("exit 1") })
        #expect(lines.contains { $0.contains("◐ sqlite") && $0.contains("restarting") && $0.contains("14:02:19") })
        #expect(lines.contains { $0.contains("○ grafana") && $0.contains("Dec 2025") })
        #expect(lines.contains { $0.contains("◇ notion") && $0.contains("needs secret") })
        #expect(lines.contains { $0.contains("● github") && $0.contains("20 Nov") && $0.hasSuffix("3") })
    }

    @Test func `says how many there are below`() {
        let servers = (10..<40).map { Sample.server("s\($0)") }
        var app = Scenario(servers, columns: 80, rows: 24)
        #expect(app.screen.contains("10 more below"), "\(app.screen)")
        app.press(.bottom)
        #expect(!app.screen.contains("more below"))
    }

    @Test func `cuts a long name in its middle`() {
        let line = Scenario(columns: 80, rows: 24).lines(of: .servers).first { $0.contains("–") }
        #expect(line?.contains("a-ser…-name disabled") == true)
    }

    @Test func `keeps the selection on the server when others come and go`() {
        var app = Scenario()
        app.select("git")
        app.receive(.happened(generation: 1, Sample.event(1, "browser", "removed", kind: .removed)))
        app.receive(.happened(generation: 1, Sample.event(2, "aaa", "added", kind: .added, status: Sample.server("aaa"))))
        #expect(app.state.selected == Sample.id("git"))
        #expect(app.lines(of: .servers).contains { $0.hasPrefix("▌● git ") })
    }

    @Test func `selects the neighbour when the selected server is removed`() {
        var app = Scenario()
        app.select("git")
        app.receive(.happened(generation: 1, Sample.event(1, "git", "removed", kind: .removed)))
        #expect(app.state.selected == Sample.id("github"))
    }

    @Test func `scrolls so that the selection stays in view`() {
        let many = (0..<60).map { Sample.server("server-\($0 + 10)") }
        var app = Scenario(many, columns: 80, rows: 24)
        app.press(.bottom)
        #expect(app.lines(of: .servers).last?.contains("▌● server-69") == true)
        app.press(.top)
        #expect(app.lines(of: .servers).first?.contains("▌● server-10") == true)
    }

    @Test func `narrows as a filter is typed, and Esc brings everything back`() {
        var app = Scenario()
        app.press(.filter)
        app.type("git")
        #expect(app.lines(of: .servers).filter { !$0.isEmpty }.count == 2)
        #expect(app.footer.contains("filter /git") && app.footer.contains("2 of 12"))
        app.press(.cancel)
        #expect(app.lines(of: .servers).filter { !$0.isEmpty }.count == 12)
    }

    @Test func `keeps a filter after Enter and names it in the frame`() {
        var app = Scenario()
        app.press(.filter)
        app.type("sql|slack")
        app.press(.accept)
        #expect(app.screen.contains("/sql|slack"))
        #expect(
            app.lines(of: .servers).filter { !$0.isEmpty }.map { $0.contains("sqlite") || $0.contains("slack") } == [true, true])
        app.press(.back)
        #expect(app.state.filter.isEmpty)
    }

    @Test func `says inline when a filter is no regular expression`() {
        var app = Scenario()
        app.press(.filter)
        app.type("git(")
        #expect(app.footer.contains("not a regular expression"))
    }

    @Test func `takes what has since changed from an event, not what the list already knew`() {
        var app = Scenario()
        let old = Sample.server("git", .stopped)
        app.receive(.happened(generation: 1, Sample.event(1, "git", "stopped", status: old, second: -10)))
        #expect(app.state.server(Sample.id("git"))?.phase == .ready)
        app.receive(.happened(generation: 1, Sample.event(2, "git", "stopped", status: old, second: 10)))
        #expect(app.state.server(Sample.id("git"))?.phase == .stopped)
    }
}

struct `The status of a server` {
    @Test func `names what runs and who uses it`() {
        var app = Scenario()
        app.select("github")
        let text = app.lines(of: .status).joined(separator: "\n")
        #expect(text.contains("● github  ready since 20 Nov"))
        #expect(text.contains("local · stdio · 2025-11-25"))
        #expect(text.contains("   command  uvx mcp-server-github"))
        #expect(text.contains("   process  48213 · run 1"))
        #expect(text.contains("     ready  after 412 ms"))
        #expect(text.contains("      uses  2.1 % of a core · 71.4 MB · 14 files · 2 processes"))
        #expect(text.contains(" last exit  signal 9 (KILL): it used 513.0 MB of memory, more than"))
        #expect(text.contains("Claude Desktop"))
        #expect(text.contains("412"))
    }

    @Test func `says why a server that starts again has crashed, and what to do`() {
        var server = Sample.server("time", .waiting(until: Sample.now, crashes: 3))
        server.lastExit = RunEnd(
            status: .code(1), at: Sample.now, stderrTail: [], cause: "the disk is full", hint: "make room")
        var app = Scenario([server])
        app.select("time")
        let text = app.lines(of: .status).joined(separator: "\n")
        #expect(text.contains("problem  crashed 3 times in a row: the disk is full"))
        #expect(text.contains(" remedy  make room"))
    }

    @Test func `says of a failed server what is wrong, what to do and what to press`() {
        var app = Scenario()
        app.select("slack")
        let text = app.lines(of: .status).joined(separator: "\n")
        #expect(text.contains("   problem  exit 1 after 3 restarts: missing SLACK_TOKEN"))
        #expect(text.contains("    remedy  set SLACK_TOKEN in its definition"))
        #expect(text.contains("      next  r restart   l logs"))
        #expect(text.contains("KeyError: 'SLACK_TOKEN'"))
    }

    @Test func `shows where a definition is wrong and what to write`() {
        var app = Scenario()
        app.select("weather")
        let text = app.lines(of: .status).joined(separator: "\n")
        #expect(text.contains("servers/weather.yaml:7:3"))
        #expect(text.contains("unknown key 'comand'"))
        #expect(text.contains("write 'command'"))
    }

    @Test func `says when a crashed server starts again`() {
        var app = Scenario()
        app.select("sqlite")
        let text = app.lines(of: .status).joined(separator: "\n")
        #expect(text.contains("restarts at 14:02:19"))
        #expect(text.contains("crashed 2 times in a row"))
    }

    @Test func `never lets a server's words reach the terminal as they are`() {
        var server = Sample.server("github")
        server.run?.serverName = "evil\u{1B}]0;title\u{07}\u{202E}name"
        var app = Scenario([server])
        app.select("github")
        #expect(app.frame.violations.isEmpty)
        #expect(!app.screen.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x202E })
    }
}
