import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

struct `A note` {
    @Test func `is shown while something lies over the panes`() {
        var app = Scenario()
        app.press(.palette)
        app.type("doctor")
        app.press(.run)
        app.receive(.commandSaid(generation: 1, ["fine"]))
        app.receive(.commandEnded(generation: 1, .success(0)))
        app.press(.desk(.copyOutput))
        app.receive(.copied(what: "1 line", ways: ["OSC 52"]))
        #expect(app.toast() == "copied 1 line by OSC 52")
        #expect(app.footer.contains("copied 1 line by OSC 52") && app.state.context == .output)
    }

    @Test func `is not gone before a line that hides it is kept`() {
        var app = Scenario()
        app.press(.filter)
        app.receive(.copied(what: "the line", ways: ["OSC 52"]))
        #expect(app.toast() == "copied the line by OSC 52" && !app.footer.contains("copied"))
        app.type("git")
        app.press(.accept)
        #expect(app.footer.contains("copied the line"))
        app.press(.down)
        #expect(app.toast() == nil)
    }
}

struct `News in the footer` {
    /// It is so much later, and nothing happens.
    private func wait(_ seconds: Int64, _ app: inout Scenario) {
        app.now = app.now + .seconds(seconds)
        app.resize(120, 40)
    }

    @Test func `goes after six seconds, when the screen changes by itself`() {
        var app = Scenario()
        app.select("grafana")
        app.press(.stop)
        #expect(app.toast() == "grafana is not running")
        #expect(app.state.nextAging == app.now + .seconds(6))
        wait(5, &app)
        #expect(app.footer.contains("grafana is not running"))
        wait(1, &app)
        #expect(!app.footer.contains("grafana is not running") && app.footer.contains("restart"))
        #expect(app.state.nextAging > app.now + .seconds(6))
        app.press(.desk(.messages))
        #expect(app.shows("grafana is not running"), "it is kept among the messages")
    }

    @Test func `is shown for its time after a line that hid it`() {
        var app = Scenario()
        app.press(.filter)
        app.receive(.copied(what: "the line", ways: ["OSC 52"]))
        _ = app.toast()
        app.type("git")
        wait(60, &app)
        app.press(.accept)
        #expect(app.footer.contains("copied the line"))
        wait(6, &app)
        #expect(app.toast() == nil)
    }

    @Test func `stays when it is an error, until it is acknowledged`() {
        var app = Scenario()
        app.receive(.answered(.alerts(.test), generation: 1, .failure(.daemonEnded)))
        let toast = app.toast()
        wait(3600, &app)
        #expect(toast != nil && app.toast() == toast)
        app.press(.back)
        #expect(app.toast() == nil)
    }
}

struct `Messages` {
    @Test func `are all kept, the newest first, with their time`() {
        var app = Scenario()
        app.select("grafana")
        app.press(.stop)
        #expect(app.toast() == "grafana is not running")
        app.now = app.now + .seconds(5)
        app.press(.desk(.undo))
        #expect(app.toast() == "nothing was done here that can be taken back")
        app.press(.desk(.messages))
        let rows = app.frame.rows
        let newest = rows.firstIndex { $0.contains("14:02:20  · nothing was done here") }
        let older = rows.firstIndex { $0.contains("14:02:15  · grafana is not running") }
        #expect((newest ?? 99) < (older ?? 0))
    }

    @Test(arguments: [(40, 12), (80, 24), (120, 40)])
    func `look as kept`(columns: Int, rows: Int) throws {
        var app = Scenario(columns: columns, rows: rows)
        app.select("grafana")
        app.press(.stop)
        _ = app.toast()
        app.now = app.now + .seconds(61)
        app.press(.desk(.undo))
        _ = app.toast()
        let report = ErrorReport(code: "x", problem: "slack did not get ready within 20 s", remedy: "press l to read its log")
        app.receive(.answered(.alerts(.test), generation: 1, .failure(report)))
        _ = app.toast()
        app.press(.desk(.messages))
        try Golden.expect(app.frame, is: "messages-\(columns)x\(rows)")
    }
}
