import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

private let token = "abcdefghij0123456789"

struct `The form for secrets` {
    private func open(columns: Int = 120, rows: Int = 40, _ adjust: (inout ServerSecrets) -> Void = { _ in }) -> Scenario {
        var app = Scenario(columns: columns, rows: rows)
        app.select("notion")
        app.press(.showSecrets)
        var secrets = Sample.secrets(of: "notion")
        adjust(&secrets)
        app.answer(secrets)
        return app
    }

    /// Through all fields, up to the review.
    private func filled(columns: Int = 120, rows: Int = 40) -> Scenario {
        var app = open(columns: columns, rows: rows)
        app.type("https://acme.atlassian.net")
        app.press(.submitField)
        app.type(token)
        app.press(.submitField, .submitField, .submitField)
        return app
    }

    @Test func `goes from the first field to the server that has them`() {
        var app = filled()
        let review = app.lines(of: .secrets).joined(separator: "\n")
        #expect(review.contains("JIRA_API_TOKEN   new  ••••••••"))
        #expect(review.contains("JIRA_BASE_URL    new  https://acme.atlassian.net"))
        #expect(review.contains("JIRA_USER_EMAIL  kept as it is"))
        #expect(review.contains("REGION           skipped"))
        #expect(review.contains("PROXY_KEY        kept elsewhere: env:PROXY"))
        #expect(review.contains("mcp-manager secrets set notion JIRA_API_TOKEN"))
        app.press(.pressButton)
        let values = ["JIRA_BASE_URL": SecretValue("https://acme.atlassian.net"), "JIRA_API_TOKEN": SecretValue(token)]
        #expect(app.takeEffects().last == .applySecrets(Sample.id("notion"), values, generation: 2))
        #expect(app.screen.contains("storing"))

        let applied = SecretsApplied(secrets: Sample.secrets(of: "notion"), status: Sample.server("notion", .starting))
        app.receive(.secretsApplied(Sample.id("notion"), generation: 2, .success(applied)))
        let starting = Sample.event(9, "notion", "starting", status: Sample.server("notion", .starting), second: 1)
        app.receive(.happened(generation: 1, starting))
        #expect(app.lines(of: .secrets).contains { $0.contains("server") && $0.contains("starting") })
        #expect(app.lines(of: .secrets).contains { $0.contains("kept in") && $0.contains("system keyring") })
        app.press(.pressButton)
        #expect(app.state.form == nil)
    }

    @Test func `shows what is wrong under the field, and how it should be`() {
        var app = open()
        app.type("http://acme.example")
        app.press(.submitField)
        #expect(app.state.form?.focused?.name == "JIRA_BASE_URL")
        let lines = app.lines(of: .secrets).joined(separator: "\n")
        #expect(lines.contains("✘ must begin with https://") && lines.contains("for example https://company.atlassian.net"))
        // What is mended is no longer wrong, while it is typed.
        for _ in 0..<"http://acme.example".count { app.press(key: .backspace) }
        app.type("https://a")
        #expect(!app.lines(of: .secrets).contains { $0.contains("✘") })
    }

    @Test func `goes back without a word, and keeps what was typed`() {
        var app = open()
        app.type("https://a.example")
        app.press(.submitField)
        app.type("short")
        app.press(.previousField)
        #expect(app.state.form?.focused?.editor.text == "https://a.example")
        app.press(.nextField)
        #expect(app.state.form?.focused?.editor.text == "short")
        app.press(.nextField)
        #expect(app.state.form?.focused?.problems == ["has 5 characters, and at least 10 are wanted"])
    }

    @Test func `comes back from the review`() {
        var app = filled()
        app.press(.nextButton, .pressButton)
        #expect(app.state.form?.step == .fields)
        #expect(app.state.form?.values.count == 2)
    }

    @Test func `leaves what is set as it is, and what may be empty empty`() {
        let app = filled()
        #expect(app.state.form?.values.keys.sorted() == ["JIRA_API_TOKEN", "JIRA_BASE_URL"])
    }

    @Test func `does not go on without what is required`() {
        var app = open()
        app.press(.submitField)
        #expect(app.state.form?.focused?.problems == ["is required"])
    }

    @Test func `cycles through choices`() {
        var app = open()
        app.type("https://a.example")
        app.press(.submitField)
        app.type(token)
        app.press(.submitField, .submitField)
        app.press(key: .character(" "))
        #expect(app.state.form?.focused?.editor.text == "eu")
        app.press(key: .right)
        #expect(app.state.form?.focused?.editor.text == "us")
        app.press(key: .backspace)
        #expect(app.state.form?.focused?.draft == nil)
    }

