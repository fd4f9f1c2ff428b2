import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

struct `The first steps` {
    private func empty(columns: Int = 120, rows: Int = 40) -> Scenario { Scenario([], columns: columns, rows: rows) }

    private func clients() -> [PlatformStatus] {
        ["cursor": "Cursor", "zed": "Zed"].sorted { $0.key < $1.key }.map { id, title in
            var client = PlatformStatus(id: id, title: title)
            client.isInstalled = true
            client.path = "/home/kim/.\(id)/mcp.json"
            return client
        }
    }

    @Test func `offer three ways instead of an empty list`() {
        let app = empty()
        for words in ["Welcome", "Try the built-in demo server", "Import from your AI clients", "Add a server of your own"] {
            #expect(app.screen.contains(words))
        }
        #expect(app.state.context == .welcome)
        #expect(app.frame.cursor != nil)
    }

    @Test func `end with the demo server running and in a client`() {
        var app = empty()
        app.press(.forms(.demo))
        #expect(app.screen.contains("step 3 of 5"))
        app.answer(.clients(clients()))
        #expect(app.screen.contains("[x] Cursor") && app.screen.contains("[x] Zed"))
        app.press(.down, .forms(.markChoice), .forms(.submit))
        app.answer(.draft(Sample.draft("demo", "mcp-manager")))
        #expect(app.screen.contains("step 4 of 5"))
        #expect(app.screen.contains("Cursor; each file is shown before it changes"))
        #expect(app.screen.contains("› mcp-manager platform sync cursor --server demo"))
        app.press(.forms(.submit))
        _ = app.answer(.added(Sample.server("demo", .stopped)))
        #expect(app.effects.contains { if case .perform(.start, Sample.id("demo"), _) = $0 { true } else { false } })
        let work = app.answer(plan: .success(Sample.plan))
        #expect(work?.command == "mcp-manager platform sync cursor --server demo")
        #expect(app.screen.contains("step 5 of 5") && app.screen.contains("+     \"github\": {"))
        app.press(.agree)
        #expect(app.answer(applied: .success(Sample.written(Sample.plan))) != nil)
    }

    @Test func `know where the demo server is`() {
        var app = Scenario(connecting: Size(columns: 120, rows: 40))
        var daemon = Sample.daemon
        daemon.executable = "/opt/mcp manager/bin/mcp-managerd"
        app.receive(.connected(generation: 1, daemon: daemon, servers: [], at: Sample.now))
        app.press(.forms(.demo))
        #expect(app.serverForm?.server.newServer?.command == "/opt/mcp manager/bin/mcp-manager")
        #expect(app.serverForm?.server.newServer?.args == ["demo"])
    }

    @Test func `take a command of one's own, its secrets, and no client`() {
        var app = empty()
        app.press(.down, .down, .forms(.begin))
        #expect(app.screen.contains("step 1 of 5"))
        app.fill("notion", "npx notion-server", "TOKEN=${secret:NOTION_TOKEN}", "", "")
        #expect(app.screen.contains("step 2 of 5"))
        app.type("hunter2hunter2")
        #expect(!app.screen.contains("hunter2"))
        app.press(.forms(.submit))
        app.answer(.clients([]))
        #expect(app.screen.contains("No AI client was found here"))
        app.press(.forms(.submit))
        app.answer(.draft(Sample.draft("notion")))
        #expect(app.screen.contains("NOTION_TOKEN into the store"))
        #expect(app.screen.contains("› mcp-manager secrets set notion NOTION_TOKEN"))
        #expect(!app.screen.contains("hunter2"))
        app.press(.forms(.submit))
        app.answer(.added(Sample.server("notion", .stopped)))
        let stored = app.effects.lazy.compactMap { effect -> [String: SecretValue]? in
            if case .applySecrets(Sample.id("notion"), let values, _) = effect { values } else { nil }
        }.last
        #expect(stored == ["NOTION_TOKEN": SecretValue("hunter2hunter2")])
        #expect(app.toast() == "notion is added, and starts once it has its secrets; 6 puts it into AI clients")
        // Only then is it started: before, it would start without what it needs.
        #expect(!app.effects.contains { if case .perform(.start, _, _) = $0 { true } else { false } })
        let applied = SecretsApplied(secrets: Sample.secrets(of: "notion"), status: Sample.server("notion", .stopped))
        app.receive(.secretsApplied(Sample.id("notion"), generation: app.state.secretQuestions, .success(applied)))
        #expect(app.toast() == "what was typed for notion is stored, and it starts")
        #expect(app.effects.contains(.perform(.start, Sample.id("notion"), generation: app.state.verbGeneration)))
    }

    @Test func `are the same by the key and by the row`() {
        var byKey = empty()
        byKey.press(.forms(.add))
        var byRow = empty()
        byRow.press(.down, .down, .forms(.begin))
        #expect(byKey.serverForm?.purpose == .first && byRow.serverForm?.purpose == .first)
    }

    @Test func `keep a draft with its secrets, and the key that was named brings it back`() {
        var app = empty()
        app.press(.forms(.add))
        app.fill("notion", "npx notion-server", "TOKEN=${secret:NOTION_TOKEN}", "", "")
        app.type("hunter2hunter2")
        app.press(.forms(.leave), .forms(.nextField), .forms(.submit))
        #expect(app.toast() == "the draft is kept until the dashboard ends; a opens it again")
        app.press(.forms(.add))
        #expect(app.toast() == "this is the draft you kept")
        #expect(app.serverForm?.secrets["NOTION_TOKEN"]?.value == "hunter2hunter2")
    }

