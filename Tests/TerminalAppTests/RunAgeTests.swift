import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

struct `The age of a run` {
    private static let hour = 3600
    private static let day = 86_400

    private static func server(up seconds: Int, _ phase: Phase = .ready) -> ServerStatus {
        var server = Sample.server("github", phase)
        server.run?.startedAt = Sample.now + .seconds(-seconds)
        return server
    }

    private static let told: [(seconds: Int, words: String)] = [
        (3600, "up 1h"), (7199, "up 1h"), (86_340, "up 23h"), (86_400, "up 1d"), (187_200, "up 2d 4h"), (863_999, "up 9d 23h"),
        (878_400, "up 10d"), (34_560_000, "up 400d"),
    ]

    @Test(arguments: told)
    func `is told in hours and days, in ten columns`(seconds: Int, words: String) throws {
        let age = try #require(RunAge(of: Self.server(up: seconds), at: Sample.now))
        #expect(age.words == SafeText(words))
        #expect(age.words.width <= 10)
    }

    @Test(arguments: [0, hour - 1, -day])
    func `is not told in its first hour, nor when our clock is behind`(seconds: Int) {
        #expect(RunAge(of: Self.server(up: seconds), at: Sample.now) == nil)
    }

    @Test(arguments: [Phase.stopped, .starting, .degraded(reason: "slow"), .stopping])
    func `is told of what is ready alone`(phase: Phase) {
        #expect(RunAge(of: Self.server(up: Self.day, phase), at: Sample.now) == nil)
        #expect(RunAge.nextChange(of: Self.server(up: Self.day, phase), after: Sample.now) == nil)
    }

    @Test func `changes the screen when an hour is full, and not before`() throws {
        var app = Scenario([Self.server(up: 2 * Self.day + 4 * Self.hour + 90)])
        #expect(app.lines(of: .servers).first?.contains("github") == true)
        #expect(app.lines(of: .servers).first?.contains("up 2d 4h") == true)
        let change = app.state.nextAging
        #expect(change == Sample.now + .seconds(Self.hour - 90))
        app.now = change
        app.resize(120, 40)
        #expect(app.lines(of: .servers).first?.contains("up 2d 5h") == true)
        #expect(app.state.nextAging == change + .seconds(Self.hour))
    }

    @Test func `is not told while nobody knows whether it goes on`() {
        var app = Scenario([Self.server(up: 2 * Self.day)])
        app.receive(.lost(generation: 1, .daemonEnded))
        #expect(!app.screen.contains("up 2d"))
        #expect(app.state.nextAging == Sample.now + app.state.localTime.untilMidnight(from: Sample.now))
    }
}
