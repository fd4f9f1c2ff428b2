import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

/// The screens of the household at the sizes the layout is made for.
struct `The screen looks as kept` {
    @Test(arguments: [(40, 12), (80, 24), (120, 40), (200, 50)])
    func `with a healthy server selected`(columns: Int, rows: Int) throws {
        var app = Scenario(columns: columns, rows: rows)
        feed(&app)
        app.select("github")
        try Golden.expect(app.frame, is: "status-\(columns)x\(rows)")
    }

    @Test(arguments: [(40, 12), (80, 24), (120, 40)])
    func `with a server that is prepared, and a daemon in trouble`(columns: Int, rows: Int) throws {
        var servers = Sample.household
        let browser = try #require(servers.firstIndex { $0.id == Sample.id("browser") })
        servers[browser].preparation = "installing 12 packages"
        servers[browser].run = nil
        var app = Scenario(servers, columns: columns, rows: rows)
        // What is wrong with the daemon is asked for again when it has something to say.
        let news = Sample.event(9, nil, "the disk is full: logs are not kept", kind: .notice, .error, second: 0)
        app.receive(.happened(generation: 1, news))
        #expect(app.effects.last == .reload(generation: 1))
        var daemon = Sample.daemon
        daemon.troubles = [
            ErrorReport(
                code: "disk-full", problem: "the disk of /home/kim/.mcp_servers is full: logs are not kept", remedy: "make room")
        ]
        app.receive(.reloaded(generation: 1, daemon: daemon, servers: servers, at: Sample.now))
        app.select("browser")
        try Golden.expect(app.frame, is: "trouble-\(columns)x\(rows)")
    }

    @Test(arguments: [(80, 24), (120, 40)])
    func `with a failed server selected`(columns: Int, rows: Int) throws {
        var app = Scenario(columns: columns, rows: rows)
        feed(&app)
        app.select("slack")
        try Golden.expect(app.frame, is: "failed-\(columns)x\(rows)")
    }

    @Test(arguments: [(40, 12), (80, 24), (120, 40), (200, 50)])
    func `with a paused and searched log`(columns: Int, rows: Int) throws {
        var app = searchedLog(columns: columns, rows: rows)
        app.log([Sample.record("one more", .info, second: 40)])
        try Golden.expect(app.frame, is: "logs-\(columns)x\(rows)")
    }

    @Test func `in ASCII`() throws {
        var app = searchedLog(columns: 120, rows: 40)
        app.glyphs = .ascii
        feed(&app)
        #expect(app.frame.rows.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } })
        try Golden.expect(app.frame, is: "logs-ascii-120x40")
    }

    @Test func `with a question open`() throws {
        var app = Scenario(columns: 80, rows: 24)
        app.select("github")
        app.press(.restart)
        try Golden.expect(app.frame, is: "question-80x24")
    }

    @Test func `with the keys explained`() throws {
        var app = Scenario(columns: 80, rows: 24)
        app.press(.help)
        try Golden.expect(app.frame, is: "help-80x24")
    }

    @Test func `with the commands open`() throws {
        var app = Scenario(columns: 120, rows: 40)
        app.select("grafana")
        app.press(.palette)
        try Golden.expect(app.frame, is: "commands-120x40")
    }

    @Test func `with the definition in error`() throws {
        var app = Scenario(columns: 80, rows: 24)
        app.select("weather")
        try Golden.expect(app.frame, is: "invalid-80x24")
    }

    @Test func `without servers`() throws {
        try Golden.expect(Scenario([], columns: 80, rows: 24, home: "~/work").frame, is: "empty-80x24")
    }

    @Test func `with the daemon gone`() throws {
        var app = Scenario(columns: 80, rows: 24)
        app.receive(.lost(generation: 1, .daemonEnded))
        try Golden.expect(app.frame, is: "gone-80x24")
    }

    @Test func `with a daemon that cannot start`() throws {
        var app = Scenario(connecting: Size(columns: 80, rows: 24))
        app.receive(
            .lost(
                generation: 1,
                ErrorReport(
                    code: "daemon-failed", problem: "mcp-managerd ended before it was ready: no space left on device",
                    remedy: "free some space, then press R; the daemon's log has more")))
        try Golden.expect(app.frame, is: "unreachable-80x24")
    }

    private func searchedLog(columns: Int, rows: Int) -> Scenario {
        var app = Scenario(columns: columns, rows: rows)
        app.select("postgres")
        app.press(.showLogs)
        app.log((0..<30).map { Sample.record("request \($0) answered", .info, second: $0 / 4) } + Sample.log)
        app.press(.search)
        app.type("timeout")
        app.press(.accept, .previousMatch)
        return app
    }

    private func feed(_ app: inout Scenario) {
        let ready = Sample.server("browser", .starting)
        app.receive(.happened(generation: 1, Sample.event(1, nil, "started, 4 sessions kept", kind: .notice, .ok, second: -4000)))
        app.receive(.happened(generation: 1, Sample.event(2, "browser", "starting", status: ready, second: -3000)))
        app.receive(
            .happened(generation: 1, Sample.event(3, "postgres", "degraded: tools/call takes 1.2 s", .warning, second: -300)))
        app.receive(
            .happened(generation: 1, Sample.event(4, "github", "Cursor connected", kind: .sessionOpened, .info, second: -60)))
        app.receive(
            .happened(
                generation: 1,
                Sample.event(5, "slack", "failed: exit 1 after 3 restarts: missing SLACK_TOKEN", .error, second: -1)))
    }
}
