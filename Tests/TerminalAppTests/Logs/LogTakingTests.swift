import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

struct `Taking something out of a log` {
    @Test func `copies the line, the page, the last error line and the record`() {
        var app = Scenario(
            reading: FakeLog([Sample.record("bad", .error, second: 11), Sample.record("good", .info, second: 12)]))
        #expect(copied(&app, .logs(.copy), "l") == "2026-11-22 14:02:12.000 INFO good")
        #expect(copied(&app, .logs(.copy), "p") == "2026-11-22 14:02:11.000 ERROR bad\n2026-11-22 14:02:12.000 INFO good")
        // The daemon would be asked for an error older than the window; this one is in it.
        #expect(copied(&app, .logs(.copy), "e") == "2026-11-22 14:02:11.000 ERROR bad")
        #expect(
            copied(&app, .logs(.copy), "j")?.hasPrefix(#"{"time":"2026-11-22T14:02:12.000Z","stream":"stderr","level":"info""#)
                == true)
    }

    @Test func `says what was copied and how`() {
        var app = Scenario(reading: .numbered(3))
        app.receive(.copied(what: "this line", ways: ["OSC 52"]))
        #expect(app.toast() == "copied this line by OSC 52")
    }

    @Test func `copies a server's last error line from the list with two keys`() throws {
        var app = Scenario()
        app.select("slack")
        _ = app.takeEffects()
        app.press(.logs(.copyOfServer), .run)
        let asked = app.takeEffects()
        #expect(asked == [.ask(.logs(.lastError(Sample.id("slack"))), generation: app.state.questions)])
        let answer = LogsAnswer(pages: [[Sample.record("no token", .error, second: 9)]])
        app.receive(.answered(.logs(.lastError(Sample.id("slack"))), generation: app.state.questions, .success(.logs(answer))))
        #expect(app.takeEffects() == [.copy("2026-11-22 14:02:09.000 ERROR no token", what: "the last error line")])
    }

    @Test func `takes the last words of a run where no record is an error`() {
        var app = Scenario()
        app.select("slack")
        app.press(.logs(.copyOfServer), .run)
        _ = app.takeEffects()
        app.receive(
            .answered(
                .logs(.lastError(Sample.id("slack"))), generation: app.state.questions, .success(.logs(LogsAnswer(pages: [[]])))))
        #expect(app.takeEffects() == [.copy("KeyError: 'SLACK_TOKEN'", what: "the last words of slack")])
    }

    @Test func `copies the screen as it stands`() {
        var app = Scenario(reading: .numbered(3), columns: 80, rows: 24)
        let screen = app.screen
        app.press(.logs(.copyScreen))
        #expect(app.takeEffects() == [.copy(screen, what: "the screen")])
    }

    @Test(arguments: [Context.plan, .record, .call, .toolResult])
    func `copies the screen with what lies over the panes, which stays`(context: Context) {
        var app = Self.showing(context)
        #expect(app.state.context == context)
        let screen = app.screen
        _ = app.takeEffects()
        app.press(key: .character("Y"))
        #expect(app.takeEffects() == [.copy(screen, what: "the screen")])
        #expect(app.state.context == context && app.screen == screen)
    }

    @Test func `copies the screen in the characters it is drawn with`() {
        var app = Scenario(connecting: Size(columns: 80, rows: 24), appearance: Appearance(isASCII: true))
        app.glyphs = .ascii
        app.receive(.connected(generation: 1, daemon: Sample.daemon, servers: Sample.household, at: Sample.now))
        let screen = app.screen
        _ = app.takeEffects()
        app.press(.logs(.copyScreen))
        #expect(app.takeEffects() == [.copy(screen, what: "the screen")])
        #expect(!screen.contains("╭"))
    }

    @Test func `opens a record with all it says`() {
        var record = Sample.record("query failed\n  at pool.acquire", .error, second: 14)
        record.stated = Sample.at("2026-11-22T14:02:13.900Z")
        record.session = 7
        record.correlation = "req-42"
        record.fields = ["table": "orders", "rows": "18231", "hosts": "[1,2]"]
        var app = Scenario(reading: FakeLog([record]))
        app.press(.logs(.record))
        #expect(app.state.context == .record)
        for text in [
            "Record of git", "2026-11-22 14:02:14.000 UTC", "14:02:13.900 UTC", "error", "stderr",
            "req-42",
            "orders", "query failed", "  at pool.acquire", "rows        18231", "\"hosts\": [",
        ] {
            #expect(app.screen.contains(text), "\(text) is missing\n\(app.screen)")
        }
        // Each thing is said once.
        #expect(!app.screen.contains("\"rows\"") && !app.screen.contains("14:02:14.000Z"))
    }

    @Test func `copies a fact, and shows only records that share it`() {
        var records = (0..<6).map { Sample.record("step \($0)", .info, second: $0) }
        for index in [1, 3, 5] { records[index].correlation = "req-1" }
        var app = Scenario(reading: FakeLog(records))
        app.press(.logs(.record))
        while app.state.overlay(as: LogRecordPage.self)?.fact(in: app.state)?.name != "id" { app.press(.down) }
        app.press(.logs(.copyFact))
        #expect(app.takeEffects().contains(.copy("req-1", what: "id")))
        app.press(.logs(.filterByFact))
        #expect(app.state.overlay == nil && app.logRows.count == 3 && app.logHeading.contains("id req-1"))
    }

