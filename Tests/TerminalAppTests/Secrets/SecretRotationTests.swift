import ServerModel
import Testing

@testable import TerminalApp

struct `A rotation` {
    /// With the new value in its field.
    private func typed() -> Scenario {
        var app = Scenario()
        app.select("github")
        app.press(.showSecrets)
        app.answer(Sample.secrets(of: "github"))
        app.press(.down, .down, .rotateSecret)
        app.type("new@example.com")
        return app
    }

    private func asked() -> Scenario {
        var app = typed()
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

    @Test func `has a draft of its own`() {
        var app = typed()
        app.press(.leaveForm, .nextButton, .pressButton)
        _ = app.toast()
        app.press(.editSecret)
        #expect(app.state.form?.purpose == .setup && app.state.form?.isDirty == false)
        app.press(.leaveForm, .rotateSecret)
        #expect(app.toast() == "here is your draft")
        #expect(app.state.form?.values == ["JIRA_USER_EMAIL": SecretValue("new@example.com")])
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
