import ServerModel
import Testing

@testable import CommandLineApp

extension StyledText {
    fileprivate var plain: String { rendered(colored: false) }
}

struct `The screens of secrets` {
    @Test func `list what servers ask for, and below what is not well`() {
        var secrets = SecretExample.secrets(token: .set)
        secrets.secrets[0].state = .invalid
        secrets.secrets[0].problem = ErrorReport(
            code: "invalid-secret", problem: "JIRA_TOKEN has 5 characters", remedy: "set it again")
        let locked = SecretStatus(
            requirement: SecretExample.requirement("KEY", required: false), demand: .mentioned, state: .unreachable,
            problem: ErrorReport(code: "secret-unreachable", problem: "the vault is locked", remedy: "unlock it"))
        let left = SecretStatus(
            requirement: SecretExample.requirement("OLD\u{1B}[2J"), demand: .none, state: .set, origin: "system keyring",
            store: .keyring)
        let other = ServerSecrets(server: id("x"), secrets: [locked, left])
        #expect(
            SecretsView(servers: [secrets, other], times: times).text(width: nil).plain == """
                SERVER       SECRET         STATE          NEED           TYPE      FROM             CHANGED
                jira-helper  JIRA_TOKEN     ✘ invalid      required       password  encrypted vault  2d 7h ago
                jira-helper  JIRA_URL       ◇ missing      required       url       -                -
                jira-helper  JIRA_TIER      ○ missing      optional       choice    -                -
                jira-helper  SMTP_PASSWORD  ✔ set          required       password  env:SMTP         -
                x            KEY            ? unreachable  optional       password  -                -
                x            OLD            ✔ set          not asked for  password  system keyring   -

                ✘ jira-helper JIRA_TOKEN: JIRA_TOKEN has 5 characters
                  → set it again
                ◇ jira-helper JIRA_URL: it was never set
                  → run 'mcp-manager secrets set jira-helper JIRA_URL'
                ? x KEY: the vault is locked
                  → unlock it

                """)
    }

    @Test func `show the stores in their order, and who lacks what`() {
        let stores = [
            SecretStoreReport(
                kind: .keyring, state: .absent,
                problem: ErrorReport(code: "x", problem: "no D-Bus session", remedy: "log in to a desktop")),
            SecretStoreReport(kind: .vault, state: .ready, takesNewValues: true, place: "/h/state/vault"),
        ]
        let report = SecretsReport(stores: stores, servers: [SecretExample.secrets()])
        #expect(
            report.text.plain == """
                – system keyring   not there: no D-Bus session
                                   → log in to a desktop
                ✔ encrypted vault  /h/state/vault  in use, new values go there
                ◇ jira-helper      needs JIRA_TOKEN, JIRA_URL
                                   → run 'mcp-manager secrets setup jira-helper'

                """)
        #expect(report.problems == 1)
        #expect(SecretsReport(stores: stores, servers: []).problems == 0)
    }

    @Test func `say when no store takes values`() {
        let locked = SecretStoreReport(
            kind: .vault, state: .locked, place: "/v",
            problem: ErrorReport(code: "x", problem: "nobody gave its key", remedy: "run 'mcp-manager secrets unlock'"))
        let broken = SecretStoreReport(kind: .keyring, state: .failing)
        let report = SecretsReport(stores: [broken, locked], servers: [])
        #expect(
            report.text.plain == """
                ✘ system keyring   not usable
                ▲ encrypted vault  /v  locked: nobody gave its key
                                   → run 'mcp-manager secrets unlock'
                ✘ new values       no store takes them
                                   → run 'mcp-manager secrets unlock', with --create for a new encrypted vault

                """)
        #expect(report.problems == 2)
    }

    @Test func `say what came of new values`() {
        func text(_ phase: Phase, token: SecretStatus.State = .set, restarts: Bool = true) -> String {
            let applied = SecretExample.applied(SecretExample.secrets(token: token, url: .set), phase)
            return SecretsAppliedView(applied: applied, stored: ["JIRA_TOKEN"], restarts: restarts).text.plain
        }
        let stored = "stored JIRA_TOKEN in the encrypted vault\n"
        #expect(text(.starting) == stored + "jira-helper is starting\n")
        #expect(text(.stopping) == stored + "jira-helper is being started again\n")
        #expect(text(.stopped) == stored + "jira-helper is stopped; its next start has it\n")
        #expect(text(.ready) == stored + "jira-helper is ready\n")
        #expect(
            text(.ready, restarts: false) == stored
                + "jira-helper goes on with what it had; 'mcp-manager restart jira-helper' changes that\n")
        #expect(
            text(.failed(Example.report)) == stored + """
                ✘ failed: it ended 5 times in 60 seconds, last with exit 1
                  → set TOKEN in its definition

                """)
        #expect(
            text(.needsSecret(Example.lack), token: .invalid) == stored + """
                ◇ jira-helper still needs JIRA_TOKEN
                  → run 'mcp-manager secrets setup jira-helper'

                """)
    }

    @Test func `say what came of a rotation`() {
        func status(_ phase: Phase) -> ServerStatus { ServerStatus(id: id("x"), phase: phase, since: now) }
        let ready = SecretRotationOutcome(isKept: true, status: status(.ready))
        #expect(
            SecretRotationView(name: "KEY", outcome: ready).text.plain == "the new KEY is in force, and x is ready with it\n")
        let stopped = SecretRotationOutcome(isKept: true, status: status(.stopped))
        #expect(SecretRotationView(name: "KEY", outcome: stopped).text.plain == "the new KEY is in force; x is stopped\n")

        var after = status(.ready)
        after.lastExit = RunEnd(status: .code(1), at: now, stderrTail: ["401 \u{1B}[31mUnauthorized"])
        let refused = SecretRotationOutcome(isKept: false, problem: Example.report, status: after)
        #expect(
            ErrorView(error: RotationRefused(name: "KEY", outcome: refused)).text.plain == """
                error: 'x' did not become ready with the new KEY, so the old one is back: \
                it ended 5 times in 60 seconds, last with exit 1
                  | 401 Unauthorized
                  → set TOKEN in its definition

                """)
    }
}

