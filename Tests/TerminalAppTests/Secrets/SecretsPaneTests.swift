import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

struct `The pane of secrets` {
    private func open(_ name: String = "github", columns: Int = 120, rows: Int = 40) -> Scenario {
        var app = Scenario(columns: columns, rows: rows)
        app.select(name)
        app.press(.showSecrets)
        return app
    }

    @Test func `asks for them when it is to be seen, and again for another server`() {
        var app = open()
        #expect(app.takeEffects().last == .loadSecrets(Sample.id("github"), generation: 1))
        app.press(.pane(.servers), .down)
        #expect(app.takeEffects().contains(.loadSecrets(Sample.id("grafana"), generation: 2)))
        app.press(.paneServer)
        #expect(!app.takeEffects().contains(.loadSecrets(Sample.id("grafana"), generation: 3)))
    }

    @Test func `shows what a server needs, has and lacks, and no value`() {
        var app = open()
        app.answer(Sample.secrets(of: "github"))
        let lines = app.lines(of: .secrets).joined(separator: "\n")
        for words in [
            "JIRA_BASE_URL  required · url", "missing", "Jira API token for authentication", "JIRA_USER_EMAIL  optional · email",
            "system keyring", "env:PROXY", "kept in  system keyring   service mcp-manager.github", "used by  this server only",
        ] { #expect(lines.contains(words), "\(words) is not in\n\(lines)") }
    }

    @Test(arguments: [(120, 40), (80, 24)])
    func `tells what to write for a server without any, in full`(columns: Int, rows: Int) {
        var app = open(columns: columns, rows: rows)
        app.answer(ServerSecrets(server: Sample.id("github"), secrets: []))
        #expect(app.lines(of: .secrets).contains { $0.contains("- {name: API_TOKEN, required: true}") })
    }

    @Test func `says why one cannot be read, and what to do`() {
        var app = open()
        var secrets = Sample.secrets(of: "github", store: nil)
        secrets.secrets[0].state = .unreachable
        secrets.secrets[0].problem = ErrorReport(code: "locked", problem: "the keyring is locked", remedy: "unlock it")
        app.answer(secrets)
        let screen = app.screen
        #expect(screen.contains("the keyring is locked") && screen.contains("unlock it"))
        #expect(screen.contains("nowhere: no store takes values") && screen.contains("mcp-manager secrets doctor"))
    }

    @Test func `says why no store takes values, and what to do`() {
        var app = open()
        let locked = ErrorReport(
            code: "vault-locked", problem: "the vault is locked", remedy: "open it with 'mcp-manager secrets unlock'")
        let store = SecretStoreReport(kind: .vault, state: .locked, place: "/home/kim/vault", problem: locked)
        app.answer(Sample.secrets(of: "github", store: store))
        let lines = app.lines(of: .secrets).joined(separator: "\n")
        #expect(lines.contains("kept in  nowhere: the vault is locked\n           open it with 'mcp-manager secrets unlock'"))
    }

    @Test func `shows the whole of what to do on a small screen`() {
        var app = open(columns: 80, rows: 24)
        let none = ErrorReport(
            code: "keyring-absent", problem: "there is no system keyring: the daemon's environment names no D-Bus session",
            remedy:
                "start the daemon anew from within your desktop session, or make a vault with 'mcp-manager secrets unlock --create'"
        )
        var secrets = Sample.secrets(of: "github", store: SecretStoreReport(kind: .keyring, state: .absent, problem: none))
        secrets.secrets.removeLast(secrets.secrets.count - 1)
        app.answer(secrets)
        let words = app.lines(of: .secrets).joined(separator: " ").split(separator: " ").joined(separator: " ")
        #expect(words.contains("or make a vault with 'mcp-manager secrets unlock --create'"), "\(app.screen)")
        #expect(words.contains("this server only; in no file or log"), "\(app.screen)")
    }

    @Test func `says where the vault is`() {
        var app = open()
        let store = SecretStoreReport(kind: .vault, state: .ready, takesNewValues: true, place: "/home/kim/.mcp_servers/vault")
        app.answer(Sample.secrets(of: "github", store: store))
        #expect(app.screen.contains("kept in  encrypted vault   /home/kim/.mcp_servers/vault"))
    }

    @Test func `says why it has nothing to show`() {
        var app = open()
        let gone = ErrorReport(code: "no-answer", problem: "the daemon did not answer in 5 s", remedy: "press R to ask again")
        app.receive(.secrets(Sample.id("github"), generation: 1, .failure(gone)))
        #expect(app.screen.contains("the daemon did not answer in 5 s") && app.screen.contains("press R to ask again"))
        app.press(.refresh)
        app.receive(.reloaded(generation: 1, daemon: Sample.daemon, servers: Sample.household, at: app.now))
        #expect(app.takeEffects().last == .loadSecrets(Sample.id("github"), generation: 2))
    }

    @Test func `takes no notice of a late answer`() {
        var app = open()
        app.press(.pane(.servers), .down)
        app.receive(.secrets(Sample.id("github"), generation: 1, .success(Sample.secrets(of: "github"))))
        #expect(!app.screen.contains("JIRA_BASE_URL"))
    }

    @Test func `looks again when something happened to the server`() {
        var app = open()
        app.answer(Sample.secrets(of: "github"))
        _ = app.takeEffects()
        app.receive(.happened(generation: 1, Sample.event(9, "github", "its definition changed", kind: .changed, second: 5)))
        #expect(app.takeEffects().contains(.loadSecrets(Sample.id("github"), generation: 2)))
        // What is known stays to be seen meanwhile.
        #expect(app.screen.contains("JIRA_BASE_URL"))
    }

    @Test func `asks before a value goes, names it, and says the command`() {
        var app = open()
        app.answer(Sample.secrets(of: "github"))
        app.press(.down, .down, .deleteSecret)
        #expect(app.deletion?.title == "Delete JIRA_USER_EMAIL of github?")
        #expect(app.screen.contains("mcp-manager secrets delete github JIRA_USER_EMAIL"))
        app.press(.pressButton)
        #expect(app.deletion == nil)
        app.press(.deleteSecret, .confirm)
        #expect(app.takeEffects().last == .deleteSecret(Sample.id("github"), "JIRA_USER_EMAIL", generation: 2))
        let rest = Sample.secrets(of: "github").secrets.filter { $0.name != "JIRA_USER_EMAIL" }
        let left = ServerSecrets(server: Sample.id("github"), secrets: rest, store: Sample.keyring)
        app.receive(
            .secretsApplied(
                Sample.id("github"), generation: 2, .success(SecretsApplied(secrets: left, status: Sample.server("github")))))
        #expect(app.toast() == "JIRA_USER_EMAIL of github is deleted")
        #expect(!app.lines(of: .secrets).contains { $0.contains("JIRA_USER_EMAIL") })
    }

    @Test(arguments: [(40, 12), (120, 40)])
    func `cuts nothing off its question`(columns: Int, rows: Int) {
        var app = open(columns: columns, rows: rows)
        app.answer(Sample.secrets(of: "github"))
        app.press(.down, .down, .deleteSecret)
        let words = app.screen
        for word in ["store.", "on.", "JIRA_USER_EMAIL", "Cancel", "Delete "] {
            #expect(words.contains(word), "\(word) is not in\n\(words)")
        }
    }

    @Test func `says that a value could not be deleted`() {
        var app = open()
        app.answer(Sample.secrets(of: "github"))
        app.press(.down, .down, .deleteSecret, .confirm)
        let locked = ErrorReport(code: "vault-locked", problem: "the vault is locked", remedy: "unlock it")
        app.receive(.secretsApplied(Sample.id("github"), generation: 2, .failure(locked)))
        #expect(app.toast() == "the vault is locked" && app.state.toast?.isError == true)
    }

    @Test(arguments: [Action.rotateSecret, .deleteSecret])
    func `says why something cannot be done`(action: Action) {
        var app = open()
        app.answer(Sample.secrets(of: "github"))
        app.press(action)
        #expect(app.toast() == "no store has a value for JIRA_BASE_URL")
        app.press(.bottom, action)
        #expect(app.toast() == "PROXY_KEY is kept elsewhere: env:PROXY")
    }

    @Test func `copies a secret's name or the line that gives it, and no value`() {
        var app = open()
        app.answer(Sample.secrets(of: "github"))
        app.press(.copySecret)
        app.type("n")
        #expect(app.effects.last == .copy("JIRA_BASE_URL", what: "the name"))
        app.press(.copySecret)
        app.type("c")
        #expect(app.effects.last == .copy("mcp-manager secrets set github JIRA_BASE_URL", what: "the command line"))
    }

    @Test func `says that there is no secret to copy`() {
        var app = open()
        app.answer(ServerSecrets(server: Sample.id("github"), secrets: []))
        app.press(.copySecret)
        #expect(app.toast() == "github asks for no secret")
    }

    @Test func `opens the form at once for a server that waits for a secret`() {
        var app = open("notion")
        #expect(app.state.form == nil)
        app.answer(Sample.secrets(of: "notion"))
        #expect(app.state.form?.focused?.name == "JIRA_BASE_URL")
    }

    @Test(arguments: [Action.pane(.servers), .help])
    func `calls nobody back who went elsewhere before the answer came`(elsewhere: Action) {
        var app = open("notion", columns: 50)
        app.press(elsewhere)
        app.answer(Sample.secrets(of: "notion"))
        #expect(app.state.form == nil)
    }

    @Test func `is what the status names as the next key`() {
        var app = Scenario()
        app.select("notion")
        #expect(app.lines(of: .status).contains { $0.contains("next") && $0.contains("S secrets") })
    }

    @Test(arguments: [(40, 12), (80, 24), (120, 40), (200, 50)])
    func `looks as kept`(columns: Int, rows: Int) throws {
        var app = open("notion", columns: columns, rows: rows)
        app.answer(Sample.secrets(of: "notion"))
        app.press(.leaveForm)
        try Golden.expect(app.frame, is: "secrets-\(columns)x\(rows)")
    }
}
