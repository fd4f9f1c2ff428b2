import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

private let sizes = [(40, 12), (80, 24), (120, 40), (200, 50)]

struct `The pages of tools, calls and sessions look as kept` {
    @Test(arguments: sizes)
    func `with the tools of a server`(columns: Int, rows: Int) throws {
        try Golden.expect(Scenario.tools(columns: columns, rows: rows).frame, is: "tools-\(columns)x\(rows)")
    }

    @Test(arguments: sizes)
    func `with a form for a call`(columns: Int, rows: Int) throws {
        var app = Scenario.toolForm(columns: columns, rows: rows)
        app.type("Europe/Berlin")
        app.press(.tools(.next), .tools(.next))
        try Golden.expect(app.frame, is: "tool-form-\(columns)x\(rows)")
    }

    @Test(arguments: sizes)
    func `with the answer of a tool`(columns: Int, rows: Int) throws {
        try Golden.expect(Scenario.toolResult(columns: columns, rows: rows).frame, is: "tool-result-\(columns)x\(rows)")
    }

    @Test(arguments: sizes)
    func `with calls`(columns: Int, rows: Int) throws {
        try Golden.expect(Scenario.calls(columns: columns, rows: rows).frame, is: "calls-\(columns)x\(rows)")
    }

    @Test(arguments: [(40, 12), (80, 24), (120, 40)])
    func `with a call`(columns: Int, rows: Int) throws {
        var app = Scenario.calls(columns: columns, rows: rows)
        app.press(.down, .calls(.show))
        try Golden.expect(app.frame, is: "call-\(columns)x\(rows)")
    }

    @Test(arguments: sizes)
    func `with sessions`(columns: Int, rows: Int) throws {
        var app = Scenario(columns: columns, rows: rows)
        app.select("github")
        app.press(.pane(.sessions))
        try Golden.expect(app.frame, is: "sessions-\(columns)x\(rows)")
    }

    @Test func `in ASCII`() throws {
        var app = Scenario.toolForm(columns: 80, rows: 24)
        app.glyphs = .ascii
        app.press(.tools(.next))
        #expect(app.frame.rows.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } })
        app = Scenario.toolResult(Sample.refused, columns: 80, rows: 24)
        app.glyphs = .ascii
        #expect(app.frame.rows.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } })
        try Golden.expect(app.frame, is: "tool-failed-ascii-80x24")
        app = Scenario.calls(columns: 80, rows: 24)
        app.glyphs = .ascii
        #expect(app.frame.rows.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } })
    }
}
