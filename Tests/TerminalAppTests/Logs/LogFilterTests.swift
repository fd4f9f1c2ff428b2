import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

struct `Filtering a log` {
    @Test func `keeps only what matches, with every letter, and says how much is hidden`() {
        var app = Scenario(reading: .numbered(1_000))
        app.press(.logs(.filter))
        app.type("line 99")
        #expect(app.footer.contains("11 shown, 989 hidden"), "\(app.footer)")
        #expect(app.logRows.count == 11)
        app.press(.accept)
        #expect(app.logHeading.contains("&line 99") && app.logBorder.contains("989 hidden"))
        app.press(.back)
        #expect(app.logRows.count > 20 && !app.logBorder.contains("hidden"))
    }

    @Test func `hides what matches behind a !`() {
        var app = Scenario(reading: .numbered(20))
        app.answer(.logs(.filter), "!line 1")
        #expect(app.logRows.count == 9 && app.logBorder.contains("11 hidden"), "\(app.screen)")
    }

    @Test func `is as it was when its prompt is left`() {
        var app = Scenario(reading: .numbered(20))
        app.answer(.logs(.filter), "line 1")
        app.press(.logs(.filter))
        app.type("5")
        #expect(app.logRows.count == 1)
        app.press(.cancel)
        #expect(app.logRows.count == 11)
    }

    @Test func `does not move the record being read`() {
        var app = Scenario(reading: .numbered(1_000))
        app.press(.up)
        for _ in 0..<8 { app.press(.up) }
        #expect(app.chosenRow?.hasSuffix("line 990") == true)
        app.answer(.logs(.filter), "0$")
        #expect(app.chosenRow?.hasSuffix("line 990") == true)
        app.press(.back)
        #expect(app.chosenRow?.hasSuffix("line 990") == true)
    }

    @Test func `takes in only what it lets pass, and makes no room for what it hides`() {
        var app = Scenario(reading: .numbered(0))
        app.log([Sample.record("the one error", .error, second: 0)])
        choose(&app, .logs(.level), "e")
        for block in 0..<8 { app.log((0..<1_000).map { Sample.record("noise \($0)", .info, second: block + 1) }) }
        #expect(app.logRows.count == 1 && app.logBorder.contains("8,000"), "\(app.logBorder)")
        #expect(app.logHeading.contains("level ≥ error"))
    }

    @Test func `fills the page with what the daemon has of it`() {
        let log = FakeLog.numbered(50_000)
        var app = Scenario(reading: log)
        choose(&app, .logs(.level), "e")
        app.serve(log)
        #expect(app.logRows.count == app.state.logWindow?.height)
        #expect(app.logRows.last?.hasSuffix("line 49950") == true && app.logRows.first?.contains("ERROR") == true)
        app.press(.top)
        app.serve(log)
        #expect(app.chosenRow?.hasSuffix("line 50") == true)
    }

    @Test func `loads what it hid when it goes, around the record being read`() {
        let log = FakeLog.numbered(50_000)
        var app = Scenario(reading: log)
        choose(&app, .logs(.level), "e")
        app.serve(log)
        app.press(.top)
        app.serve(log)
        for _ in 0..<5 { app.press(.down) }
        #expect(app.chosenRow?.hasSuffix("line 550") == true, "\(app.screen)")
        app.press(.back)
        app.serve(log)
        #expect(app.chosenRow?.hasSuffix("line 550") == true)
        #expect(app.logRows.contains { $0.hasSuffix("line 549") } && app.logRows.contains { $0.hasSuffix("line 551") })
    }

