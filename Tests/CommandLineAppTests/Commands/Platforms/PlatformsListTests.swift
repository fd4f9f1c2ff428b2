import ControlAPI
import ServerModel
import Testing

@testable import CommandLineApp

struct `Looking at AI clients` {
    @Test func `lists those that are configured or installed, or all`() async throws {
        try await FakeDaemon.run([PlatformExample.all: [try .value(PlatformExample.statuses)]]) { daemon in
            let some = Stage()
            #expect(await some.run("platform", "list", "--home", daemon.home) == 0)
            #expect(!some.output.contains("warp") && some.errors.isEmpty)
            #expect(some.output.hasSuffix("one other is known: mcp-manager platform list --all\n"))
            let all = Stage()
            #expect(await all.run("platform", "list", "--all", "--home", daemon.home) == 0)
            #expect(all.output.contains("warp") && !all.output.contains("--all"))
        }
    }

    @Test func `prints the rows of the table as JSON, and the ids alone`() async throws {
        try await FakeDaemon.run([PlatformExample.all: [try .value(PlatformExample.statuses)]]) { daemon in
            let some = Stage()
            #expect(await some.run("platform", "list", "--json", "--home", daemon.home) == 0)
            let printed = try some.printed([PlatformStatus].self)
            #expect(printed == Array(PlatformExample.statuses.dropLast()))
            let ids = Stage()
            #expect(await ids.run("platform", "list", "--all", "--ids", "--home", daemon.home) == 0)
            #expect(ids.output == "cursor\nzed\ncodex\nbroken\nkiro\ncherry\nwarp\n")
        }
    }

    @Test func `says that there is none`() async throws {
        try await FakeDaemon.run([PlatformExample.all: [try .value([PlatformExample.statuses[6]])]]) { daemon in
            let stage = Stage()
            #expect(await stage.run("platform", "list", "--home", daemon.home) == 0)
            #expect(stage.errors == "no AI client is installed here\n")
            #expect(stage.output == "one other is known: mcp-manager platform list --all\n")
        }
    }

    @Test func `shows one`() async throws {
        let unknown = ErrorReport(
            code: "unknown-platform", problem: "no AI client is named 'cursr'", remedy: "did you mean 'cursor'?")
        let replies: [String: [FakeDaemon.Reply]] = [
            PlatformExample.cursorPath: [try .value(PlatformExample.cursor)],
            "GET /api/v1/platforms/cursr": [try .error(unknown)],
        ]
        try await FakeDaemon.run(replies) { daemon in
            let stage = Stage()
            #expect(await stage.run("platform", "show", "cursor", "--home", daemon.home) == 0)
            #expect(stage.output.hasPrefix("cursor  Cursor  ▲ 2 drifted, 1 to decide, 1 to write\n"))
            let json = Stage()
            #expect(await json.run("platform", "show", "cursor", "--json", "--home", daemon.home) == 0)
            let printed = try json.printed(PlatformStatus.self)
            #expect(printed == PlatformExample.cursor)
            let wrong = Stage()
            #expect(await wrong.run("platform", "show", "cursr", "--home", daemon.home) == 1)
            #expect(wrong.errors == "error: no AI client is named 'cursr'\n  → did you mean 'cursor'?\n")
        }
    }
}
