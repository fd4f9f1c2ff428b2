import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

struct `What is written into clients' files` {
    private func request(_ work: PlatformWork?) -> PlatformSyncRequest? {
        if case .sync(let request) = work?.kind { request } else { nil }
    }

    private let one = PlatformSync(
        changes: [Sample.change("vscode", "VS Code", ".config/Code/User/mcp.json")], refusals: [], digest: "v1")

    // MARK: Plans first

    @Test func `is a plan first: the file, the steps, every line, and nothing is written yet`() {
        var app = Scenario.clients()
        app.go(to: "github", in: "vscode")
        app.press(.syncPlatform)
        #expect(app.screen.contains("looking at what would change"))
        #expect(request(app.answer(plan: .success(one))) == PlatformSyncRequest(platforms: ["vscode"]))
        let screen = app.screen
        for words in [
            "Sync VS Code", "› mcp-manager platform sync vscode", "VS Code  ~/.config/Code/User/mcp.json", "+ add github",
            "~ update time", "-     \"time\": {", "+     \"github\": {", "Write 1 file",
        ] { #expect(screen.contains(words), "\(words) is not in\n\(screen)") }
        #expect(app.takeEffects().count == 1)
    }

    @Test(arguments: [KeyPress.enter, .character("y")])
    func `is written when that is agreed to, and says what to do and how to take it back`(key: KeyPress) {
        var app = Scenario.clients()
        app.press(.syncAll)
        #expect(request(app.answer(plan: .success(Sample.plan))) == PlatformSyncRequest())
        app.press(key: key)
        #expect(app.screen.contains("◐ writing"))
        #expect(app.answer(applied: .success(Sample.written(Sample.plan))) == "d1")
        #expect(app.plan == nil)
        #expect(app.toast() == "written: Claude Desktop, VS Code")
        let remedy = app.state.toast?.remedy?.string
        #expect(
            remedy == "quit Claude Desktop completely, in the tray too, and start it again; u undoes it")
        #expect(app.lines(of: .events).contains { $0.contains("claude-desktop") && $0.contains("quit Claude Desktop") })
        #expect(app.lines(of: .events).contains { $0.contains("› you") && $0.contains("mcp-manager platform sync") })
        #expect(app.effects.last == .loadPlatforms(generation: 4), "what is there now is asked for")
    }

