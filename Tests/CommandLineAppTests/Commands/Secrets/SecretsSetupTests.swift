import ControlAPI
import ServerModel
import Testing

@testable import CommandLineApp

private let path = SecretExample.path
private let canary = SecretExample.canary

struct `Setting up secrets` {
    private func run(
        _ typed: [String], secrets: ServerSecrets = SecretExample.secrets(),
        _ check: (Stage, Int32, [SecretChanges]) throws -> Void
    ) async throws {
        let after = SecretExample.secrets(token: .set, url: .set)
        let replies: [String: [FakeDaemon.Reply]] = [
            "GET \(path)": [try .value(secrets)], "PUT \(path)": [try .value(SecretExample.applied(after, .starting))],
        ]
        try await FakeDaemon.run(replies) { daemon in
            let stage = Stage(Input(typed: typed, isTerminal: true))
            let code = await stage.run("secrets", "setup", "jira-helper", "--home", daemon.home)
            try check(stage, code, try daemon.changes())
        }
    }

    @Test func `asks, shows and stores all at once`() async throws {
        try await run([canary, "https://x.example", "2", "a"]) { stage, code, changes in
            #expect(code == 0)
            #expect(
                changes == [
                    SecretChanges(values: ["JIRA_TOKEN": canary, "JIRA_URL": "https://x.example", "JIRA_TIER": "server"])
                ])
            #expect(
                stage.output == """
                    stored JIRA_TOKEN in the encrypted vault
                    stored JIRA_URL in the encrypted vault
                    stored JIRA_TIER
                    jira-helper is starting

                    """)
            #expect(!stage.everything.contains(canary))
        }
    }

    @Test func `asks again without saying everything again`() async throws {
        try await run(["short", canary, "<", "", "nonsense", "https://x.example", "", "q"]) { stage, code, changes in
            #expect(code == 1 && changes.isEmpty)
            #expect(
                stage.errors == """
                    jira-helper asks for 3 secrets
                      SMTP_PASSWORD is kept elsewhere: env:SMTP
                    New values will be kept in the encrypted vault (/h/state/vault). Enter keeps a value, or skips one that is optional;
                    < goes back; Ctrl-C ends this with nothing stored.

                    JIRA_TOKEN  1 of 3  required, password, ◇ missing
                      The API token of your account
                      for example ATATT3xFf
                    JIRA_TOKEN (not shown): ••••••••
                      ✘ JIRA_TOKEN has 5 characters, and at least 8 are wanted
                        → for example ATATT3xFf
                    JIRA_TOKEN (not shown): ••••••••

                    JIRA_URL  2 of 3  required, url, ◇ missing
                      write a whole address, such as https://example.com
                    JIRA_URL: <

                    JIRA_TOKEN  1 of 3  required, password, ● new value
                      The API token of your account
                      for example ATATT3xFf
                    JIRA_TOKEN (not shown, Enter keeps the new one):\u{20}

                    JIRA_URL  2 of 3  required, url, ◇ missing
                      write a whole address, such as https://example.com
                    JIRA_URL: nonsense
                      ✘ JIRA_URL is no address with a scheme, such as https://
                        → write a whole address, such as https://example.com
                    JIRA_URL: https://x.example

                    JIRA_TIER  3 of 3  optional, choice, ○ missing
                      1  cloud
                      2  server
                      3  1
                      type a number or the word
                    JIRA_TIER (Enter skips it):\u{20}

                      JIRA_TOKEN     ••••••••           new
                      JIRA_URL       https://x.example  new
                      JIRA_TIER      -                  skipped
                      SMTP_PASSWORD  env:SMTP           kept elsewhere
                    [A]pply, [b]ack, [q]uit: q
                    error: nothing was stored
                      → run it again when you have the value at hand

                    """)
        }
    }

    @Test(arguments: [[], [canary], [canary, "https://x.example", ""]])
    func `stores nothing when the person goes away`(typed: [String]) async throws {
        try await run(typed) { stage, code, changes in
            #expect(code == 1 && changes.isEmpty)
            #expect(stage.errors.contains("error: nothing was stored"))
        }
    }

    @Test func `stores nothing when everything is kept`() async throws {
        try await run(["", "", "", ""], secrets: SecretExample.secrets(token: .set, url: .set)) { stage, code, changes in
            #expect(code == 0 && changes.isEmpty)
            #expect(stage.errors.hasSuffix("there is nothing new to store\n"))
        }
    }

    @Test func `does not take for whole what a terminal has cut`() async throws {
        let long = "https://x.example/" + String(repeating: "a", count: 4096)
        try await run([canary, long]) { stage, _, changes in
            #expect(changes.isEmpty)
            #expect(stage.errors.contains("run 'mcp-manager secrets set jira-helper JIRA_URL --from file:PATH'"))
        }
    }

    @Test(arguments: [true, false])
    func `is for a person who wants questions`(isTerminal: Bool) async {
        let stage = Stage(Input(isTerminal: isTerminal))
        #expect(await stage.run(["secrets", "setup", "x"] + (isTerminal ? ["--yes"] : [])) == 2)
        #expect(stage.errors.contains("mcp-manager secrets set x KEY"))
    }

    @Test func `asks nothing when there is no store`() async throws {
        try await run([canary], secrets: SecretExample.secrets(store: nil)) { stage, code, _ in
            #expect(code == 1 && stage.untyped == [canary])
            #expect(stage.errors.hasPrefix("error: there is no store that takes new values now\n"))
        }
    }
}
