import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

struct `The log` {
    @Test func `is listened to when it is first seen`() {
        var app = Scenario(columns: 80, rows: 24)
        app.select("git")
        _ = app.takeEffects()
        app.press(.showLogs)
        #expect(app.takeEffects() == [.follow(.server(Sample.id("git")), generation: 1)])
        app.press(.pane(.servers), .showLogs)
        #expect(app.takeEffects().isEmpty)
    }

    @Test func `shows time, level, stream and message`() {
        var app = logs()
        app.log([Sample.record("upstream 502", .error, second: 14)])
        #expect(app.logRows == [" 14:02:14.000 ERROR stderr  upstream 502"])
        app.resize(80, 24)
        #expect(
            app.lines(of: .logs).contains { $0.hasPrefix(" 14:02:14 ERROR") && $0.hasSuffix("upstream 502") }, "\(app.screen)")
    }

    @Test func `shows a record of several lines as so many rows`() {
        var app = logs()
        app.log([Sample.record("Traceback:\n  File \"a.py\"\nValueError: bad", .error, second: 14)])
        let rows = app.logRows
        #expect(rows.count == 3 && rows[0].hasSuffix("ERROR stderr  Traceback:"), "\(rows)")
        // What goes on with the record above stands behind a line.
        #expect(rows[1].hasSuffix("│  File \"a.py\"") && rows[2].hasSuffix("│ValueError: bad"), "\(rows)")
    }

    @Test func `shows the fields of a structured record behind its message`() {
        var app = logs()
        var record = Sample.record("low disk", .warning, second: 14)
        record.fields = ["used": "99", "free": "12"]
        app.log([record])
        #expect(app.logRows[0].hasSuffix("low disk free=12 used=99"), "\(app.logRows)")
    }

    @Test func `follows, pauses on the way up, counts what is new, and follows again`() {
        var app = logs()
        app.log(numbered(0..<100))
        #expect(app.logHeading.hasSuffix("following"))

        app.press(.up)
        #expect(app.logHeading.hasSuffix("PAUSED"))
        #expect(app.chosenRow?.hasSuffix("line 98") == true)
        let rows = app.logRows

        app.log(numbered(100..<142))
        #expect(app.logHeading.hasSuffix("PAUSED +42 new"))
        #expect(app.logRows == rows)

        app.press(.follow)
        #expect(app.logHeading.hasSuffix("following"))
        #expect(app.logRows.last?.contains("line 141") == true)
    }

    @Test(arguments: [KeyPress.character("G"), .end, .character("F")])
    func `follows again with G, End and F`(key: KeyPress) {
        var app = logs()
        app.log(numbered(0..<100))
        app.press(.pageUp)
        app.press(key: key)
        #expect(app.state.currentLog?.position == .following)
    }

    @Test func `stands still while it is followed until its page is full`() {
        var app = logs()
        app.log(numbered(0..<100))
        flow(&app)
        app.log(numbered(100..<101))
        // Two fifths of the page are free below what came.
        let first = app.logRows[0]
        let height = app.state.logWindow?.height ?? 0
        #expect(app.logRows.count == height - height * 2 / 5, "\(app.screen)")
        for number in 101..<101 + height * 2 / 5 { app.log(numbered(number..<number + 1)) }
        #expect(app.logRows[0] == first && app.logRows.count == height)
        app.log(numbered(200..<201))
        #expect(app.logRows[0] != first && app.logRows.last?.hasSuffix("line 200") == true)
    }

    @Test func `leaves nothing of its pane empty when it is opened, however many pieces it comes in`() {
        var app = logs()
        app.log(numbered(0..<60))
        for number in 60..<70 {
            app.now = app.now + .milliseconds(50)
            app.log(numbered(number..<number + 1))
            #expect(app.logRows.count == app.state.logWindow?.height && app.logRows.last?.hasSuffix("line \(number)") == true)
        }
    }

    @Test func `fills its pane when it rests`() throws {
        var app = logs()
        app.log(numbered(0..<100))
        flow(&app)
        app.log(numbered(100..<101))
        let height = try #require(app.state.logWindow?.height)
        #expect(app.logRows.count < height)
        // The screen is drawn again when it is time.
        let rest = try #require(app.state.nextChange)
        #expect(rest == app.now + LogFlow.rest)
        app.now = rest
        app.resize(120, 40)
        #expect(app.logRows.count == height && app.logRows.last?.hasSuffix("line 100") == true, "\(app.screen)")
        #expect(app.state.nextChange == nil)
        // A line now and then moves the page by itself alone.
        app.log(numbered(101..<102))
        #expect(app.logRows.count == height && app.logRows.last?.hasSuffix("line 101") == true)
    }

    @Test func `changes few cells for a line that is followed`() {
        var app = logs()
        app.log(numbered(0..<100))
        let words = [
            "connection accepted from Cursor", "pool at 80 %: 16 of 20 in use", "query timeout after 1200 ms",
            "retry 1/3 in 250 ms",
        ]
        var changed = 0
        flow(&app)
        var before = app.frame
        for number in 0..<200 {
            app.log([Sample.record("\(words[number % 4]) \(number)", number % 7 == 0 ? .error : .info, second: 100 + number)])
            let frame = app.frame
            changed += zip(before.cells, frame.cells).count { $0 != $1 }
            before = frame
        }
        #expect(changed / 200 < 200, "\(changed / 200) cells for each line")
    }

    @Test func `shows a full page when much comes at once`() {
        var app = logs()
        app.log(numbered(0..<100))
        app.log(numbered(100..<500))
        #expect(app.logRows.count == app.state.logWindow?.height && app.logRows.last?.hasSuffix("line 499") == true)
    }

    @Test func `keeps its place while lines come, are wrapped and the screen changes`() {
        let log = FakeLog.numbered(4_000)
        var app = Scenario(reading: log)
        app.press(.pageUp)
        app.press(.pageUp)
        let chosen = app.chosenRow
        app.press(.toggleWrap)
        #expect(app.chosenRow == chosen)
        app.resize(200, 50)
        app.resize(120, 40)
        #expect(app.chosenRow == chosen)
        app.log((0..<20_000).map { FakeLog.numbered(30_000).record(4_000 + $0) })
        #expect(app.chosenRow == chosen, "\(app.screen)")
        #expect((app.state.currentLog?.lines.count ?? 0) <= LogView.capacity)
        #expect(app.logHeading.hasSuffix("PAUSED +20,000 new"))
    }

    @Test func `holds its intake, and follows again with the same key`() {
        var app = logs()
        app.log(numbered(0..<100))
        app.press(.logs(.holdIntake))
        let rows = app.logRows
        app.log(numbered(100..<142))
        #expect(app.logHeading.hasSuffix("HELD +42 new"))
        #expect(app.logRows == rows && app.state.currentLog?.lines.count == 100)
        _ = app.takeEffects()
        app.press(.logs(.holdIntake))
        #expect(app.takeEffects() == [.follow(.server(Sample.id("git")), generation: 2)])
        app.log(numbered(50..<142))
        #expect(app.logHeading.hasSuffix("following") && app.logRows.last?.hasSuffix("line 141") == true)
        #expect(app.state.currentLog?.lines.count == 92)
    }

    @Test func `wraps long lines between words`() {
        var app = logs()
        app.log([Sample.record("word " + String(repeating: "another ", count: 20), .info)])
        #expect(app.logRows.filter { $0.contains("another") }.count == 1)
        app.press(.toggleWrap)
        #expect(app.logRows.filter { $0.contains("another") }.count == 5, "\(app.screen)")
        #expect(app.logBorder.contains("wrap on"))
    }

    @Test func `pans long lines, and new lines do not pan back`() {
        var app = logs()
        app.log([Sample.record(String(repeating: "0123456789", count: 20))])
        app.press(.panRight)
        app.log([Sample.record("short")])
        #expect(app.logBorder.contains("from column 9"))
        #expect(app.logRows.contains { $0.contains(" 8901234567") })
        app.press(.panLeft)
        #expect(!app.logBorder.contains("from column"))
    }

    @Test func `pans to the end of a line of 64 KiB, and looks at no more of it than is shown`() throws {
        var app = logs()
        app.log([Sample.record(String(repeating: "0123456789", count: 6_500))])
        let window = try #require(app.state.logWindow)
        let view = try #require(app.state.currentLog)
        #expect(try #require(window.rows(of: view).first).row.text.width < 2_000)
        for _ in 0..<200 { app.press(.panRight) }
        #expect(app.logBorder.contains("from column 1601"), "\(app.logBorder)")
        #expect(app.logRows[0].hasSuffix("…"))
    }

    @Test func `cuts a record of more than 64 KiB, and says what is missing`() {
        var app = logs()
        app.log([Sample.record(String(repeating: "ä", count: 40_000))])
        let row = app.state.logWindow?.rows(of: app.state.currentLog?.lines.first ?? LogLine(id: 0, record: Sample.record("")))
            .first
        #expect(row?.text.string.hasSuffix("ä +15 KiB") == true)
    }

    @Test func `does not repeat lines after the connection was made again`() {
        var app = logs()
        app.log(numbered(0..<5))
        app.now = app.now + .seconds(60)
        app.receive(.lost(generation: 1, .daemonEnded))
        app.receive(.connected(generation: 2, daemon: Sample.daemon, servers: Sample.household, at: app.now))
        app.log(numbered(0..<7))
        #expect(app.state.currentLog?.lines.map(\.record.message) == (0..<7).map { "line \($0)" })
    }

    @Test func `has no gap after the connection was gone for long`() {
        let log = FakeLog.numbered(9_000)
        var app = logs()
        app.log((0..<500).map(log.record))
        app.press(.up)
        let chosen = app.chosenRow
        app.now = app.now + .seconds(60)
        app.receive(.lost(generation: 1, .daemonEnded))
        app.receive(.connected(generation: 2, daemon: Sample.daemon, servers: Sample.household, at: app.now))
        _ = app.takeEffects()
        app.log((8_000..<9_000).map(log.record))
        #expect(app.chosenRow == chosen)
        app.serve(log)
        for _ in 0..<20 {
            app.press(.pageDown)
            app.serve(log)
        }
        let numbers = app.state.currentLog?.lines.map { Int($0.record.message.dropFirst(5)) ?? -1 } ?? []
        #expect(zip(numbers, numbers.dropFirst()).allSatisfy { $1 == $0 + 1 } && numbers.count > 1_000)
    }

    @Test func `drops what an older stream still sends`() {
        var app = logs()
        app.receive(.logs(Sample.id("git"), generation: 0, numbered(0..<5)))
        #expect(app.state.currentLog?.lines.isEmpty == true)
    }

    @Test func `listens to six logs at most`() {
        var app = Scenario(columns: 200, rows: 50)
        _ = app.takeEffects()
        for _ in 0..<8 { app.press(.down) }
        let effects = app.takeEffects()
        #expect(app.state.logs.count == 6)
        #expect(effects.contains { if case .unfollow = $0 { true } else { false } })
    }

    @Test func `says that it is no longer live, and listens again with F`() {
        var app = logs()
        app.log(numbered(0..<5))
        app.receive(.logsEnded(.server(Sample.id("git")), generation: 1, .daemonEnded))
        #expect(app.logBorder.contains("no longer live, F listens again"))
        app.press(.follow)
        let effects = app.takeEffects()
        #expect(effects.contains(.follow(.server(Sample.id("git")), generation: 2)))
        #expect(!app.logBorder.contains("no longer live"))
    }

    private func logs() -> Scenario {
        var app = Scenario()
        app.select("git")
        app.press(.showLogs)
        return app
    }

    /// Lines come for a while.
    private func flow(_ app: inout Scenario) {
        app.now = app.now + .milliseconds(1_500)
        app.log(numbered(99..<100))
    }

    private func numbered(_ range: Range<Int>) -> [LogRecord] {
        range.map { Sample.record("line \($0)", .info, second: $0) }
    }
}
