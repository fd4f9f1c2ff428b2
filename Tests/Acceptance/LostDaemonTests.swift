import Foundation
import ServerModel
import TestSupport
import Testing

/// The daemon is killed without a warning, with everything it has running.
@Suite(.temporaryHome, .timeLimit(.minutes(3)))
struct `Ten servers with twenty clients` {
    @Test func `are all back after their daemon was killed, twice in a row, and nothing runs twice`() async throws {
        let home = try TestHome.here
        for member in Member.all { try home.define(member.name, member.definition) }
        var clients: [(WireClient, String)] = []
        for member in Member.all {
            for _ in 1...2 {
                let client = try WireClient(member.name, in: home)
                try await client.open()
                clients.append((client, member.name))
            }
        }
        try await expectEverything(of: home, clients, round: 0)

        for round in 1...2 {
            let before = home.processes.filter { $0.program != "mcp-connect" }
            let daemon = try #require(home.daemons.first)
            try #require(kill(daemon.processID, SIGKILL) == 0)
            #expect(await ProcessTable.survivors(of: [daemon], after: .seconds(20)).isEmpty)
            try await expectEverything(of: home, clients, round: round)
            let survivors = await ProcessTable.survivors(of: before, after: .seconds(20))
            #expect(survivors.isEmpty, "of the killed daemon, in round \(round)")
        }
        for (client, _) in clients { #expect(try await client.close() == .code(0)) }
    }

    /// Every client is answered in the session it began with, by the one process of its server.
    private func expectEverything(of home: TestHome, _ clients: [(WireClient, String)], round: Int) async throws {
        let answers = try await withThrowingTaskGroup(of: String?.self) { group in
            for (number, (client, name)) in clients.enumerated() {
                group.addTask {
                    // A tool that only this server has.
                    let answer = try await client.call(100 + round, name, #"{"text":"\#(number)"}"#)
                    return answer.text("result.content.0.text") == "\(number)" ? nil : "\(name): \(answer)"
                }
            }
            return try await group.reduce(into: [String]()) { faults, fault in faults += [fault].compactMap(\.self) }
        }
        #expect(answers.isEmpty, "round \(round)\n\(home.story)")

        let statuses: [ServerStatus] = try await home.succeed("status", "--json").decoded()
        #expect(statuses.count == Member.all.count)
        for status in statuses {
            #expect(status.phase == .ready && status.restarts == 0 && status.run?.number == 1, "round \(round): \(status)")
            #expect(status.sessions.count == 2, "round \(round): \(status)")
        }
        #expect(home.daemons.count == 1, "round \(round)")
        for member in Member.all {
            let processes = home.processes.filter { $0.program == "mcp-manager" && $0.arguments.contains(member.name) }
            #expect(processes.map(\.processID) == statuses.filter { $0.id.rawValue == member.name }.compactMap(\.run?.processID))
        }
    }
}

/// One server: a demo server, perhaps with processes it would leave behind.
private struct Member {
    var name: String
    var options: [String]

    static let all =
        (1...4).map { Member(name: "plain-\($0)", options: []) }
        + (1...2).map { Member(name: "forks-\($0)", options: ["--fork", "2"]) }
        + (1...2).map { Member(name: "detaches-\($0)", options: ["--setsid-child"]) }
        + [
            Member(name: "stubborn", options: ["--ignore-term", "--fork", "1", "--setsid-child"]),
            Member(name: "chatters", options: ["--chatter", "0.05"]),
        ]

    var definition: String {
        """
        name: \(name)
        execution:
          local:
            command: \(Product.program("mcp-manager"))
            args: [\((["demo", "--extra-tool", name] + options).map { "'\($0)'" }.joined(separator: ", "))]

        """
    }
}
