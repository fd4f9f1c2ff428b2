import ControlAPI
import ServerModel
import Testing

@testable import CommandLineApp

private let path = "/api/v1/servers/jira-helper/secrets"

/// The one value that nobody may ever see.
private let canary = "canary-4711"

extension Stage {
    /// Everything a person, a file or a pipe could get.
    fileprivate var everything: String { output + errors }
}

extension FakeDaemon {
    fileprivate func changes() throws -> [SecretChanges] {
        try received.filter { $0.line == "PUT \(path)" }.map { try ControlCoding.decode(SecretChanges.self, from: $0.body) }
    }
}

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

struct `The vault` {
    private let route = "POST /api/v1/secrets/vault"

    private func request(
        _ line: [String], _ input: Input = Input(), environment: [String: String] = [:], code: Int32 = 0,
        _ check: (Stage, VaultRequest?) throws -> Void
    ) async throws {
        try await FakeDaemon.run([route: [try .value([SecretExample.vault])]]) { daemon in
            let stage = Stage(input)
            #expect(await stage.run(["secrets"] + line + ["--home", daemon.home], environment: environment) == code)
            #expect(!stage.everything.contains(canary))
            let body = daemon.received.last?.body
            try check(stage, try body.map { try ControlCoding.decode(VaultRequest.self, from: $0) })
        }
    }

    @Test func `is opened with a passphrase from the environment, a person or a pipe`() async throws {
        let wanted = VaultRequest(.unlock, passphrase: canary)
        let environment = ["MCP_MANAGER_VAULT_PASSPHRASE": canary]
        try await request(["unlock"], Input(typed: ["no"], isTerminal: true), environment: environment) { stage, request in
            #expect(request == wanted && stage.untyped == ["no"])
            #expect(stage.output == "✔ encrypted vault  /h/state/vault  in use, new values go there\n")
        }
        try await request(["unlock"], Input(typed: ["", canary], isTerminal: true)) { stage, request in
            #expect(request == wanted)
            #expect(stage.errors.contains("a passphrase cannot be empty"))
        }
        try await request(["unlock"], Input(piped: "\(canary)\n")) { #expect($1 == wanted) }
        try await request(["unlock"], code: 2) { stage, request in
            #expect(request == nil && stage.errors.contains("set MCP_MANAGER_VAULT_PASSPHRASE"))
        }
    }

    @Test func `is made with a passphrase that was typed twice`() async throws {
        let typed = Input(typed: [canary, "other", canary, canary], isTerminal: true)
        try await request(["unlock", "--create"], typed) { stage, request in
            #expect(request == VaultRequest(.create, passphrase: canary))
            #expect(stage.errors.contains("✘ these are two"))
            #expect(stage.untyped.isEmpty)
        }
    }

    @Test func `is opened with a file or the keyring, without questions`() async throws {
        let person = Input(typed: ["no"], isTerminal: true)
        try await request(["unlock", "--key-file", "/k"], person) { #expect($1 == VaultRequest(.unlock, keyFile: "/k")) }
        try await request(["unlock", "--key-file", "k"], person) { _, request in
            let path = try #require(request?.keyFile)
            #expect(path.hasPrefix("/") && path.hasSuffix("/k"))
        }
        try await request(["unlock", "--create", "--keyring"], person) {
            #expect($1 == VaultRequest(.create, usesKeyring: true))
        }
        try await request(["lock"], person) { #expect($1 == VaultRequest(.lock)) }
    }

    @Test func `gets another key, and never the old one from the environment`() async throws {
        let environment = ["MCP_MANAGER_VAULT_PASSPHRASE": "the old one"]
        let typed = Input(typed: [canary, canary], isTerminal: true)
        try await request(["change-key"], typed, environment: environment) {
            #expect($1 == VaultRequest(.changeKey, passphrase: canary))
        }
    }
}

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
