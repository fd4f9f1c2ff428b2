import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

struct `The window over a log` {
    @Test func `goes through a million records by pages, and stays small`() {
        let log = FakeLog.numbered(1_000_000)
        var app = Scenario(reading: log, columns: 80, rows: 220, isWatched: false)
        app.press(.top)
        app.serve(log)
        #expect(app.chosenRow?.hasSuffix("line 0") == true)
        var seen = Set<Int>()
        var largest = 0
        // One key a page, the screen unseen: what is shown is looked at in other tests.
        var before = -1
        while let chosen = app.state.currentLog?.current, chosen.record.message != "line 999999" || before != chosen.id {
            before = chosen.id
            seen.insert((Int(chosen.record.message.dropFirst(5)) ?? -1) / 1_000)
            app.press(.pageDown)
            app.serve(log)
            largest = max(largest, app.state.currentLog?.lines.count ?? 0)
            if app.state.currentLog?.current?.id == before { break }
        }
        #expect(app.chosenRow?.hasSuffix("line 999999") == true, "\(app.chosenRow ?? "")")
        #expect(seen.count == 1_000)
        #expect(largest <= LogView.capacity)
        // And it is at the end: what comes is appended.
        app.log([Sample.record("at last", second: 59)])
        #expect(app.state.currentLog?.lines.last?.record.message == "at last")
    }

    @Test func `loads what is older before the eye is there, and keeps the row it is on`() {
        let log = FakeLog.numbered(10_000)
        var app = Scenario(reading: log, isWatched: false)
        for _ in 0..<400 {
            let before = app.chosenRow ?? app.logRows.last
            app.press(.pageUp)
            guard number(app.chosenRow) < number(before) else { break }
            #expect(number(before) - number(app.chosenRow) <= app.state.page)
            app.serve(log)
        }
        #expect(app.chosenRow?.hasSuffix("line 0") == true)
        #expect(app.state.currentLog?.isAtStart == true && app.state.currentLog?.isAtEnd == false)
        #expect((app.state.currentLog?.lines.count ?? 0) <= LogView.capacity)
    }

    @Test func `misses and doubles nothing where many records share a millisecond`() {
        let log = FakeLog.numbered(9_000, perMillisecond: 2_500)
        var app = Scenario(reading: log, isWatched: false)
        for _ in 0..<400 {
            app.press(.pageUp)
            app.serve(log)
        }
        #expect(app.chosenRow?.hasSuffix("line 0") == true)
        let numbers = app.state.currentLog?.lines.map { Int($0.record.message.dropFirst(5)) ?? -1 } ?? []
        #expect(zip(numbers, numbers.dropFirst()).allSatisfy { $1 == $0 + 1 })
    }

    @Test func `goes to the very first record, and back to the newest`() {
        let log = FakeLog.numbered(50_000)
        var app = Scenario(reading: log)
        app.press(.top)
        #expect(app.logHeading.contains("loading"))
        app.serve(log)
        #expect(app.chosenRow?.hasSuffix("line 0") == true && app.logBorder.contains("0 %"))
        app.press(.bottom)
        #expect(app.takeEffects() == [.follow(.server(Sample.id("git")), generation: 2)])
        app.follow(log)
        #expect(app.logRows.last?.hasSuffix("line 49999") == true && app.logHeading.hasSuffix("following"))
    }

    @Test func `counts what comes while it is away from the end, and finds it on the way down`() {
        let log = FakeLog.numbered(3_000)
        var app = Scenario(reading: log, isWatched: false)
        app.press(.top)
        app.serve(log)
        let longer = FakeLog.numbered(3_050)
        app.log((3_000..<3_050).map(longer.record))
        #expect(app.logHeading.hasSuffix("PAUSED +50 new"))
        for _ in 0..<200 {
            app.press(.pageDown)
            app.serve(longer)
        }
        #expect(app.state.currentLog?.lines.map(\.record.message).suffix(60) == (2_990..<3_050).map { "line \($0)" }[...])
    }

    @Test func `loses and doubles nothing that comes while it is loaded around a time`() {
        let log = FakeLog.numbered(3_000)
        var app = Scenario(reading: log)
        app.press(.top)
        app.serve(log)
        app.press(.logs(.timeMenu))
        app.press(key: .character("g"))
        app.type("2026-11-20 00:49")
        app.press(.accept)
        // Two records come between the question and the answer, which has one of them.
        let longer = FakeLog.numbered(3_003)
        app.log((3_000..<3_002).map(longer.record))
        app.serve(FakeLog.numbered(3_001))
        app.log([longer.record(3_002)])
        #expect(app.state.currentLog?.lines.suffix(4).map(\.record.message) == (2_999..<3_003).map { "line \($0)" })
    }

    @Test func `begins where somebody jumps to before the stream has come`() {
        let log = FakeLog.numbered(3_000)
        var app = Scenario()
        app.select("git")
        app.press(.showLogs)
        var state = app.state
        guard let view = state.currentLog else { return }
        let load = view.around(.moment(log.record(2_900).time))
        state.logs[view.subject]?.take(load.queries.map(log.records), for: load)
        state.logs[view.subject]?.append((2_000..<3_000).map(log.record))
        #expect(state.currentLog?.lines.map(\.record.message) == (2_400..<3_000).map { "line \($0)" })
    }

    @Test func `is bounded by bytes too`() {
        var app = Scenario(reading: .numbered(0))
        let long = String(repeating: "x", count: 60_000)
        for second in 0..<10 { app.log((0..<100).map { Sample.record("\($0) \(long)", second: second * 100 + $0) }) }
        #expect((app.state.currentLog?.bytes ?? 0) <= LogView.mostBytes)
        #expect((app.state.currentLog?.lines.count ?? 0) > 100)
    }

    @Test func `says why nothing more is loaded, and tries again with a key`() {
        let log = FakeLog.numbered(5_000)
        var app = Scenario(reading: log)
        app.press(.top)
        guard case .ask(let request, let generation)? = app.takeEffects().first(where: \.loads) else {
            Issue.record("nothing was asked")
            return
        }
        let report = ErrorReport(code: "log-unreadable", problem: "cannot read server.log", remedy: "give back the right")
        app.receive(.answered(request, generation: generation, .failure(report)))
        #expect(app.toast() == "cannot read server.log")
        #expect(app.logBorder.contains("not all could be loaded"))
        let again = app.takeEffects().contains { $0.loads }
        #expect(!again)
        app.press(.back, .top)
        app.serve(log)
        #expect(app.chosenRow?.hasSuffix("line 0") == true)
    }

    private func number(_ row: String?) -> Int { row.flatMap { $0.split(separator: " ").last }.flatMap { Int($0) } ?? -1 }
}

extension Effect {
    /// Whether it has a part of a log loaded.
    fileprivate var loads: Bool { if case .ask(.logs(.load), _) = self { true } else { false } }
}
