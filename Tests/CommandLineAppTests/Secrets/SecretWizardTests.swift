import ServerModel
import Testing

@testable import CommandLineApp

struct `The questions for secrets` {
    private func wizard(
        token: SecretStatus.State = .missing, url: SecretStatus.State = .missing
    ) -> SecretWizard { SecretWizard(SecretExample.secrets(token: token, url: url)) }

    /// Gives the answers, which must all be taken.
    private func answered(_ answers: String..., from start: SecretWizard) -> SecretWizard {
        var wizard = start
        for answer in answers { #expect(wizard.answer(answer) == nil, "\(answer)") }
        return wizard
    }

    @Test func `are asked in the order of the definition, but for what is kept elsewhere`() {
        let wizard = wizard()
        #expect(wizard.fields.map(\.requirement.name) == ["JIRA_TOKEN", "JIRA_URL", "JIRA_TIER"])
        #expect(wizard.elsewhere.map(\.name) == ["SMTP_PASSWORD"])
        #expect(wizard.place == .field(0))
        #expect(wizard.fields.map(\.isHidden) == [true, false, false])
    }

    @Test func `are asked of those that are only mentioned, not of those that are only stored`() {
        let mentioned = SecretStatus(requirement: SecretExample.requirement("A"), demand: .mentioned, state: .missing)
        let stored = SecretStatus(requirement: SecretExample.requirement("B"), demand: .none, state: .set, store: .vault)
        let wizard = SecretWizard(ServerSecrets(server: id("x"), secrets: [mentioned, stored]))
        #expect(wizard.fields.map(\.requirement.name) == ["A"])
    }

    @Test func `end at once when there are none`() {
        let wizard = SecretWizard(ServerSecrets(server: id("x"), secrets: [SecretExample.elsewhere]))
        #expect(wizard.place == .agreed && wizard.values.isEmpty)
    }

    @Test func `lead through the fields to the review, and from there to an end`() {
        let reviewed = answered("12345678", "https://x.example", "", from: wizard())
        #expect(reviewed.place == .review)
        for yes in ["", "a", "A", "apply"] { #expect(answered(yes, from: reviewed).place == .agreed) }
        for no in ["q", "quit"] { #expect(answered(no, from: reviewed).place == .abandoned) }
        for back in ["b", "back", "<"] { #expect(answered(back, from: reviewed).place == .field(2)) }
        #expect(reviewed.values == ["JIRA_TOKEN": "12345678", "JIRA_URL": "https://x.example"])
    }

    @Test func `are asked again with what is wrong and the example`() {
        var wizard = wizard()
        let remark = wizard.answer("short")
        #expect(remark?.problem == "JIRA_TOKEN has 5 characters, and at least 8 are wanted")
        #expect(remark?.advice == "for example ATATT3xFf")
        #expect(wizard.place == .field(0) && wizard.values.isEmpty)
        #expect(wizard.answer("12345678") == nil)
        #expect(wizard.answer("ftp://x")?.problem == "JIRA_URL must begin with https://")
        #expect(wizard.place == .field(1))
    }

    @Test func `want a value where one is required and there is none`() {
        var wizard = wizard()
        #expect(wizard.answer("")?.problem == "JIRA_TOKEN is required")
        #expect(wizard.place == .field(0))
    }

    @Test func `say what is wrong with the value that is there`() {
        var status = SecretExample.status(SecretExample.token, .invalid)
        status.problem = ErrorReport(code: "invalid-secret", problem: "JIRA_TOKEN is too short", remedy: "")
        var wizard = SecretWizard(ServerSecrets(server: id("x"), secrets: [status]))
        #expect(wizard.answer("")?.problem == "JIRA_TOKEN is too short")
        #expect(wizard.place == .field(0))
    }

    @Test func `take Enter for leaving things as they are`() {
        let kept = answered("", "", "", from: wizard(token: .set, url: .unreachable))
        #expect(kept.fields.map(\.decision) == [.kept, .kept, .skipped])
        #expect(kept.place == .review && kept.values.isEmpty)
    }

    @Test func `can always be gone back in`() {
        let back = answered("12345678", "https://x.example", "<", "<", from: wizard())
        #expect(back.place == .field(0))
        // What was answered is still there, and Enter keeps it.
        let again = answered("", "back", "87654321", "https://y.example", "", from: back)
        #expect(again.values == ["JIRA_TOKEN": "87654321", "JIRA_URL": "https://y.example"])
        var first = wizard()
        #expect(first.answer("<")?.problem == "there is nothing before this")
        #expect(first.place == .field(0))
    }

    @Test(arguments: [("2", "server"), ("cloud", "cloud"), (" server ", "server"), ("1", "1")])
    func `take a choice by its number or its word, and the word first`(text: String, value: String) {
        let wizard = answered("12345678", "https://x.example", text, from: wizard())
        #expect(wizard.values["JIRA_TIER"] == value)
    }

    @Test(arguments: ["0", "4", "other", "-1"])
    func `take no other choice`(text: String) {
        var wizard = answered("12345678", "https://x.example", from: wizard())
        #expect(wizard.answer(text)?.advice == "choose one of: cloud, server, 1")
        #expect(wizard.place == .field(2))
    }

    @Test func `let spaces around a value count only where they may be meant`() {
        let wizard = answered("  345678", " https://x.example ", from: wizard())
        #expect(wizard.values == ["JIRA_TOKEN": "  345678", "JIRA_URL": "https://x.example"])
    }

    @Test func `take nothing but an answer in the review`() {
        var wizard = answered("", "", "", from: wizard(token: .set, url: .set))
        #expect(wizard.answer("yes")?.advice == "type a, b or q")
        #expect(wizard.place == .review)
    }

    @Test func `show no value when they are printed`() {
        let wizard = answered("very-secret", from: wizard())
        var text = ""
        dump(wizard, to: &text)
        #expect(!text.contains("very-secret") && !"\(wizard)".contains("very-secret"))
    }
}
