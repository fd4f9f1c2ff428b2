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
        app.press(.submitField, .submitField, .submitField, .submitField)
        return app
    }

    @Test func `goes from the first field to the server that has them`() {
        var app = filled()
        let review = app.lines(of: .secrets).joined(separator: "\n")
        #expect(review.contains("JIRA_API_TOKEN   new  ••••••••"))
        #expect(review.contains("JIRA_BASE_URL    new  ••••••••"))
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

    @Test func `goes on without what is out of reach`() {
        var app = open { secrets in
            for index in secrets.secrets.indices where secrets.secrets[index].state == .missing {
                secrets.secrets[index].state = .unreachable
            }
        }
        for _ in 0..<5 { app.press(.submitField) }
        let review = app.lines(of: .secrets).joined(separator: "\n")
        #expect(review.contains("JIRA_API_TOKEN   kept as it is, out of reach now"))
        app.press(.pressButton)
        #expect(app.toast() == "nothing was changed")
    }

    // MARK: Pasting

    @Test func `changes nothing of a value but control characters`() {
        let value = "🇩🇪👩‍💻1️⃣co\u{AD}op\u{2066}é"
        var app = open()
        app.paste(value + "\u{1B}\r\n")
        #expect(app.state.form?.focused?.draft?.revealed.unicodeScalars.elementsEqual(value.unicodeScalars) == true)
        #expect(app.toast() == "pasted \(value.count) characters")
        #expect(app.frame.violations.isEmpty)
    }

    @Test func `takes one line with breaks around it as one line`() {
        var app = open()
        app.paste("\nhttps://a.example\n\n")
        #expect(app.state.form?.question == nil)
        #expect(app.state.form?.focused?.editor.text == "https://a.example")
        _ = app.toast()
    }

    @Test func `keeps lines and their tabs, and no other control characters`() {
        var app = open()
        app.paste("{\n\t\"key\":\u{7} 1\n}\n")
        app.press(.pressButton)
        #expect(app.toast() == "pasted 13 characters")
        #expect(app.state.form?.focused?.draft == SecretValue("{\n\t\"key\": 1\n}"))
    }

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

    @Test func `has room for every button of its questions on the smallest screen`() {
        var app = open(columns: 40, rows: 10)
        app.paste("a\nb")
        #expect(app.screen.contains(" Keep lines   Join   Cancel "), "\n\(app.screen)")
        app.press(.cancel)
        app.type("https://a.example")
        app.press(.leaveForm)
        #expect(app.screen.contains("Keep editing Keep draft Discard"), "\n\(app.screen)")
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
        app.press(.pane(.servers), .showSecrets)
        #expect(app.toast() == "here is your draft")
        #expect(app.state.form?.focused?.editor.text == "https://a.example")
    }

    @Test func `asks in a draft what is asked now`() {
        var app = open()
        app.type("https://a.example")
        app.press(.submitField)
        app.type(token)
        app.press(.leaveForm, .nextButton, .pressButton)
        _ = app.toast()
        var changed = Sample.secrets(of: "notion")
        changed.secrets[0].requirement.from = "env:JIRA_URL"
        changed.secrets.append(SecretStatus(requirement: Sample.requirement("NEW_KEY"), state: .missing))
        app.receive(.happened(generation: 1, Sample.event(9, "notion", "its definition changed", kind: .changed, second: 1)))
        app.answer(changed)
        app.press(.down, .editSecret)
        _ = app.toast()
        #expect(app.state.form?.values == ["JIRA_API_TOKEN": SecretValue(token)])
        #expect(app.state.form?.focused?.name == "JIRA_API_TOKEN")
        #expect(app.state.form?.fields.last?.name == "NEW_KEY")
    }

    @Test func `does not offer a draft of what was stored after all`() {
        var app = filled()
        app.press(.pressButton, .leaveForm, .nextButton, .pressButton)
        _ = app.toast()
        #expect(app.state.drafts.count == 1)
        let applied = SecretsApplied(secrets: Sample.secrets(of: "notion"), status: Sample.server("notion", .starting))
        app.receive(.secretsApplied(Sample.id("notion"), generation: 2, .success(applied)))
        #expect(app.toast() == "what was typed for notion is stored")
        #expect(app.state.drafts.isEmpty)
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

    @Test func `is closed when its server is gone after the daemon was`() {
        var app = open()
        app.type("https://a.example")
        app.receive(.lost(generation: 1, .daemonEnded))
        app.press(.leaveForm, .nextButton, .pressButton)
        _ = app.toast()
        app.press(.refresh)
        let others = Sample.household.filter { $0.id.rawValue != "notion" }
        app.receive(.connected(generation: app.state.generation, daemon: Sample.daemon, servers: others, at: app.now))
        #expect(app.state.drafts.isEmpty && app.state.form == nil)
    }

    @Test func `is never open where it cannot be seen`() {
        var app = open()
        app.press(.leaveForm, .pane(.servers))
        app.press(.nextTab)
        app.select("git")
        app.press(.palette)
        app.type("Give the server its secrets")
        app.press(.run)
        #expect(app.state.form == nil)
        #expect(app.toast() == "its secrets are not shown; 5 shows them")
    }

    @Test func `takes no key on a screen that is too small for it`() {
        var app = open()
        app.type("https://a.example")
        app.resize(39, 9)
        app.press(key: .character("x"))
        app.paste("x")
        app.press(key: .enter)
        #expect(app.state.form?.focused?.editor.text == "https://a.example")
        app.press(key: .character("q"))
        #expect(app.toast() == "what was typed would be lost; once more quits")
        app.press(key: .character("q"))
        #expect(app.takeEffects().last == .quit)
    }

    @Test func `keeps a question open while the screen is painted anew`() {
        var app = open()
        app.paste("a\nb")
        app.press(.redraw)
        #expect(app.takeEffects().last == .redraw && app.state.form?.question != nil)
    }

    @Test func `warns before a draft is lost with the dashboard`() {
        var app = open()
        app.type("https://a.example")
        app.press(.leaveForm, .nextButton, .pressButton)
        _ = app.toast()
        app.press(.quit)
        #expect(app.toast() == "what was typed would be lost; once more quits")
        #expect(!app.takeEffects().contains(.quit))
        app.press(.down)
        app.press(.quit)
        _ = app.toast()
        app.press(.quit)
        #expect(app.takeEffects().last == .quit)
    }

    // MARK: Trouble

    @Test(arguments: [(40, 10), (40, 12), (80, 24)])
    func `says what went wrong where there is little room`(columns: Int, rows: Int) {
        var app = filled(columns: columns, rows: rows)
        app.press(.pressButton)
        let full = ErrorReport(code: "vault-not-written", problem: "the vault was not changed", remedy: "make room")
        app.receive(.secretsApplied(Sample.id("notion"), generation: 2, .failure(full)))
        #expect(app.screen.contains("the vault was not changed") && app.screen.contains("Apply"), "\n\(app.screen)")
    }

    @Test func `keeps its frame where a field has more to say than there are rows`() {
        var app = open(columns: 40, rows: 10) { secrets in
            secrets.secrets[0].requirement.description = "A description that is much longer than the few columns there are for it"
            secrets.secrets[0].requirement.validation.minLength = 60
            secrets.secrets[0].requirement.validation.example = "https://a-very-long-example.of-an-address.example.com/api/v2"
        }
        app.type("ftp://short")
        app.press(.submitField)
        let rows = app.frame.rows
        #expect(rows[8].hasPrefix("╰─") && rows[8].hasSuffix("─╯"), "\n\(app.screen)")
        #expect(app.screen.contains("JIRA_BASE_URL") && app.screen.contains("•••••••••••") && app.screen.contains("✘ must begin"))
    }

    @Test func `acknowledges an error before it is left`() {
        var app = open()
        app.type("https://a.example")
        app.receive(.secretsApplied(Sample.id("notion"), generation: 77, .failure(.daemonEnded)))
        _ = app.toast()
        app.press(.leaveForm)
        #expect(app.state.toast == nil && app.state.form?.question == nil)
    }

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
        app.press(.reveal, .leaveForm, .cancel)
        #expect(!app.screen.contains(token))
    }

    @Test func `offers to show only what is hidden`() {
        var app = open()
        // An address may hold a password, so that it is hidden as well.
        #expect(app.footer.contains("Ctrl-R reveal 10 s") && app.footer.contains("Esc leave"))
        app.type("https://me:hunter2@a.example")
        #expect(!app.screen.contains("hunter2"))
        app.press(.submitField)
        app.type(token)
        app.press(.submitField)
        #expect(app.state.form?.focused?.name == "JIRA_USER_EMAIL" && !app.footer.contains("Ctrl-R"))
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
