import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

struct `A record of 64 KiB, wrapped` {
    @Test func `is gone through row by row, and up again by the same rows`() {
        var app = wrapped(columns: 80, rows: 24)
        let ids = app.state.currentLog?.lines.map(\.id)
        let down = path(&app, .down)
        #expect(down.count > 800 && down.first?.line == ids?.first && down.last?.line == ids?.last)
        #expect(zip(down, down.dropFirst()).allSatisfy { $0 < $1 })
        #expect(path(&app, .up) == down.reversed())
    }

    @Test func `is gone through by pages, with no row left out`() throws {
        var app = wrapped(columns: 80, rows: 24)
        var seen = Set(try shown(app))
        for key in [Action.pageDown, .pageUp] {
            while true {
                let before = app.state.currentLog?.pause?.cursor
                app.press(key)
                seen.formUnion(try shown(app))
                if app.state.currentLog?.pause?.cursor == before { break }
            }
            let window = try #require(app.state.logWindow)
            let lines = try #require(app.state.currentLog?.lines)
            #expect(seen.count == lines.reduce(0) { $0 + window.rows(of: $1).count })
            seen = Set(try shown(app))
        }
    }

    @Test(arguments: [(80, 24), (120, 40), (200, 50), (44, 14)])
    func `says all of it, in rows that fit`(columns: Int, rows: Int) throws {
        let app = wrapped(columns: columns, rows: rows)
        let window = try #require(app.state.logWindow)
        let line = try #require(app.state.currentLog?.lines[1])
        let set = window.rows(of: line)
        #expect(set.allSatisfy { $0.text.width <= window.width })
        func bare(_ text: String) -> String { text.filter { $0 != " " } }
        #expect(bare(set.map(\.text.string).joined()) == bare(line.record.message))
    }

    @Test func `stays at its place where the width changes, and is set anew`() throws {
        var app = wrapped(columns: 80, rows: 24)
        for _ in 0..<20 { app.press(.pageDown) }
        let long = try #require(app.state.currentLog?.lines[1].id)
        #expect(app.state.currentLog?.pause?.cursor.line == long)
        for (columns, rows) in [(200, 50), (60, 20), (80, 24)] {
            app.resize(columns, rows)
            let window = try #require(app.state.logWindow)
            let view = try #require(app.state.currentLog)
            let all = window.rows(of: view.lines[1])
            #expect(view.pause?.cursor.line == long)
            for row in window.rows(of: view) where row.anchor.line == long { #expect(row.row == all[row.anchor.row]) }
            #expect(app.frame.violations.isEmpty)
        }
    }

    @Test func `is not taken for another record of the same number`() {
        let wrapping = LogWrapping()
        for letter in ["a", "b"] {
            let line = LogLine(id: 7, record: Sample.record(String(repeating: letter, count: 5_000)))
            let rows = wrapping.rows(of: line, width: 80, LogSetting()) { LogSetting().rows(of: line.record) }
            #expect(rows.first?.text.string.first == letter.first)
        }
    }

    /// A short record, one of 64 KiB with words and wide characters, and a short one; the cursor is on the first.
    private func wrapped(columns: Int, rows: Int) -> Scenario {
        let words = (0..<7_000).map { $0 % 7 == 0 ? "日本\($0)" : "word\($0)" }.joined(separator: " ")
        let records = [Sample.record("first"), Sample.record(words, second: 12), Sample.record("last", second: 13)]
        var app = Scenario(reading: FakeLog(records), columns: columns, rows: rows, isWatched: false)
        app.press(.toggleWrap, .top)
        return app
    }

    /// The rows the cursor goes over, until it goes no further.
    private func path(_ app: inout Scenario, _ key: Action) -> [LogView.Anchor] {
        var path: [LogView.Anchor] = []
        while let cursor = app.state.currentLog?.pause?.cursor, cursor != path.last {
            path.append(cursor)
            app.press(key)
        }
        return path
    }

    private func shown(_ app: Scenario) throws -> [LogView.Anchor] {
        let view = try #require(app.state.currentLog)
        return try #require(app.state.logWindow).rows(of: view).map(\.anchor)
    }
}
