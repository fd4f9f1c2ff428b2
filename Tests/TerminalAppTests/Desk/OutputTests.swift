import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

struct `The output of a command` {
    @Test func `comes as it is printed, and tells how it ended`() {
        var app = running("doctor")
        app.receive(.commandSaid(generation: 1, ["checking", "\u{1B}[31mred\u{7} alert"]))
        #expect(app.screen.contains("checking") && app.screen.contains("red") && app.screen.contains("◐ running   2 lines"))
        app.receive(.commandEnded(generation: 1, .success(1)))
        #expect(app.screen.contains("✘ exit 1"))
        #expect(app.screen.contains("› you") || app.state.feed.entries.last?.text.string == "mcp-manager doctor")
    }

    @Test func `of an earlier command is late`() {
        var app = running("doctor")
        app.press(.close)
        #expect(app.toast() == "ended mcp-manager doctor")
        app.press(.palette)
        app.type("ps")
        app.press(.run)
        app.receive(.commandSaid(generation: 1, ["too late"]))
        app.receive(.commandEnded(generation: 1, .success(0)))
        #expect(!app.screen.contains("too late") && app.screen.contains("running"))
    }

    @Test func `is searched, and the matches are gone through`() {
        var app = running("doctor")
        app.receive(.commandSaid(generation: 1, (0..<200).map { $0 % 50 == 49 ? "problem \($0)" : "fine \($0)" }))
        app.receive(.commandEnded(generation: 1, .success(0)))
        app.press(.desk(.searchOutput))
        app.type("problem")
        #expect(app.footer.contains("4 lines"))
        app.press(.accept)
        #expect(app.screen.contains("problem 49") && app.screen.contains("/problem on 4 lines"))
        app.press(.desk(.nextInOutput))
        #expect(app.screen.contains("problem 99") && !app.screen.contains("problem 49"))
        app.press(.desk(.previousInOutput), .desk(.previousInOutput))
        #expect(app.screen.contains("problem 199"), "around the end")
        app.press(.top, .desk(.searchOutput))
        app.type("fine 150")
        app.press(.cancel)
        #expect(app.state.overlay != nil && app.screen.contains("/problem"), "as it was before")
    }

    @Test func `is copied whole, and the command is run again`() {
        var app = running("doctor")
        app.press(.desk(.runAgain))
        #expect(app.toast() == "it still runs")
        app.receive(.commandSaid(generation: 1, ["a", "b"]))
        app.receive(.commandEnded(generation: 1, .success(0)))
        app.press(.desk(.copyOutput))
        #expect(app.effects.last == .copy("a\nb\n", what: "2 lines"))
        app.press(.desk(.runAgain))
        #expect(app.effects.last == .runCommand(["doctor"], columns: 114, generation: 2))
    }

    @Test func `ends when its page is left, and that is said`() {
        var app = running("logs github -f")
        app.press(.close)
        #expect(app.effects.last == .cancelCommand)
        #expect(app.toast() == "ended mcp-manager logs github -f")
    }

    @Test func `of what does not end is followed until one looks back`() {
        var app = running("logs github -f")
        app.receive(.commandSaid(generation: 1, (0..<100).map { "line \($0)" }))
        #expect(app.screen.contains("line 99"))
        app.press(.up)
        app.receive(.commandSaid(generation: 1, ["line 100"]))
        #expect(!app.screen.contains("line 100"))
        app.press(.bottom)
        app.receive(.commandSaid(generation: 1, ["line 101"]))
        #expect(app.screen.contains("line 101"))
    }

    @Test func `is bounded: the newest ten thousand lines are kept`() {
        var app = running("doctor")
        for block in 0..<30 { app.receive(.commandSaid(generation: 1, (0..<1_000).map { "line \(block * 1_000 + $0)" })) }
        app.receive(.commandEnded(generation: 1, .success(0)))
        let count = app.state.desk.output?.lines.count ?? 0
        #expect((10_000...11_000).contains(count))
        app.press(.bottom)
        #expect(app.screen.contains("line 29999") && app.screen.contains("30000 lines, the first"))
    }

    @Test func `of a program that is not there says what to do`() {
        var app = running("doctor")
        let report = ErrorReport(code: "command-missing", problem: "mcp-manager is not installed", remedy: "install it again")
        app.receive(.commandEnded(generation: 1, .failure(report)))
        #expect(app.screen.contains("✘ mcp-manager is not installed") && app.screen.contains("install it again"))
    }

    @Test(arguments: [(40, 12), (80, 24), (120, 40)])
    func `looks as kept`(columns: Int, rows: Int) throws {
        var app = running("doctor", columns: columns, rows: rows)
        app.receive(
            .commandSaid(
                generation: 1,
                ["✔ home      /home/kim/.mcp_servers", "✔ daemon    runs since 20 Nov", "✘ slack     exit 1 after 3 restarts"]
                    + ["  → give it SLACK_TOKEN: mcp-manager secrets set slack SLACK_TOKEN", "", "1 problem"]))
        app.receive(.commandEnded(generation: 1, .success(1)))
        try Golden.expect(app.frame, is: "output-\(columns)x\(rows)")
    }

    private func running(_ line: String, columns: Int = 120, rows: Int = 40) -> Scenario {
        var app = Scenario(columns: columns, rows: rows)
        app.press(.palette)
        app.type(line)
        app.press(.run)
        return app
    }
}
