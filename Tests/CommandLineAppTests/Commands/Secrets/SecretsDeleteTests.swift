import ControlAPI
import ServerModel
import Testing

@testable import CommandLineApp

private let path = SecretExample.path

struct `Deleting a secret` {
    @Test func `asks first`() async throws {
        let replies: [String: [FakeDaemon.Reply]] = [
            "GET \(path)": [try .value(SecretExample.secrets(token: .set))],
            "DELETE \(path)/JIRA_TOKEN": [
                try .value(SecretExample.applied(SecretExample.secrets(url: .set), .needsSecret(Example.lack)))
            ],
        ]
        try await FakeDaemon.run(replies) { daemon in
            let line = ["secrets", "delete", "jira-helper", "JIRA_TOKEN", "--home", daemon.home]
            let nobody = Stage()
            #expect(await nobody.run(line) == 2)
            let no = Stage(Input(typed: ["n"], isTerminal: true))
            #expect(await no.run(line) == 1)
            #expect(
                no.errors.hasPrefix("delete the value of JIRA_TOKEN, which 'jira-helper' cannot start without? [y/N] n\n"))
            #expect(!daemon.received.contains { $0.line.hasPrefix("DELETE") })
            let yes = Stage(Input(typed: ["y"], isTerminal: true))
            #expect(await yes.run(line) == 0)
            #expect(
                yes.output == """
                    deleted JIRA_TOKEN
                    ◇ jira-helper still needs JIRA_TOKEN
                      → run 'mcp-manager secrets setup jira-helper'

                    """)
            #expect(await Stage().run(line + ["--yes"]) == 0)
        }
    }
}
