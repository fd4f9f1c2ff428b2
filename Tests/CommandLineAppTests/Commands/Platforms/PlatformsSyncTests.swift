import ControlAPI
import ServerModel
import Testing

@testable import CommandLineApp

/// What is sent to the daemon when nothing special is asked for.
private func request(
    _ platforms: [String] = [], servers: [String] = [], purpose: PlatformSyncRequest.Purpose = .sync, agreed: String? = nil
) -> PlatformSyncRequest {
    var request = PlatformSyncRequest(platforms: platforms, servers: servers, purpose: purpose)
    request.agreed = agreed
    return request
}

private func replies(plan: PlatformSync..., apply: PlatformSync) throws -> [String: [FakeDaemon.Reply]] {
    [PlatformExample.plan: try plan.map { try .value($0) }, PlatformExample.apply: [try .value(apply)]]
}

struct `Writing clients' files` {
    @Test func `shows what would change, asks, and does what was agreed to`() async throws {
        try await FakeDaemon.run(try replies(plan: PlatformExample.sync(), apply: PlatformExample.sync(id: "s1"))) { daemon in
            let yes = Stage(Input(typed: ["y"], isTerminal: true))
            #expect(await yes.run("platform", "sync", "--server", "web", "--server", "git", "--home", daemon.home) == 0)
            #expect(yes.errors.contains("+   \"web\": {}\n") && yes.errors.hasSuffix("write this file? [y/N] y\n"))
            #expect(yes.output.hasSuffix("→ Cursor: restart Cursor\nto undo it: mcp-manager platform undo s1\n"))
            let planned = try daemon.bodies(PlatformExample.plan, as: PlatformSyncRequest.self)
            let applied = try daemon.bodies(PlatformExample.apply, as: PlatformSyncRequest.self)
            #expect(planned == [request(servers: ["web", "git"])])
            #expect(applied == [request(servers: ["web", "git"], agreed: "d1")])
        }
    }

    @Test func `does nothing without a yes`() async throws {
        try await FakeDaemon.run(try replies(plan: PlatformExample.sync(), apply: PlatformExample.sync(id: "s1"))) { daemon in
            let no = Stage(Input(typed: ["n"], isTerminal: true))
            #expect(await no.run("platform", "sync", "--home", daemon.home) == 1)
            let nobody = Stage()
            #expect(await nobody.run("platform", "sync", "--home", daemon.home) == 2)
            #expect(
                nobody.errors.hasSuffix(
                    "error: writing files of AI clients needs a yes, and there is nobody to ask\n  → add --yes\n"))
            #expect(no.output.isEmpty && nobody.output.isEmpty)
            #expect(!daemon.received.contains { $0.line == PlatformExample.apply })
        }
    }

    @Test func `asks nothing with --yes, and prints the value as JSON`() async throws {
        let outcome = PlatformExample.sync(id: "s1")
        try await FakeDaemon.run(try replies(plan: PlatformExample.sync(), apply: outcome)) { daemon in
            let stage = Stage()
            #expect(await stage.run("platform", "sync", "--yes", "--json", "--home", daemon.home) == 0)
            let printed = try stage.printed(PlatformSync.self)
            #expect(printed == outcome)
            #expect(stage.errors.isEmpty)
        }
    }

    @Test func `only looks in a dry run`() async throws {
        let plan = PlatformExample.sync(refusals: [PlatformExample.question])
        try await FakeDaemon.run(try replies(plan: plan, apply: plan)) { daemon in
            let stage = Stage(Input(isTerminal: true))
            #expect(await stage.run("platform", "sync", "cursor", "--dry-run", "--home", daemon.home) == 0)
            #expect(stage.output.hasSuffix("+   \"web\": {}\n  }\n"))
            #expect(stage.errors == "◇ 'time' in Cursor was changed by somebody else\n  → say '--ours time'\n")
            #expect(!daemon.received.contains { $0.line == PlatformExample.apply })
        }
    }

    @Test func `says so when there is nothing to write`() async throws {
        try await FakeDaemon.run(try replies(plan: PlatformExample.nothing(), apply: PlatformExample.nothing())) { daemon in
            let stage = Stage()
            #expect(await stage.run("platform", "sync", "--home", daemon.home) == 0)
            #expect(stage.output.isEmpty && stage.errors == "Everything is in sync.\n")
            // What is known of clients may be another all the same.
            let sent = try daemon.bodies(PlatformExample.apply, as: PlatformSyncRequest.self)
            #expect(sent == [request(agreed: "d0")])
        }
    }

    @Test func `shows the new plan once when something changed meanwhile`() async throws {
        let changed = ErrorReport(code: "plan-changed", problem: "something changed since this was agreed to", remedy: "look")
        var replies = try replies(
            plan: PlatformExample.sync(), PlatformExample.sync(digest: "d2"), apply: PlatformExample.sync(id: "s1"))
        replies[PlatformExample.apply]?.insert(try .error(changed), at: 0)
        try await FakeDaemon.run(replies) { daemon in
            let stage = Stage(Input(typed: ["y", "y"], isTerminal: true))
            #expect(await stage.run("platform", "sync", "--home", daemon.home) == 0)
            #expect(stage.errors.contains("something changed meanwhile; this is what would be done now\n"))
            let agreed = try daemon.bodies(PlatformExample.apply, as: PlatformSyncRequest.self).map(\.agreed)
            #expect(agreed == ["d1", "d2"] && stage.untyped.isEmpty)
        }
        replies[PlatformExample.apply] = [try .error(changed)]
        try await FakeDaemon.run(replies) { daemon in
            let stage = Stage()
            #expect(await stage.run("platform", "sync", "--yes", "--home", daemon.home) == 1)
            #expect(stage.errors.hasSuffix("error: something changed since this was agreed to\n  → look\n"))
        }
    }

    @Test func `fails when something was refused, after the rest was done`() async throws {
        let refusals = [PlatformExample.failure, PlatformExample.expected]
        let plan = PlatformExample.sync(refusals: refusals)
        try await FakeDaemon.run(try replies(plan: plan, apply: PlatformExample.sync(id: "s1", refusals: refusals))) { daemon in
            let stage = Stage(Input(typed: ["y"], isTerminal: true))
            #expect(await stage.run("platform", "sync", "--home", daemon.home) == 1)
            #expect(stage.output.hasSuffix("to undo it: mcp-manager platform undo s1\n"))
            #expect(
                stage.errors.hasSuffix(
                    """

                    ✘ /z.json:3:5: a comma is missing
                    write this file? [y/N] y
                    ◇ we do not write the file of Cherry Studio
                      → add it there
                    error: /z.json:3:5: a comma is missing
                      → mend the file

                    """))
        }
    }

    @Test func `fails when a client was named that cannot be written`() async throws {
        let plan = PlatformExample.nothing(PlatformExample.expected)
        try await FakeDaemon.run(try replies(plan: plan, apply: plan)) { daemon in
            let named = Stage()
            #expect(await named.run("platform", "sync", "cherry", "--home", daemon.home) == 1)
            #expect(named.errors == "error: we do not write the file of Cherry Studio\n  → add it there\n")
            #expect(await Stage().run("platform", "sync", "--home", daemon.home) == 0)
        }
    }

    @Test func `makes what others wrote harmless`() async throws {
        var plan = PlatformExample.sync(refusals: [PlatformExample.failure])
        plan.changes[0].steps[0].name = "a\u{1B}[2Jb"
        plan.changes[0].difference = ["+\u{1B}]0;t\u{07}x"]
        plan.refusals[0].report.problem = "bad \u{1B}[31mname\u{202E}"
        try await FakeDaemon.run(try replies(plan: plan, apply: plan)) { daemon in
            let stage = Stage()
            #expect(await stage.run("platform", "sync", "--dry-run", "--home", daemon.home) == 1)
            #expect(stage.output.contains("add ab (web), sqlite") && stage.output.hasSuffix("+ x\n"))
            #expect(!stage.everything.contains("\u{1B}") && !stage.everything.contains("\u{202E}"))
        }
    }
}

