import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

struct `A log looks` {
    @Test func `merged where servers are marked, each with its shape`() {
        var app = Scenario()
        app.select("git")
        app.press(.mark)
        app.select("postgres")
        app.press(.mark, .showLogs)
        let subject = LogSubject.servers([Sample.id("git"), Sample.id("postgres")])
        #expect(app.state.logSubject == subject && app.state.logs[subject] != nil)
        app.log([said("one", by: "git", second: 1), said("two", by: "postgres", second: 2)])
        #expect(app.logHeading.contains("git + postgres"))
        #expect(app.logRows[0].contains("● git") && app.logRows[1].contains("▲ postgres"), "\(app.logRows)")
    }

    @Test func `merged over all servers, and single again`() {
        var app = Scenario(reading: .numbered(3))
        app.press(.logs(.allServers))
        #expect(app.takeEffects() == [.follow(.all, generation: 2)])
        app.log([said("here", by: "time", second: 1)])
        #expect(app.logHeading.contains("all servers") && app.logRows[0].contains(" time"))
        app.press(.logs(.allServers))
        #expect(app.logHeading.contains("git") && app.logRows.count == 3)
    }

    @Test func `merged with servers that are added later`() {
        var app = Scenario(reading: .numbered(3))
        app.press(.logs(.allServers))
        _ = app.takeEffects()
        app.log([said("here", by: "time", second: 1)])
        app.receive(.happened(generation: 1, Sample.event(2, "aaa", "added", kind: .added, status: Sample.server("aaa"))))
        #expect(app.takeEffects().contains(.follow(.all, generation: 3)))
        app.log([said("here", by: "time", second: 1), said("me too", by: "aaa", second: 2)])
        #expect(app.logRows.count == 2 && app.logRows[1].contains(" aaa"), "\(app.screen)")
    }

    @Test func `with a letter for the level where there is no room for a word`() {
        var app = Scenario(
            reading: FakeLog([Sample.record("bad", .error, second: 11), Sample.record("good", .info, second: 12)]), columns: 40,
            rows: 12)
        let rows = app.lines(of: .logs)
        #expect(rows.contains { $0.contains("14:02:11 E bad") } && rows.contains { $0.contains("14:02:12 I good") }, "\(rows)")
        app.resize(120, 40)
        #expect(app.logRows[0].contains("ERROR stderr  bad"))
    }

    @Test func `with the zone of its times in the border`() {
        var app = Scenario(reading: .numbered(3))
        #expect(app.logBorder.contains("time exact UTC "), "\(app.logBorder)")
        app.resize(80, 24)
        #expect(app.logBorder.contains("time short ") && !app.logBorder.contains("UTC"))
        app.press(.logs(.times))
        #expect(app.logBorder.contains("time exact UTC "))
    }

