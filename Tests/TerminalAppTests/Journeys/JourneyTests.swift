import ServerModel
import Testing

@testable import TerminalApp

/// What people sit down to do, from the first screen to the last key.
struct `A person at the dashboard` {
    @Test func `restarts a server that others use, after reading whom it hits`() {
        let t = Story()
        t.pane(.servers).select("github").lines(.contains("● github").selected()).press(.restart)
        t.confirm().title("Restart github?").body(.contains("3 sessions", "Claude Desktop", "mcp-manager restart github"))
            .accept()
        t.asked(.perform(.restart, Sample.id("github"), generation: 1))
        t.pane(.events).lines(.contains("you", "mcp-manager restart github"))
    }

    @Test func `leaves a server alone after reading whom it hits`() {
        let t = Story()
        t.pane(.servers).select("github").press(.stop)
        t.confirm().title("Stop github?").body(.contains("3 sessions")).decline()
        #expect(t.wanted.allSatisfy { if case .perform = $0 { false } else { true } })
        t.pane(.servers).lines(.contains("● github").selected())
    }

    @Test func `stops several servers at once`() {
        let t = Story()
        t.pane(.servers).press(.filter)
        t.type("^(git|time)$").press(.accept).press(.top, .mark, .mark)
        t.pane(.servers).press(.stop)
        t.press(.back)
        t.asked(.perform(.stop, Sample.id("git"), generation: 1)).asked(.perform(.stop, Sample.id("time"), generation: 2))
    }

    @Test func `gives a server its missing secrets, which nobody sees`() {
        let t = Story()
        t.pane(.servers).select("notion").lines(.contains("◇ notion").selected()).press(.showSecrets)
        t.pane(.secrets).lines(.contains("JIRA_API_TOKEN", "required"))
        t.context(.form).type("https://company.atlassian.net").press(.submitField)
        t.paste("hunter2hunter2").toast(.contains("pasted 14 characters"))
        #expect(!t.app.frame.shows("hunter2"))
        t.press(.submitField, .submitField, .submitField, .submitField).context(.review).press(.pressButton).context(.applied)
        let given = t.wanted.compactMap { if case .applySecrets(let id, let values, _) = $0 { (id, values) } else { nil } }
        #expect(given.map(\.0) == [Sample.id("notion")])
        #expect(given.first?.1["JIRA_API_TOKEN"]?.revealed == "hunter2hunter2", "\(t.app.screen)")
    }

    @Test func `searches a log, and follows it again`() {
        let t = Story()
        t.pane(.servers).select("postgres").press(.showLogs)
        t.pane(.logs).lines(.contains("listening on stdio")).press(.search)
        t.type("timeout").press(.accept)
        t.pane(.logs).lines(.contains("query timeout")).lines(.contains("PAUSED")).press(.follow)
        t.pane(.logs).noLines(.contains("PAUSED"))
    }

    @Test func `reads why a server fails, and what to do`() {
        let t = Story()
        t.pane(.servers).select("slack").lines(.contains("✘ slack", "exit 1").selected())
        t.pane(.status).lines(.contains("missing SLACK_TOKEN")).lines(.contains("KeyError: 'SLACK_TOKEN'"))
    }

    @Test func `looks at health, tools, calls, sessions and alerts in turn`() {
        let t = Story()
        t.pane(.servers).select("github")
        t.press(.pane(.health)).pane(.health).lines(.contains("utage"))
        t.press(.pane(.tools)).pane(.tools).lines(.contains("convert_time"))
        t.press(.pane(.calls)).pane(.calls).lines(.contains("convert_time", "Cursor"))
        t.press(.pane(.sessions)).pane(.sessions).lines(.contains("Cursor"))
        t.press(.pane(.alerts)).pane(.alerts).lines(.contains("slack"))
    }

    @Test func `sees what a sync would write before it is written`() {
        let t = Story()
        t.press(.pane(.platforms)).pane(.platforms).lines(.contains("github")).press(.syncAll)
        t.popup().body(.contains("Claude Desktop", "mcp-connect"))
        t.press(.agree)
        #expect(t.wanted.contains { if case .applyPlatforms = $0 { true } else { false } })
    }

    @Test func `keeps the last picture when the daemon goes, and comes back with it`() {
        let t = Story()
        t.pane(.servers).select("git")
        t.wait(.seconds(60))
        t.daemon.trouble = .daemonEnded
        t.hear(.lost(generation: 1, .daemonEnded))
        t.pane(.servers).lines(.contains("git").selected())
        t.header(.contains("daemon gone"))
        t.daemon.trouble = nil
        t.press(.refresh)
        t.pane(.servers).lines(.contains("git").selected())
        t.header(.contains("● 4"))
    }

    @Test func `is back by itself when another daemon answers`() {
        let t = Story()
        t.wait(.seconds(60))
        t.hear(.lost(generation: 1, .daemonEnded))
        t.header(.contains("● 4"))
    }

    @Test(arguments: [(40, 12), (60, 16), (99, 30), (200, 50)])
    func `finds the chosen server again at every size`(columns: Int, rows: Int) {
        let t = Story()
        t.pane(.servers).select("postgres").press(.back)
        t.resize(columns, rows)
        t.pane(.servers).lines(.contains("▲ pos").selected())
        t.resize(30, 6).resize(120, 40)
        t.pane(.servers).lines(.contains("▲ pos").selected())
    }

    @Test func `finds any command by a few letters`() {
        let t = Story()
        t.pane(.servers).select("git")
        t.press(.palette).type("stop")
        t.popup().body(.contains("top"))
        t.press(.run).asked(.perform(.stop, Sample.id("git"), generation: 1))
    }
}
