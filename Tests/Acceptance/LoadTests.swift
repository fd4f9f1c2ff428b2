import Foundation
import ServerModel
import Synchronization
import TestSupport
import Testing

/// Eight clients with two hundred calls each in flight, all with the same ids and progress tokens.
@Suite(.temporaryHome, .timeLimit(.minutes(5)))
struct `Eight clients with 200 calls each` {
    @Test func `get each answer and all progress of their own, and nothing else`() async throws {
        let home = try TestHome.here
        try define(in: home)
        let clients = try await storms(in: home)
        for wave in 1...2 {
            let tally = try await all(clients) { try await $0.wave(wave) }
            #expect(tally.answered == 1600 && tally.refused.isEmpty)
            #expect(tally.faults == [])
        }
        let status = try await home.status("demo")
        #expect(status.sessions.count == 8 && status.run?.number == 1, "\(status)")
        try await close(clients, in: home)
    }

    @Test func `lose no more than what is in flight when the server is killed every second`() async throws {
        let home = try TestHome.here
        try define(in: home)
        let clients = try await storms(in: home)
        let tally = try await waves(clients) {
            for _ in 1...4 {
                let status = try await home.waitUntilReady("demo")
                try await Self.wait(.seconds(1))
                try #require(kill(try #require(status.run?.processID), SIGKILL) == 0)
                try await home.waitUntilReady("demo", after: try #require(status.run?.number))
            }
        }
        #expect(tally.faults == [])
        #expect(tally.answered > 0)
        #expect(Set(tally.refused.keys) == ["server-ended"], "\(tally.refused)")
        let status = try await home.status("demo")
        #expect(status.run?.number == 5 && status.restarts == 4, "\(status)")
        try await close(clients, in: home)
    }

    @Test func `lose no more than what is in flight when the daemon is killed every second`() async throws {
        let home = try TestHome.here
        try define(in: home)
        let clients = try await storms(in: home)
        let tally = try await waves(clients) {
            for _ in 1...3 {
                try await Self.wait(.seconds(1))
                let daemon = try #require(home.daemons.first)
                try #require(kill(daemon.processID, SIGKILL) == 0)
                #expect(await ProcessTable.survivors(of: [daemon], after: .seconds(20)).isEmpty)
                // A bridge or the command line starts the next, whoever comes first, and that the server; not this test's own
                // connection, which would give them the environment of the test run.
                try await home.succeed("status", "demo")
                try await home.waitUntilReady("demo")
            }
        }
        #expect(tally.faults == [])
        #expect(tally.answered > 0)
        #expect(Set(tally.refused.keys).isSubset(of: ["daemon-restarted", "server-ended"]), "\(tally.refused)")
        #expect(tally.refused["daemon-restarted", default: 0] > 0)
        try await close(clients, in: home)
    }

    // MARK: Steps

    /// A crash is forgotten after a second, so each restart is at once: what is lost then was in flight.
    private func define(in home: TestHome) throws {
        try home.define(
            "demo",
            """
            name: demo
            start: on-demand
            execution:
              restart: {max_restarts: 1000, window: 1}
              local:
                command: \(Product.program("mcp-manager"))
                args: [demo]

            """)
    }

    private func storms(in home: TestHome) async throws -> [CallStorm] {
        var clients: [CallStorm] = []
        for number in 1...8 { clients.append(try await CallStorm("client \(number)", server: "demo", in: home)) }
        return clients
    }

    /// What all clients together saw, each busy at the same time.
    private func all(
        _ clients: [CallStorm], _ work: @escaping @Sendable (CallStorm) async throws -> CallStorm.Tally
    ) async throws -> CallStorm.Tally {
        try await withThrowingTaskGroup(of: CallStorm.Tally.self) { group in
            for client in clients { group.addTask { try await work(client) } }
            return try await group.reduce(CallStorm.Tally(), +)
        }
    }

    /// What the clients saw, wave after wave, while something was done to them.
    private func waves(
        _ clients: [CallStorm], while trouble: @escaping @Sendable () async throws -> Void
    ) async throws -> CallStorm.Tally {
        let flag = Flag()
        async let troubled: Void = {
            defer { flag.isRaised.withLock { $0 = true } }
            try await trouble()
        }()
        let tally = try await all(clients) { client in
            var sum = CallStorm.Tally()
            var wave = 0
            while !flag.isRaised.withLock({ $0 }) {
                wave += 1
                sum = sum + (try await client.wave(wave, over: 2))
            }
            return sum
        }
        try await troubled
        return tally
    }

    private final class Flag: Sendable {
        let isRaised = Mutex(false)
    }

    /// The time between two kills: what is done to the clients, not what is waited for.
    private static func wait(_ time: Duration) async throws { try await Task.sleep(for: time) }

    /// Every session still works, without a second `initialize`; then all leave, and one daemon with one server stays.
    private func close(_ clients: [CallStorm], in home: TestHome) async throws {
        let tally = try await all(clients) { client in
            let isAlive = try await client.ping()
            var tally = try await client.wave(1000)
            if !isAlive { tally.faults.append("\(client.name) gets no answer to ping") }
            return tally
        }
        #expect(tally.answered == 200 * clients.count && tally.refused.isEmpty, "\(tally.refused)\n\(home.story)")
        #expect(tally.faults == [])
        for client in clients { #expect(try await client.close() == .code(0)) }
        let left = home.processes.map(\.program).sorted()
        #expect(left == ["mcp-manager", "mcp-managerd"], "\(home.processes)")
    }
}
