import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

struct `The page of tools` {
    @Test func `asks a server that runs, and shows what it can do`() {
        let app = Scenario.tools()
        #expect(app.toolQuestions == [.list(Sample.id("time"))])
        #expect(app.lines(of: .tools)[0].contains("time  3 tools"))
        #expect(app.shows("convert_time") && app.shows("Convert a time between two zones."))
        #expect(app.shows("source_timezone  required · text"))
    }

    @Test func `says first that asking would start a server`() {
        var app = Scenario()
        app.select("grafana")
        app.press(.pane(.tools))
        #expect(app.toolQuestions.isEmpty)
        #expect(app.shows("Enter starts it and asks for its tools"))
        app.press(.tools(.openForm))
        #expect(app.toolQuestions == [.list(Sample.id("grafana"))])
        app.answerTools(.success(Sample.tools))
        #expect(app.shows("convert_time"))
        #expect(app.state.feed.entries.contains { $0.text.string == "mcp-manager tools grafana" })
    }

    @Test func `names what Enter does: start a server, or call`() {
        var app = Scenario()
        app.select("grafana")
        app.press(.pane(.tools))
        #expect(app.footer.contains("start") && !app.footer.contains(" call"))
        #expect(Scenario.tools().footer.contains("call"))
    }

    @Test func `tells how long a call takes while it runs`() {
        var app = Scenario.toolForm("now")
        #expect(app.state.nextChange == nil)
        app.press(.tools(.next))
        #expect(app.state.nextChange == app.state.now + .seconds(1))
        app.now = app.now + .seconds(3)
        app.resize(120, 40)
        #expect(app.shows("calling  3 s"))
        app.answerCall(.success(Sample.converted))
        #expect(app.state.nextChange == nil)
    }

    @Test func `hides arguments that are secret, on the screen and in the events`() {
        let schema = #"{"type":"object","properties":{"word":{"type":"string","format":"password"}},"required":["word"]}"#
        var app = Scenario.tools([ToolDescription(name: "login", inputSchema: schema)])
        app.press(.tools(.openForm))
        app.type("geheim")
        #expect(app.shows("••••••") && !app.shows("geheim"))
        app.press(.tools(.callNow))
        #expect(app.calledWith == #"{"word":"geheim"}"#, "the tool is told")
        #expect(!app.shows("geheim") && !app.state.feed.entries.contains { $0.text.string.contains("geheim") })
    }

    @Test func `wraps a long text once, not with every key`() {
        var tree = JSONTree()
        tree.add(prose: String(repeating: "word ", count: 200))
        let first = TreeRows(tree, width: 40).anchors
        var calls = 0
        _ = tree.wrapping.lines(of: 0, width: 40) {
            calls += 1
            return []
        }
        #expect(calls == 0 && first.count > 1)
        #expect(TreeRows(tree, width: 80).anchors.count < first.count, "another width is wrapped anew")
    }

    @Test func `says what a server lacks before it can be asked`() {
        var app = Scenario()
        app.select("notion")
        app.press(.pane(.tools))
        app.press(.tools(.openForm))
        #expect(app.toast() == "notion needs a secret first; 5 shows which")
        #expect(app.toolQuestions.isEmpty)
    }

    @Test func `says why there is no answer, and asks again`() {
        var app = Scenario()
        app.select("time")
        app.press(.pane(.tools))
        app.answerTools(.failure(ErrorReport(code: "x", problem: "it does not answer", remedy: "restart it")))
        #expect(app.shows("it does not answer") && app.shows("restart it") && app.shows("Enter asks again"))
        app.press(.tools(.openForm))
        app.answerTools(.success(Sample.tools))
        #expect(app.shows("3 tools"))
    }

    @Test func `asks anew when the server runs anew, and not before`() {
        var app = Scenario.tools()
        app.receive(.happened(generation: 1, Sample.event(1, "time", "", kind: .observed, status: Sample.server("time"))))
        #expect(app.toolQuestions.count == 1)
        var restarted = Sample.server("time")
        restarted.run?.startedAt = Sample.now
        app.receive(.happened(generation: 1, Sample.event(2, "time", "ready", status: restarted, second: 1)))
        #expect(app.toolQuestions.count == 2)
        #expect(app.shows("convert_time"), "what is known stays to be seen")
    }

    @Test func `keeps answers that are late out`() {
        var app = Scenario()
        app.select("time")
        app.press(.pane(.tools))
        app.receive(.answered(.tools(.list(Sample.id("time"))), generation: -1, .success(.tools(.list(Sample.tools)))))
        #expect(!app.shows("convert_time"))
    }

    @Test func `is narrowed with every letter, and wide again with Esc`() {
        var app = Scenario.tools()
        app.press(.tools(.filter))
        app.type("alarm")
        #expect(app.footer.contains("1 of 3"))
        app.press(.accept)
        #expect(app.shows("1 of 3 tools") && !app.shows("What time it is"))
        app.press(.back)
        #expect(app.shows("What time it is"))
    }

