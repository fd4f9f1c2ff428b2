import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

/// Health and graphs at the sizes the layout is made for.
struct `The health of a server looks as kept` {
    private func page(_ name: String, _ columns: Int, _ rows: Int, pane: Pane = .health) -> Scenario {
        var app = Scenario.checked(columns: columns, rows: rows)
        app.select(name)
        app.press(.pane(pane))
        let current = app.state.server(Sample.id(name))?.health ?? Sample.health()
        guard app.healthQuestions.contains(.history(Sample.id(name))) else { return app }
        app.answerHealth(of: name, current)
        if pane == .health || columns >= 160 {
            app.answer(.alerts, .success(.alerts([Sample.alert(name, "\(name) uses 600.0 MB")])))
        }
        return app
    }

    @Test(arguments: [(40, 12), (80, 24), (120, 40), (200, 50)])
    func `when it is well`(columns: Int, rows: Int) throws {
        try Golden.expect(page("github", columns, rows).frame, is: "health-\(columns)x\(rows)")
    }

    @Test(arguments: [(40, 12), (80, 24), (120, 40), (200, 50)])
    func `when it is degraded`(columns: Int, rows: Int) throws {
        try Golden.expect(page("postgres", columns, rows).frame, is: "health-degraded-\(columns)x\(rows)")
    }

    @Test(arguments: [(40, 12), (80, 24), (120, 40), (200, 50)])
    func `when it has failed`(columns: Int, rows: Int) throws {
        try Golden.expect(page("slack", columns, rows).frame, is: "health-failed-\(columns)x\(rows)")
    }

    @Test(arguments: [(40, 12), (80, 24), (120, 40), (200, 50)])
    func `when nothing is known`(columns: Int, rows: Int) throws {
        var app = Scenario(columns: columns, rows: rows)
        app.select("git")
        app.press(.pane(.health))
        try Golden.expect(app.frame, is: "health-none-\(columns)x\(rows)")
    }

    @Test func `in ASCII`() throws {
        var app = page("github", 120, 40)
        app.glyphs = .ascii
        #expect(app.frame.rows.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } })
        try Golden.expect(app.frame, is: "health-ascii-120x40")
    }

    @Test(arguments: [(120, 40), (200, 50)])
    func `beside its status`(columns: Int, rows: Int) throws {
        try Golden.expect(page("github", columns, rows, pane: .status).frame, is: "graphs-\(columns)x\(rows)")
    }
}
