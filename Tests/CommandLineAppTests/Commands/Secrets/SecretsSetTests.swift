import ControlAPI
import ServerModel
import Testing

@testable import CommandLineApp

private let path = SecretExample.path
private let canary = SecretExample.canary

struct `Storing a secret` {
    private func replies(
        _ secrets: ServerSecrets = SecretExample.secrets(), then phase: Phase = .starting
    ) throws -> [String: [FakeDaemon.Reply]] {
        let after = SecretExample.secrets(token: .set, url: .set)
        return [
            "GET \(path)": [try .value(secrets)], "PUT \(path)": [try .value(SecretExample.applied(after, phase))],
        ]
    }

    @Test func `takes what is piped in`() async throws {
        try await FakeDaemon.run(try replies()) { daemon in
            let stage = Stage(Input(piped: "\(canary)\n"))
            #expect(await stage.run("secrets", "set", "jira-helper", "JIRA_TOKEN", "--home", daemon.home) == 0)
            let changes = try daemon.changes()
            #expect(changes == [SecretChanges(values: ["JIRA_TOKEN": canary])])
            #expect(stage.output == "stored JIRA_TOKEN in the encrypted vault\njira-helper is starting\n")
            #expect(!stage.everything.contains(canary))
        }
    }

    @Test func `asks a person, as often as it takes, and shows nothing`() async throws {
        try await FakeDaemon.run(try replies()) { daemon in
            let stage = Stage(Input(typed: ["", "short", canary], isTerminal: true))
            let line = ["secrets", "set", "jira-helper", "JIRA_TOKEN", "--no-restart", "--home", daemon.home]
            #expect(await stage.run(line) == 0)
            let changes = try daemon.changes()
            #expect(changes == [SecretChanges(values: ["JIRA_TOKEN": canary], restarts: false)])
            #expect(
                stage.errors == """
                    JIRA_TOKEN (not shown):\u{20}
                      ✘ JIRA_TOKEN is empty
                        → for example ATATT3xFf
                    JIRA_TOKEN (not shown): ••••••••
                      ✘ JIRA_TOKEN has 5 characters, and at least 8 are wanted
                        → for example ATATT3xFf
                    JIRA_TOKEN (not shown): ••••••••

                    """)
        }
    }

    @Test func `is given up with Ctrl-C`() async throws {
        try await FakeDaemon.run(try replies()) { daemon in
            let stage = Stage(Input(isTerminal: true))
            #expect(await stage.run("secrets", "set", "jira-helper", "JIRA_TOKEN", "--home", daemon.home) == 1)
            #expect(stage.errors.hasPrefix("JIRA_TOKEN (not shown): \nerror: nothing was stored\n"))
            let changes = try daemon.changes()
            #expect(changes.isEmpty)
        }
    }

    @Test func `reads it from where --from says, also in a terminal`() async throws {
        try await FakeDaemon.run(try replies()) { daemon in
            let stage = Stage(Input(isTerminal: true))
            let line = ["secrets", "set", "jira-helper", "JIRA_TOKEN", "--from", "env:TOKEN", "--home", daemon.home]
            #expect(await stage.run(line, environment: ["TOKEN": canary]) == 0)
            let changes = try daemon.changes()
            #expect(changes == [SecretChanges(values: ["JIRA_TOKEN": canary])])
        }
    }

    @Test func `refuses what breaks the rules, without telling it`() async throws {
        try await FakeDaemon.run(try replies()) { daemon in
            let stage = Stage(Input(piped: "http://\(canary)"))
            #expect(await stage.run("secrets", "set", "jira-helper", "JIRA_URL", "--json", "--home", daemon.home) == 1)
            let report = try ControlCoding.decode(ErrorReport.self, from: Array(stage.errors.utf8))
            #expect(report.code == "invalid-secret" && report.problem == "JIRA_URL must begin with https://")
            #expect(!stage.everything.contains(canary))
            let changes = try daemon.changes()
            #expect(changes.isEmpty)
        }
    }

    @Test func `says so when the server does not ask for it`() async throws {
        try await FakeDaemon.run(try replies()) { daemon in
            let stage = Stage(Input(piped: canary))
            #expect(await stage.run("secrets", "set", "jira-helper", "OTHER", "--home", daemon.home) == 0)
            #expect(stage.errors == "note: 'jira-helper' asks for no OTHER\n")
        }
    }

    @Test(arguments: ["set", "update", "rotate"])
    func `wants no value for what is kept elsewhere, before anybody types`(verb: String) async throws {
        try await FakeDaemon.run(try replies()) { daemon in
            let stage = Stage(Input(typed: [canary], isTerminal: true))
            #expect(await stage.run("secrets", verb, "jira-helper", "SMTP_PASSWORD", "--home", daemon.home) == 1)
            #expect(
                stage.errors.hasPrefix(
                    "error: SMTP_PASSWORD of 'jira-helper' is kept elsewhere: its definition says 'from: env:SMTP'\n"))
            #expect(stage.untyped == [canary])
        }
    }

    @Test func `needs a store`() async throws {
        try await FakeDaemon.run(try replies(SecretExample.secrets(store: nil))) { daemon in
            let stage = Stage(Input(typed: [canary], isTerminal: true))
            #expect(await stage.run("secrets", "set", "jira-helper", "JIRA_TOKEN", "--home", daemon.home) == 1)
            #expect(stage.errors.contains("run 'mcp-manager secrets doctor'"))
            #expect(stage.untyped == [canary])
        }
    }

    @Test func `with update needs an old value`() async throws {
        try await FakeDaemon.run(try replies(SecretExample.secrets(url: .set))) { daemon in
            let stage = Stage(Input(piped: "https://x.example"))
            #expect(await stage.run("secrets", "update", "jira-helper", "JIRA_TOKEN", "--json", "--home", daemon.home) == 1)
            let report = try ControlCoding.decode(ErrorReport.self, from: Array(stage.errors.utf8))
            #expect(report.code == "unknown-secret")
            #expect(report.remedy == "run 'mcp-manager secrets set jira-helper JIRA_TOKEN' to store one")
            #expect(await stage.run("secrets", "update", "jira-helper", "JIRA_URL", "--home", daemon.home) == 0)
            let changes = try daemon.changes()
            #expect(changes == [SecretChanges(values: ["JIRA_URL": "https://x.example"])])
        }
    }

    @Test(arguments: [
        ["set", "x", "KEY", canary], ["set", "x", "KEY=\(canary)"], ["update", "x", "KEY", canary],
        ["set", "x", "KEY", "--", canary], ["rotate", "x", "KEY", canary], ["rotate", "x", "KEY=\(canary)"],
        ["unlock", canary], ["change-key", canary], ["set", "x", "KEY", "--from", canary],
        ["set", "x", "KEY", "--value=\(canary)"],
    ])
    func `never takes a value from arguments, nor tells it`(line: [String]) async {
        let stage = Stage(Input(piped: "other"))
        #expect(await stage.run(["secrets"] + line + ["--home", "/nowhere/at/all"]) == 2)
        #expect(!stage.everything.contains(canary))
        #expect(!stage.errors.isEmpty)
    }

    @Test func `explains why arguments are no place for a value`() async {
        let stage = Stage()
        #expect(await stage.run("secrets", "set", "x", "KEY", canary) == 2)
        #expect(
            stage.errors == """
                error: a secret's value is never taken from arguments: every process can read them, and the shell keeps its history
                  → leave it out and type it when you are asked, or pipe it in; and use another one if it was real

                """)
    }
}
