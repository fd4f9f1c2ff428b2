import ControlAPI
import ServerModel
import Testing

@testable import CommandLineApp

struct `Credentials in plain text` {
    private let find = "GET /api/v1/secrets/credentials"
    private let route = "POST /api/v1/secrets/credentials/move"

    private var plan: CredentialMove { SecretExample.move }
    private var done: CredentialMove {
        var move = SecretExample.move
        move.id = "m1"
        return move
    }

    private func replies() throws -> [String: [FakeDaemon.Reply]] {
        [find: [try .value(SecretExample.found)], route: [try .value(plan), try .value(done)]]
    }

    private func requests(_ daemon: FakeDaemon) throws -> [CredentialMoveRequest] {
        try daemon.received.filter { $0.line == route }
            .map { try ControlCoding.decode(CredentialMoveRequest.self, from: $0.body) }
    }

    @Test func `are found, which is no failure`() async throws {
        let one = try FakeDaemon.Reply.value([SecretExample.found[0]])
        try await FakeDaemon.run([find: [one], "\(find)?path=%2Ftmp": [try .value([FoundCredential]())]]) { daemon in
            let stage = Stage()
            #expect(await stage.run("secrets", "find", "--home", daemon.home) == 0)
            #expect(stage.output.contains("1 found, 1 can be moved"))
            let none = Stage()
            #expect(await none.run("secrets", "find", "/tmp", "--home", daemon.home) == 0)
            #expect(none.output.isEmpty && none.errors == "nothing looks like a credential in plain text\n")
        }
    }

    @Test func `are moved after the changes were shown and agreed to`() async throws {
        try await FakeDaemon.run(try replies()) { daemon in
            let no = Stage(Input(typed: ["n"], isTerminal: true))
            #expect(await no.run("secrets", "move", "1", "--home", daemon.home) == 1)
            let requests = try self.requests(daemon)
            #expect(requests == [CredentialMoveRequest(ids: ["a1"], isDryRun: true)])
            #expect(no.errors.contains("+   \"command\": \"mcp-connect\"\n") && no.errors.contains("move them? [y/N] n\n"))
        }
        try await FakeDaemon.run(try replies()) { daemon in
            let yes = Stage(Input(typed: ["y"], isTerminal: true))
            #expect(await yes.run("secrets", "move", "a1", "2", "--server", "jira", "--home", daemon.home) == 0)
            let wanted = CredentialMoveRequest(ids: ["a1", "b2"], server: "jira", isDryRun: true)
            let requests = try self.requests(daemon)
            #expect(requests == [wanted, CredentialMoveRequest(ids: ["a1", "b2"], server: "jira")])
            #expect(yes.output.hasSuffix("to undo it: mcp-manager secrets undo m1\n"))
        }
    }

    @Test func `are left alone by a dry run, and where there is nobody to ask`() async throws {
        try await FakeDaemon.run(try replies()) { daemon in
            let dry = Stage()
            #expect(await dry.run("secrets", "move", "--all", "--dry-run", "--home", daemon.home) == 0)
            #expect(dry.output.contains("1 credential to move\n"))
            #expect(dry.errors == "2 cannot be moved; 'mcp-manager secrets find' says why\n")
            #expect(await Stage().run("secrets", "move", "--all", "--home", daemon.home) == 2)
            let requests = try self.requests(daemon)
            let changed = requests.filter { !$0.isDryRun }
            #expect(changed.isEmpty)
        }
    }

    @Test func `are put back`() async throws {
        try await FakeDaemon.run(["POST /api/v1/secrets/moves/m1/undo": [try .value(done)]]) { daemon in
            let stage = Stage()
            #expect(await stage.run("secrets", "undo", "m1", "--home", daemon.home) == 0)
            #expect(stage.output == "put back /home/u/.cursor/mcp.json\n")
        }
    }
}
