import NIOCore
import NIOPosix
import ServerExecution
import ServerModel
import ServerMonitoring
import Testing

@testable import ServerSupervision

@Suite(.timeLimit(.minutes(1)))
struct `Many servers` {
    @Test func `start a few at a time`() async throws {
        let street = try await Street(["a", "b", "c"], startsAtOnce: 2, longestTurn: .hours(1))
        for name in ["a", "b", "c"] { _ = try await street.supervisor.perform(.start, on: name, wait: false) }
        let waiting = try await street.supervisor.status(of: "c")
        #expect(waiting.phase == .starting)
        #expect(waiting.preparation == "waiting until others have started")
        #expect(waiting.run == nil)
        await street.supervisor.shutDown()
    }

    @Test func `do not wait for one that is slow`() async throws {
        let street = try await Street(["a", "b", "c"], startsAtOnce: 2, longestTurn: .milliseconds(100))
        for name in ["a", "b", "c"] { _ = try await street.supervisor.perform(.start, on: name, wait: false) }
        // Neither of the others ever answers; c gets its turn all the same.
        try await street.wait { try await street.supervisor.status(of: "c").run?.processID != nil }
        #expect(try await street.supervisor.status(of: "c").preparation == nil)
        await street.supervisor.shutDown()
    }

    @Test func `can be stopped while they wait`() async throws {
        let street = try await Street(["a", "b"], startsAtOnce: 1, longestTurn: .hours(1))
        for name in ["a", "b"] { _ = try await street.supervisor.perform(.start, on: name, wait: false) }
        let stopped = try await street.supervisor.perform(.stop, on: "b", wait: true)
        #expect(stopped.phase == .stopped)
        #expect(stopped.preparation == nil)
        _ = try await street.supervisor.perform(.stop, on: "a", wait: true)
        let started = try await street.supervisor.perform(.start, on: "b", wait: false)
        #expect(started.preparation == nil)
        await street.supervisor.shutDown()
    }
}

/// A supervisor with servers that are started and never answer.
private struct Street {
    let supervisor: Supervisor
    private let events = EventHub()

    init(_ names: [String], startsAtOnce: Int, longestTurn: TimeAmount) async throws {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let connector = Connector(loop: loop, reaper: try ProcessReaper())
        let folder = "/tmp/mcp-street-\(UInt32.random(in: 0 ... .max))"
        supervisor = Supervisor(
            surroundings: Surroundings(
                loop: loop, events: events, connect: { connector.connect($0, output: $1) },
                plan: { _ in
                    RunPlan(
                        .stdio(
                            LaunchPlan(
                                executable: "/bin/sh", arguments: ["-c", "cat > /dev/null"], environment: [:],
                                workingDirectory: "/")))
                },
                logSettings: { id, _ in LogSettings(path: "\(folder)/\(id).log", maxSizeBytes: 1 << 20, backupCount: 0) },
                turns: StartTurns(loop: loop, capacity: startsAtOnce, longestTurn: longestTurn)))
        let definitions = try names.map { ServerDefinition(name: try ServerID($0)) }
        await supervisor.adopt(
            changed: Dictionary(
                uniqueKeysWithValues: definitions.map { ($0.name, Supervisor.Definition(definition: $0, diagnostics: [])) }),
            removed: [])
    }

    /// Returns once it is so, told by the events.
    func wait(until isSo: () async throws -> Bool) async throws {
        let news = events.events(after: 0)
        if try await isSo() { return }
        for await _ in news where try await isSo() { return }
    }
}
