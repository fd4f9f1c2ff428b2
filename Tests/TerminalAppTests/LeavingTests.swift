import ServerModel
import Testing

@testable import TerminalApp

struct `Quitting` {
    @Test func `asks while a call runs, which nobody would wait for`() {
        var app = Scenario.toolForm("now")
        app.press(.tools(.next), .pane(.servers), .quit)
        #expect(app.toast() == "the call of now would be cancelled; once more quits")
        app.press(.quit)
        #expect(app.effects.last == .quit)
    }

    @Test func `asks while a tool's form holds something`() {
        var app = Scenario.toolForm("set_alarm")
        app.type("07:00")
        app.press(.tools(.leave), .quit)
        #expect(app.toast() == "what was typed would be lost; once more quits")
    }

    @Test func `asks while files of clients are written`() {
        var app = Scenario.clients()
        app.press(.syncAll)
        app.answer(plan: .success(Sample.plan))
        app.press(.agree, .close, .quit)
        #expect(app.toast() == "something is still being written; once more quits")
    }

    @Test func `asks again when what it asked has gone from the screen`() {
        var app = Scenario.toolForm("set_alarm")
        app.type("07:00")
        app.press(.tools(.leave), .quit)
        #expect(app.toast() == "what was typed would be lost; once more quits")
        app.now = app.now + .seconds(6)
        app.press(.quit)
        #expect(app.toast() == "what was typed would be lost; once more quits")
        app.press(.quit)
        #expect(app.effects.last == .quit)
    }

    @Test func `asks nothing when nothing would be lost`() {
        var app = Scenario.toolResult()
        app.press(.tools(.closeResult), .quit)
        #expect(app.effects.last == .quit)
    }
}

struct `An error` {
    @Test func `waits to be seen, whatever is told meanwhile`() {
        var app = Scenario()
        app.select("git")
        app.press(.restart)
        app.receive(.performed(.restart, Sample.id("git"), generation: 1, .failure(.daemonEnded)))
        app.receive(.copied(what: "the line", ways: ["OSC 52"]))
        #expect(app.toast() == ErrorReport.daemonEnded.problem)
        #expect(app.state.desk.messages.suffix(2).map(\.toast.isError) == [true, false])
        app.press(.back)
        #expect(app.state.toast == nil)
    }
}
