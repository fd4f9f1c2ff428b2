import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

struct `Forms look as kept` {
    static let sizes = [(40, 12), (80, 24), (120, 40)]

    @Test(arguments: sizes)
    func `when a server is added`(columns: Int, rows: Int) throws {
        var app = Scenario(columns: columns, rows: rows, userHome: "/home/kim")
        app.press(.forms(.add))
        app.fill("clock")
        app.type("uvx mcp-server-time 'a b'")
        try Golden.expect(app.frame, is: "add-\(columns)x\(rows)")
    }

    @Test(arguments: sizes)
    func `when one is edited, and something is wrong`(columns: Int, rows: Int) throws {
        var app = Scenario(columns: columns, rows: rows, userHome: "/home/kim")
        app.select("github")
        app.press(.forms(.edit))
        app.answer(.definition(Sample.definition("github")))
        app.type(" 'x")
        app.press(.forms(.nextField))
        try Golden.expect(app.frame, is: "edit-\(columns)x\(rows)")
    }

    @Test(arguments: sizes)
    func `when an edit is looked over`(columns: Int, rows: Int) throws {
        var app = Scenario(columns: columns, rows: rows, userHome: "/home/kim")
        app.select("github")
        app.press(.forms(.edit))
        app.answer(.definition(Sample.definition("github")))
        app.type(" --read-only")
        for _ in 0..<30 where app.serverForm?.stage == .server { app.press(.forms(.nextField)) }
        app.answer(
            .changed(
                Sample.edited(
                    "github", [" execution:", "   local:", "-    args: [-y]", "+    args: [-y, --read-only]"], needsNewRun: true))
        )
        try Golden.expect(app.frame, is: "edit-review-\(columns)x\(rows)")
    }

    @Test(arguments: sizes)
    func `at the welcome`(columns: Int, rows: Int) throws {
        try Golden.expect(Scenario([], columns: columns, rows: rows).frame, is: "welcome-\(columns)x\(rows)")
    }

    @Test(arguments: sizes)
    func `when clients are chosen`(columns: Int, rows: Int) throws {
        var app = Scenario([], columns: columns, rows: rows, userHome: "/home/kim")
        app.press(.forms(.demo))
        app.answer(.clients(Sample.clients))
        try Golden.expect(app.frame, is: "first-clients-\(columns)x\(rows)")
    }

    @Test(arguments: sizes)
    func `when servers are imported`(columns: Int, rows: Int) throws {
        var app = Scenario([], columns: columns, rows: rows, userHome: "/home/kim")
        app.press(.forms(.importServers))
        app.answer(imports: .success(.candidates(Sample.candidates)))
        try Golden.expect(app.frame, is: "import-\(columns)x\(rows)")
        app.press(.forms(.submit))
        app.answer(imports: .success(.taken(Sample.outcome())))
        try Golden.expect(app.frame, is: "import-review-\(columns)x\(rows)")
    }

    @Test func `in ASCII`() throws {
        var app = Scenario(columns: 80, rows: 24, glyphs: .ascii)
        app.press(.forms(.add))
        app.fill("clock", "uvx 'x")
        #expect(app.frame.rows.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } })
        try Golden.expect(app.frame, is: "add-ascii-80x24")
    }

    @Test func `when several are removed`() throws {
        var app = Scenario(columns: 80, rows: 24)
        app.select("git")
        app.press(.mark)
        app.select("github")
        app.press(.mark, .forms(.remove))
        try Golden.expect(app.frame, is: "remove-80x24")
    }
}