    // MARK: Pasting

    @Test func `takes a paste of ten thousand characters at once`() {
        var app = open()
        app.type("https://a.example")
        app.press(.submitField)
        app.paste(String(repeating: "a", count: 10_240) + "\n")
        #expect(app.toast() == "pasted 10240 characters")
        #expect(app.state.form?.focused?.editor.text.count == 10_240)
        #expect(app.frame.violations.isEmpty && app.frame.cursor != nil)
    }

    @Test(arguments: [(0, "a\nb\n\nc"), (1, "abc"), (2, nil)] as [(Int, String?)])
    func `asks what several lines are to be`(option: Int, value: String?) {
        var app = open()
        app.press(key: .character("x"))
        app.press(key: .backspace)
        app.paste("a\nb\n\nc\n")
        #expect(app.screen.contains("The pasted text has 3 lines."))
        for _ in 0..<option { app.press(.nextButton) }
        app.press(.pressButton)
        #expect(app.state.form?.focused?.draft == value.map { SecretValue($0) })
        _ = app.toast()
    }

    @Test func `drops what is pasted where there is nothing to type into`() {
        var app = filled()
        app.paste("secret")
        #expect(app.state.form?.values.count == 2)
    }

    // MARK: Leaving

    @Test func `is left at once when nothing was typed`() {
        var app = open()
        app.press(.leaveForm)
        #expect(app.state.form == nil)
    }

    @Test func `keeps a draft, and offers it again`() {
        var app = open()
        app.type("https://a.example")
        app.press(.leaveForm, .nextButton, .pressButton)
        #expect(app.toast() == "the draft is kept until the dashboard ends; S opens it again")
        #expect(app.state.form == nil)
        app.press(.paneServers, .showSecrets)
        #expect(app.toast() == "here is your draft")
        #expect(app.state.form?.focused?.editor.text == "https://a.example")
    }

    @Test func `forgets what is discarded`() {
        var app = open()
        app.type("https://a.example")
        app.press(.leaveForm, .nextButton, .nextButton, .pressButton)
        #expect(app.state.form == nil && app.state.drafts.isEmpty)
        app.press(.editSecret)
        #expect(app.state.form?.values.isEmpty == true)
    }

    @Test func `goes on as if Esc had not been pressed`() {
        var app = open()
        app.type("https://a.example")
        app.press(.leaveForm, .cancel)
        #expect(app.state.form?.focused?.editor.text == "https://a.example")
        app.press(.leaveForm, .pressButton)
        #expect(app.state.form?.question == nil && app.state.form != nil)
    }

    @Test func `is closed when its server is removed`() {
        var app = open()
        app.type("https://a.example")
        app.receive(.happened(generation: 1, Sample.event(9, "notion", "removed", kind: .removed, second: 1)))
        #expect(app.state.form == nil)
        #expect(app.toast() == "notion was removed meanwhile")
    }

    // MARK: Trouble

    @Test func `stays with all that was typed when it cannot be stored`() {
        var app = filled()
        app.press(.pressButton)
        let full = ErrorReport(code: "vault-not-written", problem: "the vault was not changed: no space", remedy: "make room")
        app.receive(.secretsApplied(Sample.id("notion"), generation: 2, .failure(full)))
        #expect(app.screen.contains("the vault was not changed: no space") && app.screen.contains("make room"))
        #expect(app.state.form?.values.count == 2)
        app.press(.pressButton)
        #expect(app.takeEffects().last.map { if case .applySecrets = $0 { true } else { false } } == true)
    }

    @Test func `survives the daemon`() {
        var app = filled()
        app.press(.pressButton)
        app.receive(.lost(generation: 1, .daemonEnded))
        #expect(app.screen.contains("the daemon went away while it was storing"))
        #expect(app.state.form?.values.count == 2)
        // The late answer of the daemon that was is nobody's.
        app.receive(.secretsApplied(Sample.id("notion"), generation: 2, .failure(.daemonEnded)))
        _ = app.toast()
        #expect(app.state.form?.values.count == 2)
    }

