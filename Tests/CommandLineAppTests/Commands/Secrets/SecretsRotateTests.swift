import ControlAPI
import ServerModel
import Testing

@testable import CommandLineApp

private let path = SecretExample.path
private let canary = SecretExample.canary

struct `Rotating a secret` {
    private let rotate = "POST \(path)/JIRA_TOKEN/rotate"

    private func replies(_ outcome: SecretRotationOutcome) throws -> [String: [FakeDaemon.Reply]] {
        ["GET \(path)": [try .value(SecretExample.secrets(token: .set, url: .set))], rotate: [try .value(outcome)]]
    }

    @Test func `tries the password when there is one, and says that it is in force`() async throws {
        let ready = ServerStatus(id: id("jira-helper"), phase: .ready, since: now)
        try await FakeDaemon.run(try replies(SecretRotationOutcome(isKept: true, status: ready))) { daemon in
            let stage = Stage(Input(piped: canary))
            #expect(await stage.run("secrets", "rotate", "jira-helper", "--home", daemon.home) == 0)
            #expect(stage.output == "the new JIRA_TOKEN is in force, and jira-helper is ready with it\n")
            let body = try #require(daemon.received.last { $0.line == rotate }?.body)
            #expect(try ControlCoding.decode(SecretRotation.self, from: body) == SecretRotation(value: canary))
            #expect(!stage.everything.contains(canary))
        }
    }

    @Test func `fails when the old value is back, and says why`() async throws {
        let ready = ServerStatus(id: id("jira-helper"), phase: .ready, since: now)
        let outcome = SecretRotationOutcome(isKept: false, problem: Example.report, status: ready)
        try await FakeDaemon.run(try replies(outcome)) { daemon in
            let stage = Stage(Input(piped: canary))
            #expect(await stage.run("secrets", "rotate", "jira-helper", "JIRA_TOKEN", "--home", daemon.home) == 1)
            #expect(stage.output.isEmpty)
            #expect(stage.errors.contains("so the old one is back: it ended 5 times"))
        }
    }

    @Test(arguments: [0, 2])
    func `must be told which when there is not one password`(count: Int) async throws {
        let passwords = ["A", "B"].prefix(count).map { SecretExample.status(SecretExample.requirement($0), .set) }
        let secrets = ServerSecrets(server: id("jira-helper"), secrets: passwords, store: SecretExample.vault)
        try await FakeDaemon.run(["GET \(path)": [try .value(secrets)]]) { daemon in
            let stage = Stage(Input(piped: canary))
            #expect(await stage.run("secrets", "rotate", "jira-helper", "--home", daemon.home) == 2)
            #expect(
                stage.errors.contains(
                    count == 0 ? "run 'mcp-manager secrets list jira-helper' and name one" : "name one of them: A, B"))
        }
    }
}