    @Test func `without what its columns say already, in what is shown alone`() {
        var record = Sample.record("ERROR: upstream 502\nERROR: again", .error, second: 14)
        record.styles = [LogStyle(range: 7..<15, attributes: "31")]
        var app = Scenario(reading: FakeLog([record]))
        #expect(app.logRows[0].hasSuffix("ERROR stderr  upstream 502") && app.logRows[1].hasSuffix("ERROR: again"))
        app.press(.logs(.record))
        #expect(app.screen.contains("ERROR: upstream 502"))
        app.press(.close, .logs(.copy))
        app.press(key: .character("l"))
        #expect(
            app.takeEffects().contains(
                .copy("2026-11-22 14:02:14.000 ERROR ERROR: upstream 502\nERROR: again", what: "this line")))
    }

    @Test(
        arguments: [
            ("ERROR: upstream failed", LogLevel.error, "upstream failed"), ("error: upstream failed", .error, "upstream failed"),
            ("[ERROR] no pool", .error, "no pool"), ("[warn]: low", .warning, "low"), ("INFO     GET /", .info, "GET /"),
            ("WARNING | pool", .warning, "pool"), ("2026-11-22 14:02:14 WARN [pool] full", .warning, "[pool] full"),
            ("2026-11-22T14:02:14.002Z DEBUG: x", .debug, "x"), ("2026/11/22 14:02:14,002 +0000 INFO - x", .info, "x"),
            ("[2026-11-22 14:02:14] [INFO] x", .info, "x"), ("14:02:14 ready", .info, "ready"),
            // Nothing else is cut.
            ("level=error msg=\"no pool\"", .error, nil), ("ERROR", .error, nil), ("ERROR:", .error, nil),
            ("ERROR: ", .error, nil),
            ("ERROR: x", .info, nil), ("error in pool", .error, nil), ("Error handling is on", .error, nil),
            ("ERRORS: 3", .error, nil), ("ERROR:x", .error, nil), ("FATAL: x", .critical, nil), ("TRACE x", .debug, nil),
            ("INFO: x", nil, nil), ("14:02:14", .info, nil), ("[main] INFO x", .info, nil),
            ("2026-11-22 is a Sunday", .info, nil),
            ("", .info, nil), ("14:02:14x", .info, nil), ("ERROR\u{E9} x", .error, nil), ("{\"level\":\"error\"}", .error, nil),
        ] as [(String, LogLevel?, String?)])
    func `without a lead that is one`(message: String, level: LogLevel?, rest: String?) {
        var record = Sample.record(message, level, second: 14)
        record.stated = record.time
        let lead = LogLead(hasTime: true, hasLevel: true)
        #expect(String(lead.stripped(message[...], of: record)) == rest ?? message)
        #expect(String(LogLead().stripped(message[...], of: record)) == message)
    }

    @Test func `with a time of another moment as it is`() {
        var record = Sample.record("14:01:00 late", second: 14)
        let lead = LogLead(hasTime: true, hasLevel: true)
        #expect(lead.stripped(record.message[...], of: record) == "14:01:00 late")
        record.stated = record.time + .seconds(-74)
        #expect(lead.stripped(record.message[...], of: record) == "14:01:00 late")
        record.stated = record.time
        #expect(LogLead(hasTime: false, hasLevel: true).stripped(record.message[...], of: record) == "14:01:00 late")
    }

    @Test func `with times as people want them`() {
        var app = Scenario(reading: FakeLog([Sample.record("one", second: 11), Sample.record("two", second: 12)]))
        var times: [String] = []
        for _ in 0..<5 {
            times.append(String(app.logRows[1].dropFirst().prefix(16)))
            app.press(.logs(.times))
        }
        #expect(times[0].hasPrefix("14:02:12.000 "))
        #expect(times[1].hasPrefix("22 Nov 14:02:12"))
        #expect(times[2].hasPrefix(" +1.000 s"))
        #expect(times[3].hasPrefix("      stderr  tw") || times[3].contains("two"), "\(times)")
        #expect(times[4].hasPrefix("14:02:12 "))
    }

    @Test func `set as JSON where records are structured`() {
        var record = Sample.record("low disk", .warning, second: 14)
        record.fields = ["used": "99", "path": "/var"]
        var app = Scenario(reading: FakeLog([record, Sample.record(#"{"event":"vacuum","rows":[1,2],"ok":true}"#, second: 15)]))
        app.press(.logs(.pretty))
        let rows = app.logRows.map { $0.drop { $0 != "│" }.dropFirst() }
        #expect(
            rows.contains(#"  "path": "/var","#) && rows.contains(#"  "used": 99"#) && rows.contains("    2"), "\(app.screen)")
        #expect(app.logBorder.contains("json on"))
        let tokens = Set(app.frame.cells.map(\.style.token))
        #expect(tokens.isSuperset(of: [.jsonKey, .jsonString, .jsonNumber, .jsonLiteral]))
    }

    @Test func `coloured as its server wanted, in the theme's own colours`() throws {
        var record = Sample.record("all is well: tests passed")
        record.styles = [LogStyle(range: 13..<18, attributes: "1;32"), LogStyle(range: 19..<25, attributes: "38;5;196")]
        let app = Scenario(reading: FakeLog([record]))
        let frame = app.frame
        func style(of word: String) throws -> Style {
            let y = try #require(frame.rows.firstIndex { $0.contains("all is well") })
            let row = Array(frame.rows[y])
            let x = try #require(row.indices.first { row[$0...].starts(with: word) })
            return frame[x, y].style
        }
        #expect(try style(of: "tests") == Style(.ok, bold: true))
        #expect(try style(of: "passed") == Style(.error))
        #expect(try style(of: "all") == Style(.text))
    }

    @Test func `coloured also where it is wrapped and panned`() {
        let row = LogRow([Piece("one two "), Piece("three", .error), Piece(" four")])
        let parts = row.wrapped(to: 8)
        #expect(parts.map(\.text.string) == ["one two", "three", "four"])
        #expect(parts[1].spans == [LogRow.Span(columns: 0..<5, style: Style(.error))] && parts[2].spans.isEmpty)
        #expect(row.panned(by: 10).spans == [LogRow.Span(columns: 0..<3, style: Style(.error))])
    }

    @Test(arguments: [
        ("31", Style(.error)), ("93", Style(.warn)), ("1;36", Style(.info, bold: true)), ("4", Style(.text, underline: true)),
        ("38;2;20;200;40", Style(.ok)), ("38:5:21", Style(.accent)), ("48;5;1;35", Style(.secret)),
        ("2;90", Style(.text, dim: true)),
    ])
    func `red where it was red`(attributes: String, style: Style) {
        #expect(LogRendition.style(attributes) == style)
    }

    @Test(arguments: ["37", "8", "0", "", "38;5", "999;x", "38;2;1"])
    func `as other text where nothing was meant`(attributes: String) {
        #expect(LogRendition.style(attributes) == nil)
    }

    @Test func `harmless, whatever is in it`() {
        var app = Scenario(reading: .numbered(0))
        var record = Sample.record("\u{1B}]0;owned\u{07}\u{202E}abc\u{200D}漢字\n\u{9B}31mred", .error)
        record.fields = ["\u{1B}[2J": "\u{202E}x"]
        record.styles = [LogStyle(range: 0..<400, attributes: "31"), LogStyle(range: 3..<2_000, attributes: "\u{1B}[0m")]
        app.log([record])
        app.press(.logs(.pretty))
        #expect(app.frame.violations.isEmpty)
        app.press(.logs(.record))
        #expect(app.frame.violations.isEmpty)
        app.press(.close, .logs(.copy))
        #expect(app.frame.violations.isEmpty)
    }

    @Test(arguments: [
        ("{}", ["{}"]), ("[1,\"a\"]", ["[", "  1,", "  \"a\"", "]"]),
        ("{\"a\":{\"b\":null}}", ["{", "  \"a\": {", "    \"b\": null", "  }", "}"]),
    ])
    func `neatly set as JSON`(text: String, lines: [String]) {
        #expect(JSONLines.of(text)?.map { $0.map(\.text.string).joined() } == lines)
    }

    @Test(arguments: [
        "", "plain", "{", "{\"a\"", "[1,]", "{\"a\":1} x", String(repeating: "[", count: 10_000), "{\"a\":bad}", "[\"open]",
    ])
    func `as it is where it is no JSON`(text: String) {
        #expect(JSONLines.of(text) == nil)
    }

    @Test(arguments: [
        ("10:00", "2026-11-22T10:00:00.000Z"), ("15:00:30", "2026-11-21T15:00:30.000Z"),
        ("2026-11-20", "2026-11-20T00:00:00.000Z"),
        ("2026-11-20 09:30", "2026-11-20T09:30:00.000Z"), ("10m", "2026-11-22T13:52:15.000Z"), ("3d", "2026-11-19T14:02:15.000Z"),
    ])
    func `up any time that is typed`(text: String, time: String) {
        #expect(LogMoment.read(text, now: Sample.now, in: .utc) == Sample.at(time))
    }

    @Test(arguments: ["", "25:00", "10:60", "yesterday", "2026-13-01", "2026-11-20 x", "m", "-5m", "1 2 3"])
    func `up no time where none is meant`(text: String) {
        #expect(LogMoment.read(text, now: Sample.now, in: .utc) == nil)
    }

    private func said(_ message: String, by server: String, second: Int) -> LogRecord {
        var record = Sample.record(message, .info, second: second)
        record.server = Sample.id(server)
        return record
    }
}
