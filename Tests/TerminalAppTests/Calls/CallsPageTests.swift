import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

struct `The page of calls` {
    @Test func `shows who called what, and how it went, in words`() {
        let app = Scenario.calls()
        let lines = app.lines(of: .calls)
        #expect(lines[0].contains("time  7 calls"))
        #expect(
            lines.contains {
                $0.contains("14:02:11") && $0.contains("convert_time") && $0.contains("Cursor") && $0.contains("✓ ok")
            })
        #expect(lines.contains { $0.contains("set_alarm") && $0.contains("✘ failed") })
        #expect(lines.contains { $0.contains("▲ lost") })
    }

    @Test func `shows no column in part, however narrow it is`() {
        for columns in 60...200 {
            let lines = Scenario.calls(columns: columns, rows: 24).lines(of: .calls)
            let titles = lines.first { $0.contains("TIME") } ?? ""
            #expect(!titles.contains("…"), "\(columns) columns: \(titles)")
            // Long names are cut in their middle, and why a call failed where there is no more room.
            guard titles.contains("TOOK") else { continue }
            #expect(lines.contains { $0.contains("✓ ok") && $0.contains("42 ms") }, "\(columns) columns: \(lines)")
        }
    }

    @Test func `tells minutes without seconds, which fit into its column`() {
        var call = Sample.call(60, "index_everything", of: "time")
        call.durationMicroseconds = 754_000_000
        let lines = Scenario.calls([call]).lines(of: .calls)
        #expect(lines.contains { $0.contains("index_everything") && $0.contains("12 min") && !$0.contains("34 s") }, "\(lines)")
    }

    @Test func `is of the selected server, or of all`() {
        var app = Scenario.calls()
        #expect(app.callQuestions.last == .list(CallQuery(server: Sample.id("time"), limit: 100)))
        app.press(.calls(.everyServer))
        #expect(app.callQuestions.last == .list(CallQuery(limit: 100)))
        app.answerCalls([Sample.call(50, "query", of: "postgres")])
        #expect(app.shows("all servers") && app.shows("query"))
        #expect(app.state.feed.entries.contains { $0.text.string == "mcp-manager calls" })
    }

    @Test func `shows failed ones only, or those of one tool`() {
        var app = Scenario.calls()
        app.press(.calls(.onlyFailed))
        #expect(app.callQuestions.last == .list(CallQuery(server: Sample.id("time"), failedOnly: true, limit: 100)))
        app.answerCalls([Sample.calls[1]])
        app.press(.calls(.onlyTool))
        #expect(
            app.callQuestions.last
                == .list(CallQuery(server: Sample.id("time"), failedOnly: true, tool: "set_alarm", limit: 100)))
        app.answerCalls([])
        #expect(app.shows("no call without a good result"))
    }

    @Test func `is sorted by when calls began, as it shows`() {
        let slow = Sample.call(49, "slow", second: -120)
        let app = Scenario.calls([slow, Sample.call(48, "quick", second: -4)])
        let lines = app.lines(of: .calls)
        let places = ["quick", "slow"].map { tool in lines.firstIndex { $0.contains(tool) } ?? 99 }
        #expect(places[0] < places[1] && places[1] < 99)
    }

    @Test func `goes back page by page`() {
        let newest = (101...200).reversed().map { Sample.call($0, second: -200 + $0) }
        var app = Scenario.calls(newest)
        #expect(app.shows("100+ calls"))
        app.press(.bottom)
        #expect(app.callQuestions.last == .list(CallQuery(server: Sample.id("time"), before: 101, limit: 100)))
        app.answerCalls([Sample.call(100), Sample.call(99)])
        #expect(app.shows("102 calls"))
        let asked = app.callQuestions.count
        app.press(.bottom)
        #expect(app.callQuestions.count == asked, "there is nothing older")
    }

    @Test func `asks again when a client has asked something, and only then`() {
        var app = Scenario.calls()
        var time = Sample.server("time", sessions: [Sample.session(9, "Cursor", requests: 1)])
        app.receive(.happened(generation: 1, Sample.event(1, "time", "", kind: .observed, status: time)))
        #expect(app.callQuestions.count == 2)
        app.answerCalls(Sample.calls)
        app.receive(.happened(generation: 1, Sample.event(2, "time", "", kind: .observed, status: time, second: 1)))
        #expect(app.callQuestions.count == 2)
        time.sessions[0].requests = 2
        app.receive(.happened(generation: 1, Sample.event(3, "time", "", kind: .observed, status: time, second: 2)))
        #expect(app.callQuestions.count == 3)
    }

    @Test func `keeps the chosen call where newer ones come`() {
        var app = Scenario.calls()
        app.press(.down)
        app.receive(
            .happened(
                generation: 1,
                Sample.event(
                    1, "time", "", kind: .observed,
                    status: Sample.server("time", sessions: [Sample.session(9, "Cursor", requests: 1)]))))
        app.answerCalls([Sample.call(49, second: -1)] + Sample.calls)
        #expect(app.state.calls.chosen?.id == 47)
        app.press(.top)
        #expect(app.state.calls.chosen?.id == 49)
    }

    @Test func `says why it cannot be shown`() {
        var app = Scenario()
        app.select("time")
        app.press(.pane(.calls))
        guard case .ask(let request, let generation)? = app.effects.last else { return }
        let report = ErrorReport(code: "x", problem: "the history cannot be read", remedy: "run doctor")
        app.receive(.answered(request, generation: generation, .failure(report)))
        #expect(app.shows("the history cannot be read") && app.shows("run doctor") && app.shows("R asks again"))
    }

    @Test func `says what to do while there is none`() {
        let app = Scenario.calls([])
        #expect(app.shows("no tool of it was called yet") && app.shows("8 shows the tools"))
    }
}

