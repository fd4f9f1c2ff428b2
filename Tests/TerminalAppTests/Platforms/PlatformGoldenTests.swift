import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

struct `The page of the clients looks as kept` {
    @Test(arguments: [(40, 12), (80, 24), (120, 40), (200, 50)])
    func `with every state there is`(columns: Int, rows: Int) throws {
        var app = Scenario.clients(columns: columns, rows: rows)
        app.go(to: "filesystem", in: "cursor")
        try Golden.expect(app.frame, is: "clients-\(columns)x\(rows)")
    }

    @Test func `scrolled to the last client`() throws {
        var app = Scenario.clients(columns: 80, rows: 24)
        app.go(to: "playwright", in: "copilot-jetbrains")
        try Golden.expect(app.frame, is: "clients-scrolled-80x24")
    }

    @Test func `in ASCII`() throws {
        var app = Scenario.clients(columns: 80, rows: 24)
        app.glyphs = .ascii
        app.go(to: "notion", in: "cursor")
        #expect(app.frame.rows.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } })
        try Golden.expect(app.frame, is: "clients-ascii-80x24")
    }

    @Test(arguments: [(80, 24), (120, 40)])
    func `with a broken file`(columns: Int, rows: Int) throws {
        var app = Scenario.clients(columns: columns, rows: rows)
        app.go(to: "git", in: "codex")
        try Golden.expect(app.frame, is: "clients-broken-\(columns)x\(rows)")
    }

    @Test(arguments: [(80, 24), (120, 40)])
    func `with everything in sync`(columns: Int, rows: Int) throws {
        let clean = Sample.clients.filter { $0.isConfigured && $0.summary == .inSync && $0.undecided.isEmpty }
        let app = Scenario.clients(clean, columns: columns, rows: rows)
        try Golden.expect(app.frame, is: "clients-clean-\(columns)x\(rows)")
    }

    @Test func `without a client`() throws {
        let app = Scenario.clients([PlatformStatus(id: "zed", title: "Zed")], history: [], columns: 80, rows: 24)
        try Golden.expect(app.frame, is: "clients-none-80x24")
    }

    @Test(arguments: [(40, 12), (80, 24), (120, 40)])
    func `with a plan`(columns: Int, rows: Int) throws {
        var app = Scenario.clients(columns: columns, rows: rows)
        app.press(.syncAll)
        app.answer(plan: .success(Sample.plan))
        try Golden.expect(app.frame, is: "plan-\(columns)x\(rows)")
    }

    @Test func `with a plan in ASCII, read to its end`() throws {
        var app = Scenario.clients(columns: 80, rows: 24)
        app.glyphs = .ascii
        app.press(.syncAll)
        app.answer(plan: .success(Sample.plan))
        app.press(.bottom)
        #expect(app.frame.rows.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } })
        try Golden.expect(app.frame, is: "plan-ascii-80x24")
    }

    @Test(arguments: [(80, 24), (120, 40)])
    func `with all about an entry`(columns: Int, rows: Int) throws {
        var app = Scenario.clients(columns: columns, rows: rows)
        app.go(to: "filesystem", in: "cursor")
        app.press(.showEntry)
        try Golden.expect(app.frame, is: "entry-\(columns)x\(rows)")
    }
}
