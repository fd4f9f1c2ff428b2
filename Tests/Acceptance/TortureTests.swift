import ControlAPI
import Foundation
import ServerModel
import TestSupport
import Testing

/// Servers with every habit that leaves something behind, each ended and started again and again, all at the same time.
@Suite(.temporaryHome, .timeLimit(.minutes(10)))
struct `A thousand restarts` {
    @Test func `leave no process, no descriptor and no memory behind`() async throws {
        let home = try TestHome.here
        for victim in Victim.all { try home.define(victim.name, victim.definition) }
        let client = try await home.control()
        let daemon = try #require(home.daemons.first)
        let idle = try await figures(of: daemon, client)

        let began = ContinuousClock.now
        try await restartAll(client) { $0.warmUp }
        let before = try await figures(of: daemon, client)
        try await restartAll(client) { $0.restarts - $0.warmUp }
        let seconds = Double((ContinuousClock.now - began).components.seconds)

        // Nothing was started twice.
        let running = try await client.servers()
        for victim in Victim.all {
            let status = try #require(running.first { $0.id.rawValue == victim.name })
            #expect(status.phase == .ready, "\(status)")
            #expect(status.run?.number == victim.restarts + 1, "\(status)")
        }
        let oldest = running.compactMap { $0.run?.processID.map(ProcessTable.startTime) }.min() ?? 0
        let outlived = home.processes.filter { $0 != daemon && ProcessTable.startTime(of: $0.processID) < oldest }
        let survivors = await ProcessTable.survivors(of: outlived, after: .seconds(20))
        #expect(survivors.isEmpty, "of earlier runs: \(survivors.count), such as \(survivors.prefix(3))")
        #expect(home.processes.count == 1 + Victim.all.map(\.processes).reduce(0, +), "\(home.processes)")
        let now = try await figures(of: daemon, client)

        try await stopAll(client)
        let left = await ProcessTable.survivors(of: home.processes.filter { $0 != daemon }, after: .seconds(20))
        #expect(left.isEmpty, "of stopped servers: \(left.count), such as \(left.prefix(3))")
        let end = try await figures(of: daemon, client)
        #expect(home.daemons == [daemon])

        print(
            """
            a thousand restarts: \(Victim.all.map(\.restarts).reduce(0, +)) in \(seconds) s of \(Victim.all.count) servers, \
            \(survivors.count + left.count) processes left
              daemon, nothing started: \(idle)
              after the first \(Victim.all.map(\.warmUp).reduce(0, +)): \(before)
              after all: \(now)
              servers stopped: \(end)
            """)
        // A file that is being replaced, say, may be open in one look and not in the other; one left behind by each restart, or by
        // each of one server, would be seen.
        #expect(now.descriptors <= before.descriptors + 2)
        // Pools of threads come and go; one left behind by each restart would be seen.
        #expect(now.threads < before.threads + 10)
        #expect(before.zombies == 0 && now.zombies == 0 && end.zombies == 0)
        #expect(now.residentBytes - before.residentBytes < 8 << 20)
        // A log stays open for each server.
        #expect(end.descriptors <= idle.descriptors + Victim.all.count)
    }

    /// Every server so many times, the servers at the same time.
    private func restartAll(_ client: ControlClient, times: @escaping @Sendable (Victim) -> Int) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for victim in Victim.all {
                group.addTask {
                    let id = try ServerID(victim.name)
                    // The first time, this is its start.
                    try await victim.requireReady(client.start(id, wait: true))
                    for number in 1...times(victim) { try await restart(victim, id, number, client) }
                }
            }
            try await group.waitForAll()
        }
    }

    private func restart(_ victim: Victim, _ id: ServerID, _ number: Int, _ client: ControlClient) async throws {
        let status =
            if number % victim.gentleEvery == 0 {
                try await client.restart(id, wait: true)
            } else {
                try await client.kill(id, wait: true)
            }
        // Killed too often in a second, it would wait a while.
        try await victim.requireReady(status.phase.name == .waiting ? client.start(id, wait: true) : status)
    }

    private func stopAll(_ client: ControlClient) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for victim in Victim.all {
                group.addTask {
                    let status = try await client.stop(ServerID(victim.name), wait: true)
                    #expect(status.phase == .stopped)
                }
            }
            try await group.waitForAll()
        }
    }

    /// What the daemon holds once it has seen the ends of all earlier requests.
    private func figures(of daemon: LivingProcess, _ client: ControlClient) async throws -> ProcessFigures {
        var figures = try ProcessFigures(of: daemon)
        for _ in 1...20 {
            _ = try await client.daemon()
            let next = try ProcessFigures(of: daemon)
            if next.descriptors <= figures.descriptors { figures = next }
        }
        return figures
    }
}

/// One server of the torture: a demo server with bad habits.
private struct Victim {
    var name: String
    var options: [String]
    /// How many processes it is, itself included.
    var processes: Int
    var restarts: Int
    /// Every so many times it is asked to end, which some do only after the whole time of grace; else it is killed.
    var gentleEvery = 2

    static let all = [
        Victim(name: "forks", options: ["--fork", "2"], processes: 3, restarts: 200),
        Victim(name: "detaches", options: ["--setsid-child"], processes: 2, restarts: 250),
        Victim(
            name: "stubborn", options: ["--ignore-term", "--fork", "1", "--setsid-child"], processes: 3, restarts: 150,
            gentleEvery: 25),
        Victim(name: "deaf", options: ["--close-input", "--fork", "1"], processes: 2, restarts: 150, gentleEvery: 25),
        Victim(name: "loud", options: ["--stderr-flood", "1"], processes: 1, restarts: 100),
        Victim(name: "plain", options: [], processes: 1, restarts: 150),
    ]

    /// After so many, the daemon's memory and descriptors are measured for the first time.
    var warmUp: Int { restarts / 10 }

    var definition: String {
        """
        name: \(name)
        start: manual
        execution:
          restart: {policy: always, max_restarts: 1000, window: 1, backoff: 0.001}
          local:
            command: \(Product.program("mcp-manager"))
            args: [\((["demo"] + options).map { "'\($0)'" }.joined(separator: ", "))]
        # One that reads nothing answers no check: it would be degraded by the time slower ones are done.
        monitoring: {health_check: {interval: 3600}}

        """
    }

    func requireReady(_ status: ServerStatus) throws {
        guard status.phase == .ready else { throw TestFailure("\(name) is not ready: \(status)") }
    }
}
