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
        #expect(app.takeEffects() == [.follow(Sample.id("git"), generation: 1)])
        app.press(.paneServers, .showLogs)
        #expect(app.takeEffects().isEmpty)
    }

    @Test func `shows time, level, stream and message`() {
        var app = logs()
        app.log([Sample.record("upstream 502", .error, second: 14)])
        #expect(app.lines(of: .logs).contains(" 14:02:14 ERROR stderr  upstream 502"))
    }

    @Test func `shows a record of several lines as so many lines`() {
        var app = logs()
        app.log([Sample.record("Traceback:\n  File \"a.py\"\nValueError: bad", .error, second: 14)])
        let lines = app.lines(of: .logs)
        #expect(lines.contains(" 14:02:14 ERROR stderr  Traceback:"), "\(lines)")
        #expect(lines.contains { $0.hasSuffix("File \"a.py\"") } && lines.contains { $0.hasSuffix("stderr  ValueError: bad") })
    }

    @Test func `shows the fields of a structured record behind its message`() {
        var app = logs()
        var record = Sample.record("low disk", .warning, second: 14)
        record.fields = ["used": "99", "free": "12"]
        app.log([record])
        #expect(app.lines(of: .logs).contains { $0.hasSuffix("low disk free=12 used=99") }, "\(app.lines(of: .logs))")
    }

    @Test func `follows, pauses on the way up, counts what is new, and follows again`() {
        var app = logs()
        app.log(numbered(0..<100))
        #expect(app.lines(of: .logs)[0].hasSuffix("following"))
        #expect(app.lines(of: .logs).last?.contains("line 99") == true)

        app.press(.up)
        #expect(app.lines(of: .logs)[0].hasSuffix("PAUSED"))
        #expect(app.lines(of: .logs).last?.contains("line 98") == true)

        app.log(numbered(100..<142))
        #expect(app.lines(of: .logs)[0].hasSuffix("PAUSED +42 new"))
        #expect(app.lines(of: .logs).last?.contains("line 98") == true)

        app.press(.follow)
        #expect(app.lines(of: .logs)[0].hasSuffix("following"))
        #expect(app.lines(of: .logs).last?.contains("line 141") == true)
    }

    @Test(arguments: [KeyPress.character("G"), .end, .character("F")])
    func `follows again with G, End and F`(key: KeyPress) {
        var app = logs()
        app.log(numbered(0..<100))
        app.press(.pageUp)
        app.press(key: key)
        #expect(app.state.currentLog?.position == .following)
    }

    @Test func `keeps its place while old lines are dropped, lines are wrapped and the screen changes`() {
        var app = logs()
        app.log(numbered(0..<4_990))
        app.press(.top)
        app.press(.down)
        app.press(.down)
        let first = app.lines(of: .logs)[2]
        #expect(first.contains("line 2"))
        app.press(.toggleWrap)
        #expect(app.lines(of: .logs)[2] == first)
        app.resize(200, 50)
        app.resize(120, 40)
        #expect(app.lines(of: .logs)[2] == first)
        app.log(numbered(4_990..<5_002))
        #expect(app.lines(of: .logs)[2] == first)
        app.log(numbered(5_002..<5_010))
        #expect(app.lines(of: .logs)[2].contains("line 10"))
    }

    @Test func `keeps five thousand lines`() {
        var app = logs()
        app.log(numbered(0..<6_000))
        #expect(app.state.currentLog?.ring.ids == 1_000..<6_000)
        app.press(.top)
        #expect(app.lines(of: .logs)[2].contains("line 1000"))
    }

    @Test func `wraps long lines between words`() {
        var app = logs()
        app.log([Sample.record("word " + String(repeating: "another ", count: 20), .info)])
        #expect(app.lines(of: .logs).filter { $0.contains("another") }.count == 1)
        app.press(.toggleWrap)
        #expect(app.lines(of: .logs).filter { $0.contains("another") }.count == 4)
        #expect(app.screen.contains("wrap on"))
    }

    @Test func `pans long lines, and new lines do not pan back`() {
        var app = logs()
        app.log([Sample.record(String(repeating: "0123456789", count: 20))])
        app.press(.panRight)
        app.log([Sample.record("short")])
        #expect(app.screen.contains("from column 9"))
        #expect(app.lines(of: .logs).contains { $0.contains(" 8901234567") })
        app.press(.panLeft)
        #expect(!app.screen.contains("from column"))
    }

    @Test func `finds, steps through matches and pauses there`() {
        var app = logs()
        app.log(numbered(0..<200))
        app.press(.search)
        app.type("line 1[05]$")
        #expect(app.footer.contains("2 matches"))
        app.press(.accept)
        #expect(app.lines(of: .logs)[0].contains("2 of 2"))
        app.press(.previousMatch)
        #expect(app.lines(of: .logs)[0].contains("1 of 2"))
        #expect(app.lines(of: .logs).contains { $0.hasPrefix("▌") && $0.contains("line 10") })
        app.press(.nextMatch)
        app.press(.nextMatch)
        #expect(app.lines(of: .logs)[0].contains("1 of 2"), "round the end")
        app.press(.back)
        #expect(app.state.currentLog?.search == nil)
    }

    @Test func `marks every match on the screen`() {
        var app = logs()
        app.log([Sample.record("timeout, then another timeout", .error)])
        app.press(.search)
        app.type("TIMEOUT".lowercased())
        let cells = app.frame.cells.count { $0.style.token == .match || $0.style.token == .matchCurrent }
        #expect(cells >= "timeout".count * 2)
    }

    @Test func `finds new lines too`() {
        var app = logs()
        app.log(numbered(0..<3))
        app.press(.search)
        app.type("line")
        app.press(.accept)
        app.log(numbered(3..<5))
        #expect(app.state.currentLog?.search?.matches.count == 5)
    }

    @Test func `does not repeat lines after the connection was made again`() {
        var app = logs()
        app.log(numbered(0..<5))
        app.now = app.now + .seconds(60)
        app.receive(.lost(generation: 1, .daemonEnded))
        app.receive(.connected(generation: 2, daemon: Sample.daemon, servers: Sample.household, at: app.now))
        app.log(numbered(0..<7))
        #expect(app.state.currentLog?.ring.ids == 0..<7)
    }

    @Test func `drops what an older stream still sends`() {
        var app = logs()
        app.receive(.logs(Sample.id("git"), generation: 0, numbered(0..<5)))
        #expect(app.state.currentLog?.ring.isEmpty == true)
    }

    @Test func `listens to six servers at most`() {
        var app = Scenario(columns: 200, rows: 50)
        _ = app.takeEffects()
        for _ in 0..<8 { app.press(.down) }
        let effects = app.takeEffects()
        #expect(app.state.logs.count == 6)
        #expect(effects.contains { if case .unfollow = $0 { true } else { false } })
    }

    private func logs() -> Scenario {
        var app = Scenario()
        app.select("git")
        app.press(.showLogs)
        return app
    }

    private func numbered(_ range: Range<Int>) -> [LogRecord] {
        range.map { Sample.record("line \($0)", .info, second: $0) }
    }
}
