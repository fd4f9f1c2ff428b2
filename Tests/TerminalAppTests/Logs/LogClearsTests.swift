import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

struct `A screen cleared in a log` {
    @Test(
        arguments: [
            ("␛[2J", ["-"]), ("before␛[2Jafter", ["before", "-", "after"]), ("␛[3Jafter", ["-", "after"]),
            ("␛ctop", ["-", "top"]),
            // What `clear` writes, and others: one rule for all of it.
            ("␛[H␛[2J␛[3J", ["-"]), ("␛[2J␛[1;1Hup", ["-", "up"]), ("old␛[;H␛[Jnew", ["old", "-", "new"]), ("␛[f␛[0J", ["-"]),
            ("a␛[2J  ␛[2Jb", ["a", "-", "-", "b"]), ("one\n␛[2J\nthree␛c", ["one", "-", "three", "-"]),
            ("日␛[2J本", ["日", "-", "本"]),
            // Nothing is cleared.
            ("", [""]), ("  ", ["  "]), ("plain", ["plain"]), ("a\n\nb", ["a", "", "b"]), ("␛[J", ["␛[J"]), ("␛[1J", ["␛[1J"]),
            ("␛[H", ["␛[H"]), ("␛[2;1H␛[J", ["␛[2;1H␛[J"]), ("␛[2K", ["␛[2K"]), ("␛[22J", ["␛[22J"]), ("␛", ["␛"]),
            ("␛[", ["␛["]),
            ("␛]0;c", ["␛]0;c"]), ("2J", ["2J"]),
        ] as [(String, [String])])
    func `is a part of its own, where it was`(message: String, parts: [String]) {
        let found = LogPart.parts(of: message).map { part in
            switch part {
            case .text(let text): String(text)
            case .clear: "-"
            }
        }
        #expect(found == parts)
        let record = Sample.record(message)
        #expect(LogSetting().count(of: record) == LogSetting().rows(of: record).count)
    }

    @Test func `is a rule between what was before and after`() {
        var app = Scenario(reading: FakeLog([Sample.record("old words␛[H␛[2Jnew words", .info)]))
        let rows = app.logRows
        #expect(rows.count == 3 && rows[0].hasSuffix("old words") && rows[2].hasSuffix("│new words"), "\(rows)")
        #expect(rows[1].hasSuffix("│──── screen cleared ────"))
        app.glyphs = .ascii
        #expect(app.logRows[1].hasSuffix("|---- screen cleared ----"))
        app.press(.logs(.record))
        #expect(app.screen.contains("---- screen cleared ----"))
    }

    @Test func `keeps fields, colours and the words that are searched and copied`() {
        var record = Sample.record("red␛[2J", .info, second: 14)
        record.styles = [LogStyle(range: 0..<3, attributes: "31")]
        record.fields = ["job": "7"]
        var app = Scenario(reading: FakeLog([record]))
        let rows = LogSetting().rows(of: record)
        #expect(rows.map(\.text.string) == ["red", "", " job=7"] && rows.map(\.isClear) == [false, true, false])
        #expect(rows[0].spans.map(\.style) == [Style(.error)])
        app.press(.search)
        app.type("screen")
        #expect(!app.frame.cells.contains { $0.style.token == .match || $0.style.token == .matchCurrent })
        app.press(.cancel, .logs(.copy))
        app.press(key: .character("l"))
        #expect(app.takeEffects().contains(.copy("2026-11-22 14:02:14.000 INFO red␛[2J job=7", what: "this line")))
    }

    @Test func `is no longer than other records`() {
        let record = Sample.record(String(repeating: "x␛c", count: 10_000))
        let rows = LogSetting().rows(of: record)
        #expect(rows.count == 1_001 && rows.last?.text == "+19000 lines")
        #expect(LogSetting().count(of: record) == rows.count)
    }
}