struct `Configuring a client` {
    @Test(arguments: [("--direct", true), ("--through", false)])
    func `says how its entries start servers, and where its file is`(flag: String, isDirect: Bool) async throws {
        try await FakeDaemon.run(try replies(plan: PlatformExample.sync(), apply: PlatformExample.sync(id: "s1"))) { daemon in
            let line = ["platform", "configure", "cursor", flag, "--file", "~/c.json", "--yes", "--home", daemon.home]
            #expect(await Stage().run(line, environment: ["HOME": "/home/u"]) == 0)
            var wanted = request(["cursor"], agreed: "d1")
            wanted.isDirect = isDirect
            wanted.file = "/home/u/c.json"
            let sent = try daemon.bodies(PlatformExample.apply, as: PlatformSyncRequest.self)
            #expect(sent == [wanted])
        }
    }

    @Test func `leaves both as they are unless told otherwise`() async throws {
        try await FakeDaemon.run(try replies(plan: PlatformExample.nothing(), apply: PlatformExample.nothing())) { daemon in
            #expect(await Stage().run("platform", "configure", "cursor", "--home", daemon.home) == 0)
            let sent = try daemon.bodies(PlatformExample.apply, as: PlatformSyncRequest.self)
            #expect(sent == [request(["cursor"], agreed: "d0")])
        }
    }

    @Test func `ends with a release`() async throws {
        try await FakeDaemon.run(
            try replies(plan: PlatformExample.sync(), PlatformExample.nothing(), apply: PlatformExample.sync(id: "s1"))
        ) { daemon in
            #expect(await Stage().run("platform", "release", "cursor", "--yes", "--home", daemon.home) == 0)
            let applied = try daemon.bodies(PlatformExample.apply, as: PlatformSyncRequest.self)
            #expect(applied == [request(["cursor"], purpose: .release, agreed: "d1")])
            let nothing = Stage()
            #expect(await nothing.run("platform", "release", "cursor", "--dry-run", "--home", daemon.home) == 0)
            #expect(nothing.errors == "nothing of ours was in the file of cursor\n")
        }
    }
}
