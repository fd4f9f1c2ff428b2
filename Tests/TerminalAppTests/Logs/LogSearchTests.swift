import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

struct `Searching a log` {
    @Test func `finds, steps through matches and pauses there`() {
        var app = Scenario(reading: .numbered(200))
        app.press(.search)
        app.type("line 1[05]$")
        #expect(app.footer.contains("2 matches"))
        app.press(.accept)
        #expect(app.state.currentLog?.isFollowing == false)
        app.press(.previousMatch)
        #expect(app.chosenRow?.hasSuffix("line 10") == true)
        app.press(.back, .back)
        #expect(app.state.currentLog?.search == nil)
    }

    @Test func `says at once what is wrong with an expression`() {
        var app = Scenario(reading: .numbered(5))
        app.press(.search)
        app.type("line [")
        #expect(app.footer.contains("not a regular expression"))
    }

    @Test func `minds capitals only where some are typed`() {
        var app = Scenario(reading: FakeLog([Sample.record("Timeout"), Sample.record("timeout")]))
        app.press(.search)
        app.type("timeout")
        #expect(app.footer.contains("2 matches"))
        app.press(.cancel, .search)
        app.type("Timeout")
        #expect(app.footer.contains("1 match"))
    }

    @Test func `marks every match on the screen`() {
        var app = Scenario(reading: FakeLog([Sample.record("timeout, then another timeout", .error)]))
        app.press(.search)
        app.type("timeout")
        let cells = app.frame.cells.count { $0.style.token == .match || $0.style.token == .matchCurrent }
        #expect(cells >= "timeout".count * 2)
    }

    @Test func `goes on in all the daemon keeps once it is typed, and says how far it is`() throws {
        let log = FakeLog.numbered(100_000)
        var app = Scenario(reading: log)
        app.press(.search)
        app.type("line 500")
        #expect(app.takeLogWork().isEmpty)
        app.press(.accept)
        let work = app.takeLogWork()
        guard case .search(let order, let generation) = try #require(work.first) else { return }
        #expect(order == LogSearchOrder(subject: .server(Sample.id("git")), pattern: "line 500", filter: LogFilter()))
        app.receive(.logNews(.found([key(500), key(5_000)], progress(34, of: 100), generation: generation)))
        #expect(app.logHeading.contains("/line 500  2 so far") && app.logHeading.contains("34 %"), "\(app.logHeading)")
        finish(&app, [key(50_000)], generation)
        app.press(.nextMatch)
        #expect(app.logHeading.contains("1 of 3"), "\(app.logHeading)")
    }

    @Test func `loads the log around a match outside the window`() throws {
        let log = FakeLog.numbered(100_000)
        var app = Scenario(reading: log)
        app.answer(.search, "line 500")
        guard case .search(_, let generation) = try #require(app.takeLogWork().first) else { return }
        finish(&app, [key(500), key(5_000)], generation)
        app.press(.nextMatch)
        app.serve(log)
        #expect(app.chosenRow?.hasSuffix("line 500") == true && app.logHeading.contains("1 of 2"))
        // With what led to it above.
        #expect(app.logRows.first?.hasSuffix("line 491") == true || app.logRows.firstIndex(of: app.chosenRow ?? "") ?? 0 > 5)
        app.press(.previousMatch)
        app.serve(log)
        #expect(app.chosenRow?.hasSuffix("line 5000") == true && app.logHeading.contains("2 of 2"), "round the end")
    }

    @Test func `can be stopped, and keeps what was found`() throws {
        var app = Scenario(reading: .numbered(100_000))
        app.answer(.search, "line 500")
        guard case .search(_, let generation) = try #require(app.takeLogWork().first) else { return }
        app.receive(.logNews(.found([key(500)], progress(10, of: 100), generation: generation)))
        app.press(.back)
        #expect(app.takeLogWork() == [.stopSearch])
        #expect(app.state.currentLog?.search?.matches.count == 1)
        app.press(.back)
        #expect(app.state.currentLog?.search == nil)
    }

    @Test func `does not go round while the rest is being looked through`() throws {
        let log = FakeLog.numbered(100_000)
        var app = Scenario(reading: log)
        app.answer(.search, "line 9999[0-9]$")
        guard case .search(_, let generation) = try #require(app.takeLogWork().first) else { return }
        for _ in 0..<9 { app.press(.previousMatch) }
        #expect(app.chosenRow?.hasSuffix("line 99990") == true, "\(app.screen)")
        app.press(.previousMatch)
        #expect(app.toast() == "still looking through the rest of the log")
        finish(&app, (0..<10).map { key(99_990 + $0) }, generation)
        app.press(.previousMatch)
        #expect(app.chosenRow?.hasSuffix("line 99999") == true)
    }

    @Test func `looks again where a filter shows something else`() throws {
        var app = Scenario(reading: .numbered(100))
        app.answer(.search, "line")
        guard case .search(_, let generation) = try #require(app.takeLogWork().first) else { return }
        finish(&app, (0..<100).map(key), generation)
        #expect(app.logHeading.contains("100 of 100"))
        app.answer(.logs(.filter), "line 9")
        guard case .search(let order, let next) = try #require(app.takeLogWork().last) else { return }
        #expect(order.pattern == "line" && order.filter == LogFilter(keep: "line 9"))
        finish(&app, [key(9)] + (90..<100).map(key), next)
        #expect(app.logHeading.contains("11 of 11"), "\(app.logHeading)")
        app.press(.follow)
        #expect(app.state.currentLog?.search?.count == 11)
    }

    @Test func `finds new lines too`() throws {
        var app = Scenario(reading: .numbered(3))
        app.answer(.search, "line")
        guard case .search(_, let generation) = try #require(app.takeLogWork().first) else { return }
        finish(&app, (0..<3).map(key), generation)
        app.log((3..<5).map(FakeLog.numbered(5).record))
        #expect(app.state.currentLog?.search?.matches.count == 5)
    }

    @Test func `is over when the daemon is, and says so`() throws {
        var app = Scenario(reading: .numbered(3))
        app.answer(.search, "line")
        guard case .search(_, let generation) = try #require(app.takeLogWork().first) else { return }
        app.receive(.logNews(.searched(.failure(.daemonEnded), generation: generation)))
        #expect(app.toast() == "the daemon has ended")
        #expect(app.state.currentLog?.search?.progress == .done(isWhole: false))
    }

    // MARK: -

    private func key(_ number: Int) -> LogKey {
        var record = FakeLog.numbered(200_000).record(number)
        record.server = Sample.id("git")
        return LogKey(record)
    }

    private func progress(_ searched: Int, of total: Int) -> LogSearchProgress {
        LogSearchProgress(searchedBytes: searched, totalBytes: total)
    }

    private func finish(_ app: inout Scenario, _ keys: [LogKey], _ generation: Int) {
        app.receive(.logNews(.found(keys, progress(100, of: 100), generation: generation)))
        app.receive(.logNews(.searched(.success(progress(100, of: 100)), generation: generation)))
    }
}
