import ServerModel
import Testing

@testable import CommandLineApp

private func record(
    _ message: String, _ stream: LogStream = .stderr, _ level: LogLevel? = nil, fields: [String: String]? = nil,
    correlation: String? = nil, styles: [LogStyle]? = nil, server: String? = nil
) -> LogRecord {
    LogRecord(
        time: now, stream: stream, level: level, run: 1, message: message, stated: ago(.seconds(5)), correlation: correlation,
        fields: fields, styles: styles, server: server.map(id))
}

private var line: LogLine { LogLine(times: times) }

/// What stands before each message of these records.
private let head = "2026-11-22 16:44:57.204 stderr  "
/// The same with its colours.
private let coloredHead = "\u{1B}[2m2026-11-22 16:44:57.204\u{1B}[0m \u{1B}[36mstderr \u{1B}[0m "

struct `A line of a log` {
    @Test func `has time, stream, level and message`() {
        let text = line.text(of: record("low disk", .mcp, .warning), colored: false)
        #expect(text == "2026-11-22 16:44:57.204 mcp     warning: low disk\n")
        #expect(line.text(of: record("started", .manager), colored: false) == "2026-11-22 16:44:57.204 manager started\n")
    }

    @Test func `has fields behind the message, muted`() {
        let structured = record(
            "sent", fields: ["n": "3", "to": "a b", "json": #"{"x": 1}"#, "none": "", "say": #"a "b""#], correlation: "r1")
        let fields = #"correlation=r1 json={"x": 1} n=3 none="" say="a \"b\"" to="a b""#
        #expect(line.text(of: structured, colored: false) == "\(head)sent \(fields)\n")
        #expect(line.text(of: structured, colored: true) == "\(coloredHead)sent \u{1B}[2m\(fields)\u{1B}[0m\n")
        let named = record("sent", fields: ["trace": "r1"], correlation: "r1")
        #expect(line.text(of: named, colored: false) == "\(head)sent trace=r1\n")
        #expect(line.text(of: record("", fields: ["a": "1"]), colored: false) == "\(head)a=1\n")
    }

    @Test func `has further lines of its record below it, indented`() {
        let traceback = record("Traceback:\n  File \"x.py\", line 1\n\nKeyError: 'a'\n", fields: ["a": "1"])
        #expect(
            line.text(of: traceback, colored: false) == """
                \(head)Traceback: a=1
                      File "x.py", line 1

                    KeyError: 'a'

                """)
    }

    @Test func `has a message's colours only where colours are`() {
        let styled = record("all red, é bold", styles: [style(4..<7, "31"), style(9..<16, "1;4")])
        #expect(line.text(of: styled, colored: false) == "\(head)all red, é bold\n")
        #expect(
            line.text(of: styled, colored: true) == "\(coloredHead)all \u{1B}[31mred\u{1B}[0m, \u{1B}[1;4mé bold\u{1B}[0m\n")
    }

    @Test func `colours each line of a message anew`() {
        let styled = record("one\ntwo", styles: [style(0..<7, "32")])
        #expect(
            line.text(of: styled, colored: true)
                == "\(coloredHead)\u{1B}[32mone\u{1B}[0m\n    \u{1B}[32mtwo\u{1B}[0m\n")
    }

    @Test(arguments: [
        style(0..<99, "31"), style(2..<3, "31"), style(1..<1, "31"), style(0..<1, "2J"), style(0..<1, "31m\u{1B}[2J"),
    ])
    func `leaves out colours that cannot be`(style: LogStyle) {
        #expect(line.text(of: record("aé", styles: [style]), colored: true) == "\(coloredHead)aé\n")
    }

    @Test func `leaves out colours that overlap others`() {
        let styled = record("abcd", styles: [style(0..<2, "31"), style(1..<4, "32")])
        #expect(line.text(of: styled, colored: true) == "\(coloredHead)\u{1B}[31mab\u{1B}[0mcd\n")
    }

    @Test func `marks what was searched for`() {
        let marking = LogLine(times: times, highlight: LogHighlight(LogQuery(text: "time")))
        let found = record("Time out, timed", fields: ["at": "runtime"], styles: [style(0..<8, "31")])
        #expect(
            marking.text(of: found, colored: true)
                == "\(coloredHead)\u{1B}[31;7mTime\u{1B}[0m\u{1B}[31m out\u{1B}[0m, \u{1B}[7mtime\u{1B}[0md "
                + "\u{1B}[2mat=run\u{1B}[0m\u{1B}[2;7mtime\u{1B}[0m\n")
        #expect(marking.text(of: found, colored: false) == "\(head)Time out, timed at=runtime\n")
    }

    @Test func `begins with the server's name where there are several`() {
        let several = LogLine(times: times, names: LogNames([id("jira"), id("a-long-one")]))
        #expect(several.text(of: record("x\ny", server: "jira"), colored: false) == "jira       \(head)x\njira           y\n")
        #expect(several.text(of: record("x", server: "a-long-one"), colored: false) == "a-long-one \(head)x\n")
        #expect(several.text(of: record("x", server: "new-since"), colored: false) == "new-since  \(head)x\n")
        #expect(several.text(of: record("x", server: "jira"), colored: true).hasPrefix("\u{1B}[36mjira\u{1B}[0m       \u{1B}[2m"))
        #expect(several.text(of: record("x", server: "a-long-one"), colored: true).hasPrefix("\u{1B}[32ma-long-one\u{1B}[0m "))
    }
}

