import ControlAPI
import ServerModel
import Testing

@testable import CommandLineApp

struct `Taking over servers of clients` {
    private let find = "GET /api/v1/platforms/import"
    private let take = "POST /api/v1/platforms/import"

    private func replies() throws -> [String: [FakeDaemon.Reply]] {
        [
            find: [try .value(PlatformExample.candidates)], PlatformExample.all: [try .value(PlatformExample.statuses)],
            take: [try .value(PlatformExample.outcome()), try .value(PlatformExample.outcome(id: "i1"))],
        ]
    }

    private func requests(_ daemon: FakeDaemon) throws -> [ImportRequest] {
        try daemon.bodies(take, as: ImportRequest.self)
    }

    @Test func `lists them where nobody chooses`() async throws {
        let some = "\(find)?from=zed&from=cursor"
        try await FakeDaemon.run(try replies().merging([some: [try .value([ImportCandidate]())]]) { $1 }) { daemon in
            let (table, json, none) = (Stage(), Stage(Input(isTerminal: true)), Stage())
            #expect(await table.run("import", "--home", daemon.home) == 0)
            #expect(table.output.hasSuffix("4 found, 2 can be taken over; take them over with: mcp-manager import --all\n"))
            #expect(await json.run("import", "--json", "--home", daemon.home) == 0)
            let printed = try json.printed([ImportCandidate].self)
            #expect(printed == PlatformExample.candidates)
            #expect(await none.run("import", "--from", "zed", "--from", "cursor", "--home", daemon.home) == 0)
            #expect(none.output.isEmpty && none.errors == "no client has a server in its file\n")
        }
    }

    @Test func `asks which, shows what would be done, asks, and does it`() async throws {
        try await FakeDaemon.run(try replies()) { daemon in
            let stage = Stage(Input(typed: ["3", "githb", "1, time", "y"], isTerminal: true))
            #expect(await stage.run("import", "--home", daemon.home) == 0)
            #expect(stage.errors.contains("  ✘ 'git' is yours already: it is the server 'git'\n"))
            #expect(stage.errors.contains("    → did you mean 'github'?\n"))
            #expect(
                stage.errors.contains("+   \"command\": \"mcp-connect\"\n") && stage.errors.hasSuffix("take them over? [y/N] y\n")
            )
            #expect(stage.output.contains("→ Cursor: restart Cursor\nto undo it: mcp-manager import --undo i1\n"))
            let sent = try requests(daemon)
            #expect(sent == [ImportRequest(ids: ["c1", "c2"], isDryRun: true), ImportRequest(ids: ["c1", "c2"])])
        }
    }

    @Test func `takes none when none is chosen`() async throws {
        try await FakeDaemon.run(try replies()) { daemon in
            let (none, gone) = (Stage(Input(typed: [""], isTerminal: true)), Stage(Input(isTerminal: true)))
            #expect(await none.run("import", "--home", daemon.home) == 0)
            #expect(none.errors.hasSuffix("there is nothing to take over\n"))
            #expect(await gone.run("import", "--home", daemon.home) == 1)
            let sent = try requests(daemon)
            #expect(sent.isEmpty)
        }
    }

    @Test func `takes those that are named, or all, without a question`() async throws {
        try await FakeDaemon.run(try replies()) { daemon in
            let all = Stage()
            #expect(await all.run("import", "--all", "--yes", "--home", daemon.home) == 0)
            #expect(all.errors.hasPrefix("2 cannot be taken over, or are yours; 'mcp-manager import' says why\n"))
            let named = Stage()
            #expect(await named.run("import", "time", "2", "c2", "--yes", "--json", "--home", daemon.home) == 0)
            let printed = try named.printed(ImportOutcome.self)
            #expect(printed.id == "i1")
            #expect(named.errors.isEmpty)
            let ids = try requests(daemon).filter { !$0.isDryRun }.map(\.ids)
            #expect(ids == [["c1", "c2"], ["c2"]])
        }
    }

    @Test func `touches nothing in a dry run, and where nobody agrees`() async throws {
        try await FakeDaemon.run(try replies()) { daemon in
            let (dry, nobody) = (Stage(), Stage())
            #expect(await dry.run("import", "github", "--dry-run", "--home", daemon.home) == 0)
            #expect(dry.output.contains("1 server to take over\n  github of Cursor, Zed\n"))
            #expect(await nobody.run("import", "github", "--home", daemon.home) == 2)
            #expect(nobody.errors.contains("error: taking it over needs a yes, and there is nobody to ask\n"))
            let sent = try requests(daemon)
            let done = sent.filter { !$0.isDryRun }
            #expect(done.isEmpty)
        }
    }

    @Test(arguments: [
        ("odd", "'odd' cannot be taken over: its command is not there"),
        ("git", "'git' is yours already: it is the server 'git'"),
        ("9", "no client has a server '9'"),
    ])
    func `refuses what cannot be taken`(word: String, problem: String) async throws {
        try await FakeDaemon.run(try replies()) { daemon in
            let stage = Stage()
            #expect(await stage.run("import", word, "--yes", "--home", daemon.home) == 1)
            #expect(stage.errors.hasPrefix("error: \(problem)\n"))
        }
    }

    @Test func `puts everything back`() async throws {
        try await FakeDaemon.run(["POST /api/v1/platforms/imports/i1/undo": [try .value(PlatformExample.outcome(id: "i1"))]]) {
            daemon in
            let stage = Stage()
            #expect(await stage.run("import", "--undo", "i1", "--home", daemon.home) == 0)
            #expect(
                stage.output == """
                    put back /home/u/.cursor/mcp.json
                    removed /home/u/.mcp_servers/servers/github.yaml

                    """)
        }
    }
}