    @Test func `shows everything said of a tool where there is no room beside the list`() {
        var app = Scenario.tools(columns: 40, rows: 12)
        app.press(.tools(.read))
        app.press(.bottom)
        #expect(app.shows("mcp-manager call time") && app.shows("the end"))
    }

    @Test func `has the cursor on the chosen tool`() {
        var app = Scenario.tools()
        app.press(.down)
        let frame = app.frame
        let row = frame.cursor.map { frame.rows[$0.y] } ?? ""
        #expect(row.contains("now"))
    }
}

struct `The form for a call` {
    @Test func `asks for what is required first, and does not go on without it`() {
        var app = Scenario.toolForm()
        #expect(app.state.context == .toolForm)
        app.press(.tools(.next))
        #expect(app.shows("is required"))
        app.type("Europe/Berlin")
        app.press(.tools(.next))
        #expect(app.state.tools.desk.form?.focus == 1)
    }

    @Test func `calls with what was typed, and leaves out what was not`() {
        var app = Scenario.toolForm()
        app.type("Europe/Berlin")
        app.press(.tools(.next))
        app.type("12:00")
        app.press(.tools(.next), .tools(.next))
        app.type("3")
        app.press(.tools(.next))
        app.type(" ")
        app.press(.tools(.next))
        app.type("y")
        app.press(.tools(.next))
        for zone in ["Asia/Tokyo", "UTC"] {
            app.type(zone)
            app.press(.tools(.next))
        }
        app.press(.tools(.next))
        #expect(app.shows("Enter calls it"))
        app.press(.tools(.next))
        #expect(
            app.calledWith
                == "{\"source_timezone\":\"Europe/Berlin\",\"time\":\"12:00\",\"days\":3,\"style\":\"short\",\"exact\":true,"
                + "\"zones\":[\"Asia/Tokyo\",\"UTC\"]}")
        #expect(app.shows("calling since 14:02:15"))
        #expect(
            app.state.feed.entries.contains { $0.text.string.hasPrefix("mcp-manager call time convert_time source_timezone=") })
    }

    @Test(arguments: [
        ("note", "longer than that", "at most 10 characters"), ("days", "8", "at most 7"), ("days", "1.5", "whole number"),
    ])
    func `says under the field what is wrong`(field: String, text: String, problem: String) {
        var app = Scenario.toolForm()
        while app.state.tools.desk.form.map({ $0.fields[$0.focus].argument.name }) != field { app.press(.tools(.forward)) }
        app.type(text)
        app.press(.tools(.next))
        #expect(app.shows(problem))
        #expect(app.state.tools.desk.form.map { $0.fields[$0.focus].argument.name } == field)
    }

    @Test func `goes to what is wrong instead of calling`() {
        var app = Scenario.toolForm()
        for _ in 0..<7 { app.press(.tools(.forward)) }
        app.press(.tools(.next))
        #expect(app.calledWith == nil)
        #expect(app.state.tools.desk.form?.focus == 0)
    }

    @Test func `keeps what was typed when it is left`() {
        var app = Scenario.toolForm()
        app.type("Europe/Berlin")
        app.press(.tools(.leave))
        #expect(app.state.context == .tools)
        app.press(.tools(.openForm))
        #expect(app.shows("Europe/Berlin"))
    }

    @Test func `takes letters that are keys elsewhere, and pasted lines as they are`() {
        var app = Scenario.toolForm()
        app.type("q?:1R")
        app.paste("\u{1B}[31mred")
        #expect(app.state.tools.desk.form?.fields[0].lines[0].text == "q?:1R[31mred")
        app.press(.tools(.forward))
        app.paste("one\ntwo\n")
        #expect(app.shows("2 lines, as they were pasted"))
        #expect(app.state.tools.desk.form?.readable["time"] == "one\ntwo")
    }

    @Test func `calls at once with what is there`() {
        var app = Scenario.toolForm()
        app.type("UTC")
        app.press(.tools(.next))
        app.type("12:00")
        app.press(.tools(.callNow))
        #expect(app.calledWith == "{\"source_timezone\":\"UTC\",\"time\":\"12:00\"}")
    }

    @Test func `is left by Ctrl-C, too`() {
        var app = Scenario.toolForm()
        app.press(.interrupt)
        #expect(app.state.context == .tools && app.state.focus == .tools)
    }

    @Test func `has no field for a tool without arguments`() {
        var app = Scenario.toolForm("now")
        app.press(.tools(.next))
        #expect(app.calledWith == "{}")
    }

    @Test(arguments: [(40, 10), (80, 24), (200, 50)])
    func `shows the field with the cursor`(columns: Int, rows: Int) {
        var app = Scenario.toolForm(columns: columns, rows: rows)
        for step in 0..<8 {
            let frame = app.frame
            #expect(frame.cursor != nil, "step \(step)\n\(app.screen)")
            app.press(.tools(.forward))
        }
    }
}

