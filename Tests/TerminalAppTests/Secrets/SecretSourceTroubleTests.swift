import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

/// A typed secret that no screen may show.
private let hidden = "hunter2hunter2"

struct `Another source of a secret` {
    /// `TEAM` is to be kept here; that was agreed to, and the daemon changes the definition.
    private func changing() -> Scenario {
        var app = Scenario.form(for: [Sample.team])
        app.choose(.typed)
        app.type(hidden)
        app.press(.submitField)
        app.change()
        app.press(.pressButton)
        return app
    }

    @Test func `is refused before anything is agreed to, and asked about again`() {
        var app = Scenario.form(for: [Sample.shopKey])
        app.choose(.reference(.variable))
        app.type("TEAM_KEY")
        app.press(.submitField)
        app.refuse(ErrorReport(code: "cannot-edit", problem: "notion.yaml is too intricate", remedy: "edit it by hand"))
        #expect(app.screen.contains("✘ notion.yaml is too intricate") && app.screen.contains("edit it by hand"))
        app.press(.pressButton)
        app.change()
        #expect(!app.screen.contains("too intricate") && app.screen.contains("Apply"))
    }

    @Test func `stores nothing when the definition cannot be changed`() {
        var app = Scenario.form(for: [Sample.team, Sample.shopKey])
        app.press(.previousField)
        app.choose(.typed)
        app.type(hidden)
        app.press(.submitField)
        app.type(hidden)
        app.press(.submitField)
        app.change()
        app.press(.pressButton)
        app.refuse(ErrorReport(code: "changed-since", problem: "changed meanwhile: notion.yaml", remedy: "look at the file"))
        #expect(app.stored == nil)
        #expect(app.screen.contains("✘ changed meanwhile: notion.yaml"))
        #expect(app.state.form?.values.count == 2 && app.state.undoable.isEmpty)
        // What was agreed to is not there any more: it is looked over anew.
        app.press(.pressButton)
        app.change()
        #expect(app.screen.contains("Apply") && app.stored == nil)
    }

    @Test func `is not changed twice when the value cannot be stored`() {
        var app = changing()
        app.change()
        let full = ErrorReport(code: "vault-not-written", problem: "the vault was not changed", remedy: "make room")
        app.store(refused: full)
        #expect(app.screen.contains("the vault was not changed"))
        _ = app.takeEffects()
        app.press(.pressButton)
        #expect(app.stored == ["TEAM": SecretValue(hidden)])
        #expect(app.state.form?.edits.isEmpty == true)
    }

    @Test func `stores nothing when the daemon is lost in between`() {
        var app = changing()
        app.receive(.lost(generation: 1, .daemonEnded))
        #expect(app.screen.contains("the daemon went away while it was storing"))
        app.change()
        #expect(app.stored == nil && app.state.form?.values.count == 1)
    }

    // MARK: Leaving

    @Test func `is not lost without a word, and a draft keeps it`() {
        var app = Scenario.form(for: [Sample.shopKey])
        app.choose(.reference(.command))
        app.type("op read x")
        app.press(.leaveForm, .nextButton, .pressButton)
        _ = app.toast()
        app.press(.editSecret)
        #expect(app.toast() == "here is your draft")
        #expect(app.state.form?.focused?.reference == "cmd:op read x")
        #expect(app.lines(of: .secrets).contains { $0.contains("cmd:op read x") })
    }

    @Test func `is the definition's when that changed since the draft`() {
        var app = Scenario.form(for: [Sample.team])
        app.choose(.reference(.file))
        app.press(.leaveForm, .nextButton, .pressButton)
        _ = app.toast()
        var now = Sample.team
        now.requirement.from = "env:ANOTHER"
        app.receive(.happened(generation: 1, Sample.event(9, "notion", "its definition changed", kind: .changed, second: 1)))
        app.answer(ServerSecrets(server: Sample.id("notion"), secrets: [now], store: Sample.keyring))
        app.press(.editSecret)
        _ = app.toast()
        #expect(app.state.form?.focused?.reference == "env:ANOTHER" && app.state.form?.isDirty == false)
    }

    @Test(arguments: [1, 2]) func `goes on with what was agreed to when the form is left`(button: Int) {
        var app = changing()
        app.press(.leaveForm)
        for _ in 0..<button { app.press(.nextButton) }
        app.press(.pressButton)
        _ = app.toast()
        #expect(app.state.form == nil)
        app.change()
        #expect(app.stored == ["TEAM": SecretValue(hidden)])
        app.store()
        #expect(app.toast() == "what was typed for notion is stored")
        #expect(app.state.drafts.isEmpty)
    }

    @Test func `says that it is changed when the form is left, and how to undo that`() {
        var app = Scenario.form(for: [Sample.shopKey])
        app.choose(.reference(.variable))
        app.type("TEAM_KEY")
        app.press(.submitField)
        app.change()
        app.press(.pressButton, .leaveForm, .nextButton, .pressButton)
        _ = app.toast()
        app.change()
        #expect(app.toast() == "the definition of notion is changed; u undoes it")
        #expect(app.state.drafts.isEmpty && app.stored == nil)
    }
}
