import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

struct `What people decide about clients' files` {
    private func request(_ work: PlatformWork?) -> PlatformSyncRequest? {
        if case .sync(let request) = work?.kind { request } else { nil }
    }

    private let one = PlatformSync(
        changes: [Sample.change("vscode", "VS Code", ".config/Code/User/mcp.json")], refusals: [], digest: "v1")

    // MARK: Decisions

    @Test(arguments: [
        (Action.decideOurs, PlatformSyncRequest.Decision.Choice.ours, "--ours"), (.decideTheirs, .theirs, "--theirs"),
    ])
    func `decides about one entry`(action: Action, choice: PlatformSyncRequest.Decision.Choice, flag: String) {
        for isRead in [false, true] {
            var app = Scenario.clients()
            app.go(to: "filesystem", in: "cursor")
            if isRead { app.press(.showEntry) }
            app.press(action)
            var wanted = PlatformSyncRequest(platforms: ["cursor"], servers: ["filesystem"])
            wanted.decisions = [PlatformSyncRequest.Decision(platform: "cursor", name: "filesystem", choice: choice)]
            #expect(request(app.answer(plan: .success(one))) == wanted)
            #expect(
                app.screen.contains("mcp-manager platform sync cursor --server filesystem \(flag) filesystem"), "\(app.screen)")
        }
    }

    @Test func `names no server that is gone`() {
        let client = Sample.client("zed", "Zed", "zed.json") {
            $0.entries = [PlatformEntry(name: "old one", server: Sample.id("old"), state: .drifted)]
        }
        var app = Scenario.clients([client])
        app.go(to: "old", in: "zed")
        app.press(.decideOurs)
        #expect(request(app.answer(plan: .success(one)))?.servers == [])
        #expect(app.screen.contains("--ours 'old one'"))
    }

    @Test func `can be agreed to when no file changes and something is decided`() {
        var app = Scenario.clients()
        app.go(to: "grafana", in: "zed")
        app.press(.decideTheirs)
        app.answer(plan: .success(PlatformSync(changes: [], refusals: [], digest: "t")))
        #expect(app.screen.contains("No file changes. What is there is theirs from now on"))
        app.press(.agree)
        #expect(app.answer(applied: .success(PlatformSync(changes: [], refusals: [], digest: "t"))) == "t")
        #expect(app.toast() == "done; no file was changed")
    }

    @Test func `answers the questions of a plan at once`() {
        var app = Scenario.clients()
        app.press(.syncAll)
        app.answer(plan: .success(Sample.plan))
        app.press(.decideTheirs)
        let decision = PlatformSyncRequest.Decision(platform: "cursor", name: "filesystem", choice: .theirs)
        #expect(request(app.answer(plan: .success(one)))?.decisions == [decision])
        #expect(!app.footer.contains("theirs"), "nothing is asked any more")
    }

    @Test func `says why a key of a plan does nothing`() {
        var app = Scenario.clients()
        app.press(.syncAll)
        app.answer(plan: .success(one))
        app.press(.undoSync)
        #expect(app.toast() == "nothing is written yet" && app.footer.contains("nothing is written yet"))
        app.press(.decideOurs)
        #expect(app.toast() == "nothing is to be decided")
    }

    // MARK: Going back

    @Test func `takes back what was last written, by its name`() {
        var app = Scenario.clients()
        app.press(.undoSync)
        #expect(app.answer(plan: .success(one))?.kind == .undo("20261122T120215-a1"))
        #expect(app.screen.contains("Undo the sync of 12:02"))
        app.press(.agree)
        app.answer(applied: .success(Sample.written(one)))
        #expect(app.toast() == "put back: VS Code" && app.state.toast?.remedy == nil)
    }

    @Test func `puts a whole file back`() {
        var app = Scenario.clients()
        app.go(to: "notion", in: "cursor")
        app.press(.restorePlatform)
        #expect(app.answer(plan: .success(one))?.kind == .restore("cursor"))
        #expect(app.screen.contains("Put back the file of Cursor") && app.screen.contains("mcp-manager platform restore cursor"))
        app.press(.agree)
        app.answer(applied: .success(Sample.written(one)))
        #expect(app.toast() == "put back: VS Code" && app.state.toast?.remedy == "u undoes it")
    }

    @Test func `takes everything of ours out`() {
        var app = Scenario.clients()
        app.go(to: "git", in: "cursor")
        app.press(.releasePlatform)
        #expect(request(app.answer(plan: .success(one))) == PlatformSyncRequest(platforms: ["cursor"], purpose: .release))
        app.press(.agree)
        app.answer(applied: .success(Sample.written(one)))
        #expect(app.toast() == "our servers are out of VS Code")
    }

    // MARK: What cannot be done

    @Test(arguments: [
        ("git", "goose", Action.syncPlatform, "Goose is as it should be"),
        ("git", "goose", .syncServer, "git is in Goose as it should be"),
        ("git", "witsy", .syncServer, "we do not write the file of Witsy"),
        ("git", "witsy", .syncPlatform, "we do not write the file of Witsy"),
        ("git", "codex", .syncPlatform, "OpenAI Codex: \(Sample.broken.problem)"),
        ("git", "witsy", .restorePlatform, "Witsy has no file that we write"),
        ("git", "gemini-cli", .releasePlatform, "Gemini CLI is not configured: nothing in its file is ours"),
        ("git", "cursor", .decideOurs, "nothing is to be decided about this entry"),
        ("jira", "cursor", .decideTheirs, "nothing is to be decided about this entry"),
    ])
    func `says why not`(server: String, client: String, action: Action, reason: String) {
        var app = Scenario.clients()
        app.go(to: server, in: client)
        _ = app.takeEffects()
        app.press(action)
        #expect(app.toast() == reason && app.takeEffects().isEmpty)
        #expect(!app.footer.contains(Keys.table.binding(for: action)?.label ?? "?"), "the footer offers only what works")
    }

    @Test func `says that there is nothing to write or to take back`() {
        let clean = Sample.clients.filter { $0.id == "goose" }
        var app = Scenario.clients(clean, history: [])
        app.press(.syncAll)
        #expect(app.toast() == "every client is as it should be")
        app.press(.undoSync)
        #expect(app.toast() == "nothing was written that could be taken back")
        #expect(app.screen.contains("✓ everything is in sync"))
    }

    @Test func `counts clients nothing was written to apart`() {
        var app = Scenario.clients(Sample.clients.filter { ["goose", "gemini-cli"].contains($0.id) }, history: [])
        #expect(app.screen.contains("✓ those we write to are in sync · 1 new"), "\(app.screen)")
        #expect(app.screen.contains("( ) client not configured") && !app.screen.contains("+ add"), "\(app.screen)")
        app.press(.syncAll)
        #expect(app.toast() == "every configured client is as it should be; s writes your servers into a new one")
    }

    @Test func `is for those who look: the palette says where from elsewhere`() {
        var app = Scenario()
        app.press(.palette)
        app.type("sync all")
        #expect(app.screen.contains("the clients are not shown; 6 shows them"))
        app.press(.run)
        #expect(app.toast() == "the clients are not shown; 6 shows them")
    }

    @Test func `is not done without the daemon`() {
        var app = Scenario.clients()
        app.receive(.lost(generation: 1, .daemonEnded))
        app.press(.syncAll)
        #expect(app.toast() == "not connected to the daemon; R connects again")
    }
}