    @Test func `fits itself to every size in the middle`() {
        var app = open()
        app.type("https://a.example")
        app.press(.submitField)
        app.type("short")
        app.press(.submitField)
        for (columns, rows) in [(40, 12), (80, 24), (200, 50), (45, 10), (120, 40)] {
            app.resize(columns, rows)
            #expect(app.frame.violations.isEmpty)
            let lines = app.lines(of: .secrets).joined(separator: "\n")
            #expect(lines.contains("JIRA_API_TOKEN") && lines.contains("has 5 characters"), "\(columns)x\(rows)\n\(app.screen)")
            #expect(app.frame.cursor != nil)
        }
        #expect(app.state.form?.focused?.editor.text == "short")
    }

    // MARK: What is hidden

    @Test func `shows dots, and the value for ten seconds or until the next field`() {
        var app = open()
        app.type("https://a.example")
        app.press(.submitField)
        app.type(token)
        #expect(app.screen.contains(String(repeating: "•", count: token.count)))
        #expect(!app.screen.contains(token))
        app.press(.reveal)
        #expect(app.screen.contains(token))
        #expect(app.state.nextChange == app.now + .seconds(10))
        app.now = app.now + .seconds(10)
        app.receive(.happened(generation: 1, Sample.event(9, "git", "ready", second: 10)))
        #expect(!app.screen.contains(token) && app.state.nextChange == nil)
        app.press(.reveal, .previousField, .nextField)
        #expect(!app.screen.contains(token))
    }

    @Test func `never has a hidden value in a frame, an event or a message`() {
        var app = filled()
        for step in 0..<6 {
            #expect(!app.screen.contains(token), "step \(step)")
            #expect(!app.state.feed.entries.contains { $0.text.string.contains(token) })
            #expect(app.toast()?.contains(token) != true)
            #expect(!"\(app.effects)".contains(token))
            switch step {
            case 0: app.press(.pressButton)
            case 1: app.receive(.secretsApplied(Sample.id("notion"), generation: 2, .failure(.daemonEnded)))
            case 2: app.press(.backToFields)
            case 3: app.press(.previousField)
            case 4: app.resize(80, 24)
            default: app.press(.leaveForm)
            }
        }
    }

    @Test(arguments: [(40, 12), (80, 24), (120, 40), (200, 50)])
    func `looks as kept`(columns: Int, rows: Int) throws {
        var app = open(columns: columns, rows: rows)
        app.type("https://acme.atlassian.net")
        app.press(.submitField)
        app.type("not a token")
        app.press(.submitField)
        try Golden.expect(app.frame, is: "form-\(columns)x\(rows)")
    }

    @Test(arguments: [(80, 24), (120, 40)])
    func `looks over everything as kept`(columns: Int, rows: Int) throws {
        try Golden.expect(filled(columns: columns, rows: rows).frame, is: "review-\(columns)x\(rows)")
    }

    @Test func `looks in ASCII as kept`() throws {
        var app = filled(columns: 80, rows: 24)
        app.glyphs = .ascii
        app.press(.backToFields)
        #expect(app.frame.rows.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } })
        try Golden.expect(app.frame, is: "form-ascii-80x24")
    }
}

struct `A rotation` {
    private func asked() -> Scenario {
        var app = Scenario()
        app.select("github")
        app.press(.showSecrets)
        app.answer(Sample.secrets(of: "github"))
        app.press(.down, .down, .rotateSecret)
        app.type("new@example.com")
        app.press(.submitField, .pressButton)
        return app
    }

    @Test func `has one field, and is tried`() {
        var app = asked()
        let value = SecretValue("new@example.com")
        #expect(app.takeEffects().last == .rotateSecret(Sample.id("github"), "JIRA_USER_EMAIL", value, generation: 2))
        #expect(app.screen.contains("trying it"))
        let outcome = SecretRotationOutcome(isKept: true, status: Sample.server("github"))
        app.receive(.secretRotated("JIRA_USER_EMAIL", Sample.id("github"), generation: 2, .success(outcome)))
        #expect(app.toast() == "the new value of JIRA_USER_EMAIL is in force")
        #expect(app.state.form == nil)
    }

    @Test func `says that the old value is back, and why`() {
        var app = asked()
        let refusal = ErrorReport(code: "exited", problem: "exit 1: 401 from the server", remedy: "look at its log")
        let outcome = SecretRotationOutcome(isKept: false, problem: refusal, status: Sample.server("github"))
        app.receive(.secretRotated("JIRA_USER_EMAIL", Sample.id("github"), generation: 2, .success(outcome)))
        #expect(app.toast() == "the old value of JIRA_USER_EMAIL is back: exit 1: 401 from the server")
        #expect(app.state.toast?.isError == true)
    }
}