    @Test func `shows matches with two records around each`() {
        var app = Scenario(reading: .numbered(100))
        app.press(.logs(.near))
        #expect(app.toast() == "nothing is searched for; / begins a search")
        app.answer(.search, "line [27]0$")
        app.press(.logs(.near))
        #expect(
            app.logRows.map { $0.split(separator: " ").last ?? "" } == [
                "18", "19", "20", "21", "22", "68", "69", "70", "71", "72",
            ])
        app.press(.logs(.near))
        #expect(app.logRows.count > 20)
    }

    @Test func `brings along what stood before a match that comes`() {
        var app = Scenario(reading: .numbered(10))
        app.answer(.search, "boom")
        app.press(.logs(.near))
        for text in ["a", "b", "c", "boom", "d", "e", "f"] { app.log([Sample.record(text, second: 30)]) }
        #expect(app.logRows.map { $0.split(separator: " ").last ?? "" } == ["b", "c", "boom", "d", "e"], "\(app.screen)")
    }

    @Test func `goes to the next and the previous error, also outside the window`() {
        let log = FakeLog.numbered(5_000)
        var app = Scenario(reading: log)
        app.press(.logs(.previousError))
        #expect(app.chosenRow?.hasSuffix("line 4950") == true)
        app.press(.logs(.nextError))
        #expect(app.toast() == "no error after this")
        for _ in 0..<12 {
            app.press(.logs(.previousError))
            app.serve(log)
        }
        #expect(app.chosenRow?.hasSuffix("line 3750") == true, "\(app.chosenRow ?? "")")
        app.press(.logs(.nextError))
        #expect(app.chosenRow?.hasSuffix("line 3850") == true)
    }

    @Test func `marks records, and comes back to them`() {
        let log = FakeLog.numbered(9_000)
        var app = Scenario(reading: log)
        app.press(.logs(.mark))
        #expect(app.state.currentLog?.isFollowing == false)
        app.press(.top)
        app.serve(log)
        app.press(.logs(.mark))
        app.press(.logs(.nextMark))
        app.serve(log)
        // The chosen row has its edge and its mark.
        #expect(app.chosenRow?.contains("line 8999 ") == true && app.chosenRow?.hasSuffix("+") == true, "\(app.screen)")
        app.press(.logs(.previousMark))
        app.serve(log)
        #expect(app.chosenRow?.contains("line 0 ") == true && app.chosenRow?.hasSuffix("+") == true)
        app.press(.down)
        #expect(
            app.logRows.contains { $0.hasPrefix("+") && $0.hasSuffix("line 0") } && app.chosenRow?.hasSuffix("line 1") == true)
        app.press(.up)
        app.press(.logs(.mark), .logs(.nextMark))
        app.serve(log)
        app.press(.logs(.mark))
        #expect(app.state.currentLog?.marks.isEmpty == true)
    }

    @Test func `says that nothing was written at a time past the end`() {
        let log = FakeLog.numbered(5_000)
        var app = Scenario(reading: log)
        app.press(.logs(.timeMenu))
        app.press(key: .character("h"))
        app.serve(log)
        #expect(app.toast() == "nothing since 22 Nov 13:02:15; this is the last record")
        #expect(app.chosenRow?.hasSuffix("line 4999") == true)
        app.press(.top)
        app.serve(log)
        app.press(.logs(.timeMenu))
        app.press(key: .character("5"))
        app.serve(log)
        #expect(app.toast() == "nothing since 22 Nov 13:57:15; this is the last record")
    }

    @Test func `counts as new what came and is not on the screen`() {
        var app = Scenario(reading: .numbered(200))
        app.press(.up)
        app.log((0..<90).map { Sample.record("noise \($0)", .info, second: $0) } + [Sample.record("502", .error, second: 90)])
        #expect(app.logHeading.hasSuffix("PAUSED +91 new"))
        app.answer(.logs(.filter), "502")
        #expect(app.logRows.count == 1 && app.logHeading.hasSuffix("PAUSED"), "\(app.logHeading)")
    }

    @Test func `goes to a time, loading the log around it`() {
        let log = FakeLog.numbered(200_000)
        var app = Scenario(reading: log)
        choose(&app, .logs(.timeMenu), "y")
        app.serve(log)
        #expect(app.chosenRow?.hasSuffix("line 86400") == true, "\(app.screen)")
        app.press(.logs(.timeMenu))
        app.press(key: .character("g"))
        app.type("2026-11-20 10:00")
        app.press(.accept)
        app.serve(log)
        #expect(app.chosenRow?.hasSuffix("line 36000") == true)
        app.press(.logs(.timeMenu))
        app.press(key: .character("g"))
        app.type("teatime")
        #expect(app.footer.contains("not a time yet"))
        app.press(.accept)
        #expect(app.toast() == "'teatime' is no time")
    }

    private func choose(_ app: inout Scenario, _ action: Action, _ letter: Character) {
        app.press(action)
        app.press(key: .character(letter))
    }
}