struct `The screens of the questions for secrets` {
    private var view: SecretWizardView { SecretWizardView(wizard: SecretWizard(SecretExample.secrets(url: .set))) }

    @Test func `begin with where values will be kept, and how to answer`() {
        #expect(
            view.heading(store: SecretExample.vault).plain == """
                jira-helper asks for 3 secrets
                  SMTP_PASSWORD is kept elsewhere: env:SMTP
                New values will be kept in the encrypted vault (/h/state/vault). Enter keeps a value, or skips one that is optional;
                < goes back; Ctrl-C ends this with nothing stored.

                """)
        let nothing = SecretWizard(ServerSecrets(server: id("x"), secrets: []))
        #expect(
            SecretWizardView(wizard: nothing).heading(store: nil).plain == "x asks for no secret that is to be stored\n")
    }

    @Test func `tell of each all that is known`() {
        #expect(
            view.question(0).plain == """

                JIRA_TOKEN  1 of 3  required, password, ◇ missing
                  The API token of your account
                  for example ATATT3xFf

                """)
        #expect(view.prompt(0).plain == "JIRA_TOKEN (not shown): ")
        #expect(
            view.question(1).plain == """

                JIRA_URL  2 of 3  required, url, ✔ set
                  write a whole address, such as https://example.com

                """)
        #expect(view.prompt(1).plain == "JIRA_URL (Enter keeps it): ")
        #expect(
            view.question(2).plain == """

                JIRA_TIER  3 of 3  optional, choice, ○ missing
                  1  cloud
                  2  server
                  3  1
                  type a number or the word

                """)
        #expect(view.prompt(2).plain == "JIRA_TIER (Enter skips it): ")
    }

    @Test func `show in the end what will be, but no password`() {
        var view = view
        #expect(view.wizard.answer("very-secret") == nil)
        #expect(view.question(0).plain.contains("● new value"))
        #expect(view.prompt(0).plain == "JIRA_TOKEN (not shown, Enter keeps the new one): ")
        #expect(view.wizard.answer("https://x.example/\(String(repeating: "a", count: 80))") == nil)
        #expect(view.wizard.answer("") == nil)
        #expect(
            view.review.plain == """

                  JIRA_TOKEN     ••••••••                                                      new
                  JIRA_URL       https://x.example/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…  new
                  JIRA_TIER      -                                                             skipped
                  SMTP_PASSWORD  env:SMTP                                                      kept elsewhere

                """)
    }

    @Test func `make foreign text harmless`() {
        let nasty = SecretExample.requirement("K\u{1B}[2J", .choice) {
            $0.description = "a\u{1B}]0;t\u{07}b"
            $0.validation.choices = ["\u{1B}[31mred"]
        }
        let secrets = ServerSecrets(server: id("x"), secrets: [SecretStatus(requirement: nasty, state: .missing)])
        let view = SecretWizardView(wizard: SecretWizard(secrets))
        #expect(!(view.question(0) + view.prompt(0) + view.review).plain.contains("\u{1B}"))
    }
}

struct `The screens of credentials in plain text` {
    private func shortened(_ path: String) -> String {
        Stage().context(environment: ["HOME": "/home/u"]).shortened(path)
    }

    @Test func `list where they are, without their values`() {
        #expect(
            CredentialsView(credentials: SecretExample.found, shortened: shortened).text(width: nil).plain == """
                #  WHERE                  FOR              KEY           VALUE     WHY                                  MOVE
                1  ~/.cursor/mcp.json:12  Cursor · github  GITHUB_TOKEN  gh… (40)  a GitHub token by its first letters  yes
                2  /srv/.env:3            -                API_KEY       (6)       its name says so                     \
                with --server NAME
                3  ~/.claude.json:7       Claude · x       --token       sk… (51)  an OpenAI key                        \
                it stands in the middle of an argument

                3 found, 2 can be moved; take them into the store with: mcp-manager secrets move --all

                """)
    }

    @Test func `show how files would change`() {
        let view = CredentialMoveView(move: SecretExample.move, shortened: shortened)
        #expect(
            view.differences.plain == """
                ~/.cursor/mcp.json
                  {
                -   "GITHUB_TOKEN": "gh… (40)"
                +   "command": "mcp-connect"
                  }

                """)
        #expect(view.differences.rendered(colored: true).contains("\u{1B}[31m-   \"GITHUB_TOKEN\""))
        #expect(
            view.list(isDone: false).plain == """
                1 credential to move
                  GITHUB_TOKEN of ~/.cursor/mcp.json:12 → secret GITHUB_TOKEN of github

                """)
    }

    @Test func `say what was moved and how to undo it`() {
        var move = SecretExample.move
        move.id = "m1"
        move.files[0].backup = "/home/u/.mcp_servers/backups/mcp.json"
        let view = CredentialMoveView(move: move, shortened: shortened)
        #expect(
            view.done.plain == """
                moved 1 credential
                  GITHUB_TOKEN of ~/.cursor/mcp.json:12 → secret GITHUB_TOKEN of github
                changed ~/.cursor/mcp.json; what it was is in ~/.mcp_servers/backups/mcp.json
                to undo it: mcp-manager secrets undo m1

                """)
        #expect(view.undone.plain == "put back ~/.cursor/mcp.json\n")
    }
}