struct `The answer of a tool` {
    @Test func `is shown with how it went`() {
        let app = Scenario.toolResult()
        #expect(app.shows("now  ✓ ok  42 ms"))
        #expect(app.shows("12:00 in Berlin is 20:00 in Tokyo"))
        #expect(app.state.calls.isStale)
    }

    @Test func `that says it failed shows the next key`() {
        let app = Scenario.toolResult(Sample.refused)
        #expect(
            app.shows("✘ the tool says it failed") && app.shows("no zone is called Atlantis") && app.shows("e edits, r again"))
    }

    @Test func `may not come, and then there is a way on`() {
        var app = Scenario.toolForm("now")
        app.press(.tools(.next))
        app.answerCall(.failure(ErrorReport(code: "x", problem: "the server ended", remedy: "look at its log")))
        #expect(app.shows("the server ended") && app.shows("look at its log") && app.shows("r calls again"))
    }

    @Test func `is asked for again with the same arguments`() {
        var app = Scenario.toolResult()
        app.press(.tools(.again))
        #expect(app.toolQuestions.count { if case .call = $0 { true } else { false } } == 2)
        app.press(.tools(.again))
        #expect(app.toast() == "the call is still running")
    }

    @Test func `is cancelled while it runs, and not afterwards`() {
        var app = Scenario.toolForm("now")
        app.press(.tools(.next))
        #expect(app.shows("x cancels it"))
        app.press(.tools(.cancel))
        #expect(app.effects.last == .withdraw(generation: app.state.tools.desk.call?.generation ?? 0))
        #expect(app.shows("the call was cancelled") && app.shows("r calls again"))
        app.press(.tools(.cancel))
        #expect(app.toast() == "no call is running")
    }

    @Test func `is cancelled by Ctrl-C too`() {
        var app = Scenario.toolForm("now")
        app.press(.tools(.next), .interrupt)
        #expect(app.shows("the call was cancelled"))
    }

    @Test func `is asked for again with others`() {
        var app = Scenario.toolForm("set_alarm")
        app.type("07:00")
        app.press(.tools(.next), .tools(.next))
        app.answerCall(.success(Sample.refused))
        app.press(.tools(.change))
        #expect(app.shows("07:00"))
        app.type("!")
        app.press(.tools(.next), .tools(.next))
        #expect(app.calledWith == "{\"at\":\"07:00!\"}")
    }

    @Test func `is told of when nobody waits for it`() {
        var app = Scenario.toolForm("now")
        app.press(.tools(.next), .tools(.closeResult))
        #expect(app.toast() == "the call goes on; v shows what comes of it")
        app.press(.pane(.servers))
        app.answerCall(.success(Sample.converted))
        #expect(app.toast() == "now of time has answered; v in its tools shows it")
        app.press(.pane(.tools), .tools(.showResult))
        #expect(app.shows("20:00 in Tokyo"))
    }

    @Test func `is copied as text, as JSON, or as the command line`() {
        var app = Scenario.toolResult()
        app.press(.tools(.copy))
        #expect(app.shows("mcp-manager call time now"))
        app.type("c")
        #expect(app.effects.last == .copy("mcp-manager call time now", what: "the command line"))
        app.press(.tools(.copy))
        app.type("r")
        #expect(app.effects.last == .copy("12:00 in Berlin is 20:00 in Tokyo", what: "the result"))
    }

    @Test func `is searched and folded`() {
        var app = Scenario.toolResult()
        app.press(.tools(.foldAll))
        #expect(!app.shows("Asia/Tokyo"))
        app.press(.tools(.search))
        app.type("asia")
        #expect(app.footer.contains("1 place"))
        app.press(.accept)
        #expect(app.shows("Asia/Tokyo"))
        app.press(.tools(.closeResult))
        #expect(app.state.context == .toolResult, "Esc ends the search first")
    }

    @Test func `is seen as it came, too`() {
        var app = Scenario.toolResult()
        app.press(.tools(.raw))
        #expect(app.shows("content") && app.shows("\"text\""))
        app.press(.tools(.raw))
        #expect(!app.shows("\"text\""))
    }

    @Test(arguments: [(40, 10), (80, 24), (120, 40), (300, 100)])
    func `cannot break a screen, nor can a schema`(columns: Int, rows: Int) {
        var app = Scenario.tools(Sample.hostileTools, columns: columns, rows: rows)
        for tool in Sample.hostileTools {
            #expect(app.frame.violations.isEmpty, "\(tool.name)\n\(app.screen)")
            app.press(.tools(.read), .close, .tools(.openForm))
            app.paste("\u{1B}]52;c;\u{7}\u{202E}")
            for _ in 0..<4 {
                app.press(.tools(.forward))
                #expect(app.frame.violations.isEmpty, "\(app.screen)")
            }
            app.press(.tools(.leave), .down)
        }
        app = Scenario.toolResult(Sample.hostileResult, columns: columns, rows: rows)
        for action in [Action.bottom, .tools(.foldAll), .top, .tools(.raw), .pageDown] {
            app.press(action)
            #expect(app.frame.violations.isEmpty, "\(action)\n\(app.screen)")
        }
    }
}