struct `A hostile record` {
    private let hostile = record(
        "a\u{1B}[2J\u{9B}1;1Hb\u{1B}]0;t\u{07}\u{202E}c\r\u{08}\n2026-11-22 16:44:57.204 stderr  forged", .stderr, .error,
        fields: ["k\u{1B}[2J\n": "v\n\u{1B}]8;;http://x\u{1B}\\w"], correlation: "\u{1B}c1",
        styles: [style(0..<1, "31"), style(2..<5, "5;\u{1B}")])

    @Test func `moves no cursor and forges no record`() {
        let text = line.text(of: hostile, colored: false)
        #expect(
            text == """
                \(head)error: abc correlation=1 "k "="v w"
                    2026-11-22 16:44:57.204 stderr  forged

                """)
    }

    @Test func `has no escape but our own where colours are`() {
        let text = line.text(of: hostile, colored: true)
        let rest = text.split(separator: "\u{1B}[").dropFirst().map { $0.drop { $0.isNumber || $0 == ";" } }
        #expect(rest.allSatisfy { $0.first == "m" }, "\(text.debugDescription)")
        #expect(!text.unicodeScalars.contains { $0 != "\u{1B}" && $0 != "\n" && PlainText.isUnwelcome($0) })
        #expect(text.split(separator: "\n").count == 2)
    }
}

struct `What is marked` {
    @Test func `is found without regard to case unless there is a capital letter`() throws {
        let small = try #require(LogHighlight(LogQuery(text: "ab")))
        #expect(small.ranges(in: "éAB ab abab") == [2..<4, 5..<7, 8..<10, 10..<12])
        let capital = try #require(LogHighlight(LogQuery(text: "aB")))
        #expect(capital.ranges(in: "ab aB AB") == [3..<5])
    }

    @Test func `is what an expression finds`() throws {
        let numbers = try #require(LogHighlight(LogQuery(pattern: "[0-9]+")))
        #expect(numbers.ranges(in: "é1 and 22") == [2..<3, 8..<10])
        #expect(LogHighlight(LogQuery(pattern: "(")) == nil)
        #expect(LogHighlight(LogQuery()) == nil)
    }
}

struct `A sheet of log records` {
    @Test func `has a row for each, quoted where it must be`() {
        let row = LogSheet.row(record("a, \"b\"\nc\u{1B}[2J", .mcp, .error, fields: ["x": "1"], correlation: "r", server: "jira"))
        #expect(
            row == "2026-11-22T15:44:57.204Z,jira,mcp,error,1,,r,2026-11-22T15:44:52.204Z,\"a, \"\"b\"\"\nc\",x=1\r\n")
        #expect(LogSheet.header.split(separator: ",").count == 10)
    }

    @Test(arguments: ["=1+1", "+1", "-1", "@x"])
    func `has no formulas`(message: String) {
        #expect(LogSheet.row(record(message)).contains(",'\(message),"))
    }
}

private func style(_ range: Range<Int>, _ attributes: String) -> LogStyle { LogStyle(range: range, attributes: attributes) }