    @Test func `mark clients, all or none`() {
        var app = empty()
        app.press(.forms(.demo))
        app.answer(.clients(clients()))
        #expect(app.footer.contains("Space mark"))
        app.press(.forms(.markAll))
        #expect(app.screen.contains("[ ] Cursor") && app.screen.contains("[ ] Zed"))
        app.press(.forms(.markAll))
        #expect(app.screen.contains("[x] Cursor") && app.screen.contains("[x] Zed"))
    }

    @Test func `go back step by step, and lose nothing`() {
        var app = empty()
        app.press(.forms(.demo))
        app.answer(.clients(clients()))
        app.press(.forms(.previousField))
        #expect(app.serverForm?.stage == .server)
        #expect(app.serverForm?.server["name"]?.value == "demo")
        #expect(app.screen.contains("step 1 of 5"))
    }

    @Test func `import servers of clients, with their secrets, and can be taken back`() {
        var app = empty()
        app.press(.forms(.importServers))
        app.answer(imports: .success(.candidates(Sample.candidates)))
        #expect(app.screen.contains("[x] github"))
        #expect(app.screen.contains("1 secret · Cursor, Zed · npx -y @scope/server-github"))
        #expect(app.screen.contains("its entry has no command"))
        #expect(app.screen.contains("2 marked"))
        app.press(.forms(.submit))
        let dry = app.answer(imports: .success(.taken(Sample.outcome())))
        #expect(dry == .take(ImportRequest(ids: ["i1", "i2"], isDryRun: true)))
        #expect(app.screen.contains("github becomes yours"))
        #expect(app.screen.contains("GITHUB_TOKEN of github goes into the store"))
        #expect(app.screen.contains("mcp-manager import github time"))
        app.press(.forms(.submit))
        let done = app.answer(imports: .success(.taken(Sample.outcome(id: "m1"))))
        #expect(done == .take(ImportRequest(ids: ["i1", "i2"])))
        #expect(app.screen.contains("github is yours"))
        #expect(app.state.undoable.last?.command == "mcp-manager import --undo m1")
        #expect(app.state.undoable.last?.requests == [.imports(.undo("m1"))])
        app.press(.forms(.submit))
        let started = app.effects.filter { if case .perform(.start, _, _) = $0 { true } else { false } }
        #expect(started.count == 2)
    }

    @Test func `import only what is marked`() {
        var app = empty()
        app.press(.forms(.importServers))
        app.answer(imports: .success(.candidates(Sample.candidates)))
        app.press(key: .character(" "))
        app.press(.forms(.submit))
        let asked = app.answer(imports: .success(.taken(Sample.outcome())))
        #expect(asked == .take(ImportRequest(ids: ["i2"], isDryRun: true)))
        app.press(.forms(.leave))
        #expect(app.screen.contains("[ ] github"))
        app.press(key: .character("*"))
        app.press(.forms(.submit))
        #expect(app.toast() == "nothing is marked; Space marks")
    }

    @Test func `say it where nothing is to be imported, or nobody can look`() {
        var app = empty()
        app.press(.forms(.importServers))
        app.answer(imports: .success(.candidates([])))
        #expect(app.screen.contains("No AI client here has a server that could be taken over."))
        #expect(app.screen.contains("Close") && !app.footer.contains("mark"))
        app.press(.forms(.submit), .forms(.importServers))
        app.answer(imports: .failure(ErrorReport(code: "x", problem: "no file can be read", remedy: "look at them")))
        #expect(app.screen.contains("✘ no file can be read"))
    }

    @Test func `name a client's server as the client does when it is ours already`() {
        var app = empty()
        app.press(.forms(.importServers))
        var till = Sample.candidates[1]
        (till.name, till.known) = ("thirsty", Sample.id("thirsty"))
        till.places[0].name = "till"
        app.answer(imports: .success(.candidates([till])))
        #expect(app.screen.contains("till  the same as your server thirsty"))
    }

    @Test func `leave with q, and know the keys of the rest`() {
        var app = empty()
        app.press(.help)
        app.press(.close)
        app.press(.quitOrBack)
        #expect(app.effects.last == .quit)
    }
}

struct `A bar of progress` {
    private func text(_ bar: ProgressBar) -> String { bar.pieces.map(\.text.string).joined() }

    @Test(arguments: [
        (0.0, "────────    0 %"), (0.5, "━━━━────   50 %"), (1.0, "━━━━━━━━  100 %"), (7.0, "━━━━━━━━  100 %"),
    ])
    func `is as long as what is done`(fraction: Double, expected: String) {
        #expect(text(ProgressBar(fraction: fraction, width: 15, glyphs: .unicode)) == expected)
    }

    @Test func `wanders where nobody knows how much there is`() {
        let bars = (0..<18).map { text(ProgressBar(width: 10, tick: $0, glyphs: .ascii)) }
        #expect(bars[0] == "==--------" && bars[8] == "--------==" && bars[9] == "-------==-" && bars[16] == bars[0])
        #expect(bars.allSatisfy { $0.count == 10 })
    }
}
