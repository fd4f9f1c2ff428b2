import ControlAPI
import ServerModel
import Testing

@testable import CommandLineApp

private func decision(_ choice: PlatformSyncRequest.Decision.Choice) -> PlatformSyncRequest.Decision {
    PlatformSyncRequest.Decision(platform: "cursor", name: "time", choice: choice)
}

struct `An entry that somebody else changed` {
    /// A daemon that asks about it, and then has this to do.
    private func replies(then plan: PlatformSync) throws -> [String: [FakeDaemon.Reply]] {
        var outcome = plan
        outcome.id = plan.hasChanges ? "s1" : nil
        return [
            PlatformExample.plan: [try .value(PlatformExample.nothing(PlatformExample.question)), try .value(plan)],
            PlatformExample.apply: [try .value(outcome)], PlatformExample.cursorPath: [try .value(PlatformExample.cursor)],
        ]
    }

    private func decisions(_ daemon: FakeDaemon, _ line: String) throws -> [[PlatformSyncRequest.Decision]] {
        try daemon.bodies(line, as: PlatformSyncRequest.self).map(\.decisions)
    }

    @Test func `is shown and asked about, and then part of the plan`() async throws {
        try await FakeDaemon.run(try replies(then: PlatformExample.sync())) { daemon in
            let stage = Stage(Input(typed: ["x", "o", "y"], isTerminal: true))
            #expect(await stage.run("platform", "sync", "cursor", "--home", daemon.home) == 0)
            #expect(
                stage.errors.hasPrefix(
                    """
                    ◇ 'time' in Cursor was changed by somebody else
                        it starts uvx mcp-server-time
                        - command: "mcp-connect"
                        + command: "uvx"
                      (o)urs: have it as we want it, (t)heirs: leave it as it is, (s)kip? [s] x
                      ✘ that is none of the answers
                        → type o, t or s
                      (o)urs: have it as we want it, (t)heirs: leave it as it is, (s)kip? [s] o
                    Cursor  /home/u/.cursor/mcp.json

                    """))
            let (planned, applied) = (try decisions(daemon, PlatformExample.plan), try decisions(daemon, PlatformExample.apply))
            #expect(planned == [[], [decision(.ours)]] && applied == [[decision(.ours)]])
        }
    }

    @Test func `is left to others, which is remembered though no file changes`() async throws {
        try await FakeDaemon.run(try replies(then: PlatformExample.nothing())) { daemon in
            let stage = Stage(Input(typed: ["theirs"], isTerminal: true))
            #expect(await stage.run("platform", "sync", "--home", daemon.home) == 0)
            #expect(stage.output == "cursor: 'time' stays as it is, and is not ours\n")
            let applied = try decisions(daemon, PlatformExample.apply)
            #expect(applied == [[decision(.theirs)]])
        }
    }

    @Test(arguments: [["s"], [""]])
    func `is left for another time`(typed: [String]) async throws {
        let question = PlatformExample.nothing(PlatformExample.question)
        try await FakeDaemon.run(try replies(then: question)) { daemon in
            let stage = Stage(Input(typed: typed, isTerminal: true))
            #expect(await stage.run("platform", "sync", "--home", daemon.home) == 0)
            #expect(!stage.errors.contains("in sync"))
            let planned = try decisions(daemon, PlatformExample.plan)
            #expect(planned == [[]])
        }
    }

    @Test func `ends it all when nobody answers any more`() async throws {
        try await FakeDaemon.run(try replies(then: PlatformExample.sync())) { daemon in
            let stage = Stage(Input(isTerminal: true))
            #expect(await stage.run("platform", "sync", "--home", daemon.home) == 1)
            #expect(stage.errors.contains("error: nothing was done\n"))
            #expect(!daemon.received.contains { $0.line == PlatformExample.apply })
        }
    }

    @Test(arguments: [[], ["--yes"]])
    func `is left alone and listed where nobody is asked`(flags: [String]) async throws {
        let question = PlatformExample.nothing(PlatformExample.question)
        try await FakeDaemon.run(try replies(then: question)) { daemon in
            let stage = Stage()
            #expect(await stage.run(["platform", "sync", "--home", daemon.home] + flags) == 0)
            #expect(stage.errors == "◇ 'time' in Cursor was changed by somebody else\n  → say '--ours time'\n")
        }
    }

    @Test func `is decided about beforehand`() async throws {
        try await FakeDaemon.run(try replies(then: PlatformExample.sync())) { daemon in
            let stage = Stage()
            let line = ["platform", "configure", "cursor", "--ours", "time", "--theirs", "x", "--yes", "--home", daemon.home]
            #expect(await stage.run(line) == 0)
            #expect(stage.errors.hasPrefix("note: nothing waits for a decision about 'x'\n"))
            let applied = try decisions(daemon, PlatformExample.apply)
            #expect(applied == [[decision(.ours)]])
        }
        try await FakeDaemon.run(try replies(then: PlatformExample.sync())) { daemon in
            #expect(await Stage().run("platform", "release", "cursor", "--theirs", "time", "--yes", "--home", daemon.home) == 0)
            let applied = try decisions(daemon, PlatformExample.apply)
            #expect(applied == [[decision(.theirs)]])
        }
    }
}