    @Test func `turns from record to record`() {
        var app = Scenario(reading: .numbered(50))
        app.press(.logs(.record), .logs(.olderRecord), .logs(.olderRecord))
        #expect(app.screen.contains("line 47"))
        app.press(.logs(.newerRecord))
        app.press(.close)
        #expect(app.chosenRow?.hasSuffix("line 48") == true)
        app.press(.logs(.record), .logs(.newerRecord), .logs(.newerRecord))
        #expect(app.toast() == "this is the last record")
    }

    @Test func `writes what is shown to a file, and says how far it is`() throws {
        var app = Scenario(reading: .numbered(200), columns: 140)
        app.press(.logs(.level))
        app.press(key: .character("e"))
        app.press(.logs(.export))
        #expect(app.footer.contains("write to: git-2026-11-22.log"))
        app.press(.accept)
        let order = LogExportOrder(
            subject: .server(Sample.id("git")), filter: LogFilter(level: .error), path: "git-2026-11-22.log", replaces: false)
        guard case .export(order, let generation)? = app.takeLogWork().last else {
            Issue.record("nothing is written")
            return
        }
        #expect(app.screen.contains("mcp-manager logs export git --to git-2026-11-22.log --level error"), "\(app.screen)")
        var progress = LogSearchProgress(searchedBytes: 30, totalBytes: 100, matches: 12_345)
        app.receive(.logNews(.exporting(progress, generation: generation)))
        #expect(app.logBorder.contains("30 %  12,345 records"), "\(app.logBorder)")
        progress.matches = 20_000
        app.receive(
            .logNews(.exported(order, .success(LogExported(records: 20_000, bytes: 1, unread: [])), generation: generation)))
        #expect(app.toast() == "20,000 records in git-2026-11-22.log")
    }

    @Test func `never overwrites a file without asking`() throws {
        var app = Scenario(reading: .numbered(20))
        app.answer(.logs(.export), "")
        guard case .export(let order, let generation)? = app.takeLogWork().last else { return }
        let report = ErrorReport(code: "file-exists", problem: "there", remedy: "another")
        app.receive(.logNews(.exported(order, .failure(report), generation: generation)))
        #expect(app.screen.contains("is already there"))
        app.press(.run)
        #expect(app.takeLogWork().isEmpty, "cancel is chosen until something else is")
        app.answer(.logs(.export), "")
        guard case .export(let again, let next)? = app.takeLogWork().last else { return }
        app.receive(.logNews(.exported(again, .failure(report), generation: next)))
        app.press(key: .character("r"))
        guard case .export(let replacing, _)? = app.takeLogWork().last else {
            Issue.record("nothing is written")
            return
        }
        #expect(replacing.replaces && replacing.path == order.path)
    }

    @Test func `stops writing where somebody says so, and knows ~`() {
        var app = Scenario(connecting: Size(columns: 120, rows: 40), userHome: "/home/kim")
        app.receive(.connected(generation: 1, daemon: Sample.daemon, servers: Sample.household, at: Sample.now))
        app.select("git")
        app.press(.showLogs)
        app.press(.logs(.export))
        app.press(key: .control("u"))
        app.type("~/out.json")
        #expect(app.footer.contains("Enter write"))
        #expect(app.footer.contains("as JSON lines"))
        app.press(.accept)
        guard case .export(let order, _)? = app.takeLogWork().last else {
            Issue.record("nothing is written")
            return
        }
        #expect(order.path == "/home/kim/out.json")
        app.press(.logs(.export))
        app.press(key: .character("s"))
        #expect(app.takeLogWork() == [.stopExport] && !app.logBorder.contains("writing"))
    }

    @Test func `writes into the user's own folder where no other is named`() {
        var app = Scenario(userHome: "/home/kim")
        app.select("git")
        app.press(.showLogs, .logs(.export))
        #expect(app.footer.contains("write to: ~/git-2026-11-22.log"))
        app.press(key: .control("u"))
        app.type("out.log")
        #expect(app.footer.contains("as text, in ~"))
        app.press(.accept)
        guard case .export(let order, let generation)? = app.takeLogWork().last else {
            Issue.record("nothing is written")
            return
        }
        #expect(order.path == "/home/kim/out.log")
        app.receive(.logNews(.exported(order, .success(LogExported(records: 1, bytes: 1, unread: [])), generation: generation)))
        #expect(app.toast() == "1 record in ~/out.log")
    }

    /// A dashboard with something over its panes.
    private static func showing(_ context: Context) -> Scenario {
        var app: Scenario
        switch context {
        case .plan:
            app = .clients()
            app.press(.syncAll)
            app.answer(plan: .success(Sample.plan))
        case .record:
            app = Scenario(reading: .numbered(3))
            app.press(.logs(.record))
        case .call:
            app = .calls()
            app.press(.calls(.show))
        default: app = .toolResult()
        }
        return app
    }

    private func copied(_ app: inout Scenario, _ action: Action, _ letter: Character) -> String? {
        _ = app.takeEffects()
        app.press(action)
        app.press(key: .character(letter))
        for effect in app.takeEffects() { if case .copy(let text, _) = effect { return text } }
        return nil
    }
}
