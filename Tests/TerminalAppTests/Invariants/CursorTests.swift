import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

/// What there is to show in a pane.
enum PaneContent: CaseIterable {
    /// Nothing was answered yet.
    case awaited
    case nothing, something
    /// Every question has failed.
    case trouble
}

/// Screen readers read where the terminal's own cursor is.
struct `The terminal's own cursor` {
    private static let sizes = [(40, 10), (40, 12), (60, 16), (80, 24), (120, 40), (200, 50)]

    @Test(arguments: Pane.allCases, PaneContent.allCases)
    func `is in the pane with the focus, before what is to be read`(pane: Pane, content: PaneContent) throws {
        for (columns, rows) in Self.sizes {
            let app = opened(pane, content, columns, rows)
            let rect = try #require(app.state.layout?.panes[pane])
            let frame = app.frame
            let cursor = try #require(frame.cursor, "\(columns)x\(rows)\n\(app.screen)")
            #expect(app.state.focus == pane && rect.inset(by: 1).contains(cursor), "\(columns)x\(rows), \(cursor)\n\(app.screen)")
            // A cell of the matrix is empty where a server is not in a client.
            if pane != .platforms || content != .something {
                #expect(frame[cursor.x, cursor.y].glyph != " ", "\(columns)x\(rows), \(cursor)\n\(app.screen)")
            }
        }
    }

    @Test(arguments: [
        (Pane.logs, "nothing written yet"), (.calls, "no tool of it was called yet"), (.sessions, "no client is connected"),
        (.alerts, "✓ nothing needs attention"), (.events, "nothing happened yet"), (.tools, "it has no tools"),
        (.secrets, "This server asks for no secrets"), (.health, "● git  "), (.platforms, "No AI client found"),
    ])
    func `is before the words that say why a pane is empty`(pane: Pane, words: String) throws {
        let app = opened(pane, .nothing, 120, 40)
        let cursor = try #require(app.frame.cursor)
        let row = (cursor.x..<120).map { app.frame[$0, cursor.y].glyph }.joined()
        #expect(row.hasPrefix(words), "\(row)\n\(app.screen)")
    }

    @Test func `is before the words where no server matches`() throws {
        var app = Scenario()
        app.answer(.filter, "zzzz")
        let cursor = try #require(app.frame.cursor)
        #expect((cursor.x..<120).map { app.frame[$0, cursor.y].glyph }.joined().hasPrefix("no server matches"))
    }

    @Test func `is before the words while there is no daemon`() throws {
        let app = Scenario(connecting: Size(columns: 80, rows: 24))
        let cursor = try #require(app.frame.cursor)
        #expect((cursor.x..<80).map { app.frame[$0, cursor.y].glyph }.joined().hasPrefix("connecting to the daemon"))
    }

    private func opened(_ pane: Pane, _ content: PaneContent, _ columns: Int, _ rows: Int) -> Scenario {
        let servers = content == .something ? Sample.checked : Sample.checked.map(alone)
        guard content != .awaited else {
            var app = Scenario(servers, columns: columns, rows: rows)
            app.select("git")
            app.press(.pane(pane))
            return app
        }
        let t = Story(servers, columns: columns, rows: rows, isEmpty: content == .nothing)
        t.press(.pane(.servers))
        t.pane(.servers).select("git")
        if content == .trouble { t.daemon.trouble = ErrorReport(code: "x", problem: "it cannot be read", remedy: "mend it") }
        t.press(.pane(pane))
        return t.app
    }

    /// The server without clients.
    private func alone(_ server: ServerStatus) -> ServerStatus {
        var server = server
        server.sessions = []
        return server
    }
}