    @Test func `has two buttons, and tells every key`() {
        var app = Scenario.clients()
        app.press(.syncPlatform)
        app.answer(plan: .success(one))
        #expect(app.screen.contains("Cancel") && app.screen.contains("Write 1 file"))
        for words in ["y write", "n no", "Enter press", "Tab choose", "Esc leave"] { #expect(app.footer.contains(words)) }
    }

    @Test(arguments: [KeyPress.tab, .backTab, .left, .right])
    func `is not written when Cancel is chosen`(key: KeyPress) {
        var app = Scenario.clients()
        app.press(.syncAll)
        app.answer(plan: .success(Sample.plan))
        _ = app.takeEffects()
        app.press(key: key)
        app.press(.pressButton)
        #expect(app.plan == nil && app.takeEffects().isEmpty)
    }

    @Test func `is not written by Enter alone where others would lose by it`() {
        var app = Scenario.clients()
        app.press(.syncAll)
        app.answer(plan: .success(Sample.plan))
        app.press(.decideOurs)
        app.answer(plan: .success(Sample.plan))
        #expect(app.plan?.accepts == false)
        app.press(.nextButton)
        #expect(app.plan?.accepts == true)
        app.press(.close, .restorePlatform)
        app.answer(plan: .success(one))
        _ = app.takeEffects()
        app.press(.pressButton)
        #expect(app.plan == nil && app.takeEffects().isEmpty)
    }

    @Test(arguments: [KeyPress.escape, .character("q"), .character("n")])
    func `is left with Esc, and nothing is written`(key: KeyPress) {
        var app = Scenario.clients()
        app.press(.syncAll)
        app.answer(plan: .success(Sample.plan))
        _ = app.takeEffects()
        app.press(key: key)
        #expect(app.plan == nil && app.takeEffects().isEmpty && app.state.focus == .platforms)
    }

    @Test func `is planned anew when something changed, with a word about it`() {
        var app = Scenario.clients()
        app.press(.syncAll)
        app.answer(plan: .success(Sample.plan))
        app.press(.agree)
        let changed = ErrorReport(code: "plan-changed", problem: "something changed", remedy: "look at the new plan")
        app.answer(applied: .failure(changed))
        #expect(request(app.answer(plan: .success(one))) == PlatformSyncRequest())
        #expect(app.screen.contains("Something changed meanwhile, and nothing was written. This is the plan now."))
        app.press(.agree)
        #expect(app.answer(applied: .success(Sample.written(one))) == "v1")
        #expect(app.toast() == "written: VS Code")
    }

    @Test func `is not offered where nothing is to be written`() {
        var app = Scenario.clients()
        app.press(.syncAll)
        app.answer(plan: .success(PlatformSync(changes: [], refusals: [], digest: "e")))
        #expect(app.plan == nil && app.toast() == "nothing is to be written")
    }

    @Test func `tells what could not be written after all`() {
        var app = Scenario.clients()
        app.press(.syncAll)
        app.answer(plan: .success(Sample.plan))
        app.press(.agree)
        var sync = Sample.written(Sample.plan)
        let full = ErrorReport(code: "disk-full", problem: "the disk is full", remedy: "make room, and sync again")
        sync.refusals.append(PlatformRefusal(platform: "vscode", title: "VS Code", report: full))
        sync.changes.removeLast()
        app.answer(applied: .success(sync))
        let screen = app.screen
        #expect(screen.contains("✘ VS Code: the disk is full") && screen.contains("make room, and sync again"))
        #expect(screen.contains("✓ Claude Desktop") && !screen.contains("a value is missing"), "what was known is not repeated")
        app.press(.agree)
        #expect(app.plan == nil && app.effects.last == .loadPlatforms(generation: 4))
    }

    @Test func `tells what to do in several clients in the box, as no line holds it`() {
        var app = Scenario.clients(columns: 80, rows: 24)
        app.press(.syncAll)
        var plan = Sample.plan
        plan.changes[1].afterwards = "restart VS Code"
        app.answer(plan: .success(plan))
        app.press(.agree)
        plan.changes[0].backup = "/home/kim/.mcp_servers/backups/platforms/1/claude"
        app.answer(applied: .success(Sample.written(plan)))
        let screen = app.screen
        for words in [
            "✓ Claude Desktop  ~/.config/Claude", "What they were is kept in", "~/.mcp_servers/backups/platforms/1/claude",
            "› VS Code: restart VS Code", "u takes all of it back",
        ] { #expect(screen.contains(words), "\(words) is not in\n\(screen)") }
        app.press(.undoSync)
        #expect(app.answer(plan: .success(one))?.kind == .undo("20261122T140215-b2"), "that one, although nobody asked again")
    }

    @Test func `says why there is no plan, and Enter asks again`() {
        var app = Scenario.clients()
        app.press(.syncAll)
        app.answer(plan: .failure(ErrorReport(code: "x", problem: "the daemon is busy", remedy: "ask again")))
        #expect(app.screen.contains("the daemon is busy") && app.screen.contains("Ask again"))
        app.press(.agree)
        app.answer(plan: .success(one))
        #expect(app.plan?.canBeApplied == true)
    }

    @Test func `is interrupted when the daemon goes away, and says what that means`() {
        var app = Scenario.clients()
        app.press(.syncAll)
        app.answer(plan: .success(one))
        app.press(.agree)
        app.receive(.lost(generation: 1, .daemonEnded))
        #expect(app.screen.contains("the daemon went away while it was writing"))
    }

    @Test func `takes no notice of a plan nobody waits for any more`() {
        var app = Scenario.clients()
        app.press(.syncAll)
        let late = app.effects.last
        app.press(.close, .syncAll)
        guard case .planPlatforms(_, let generation)? = late else { return }
        app.receive(.platformsPlanned(generation: generation, .success(one)))
        #expect(app.plan?.plan == nil)
    }

    @Test func `is told also when the plan was left while it was written`() {
        var app = Scenario.clients()
        app.press(.syncAll)
        app.answer(plan: .success(one))
        app.press(.agree, .close)
        guard case .applyPlatforms(_, _, let generation)? = app.effects.last else { return }
        app.receive(.platformsApplied(generation: generation, .success(Sample.written(one))))
        #expect(app.toast() == "written: VS Code")
    }
}