struct `A call` {
    @Test func `is opened with its arguments and its result`() {
        var app = Scenario.calls()
        app.press(.calls(.show))
        #expect(app.shows("Call 48: convert_time") && app.shows("Europe/Berlin") && app.shows("182 B sent, 1.2 kB came back"))
        app.press(.close)
        #expect(app.state.context == .calls)
    }

    @Test func `made from here says so in words, and its time once`() {
        var call = Sample.call(48, second: -4)
        call.session = 0
        var app = Scenario.calls([call])
        app.press(.calls(.show))
        #expect(app.shows("called from the dashboard or the command line") && !app.shows("session 0"))
        #expect(app.shows("14:02:11") && !app.shows("14:02  14:02:11"))
    }

    @Test func `that took no millisecond has its unit, also in ASCII`() {
        var call = Sample.call(48, second: -4)
        call.durationMicroseconds = 820
        var app = Scenario.calls([call])
        #expect(app.shows("820 µs"))
        app.glyphs = .ascii
        #expect(app.faults.isEmpty)
    }

    @Test func `made again is not different for words of the protocol`() {
        let said = "\"content\":[{\"type\":\"text\",\"text\":\"20:00\"}]"
        let difference = ResultDifference(from: "{\(said)}", to: "{\"resultType\":\"complete\",\"_meta\":{},\(said)}")
        #expect(difference.changes.isEmpty && difference.isOfProtocolOnly)
        let other = ResultDifference(from: "{\(said)}", to: "{\"isError\":true,\"resultType\":\"complete\",\(said)}")
        #expect(other.changes.map(\.words) == ["different at isError", "+ true"] && !other.isOfProtocolOnly)
    }

    @Test func `says what is not kept of it`() {
        var app = Scenario.calls()
        for _ in 0..<4 { app.press(.down) }
        app.press(.calls(.show))
        #expect(app.shows("arguments  (2 secrets masked)"))
        app.press(.calls(.replay))
        #expect(app.toast() == "what is kept of its arguments is not what they were: 2 secrets masked")
    }

    @Test func `is made again only when that is agreed to`() {
        var app = Scenario.calls()
        app.press(.calls(.replay))
        #expect(
            app.shows("Call convert_time again?") && app.shows("convert_time of time") && app.shows("mcp-manager calls replay 48")
        )
        app.press(.decline)
        #expect(!app.callQuestions.contains(.replay(48)))
        app.press(.calls(.replay), .confirm)
        #expect(app.callQuestions.contains(.replay(48)))
        #expect(app.toast()?.hasPrefix("calling convert_time again") == true)
    }

    @Test func `made again shows what is different`() {
        var app = Scenario.calls()
        app.press(.calls(.replay), .confirm)
        let again = Sample.call(49, second: 1, result: "{\"content\":[{\"type\":\"text\",\"text\":\"21:00\"}]}")
        app.answerReplay(.success(CallReplay(original: Sample.calls[0], replay: again)))
        #expect(app.shows("Call 48 made again") && app.shows("different at content.0.text"))
        #expect(app.shows("- 20:00") && app.shows("+ 21:00"))
    }

    @Test func `made again with the same result says so`() {
        var app = Scenario.calls()
        app.press(.calls(.replay), .confirm)
        app.answerReplay(.success(CallReplay(original: Sample.calls[0], replay: Sample.call(49, second: 1))))
        #expect(app.shows("the same result"))
    }

    @Test func `is copied as a command line`() {
        var app = Scenario.calls()
        app.press(.calls(.show), .calls(.copy))
        app.type("c")
        #expect(
            app.effects.last
                == .copy(
                    "mcp-manager call time convert_time '{\"source_timezone\":\"Europe/Berlin\",\"time\":\"12:00\"}'",
                    what: "the command line"))
        #expect(app.state.context == .call, "the call is still open")
    }

    @Test(arguments: [(40, 10), (80, 24), (200, 50)])
    func `cannot break a screen`(columns: Int, rows: Int) {
        let noise = "\u{1B}[2J\u{202E}漢\u{9B}\u{7}" + String(repeating: "漢", count: 400)
        var hostile = Sample.call(9, noise, client: noise, .refused, result: noise, arguments: "{\"\\u001b\":\"\\u202e\"")
        hostile.problem = noise
        var app = Scenario.calls([hostile], columns: columns, rows: rows)
        #expect(app.frame.violations.isEmpty)
        app.press(.calls(.show))
        app.press(.bottom)
        #expect(app.frame.violations.isEmpty && app.frame.cursor != nil)
        app.press(.calls(.replay))
        #expect(app.frame.violations.isEmpty)
    }
}

struct `The difference of two results` {
    private static func words(_ old: String?, _ new: String?) -> [String] {
        ResultDifference(from: old, to: new).changes.map(\.words)
    }

    @Test func `names each place that is not the same`() {
        #expect(Self.words("{\"a\":1,\"b\":[1,2]}", "{\"a\":1,\"b\":[1,3]}") == ["different at b.1", "- 2", "+ 3"])
        #expect(Self.words("{\"a\":1}", "{\"b\":1}") == ["different at a", "- 1", "different at b", "+ 1"])
        #expect(Self.words("{\"a\":1}", "{\"a\":1}").isEmpty)
        #expect(Self.words("no JSON", "{}").isEmpty)
    }

    @Test func `counts what is too much to be named`() {
        let old = "[" + (0..<100).map { "\($0)" }.joined(separator: ",") + "]"
        let new = "[" + (1...100).map { "\($0)" }.joined(separator: ",") + "]"
        #expect(Self.words(old, new).last?.hasPrefix("and ") == true)
    }
}
