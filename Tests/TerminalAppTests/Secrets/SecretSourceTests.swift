import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

/// A typed secret that no screen may show.
private let hidden = "hunter2hunter2"

struct `The source of a secret` {
    private let notion = Sample.id("notion")

    // MARK: In the field

    @Test func `is one of six, and the field says which`() {
        var app = Scenario.form(for: [Sample.shopKey])
        var titles: [String] = []
        for _ in 0..<6 {
            let line = app.lines(of: .secrets).first { $0.contains("SHOP_KEY") } ?? ""
            titles.append(String(line.split(separator: "source: ").last ?? ""))
            app.press(.switchSource)
        }
        #expect(
            titles == [
                "typed here", "variable (env:)", "command (cmd:)", "file (file:)", "password store (pass:)", "1Password (op://)",
            ])
        #expect(app.state.form?.focused?.source == .typed)
    }

    @Test(arguments: [(40, 12), (80, 24), (120, 40)])
    func `is to be seen at every size, and what is typed is not hidden`(columns: Int, rows: Int) {
        var app = Scenario.form(for: [Sample.shopKey], columns: columns, rows: rows)
        app.choose(.reference(.variable))
        #expect(app.screen.contains("env:NAME"), "\n\(app.screen)")
        app.type("TEAM_KEY")
        #expect(app.screen.contains("env:TEAM_KEY"), "\n\(app.screen)")
        #expect(!app.footer.contains("reveal"))
    }

    @Test func `shows nothing that was typed for the store, and forgets nothing`() {
        var app = Scenario.form(for: [Sample.shopKey])
        app.type(hidden)
        for _ in 0..<6 {
            app.press(.switchSource)
            #expect(!app.screen.contains("hunter2"))
        }
        #expect(app.state.form?.values == ["SHOP_KEY": SecretValue(hidden)])
        app.press(.reveal)
        #expect(app.screen.contains(hidden))
        app.press(.switchSource, .previousField)
        #expect(app.state.form?.revealedUntil == nil)
    }

    @Test(
        arguments: [
            (.variable, "MY-TOKEN", "is no name of a variable"), (.variable, " ", "must say where it is, such as env:NAME"),
            (.pass, "--help", "must say where it is, such as pass:ENTRY"),
            (.onePassword, "", "must say where it is, such as op://VAULT/ITEM/FIELD"),
        ] as [(SecretReference.Kind, String, String)])
    func `is refused under the field when the daemon could not follow it`(
        kind: SecretReference.Kind, text: String, problem: String
    ) {
        var app = Scenario.form(for: [Sample.shopKey])
        app.choose(.reference(kind))
        app.type(text)
        app.press(.submitField)
        #expect(app.state.form?.step == .fields)
        #expect(app.lines(of: .secrets).contains { $0.contains("✘ \(problem)") }, "\n\(app.screen)")
        // What is mended is no longer wrong, while it is typed.
        app.press(key: .control("u"))
        app.type("a")
        #expect(!app.lines(of: .secrets).contains { $0.contains("✘") })
    }

    @Test func `comes along with a reference that is pasted as a whole`() {
        var app = Scenario.form(for: [Sample.shopKey])
        app.press(.switchSource)
        app.paste("op://Private/shop/key\n")
        _ = app.toast()
        #expect(app.state.form?.focused?.source == .reference(.onePassword))
        #expect(app.state.form?.focused?.reference == "op://Private/shop/key")
        app.paste("a\nb")
        #expect(app.state.form?.question == nil && app.screen.contains("✘ takes one line"))
    }

    @Test func `is not asked of another value on trial`() {
        var app = Scenario.form(for: [
            Sample.shopKey, SecretStatus(requirement: Sample.requirement("OTHER"), state: .set, store: .keyring),
        ])
        app.press(.leaveForm, .down, .rotateSecret)
        #expect(!app.screen.contains("source:") && !app.footer.contains("source"))
        app.press(.switchSource)
        #expect(app.toast() == "another value is tried as it is typed")
        #expect(app.state.form?.focused?.source == .typed)
    }

    // MARK: Review

    @Test func `is looked over as a change of the definition, and agreed to as such`() {
        var app = Scenario.form(for: [Sample.shopKey])
        app.choose(.reference(.variable))
        app.type("TEAM_KEY")
        app.press(.submitField)
        #expect(app.screen.contains("asking what changes in the definition"))
        app.press(.pressButton)
        let edits = [Sample.reference("SHOP_KEY", "env:TEAM_KEY")]
        let asked = app.change("+    from: env:TEAM_KEY")
        #expect(asked == .change(notion, DefinitionEditRequest(edits: edits, isDryRun: true)))
        let review = app.lines(of: .secrets).joined(separator: "\n")
        for words in [
            "SHOP_KEY  from  env:TEAM_KEY (read at each start)", "+     from: env:TEAM_KEY",
            "mcp-manager config set notion secrets.SHOP_KEY.from=env:TEAM_KEY", "Apply",
        ] { #expect(review.contains(words), "\(words) is not in\n\(review)") }

        app.press(.pressButton)
        #expect(app.screen.contains("changing the definition"))
        let applied = app.change("+    from: env:TEAM_KEY")
        #expect(applied == .change(notion, DefinitionEditRequest(edits: edits, basedOn: "b1")))
        #expect(app.stored == nil)
        #expect(app.lines(of: .secrets).contains { $0.contains("✓ SHOP_KEY  from env:TEAM_KEY") }, "\n\(app.screen)")
        #expect(!app.screen.contains("kept in"))
        #expect(app.state.undoable.last?.label == "edit of notion")
        app.press(.pressButton)
        #expect(app.state.form == nil)
    }

    @Test func `is written out for a secret that the definition only mentions`() {
        var mentioned = Sample.shopKey
        mentioned.demand = .mentioned
        var app = Scenario.form(for: [mentioned])
        app.choose(.reference(.command))
        app.type("op read \"x\"")
        app.press(.submitField)
        let asked = app.change()
        let edits = [
            DefinitionEdit(path: ["secrets", "SHOP_KEY", "from"], value: #""cmd:op read \"x\"""#),
            DefinitionEdit(path: ["secrets", "SHOP_KEY", "required"], value: "true"),
        ]
        #expect(asked == .change(notion, DefinitionEditRequest(edits: edits, isDryRun: true)))
    }

    @Test func `stays as the definition has it when nobody touches it`() {
        var app = Scenario.form(for: [Sample.team])
        #expect(app.lines(of: .secrets).contains { $0.contains("env:TEAM") })
        app.press(.submitField)
        #expect(app.lines(of: .secrets).contains { $0.contains("TEAM  kept elsewhere: env:TEAM") })
        app.press(.pressButton)
        #expect(app.toast() == "nothing was changed")
        #expect(app.state.form == nil)
    }

    @Test func `is no change when only a space was typed behind it`() {
        var app = Scenario.form(for: [Sample.team])
        app.type(" ")
        app.press(.submitField)
        app.press(.pressButton)
        #expect(app.toast() == "nothing was changed")
    }

    @Test func `can be the store again, and its reference goes`() {
        var app = Scenario.form(for: [Sample.team])
        app.choose(.typed)
        #expect(app.screen.contains("instead of env:TEAM"))
        app.type(hidden)
        app.press(.submitField)
        let asked = app.change("-    from: env:TEAM")
        #expect(asked == .change(notion, DefinitionEditRequest(edits: [Sample.reference("TEAM", nil)], isDryRun: true)))
        let review = app.lines(of: .secrets).joined(separator: "\n")
        for words in [
            "TEAM  new  ••••••••  instead of env:TEAM", "mcp-manager config unset notion secrets.TEAM.from",
            "mcp-manager secrets set notion TEAM",
        ] { #expect(review.contains(words), "\(words) is not in\n\(review)") }
        app.press(.pressButton)
        #expect(app.stored == nil)
        app.change("-    from: env:TEAM")
        #expect(app.stored == ["TEAM": SecretValue(hidden)])
    }

    @Test func `is another for each secret, the definition first`() {
        var app = Scenario.form(for: [
            Sample.shopKey, Sample.team, SecretStatus(requirement: Sample.requirement("TILL_KEY"), state: .missing),
        ])
        app.choose(.reference(.file))
        app.type("~/.shop")
        app.press(.submitField)
        app.press(key: .control("u"))
        app.type("OTHER")
        app.press(.submitField)
        app.type(hidden)
        app.press(.submitField)
        let edits = [Sample.reference("SHOP_KEY", "file:~/.shop"), Sample.reference("TEAM", "env:OTHER")]
        let asked = app.change()
        #expect(asked == .change(notion, DefinitionEditRequest(edits: edits, isDryRun: true)))
        app.press(.pressButton)
        app.change()
        #expect(app.stored == ["TILL_KEY": SecretValue(hidden)])
        app.store()
        let lines = app.lines(of: .secrets).joined(separator: "\n")
        for words in ["✓ TILL_KEY", "✓ SHOP_KEY  from file:~/.shop", "✓ TEAM  from env:OTHER", "kept in  system keyring"] {
            #expect(lines.contains(words), "\(words) is not in\n\(lines)")
        }
    }

    @Test(arguments: [(40, 12), (80, 24), (120, 40)])
    func `looks as kept`(columns: Int, rows: Int) throws {
        var app = Scenario.form(for: [Sample.shopKey, Sample.team], columns: columns, rows: rows)
        app.choose(.reference(.variable))
        app.type("SHOP-KEY")
        app.press(.submitField)
        try Golden.expect(app.frame, is: "source-\(columns)x\(rows)")
        app.press(key: .control("u"))
        app.type("SHOP_KEY")
        app.press(.submitField, .submitField)
        app.answer(
            .changed(
                Sample.edited(
                    "notion", ["   - name: SHOP_KEY", "     required: true", "+    from: env:SHOP_KEY", "   - name: TEAM"])))
        try Golden.expect(app.frame, is: "source-review-\(columns)x\(rows)")
    }
}
