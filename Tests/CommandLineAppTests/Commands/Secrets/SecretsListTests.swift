import ControlAPI
import ServerModel
import Testing

@testable import CommandLineApp

private let path = SecretExample.path

struct `Looking at secrets` {
    @Test func `lists those of every server, or of some`() async throws {
        let all = [SecretExample.secrets(token: .set)]
        let replies: [String: [FakeDaemon.Reply]] = [
            "GET /api/v1/secrets": [try .value(all)], "GET \(path)": [try .value(all[0])],
        ]
        try await FakeDaemon.run(replies) { daemon in
            for names in [[], ["jira-helper"]] {
                let stage = Stage()
                #expect(await stage.run(["secrets", "list"] + names + ["--home", daemon.home, "--json"]) == 0)
                let printed = try ControlCoding.decode([ServerSecrets].self, from: Array(stage.output.utf8))
                #expect(printed == all)
            }
            let words = Stage()
            #expect(await words.run("secrets", "list", "--names", "--home", daemon.home) == 0)
            #expect(words.output == "JIRA_TIER\nJIRA_TOKEN\nJIRA_URL\nSMTP_PASSWORD\n")
        }
    }

    @Test func `tells the stores and who lacks what, and fails when there is something to do`() async throws {
        let complete = SecretExample.secrets(token: .set, url: .set)
        let replies: [String: [FakeDaemon.Reply]] = [
            "GET /api/v1/secrets/stores": [try .value([SecretExample.vault])],
            "GET /api/v1/secrets": [try .value([SecretExample.secrets(), complete]), try .value([complete])],
        ]
        try await FakeDaemon.run(replies) { daemon in
            let lacking = Stage()
            #expect(await lacking.run("secrets", "doctor", "--home", daemon.home) == 1)
            #expect(lacking.output.contains("◇ jira-helper      needs JIRA_TOKEN, JIRA_URL\n"))
            #expect(lacking.errors == "error: there is one thing to do\n  → do what the lines with → say\n")
            let well = Stage()
            #expect(await well.run("secrets", "doctor", "--home", daemon.home) == 0)
            #expect(well.output == "✔ encrypted vault  /h/state/vault  in use, new values go there\n" && well.errors.isEmpty)
        }
    }
}
