import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

struct `Editing a server` {
    private let github = Sample.id("github")

    private func opened() -> Scenario {
        var app = Scenario(userHome: "/home/kim")
        app.select("github")
        app.press(.forms(.edit))
        app.answer(.definition(Sample.definition("github")))
        return app
    }

    /// Goes to a field.
    private func go(to id: String, in app: inout Scenario) {
        for _ in 0..<30 where app.serverForm?.server.fields[app.serverForm?.server.focus ?? 0].id != id {
            app.press(.forms(.nextField))
        }
    }

    private func replace(_ id: String, _ text: String, in app: inout Scenario) {
        go(to: id, in: &app)
        app.press(key: .control("u"))
        app.type(text)
    }

    private func review(_ app: inout Scenario) -> ServersRequest? {
        for _ in 0..<30 where app.serverForm?.stage == .server { app.press(.forms(.nextField)) }
        return app.answer(
            .changed(Sample.edited("github", ["-  start_timeout: 60", "+  start_timeout: 30s"], needsNewRun: true)))
    }

    @Test func `shows what is there`() {
        let app = opened()
        #expect(app.screen.contains("npx -y @scope/server-github"))
        #expect(app.screen.contains("GITHUB_TOKEN=${secret:GITHUB_TOKEN}"))
        #expect(app.screen.contains("[on-demand]"))
    }

    @Test func `asks for exactly what was changed, and shows the difference first`() {
        var app = opened()
        replace("execution.start_timeout", "30s", in: &app)
        let asked = review(&app)
        let edits = [DefinitionEdit(path: ["execution", "start_timeout"], value: "\"30s\"")]
        #expect(asked == .change(github, DefinitionEditRequest(edits: edits, isDryRun: true)))
        #expect(app.screen.contains("+   start_timeout: 30s"))
        #expect(app.screen.contains("The server is run anew; its clients stay connected."))
        app.press(.forms(.submit))
        let applied = app.answer(.changed(Sample.edited("github", ["+x"], needsNewRun: true)))
        #expect(applied == .change(github, DefinitionEditRequest(edits: edits, basedOn: "b1")))
        #expect(app.toast() == "github is changed and run anew; u undoes it")
        #expect(
            app.state.undoable.last
                == Undoable(
                    label: "edit of github", command: "mcp-manager config undo github",
                    requests: [.servers(.change(github, DefinitionEditRequest(text: "old", basedOn: "a1")))]))
    }

    @Test func `changes a command word by word, and the environment variable by variable`() {
        var app = opened()
        replace("runs", "npx -y @scope/server-github --read-only", in: &app)
        go(to: "environment", in: &app)
        app.press(.forms(.rowDown))
        app.press(key: .control("u"))
        app.type("TZ=Europe/Berlin")
        let asked = review(&app)
        let edits = [
            DefinitionEdit(path: ["execution", "local", "args"], value: #"["-y", "@scope/server-github", "--read-only"]"#),
            DefinitionEdit(path: ["execution", "local", "environment", "TZ"], value: "\"Europe/Berlin\""),
        ]
        #expect(asked == .change(github, DefinitionEditRequest(edits: edits, isDryRun: true)))
        #expect(edits.commandLine(for: github).hasPrefix("mcp-manager config set github "))
    }

    @Test func `takes a key out where its field is emptied`() {
        var app = opened()
        replace("description", "", in: &app)
        guard case .change(_, let wanted)? = review(&app) else { return }
        #expect(wanted.edits == [DefinitionEdit(path: ["description"], value: nil)])
        #expect(wanted.edits.commandLine(for: github) == "mcp-manager config unset github description")
    }

    @Test func `says where somebody else was faster, and nothing typed is lost`() {
        var app = opened()
        replace("description", "Other", in: &app)
        _ = review(&app)
        app.press(.forms(.submit))
        app.refuse(ErrorReport(code: "changed-since", problem: "changed meanwhile: github.yaml", remedy: "look at the file"))
        #expect(app.screen.contains("changed meanwhile"))
        app.press(.forms(.submit))
        app.answer(.changed(Sample.edited("github", ["+x"])))
        #expect(app.serverForm?.server["description"]?.value == "Other")
    }

    @Test func `does not begin with a definition that has errors`() {
        var app = Scenario()
        app.select("weather")
        app.press(.forms(.edit))
        app.answer(
            .definition(
                DefinitionDocument(
                    path: "/x/weather.yaml", text: "", definition: nil,
                    diagnostics: [
                        Diagnostic(
                            severity: .error, file: "/x/weather.yaml", line: 7, column: 1, message: "no command", fix: "add one")
                    ])))
        #expect(app.toast() == "no command")
        #expect(app.state.overlay == nil)
    }

    @Test(
        arguments: [
            ("execution.start_timeout", "90 s", nil), ("execution.start_timeout", "2m", nil),
            ("execution.start_timeout", "soon", "write seconds, or a unit: 500ms, 30s, 5m, 2h"),
            ("execution.start_timeout", "500ms", "1s or more"), ("execution.start_timeout", "2h", "1h or less"),
            ("execution.idle_timeout", "0", nil), ("execution.idle_timeout", "8d", "7d or less"),
            ("monitoring.health_check.interval", "25h", "1d or less"), ("execution.limits.memory", "512M", nil),
            ("execution.limits.memory", "2 GiB", nil),
            ("execution.limits.memory", "much", "write bytes, or a unit: 10MB, 512MiB, 2GiB"),
        ] as [(String, String, String?)])
    func `says at once what is no duration and no size`(id: String, text: String, problem: String?) {
        var app = opened()
        replace(id, text, in: &app)
        app.press(.forms(.nextField))
        #expect(app.serverForm?.server[id]?.problem == problem)
    }

    @Test func `goes back to the field the daemon objects to`() {
        var app = opened()
        replace("execution.limits.cpu", "0.5", in: &app)
        for _ in 0..<30 where app.serverForm?.stage == .server { app.press(.forms(.nextField)) }
        let words = "the definition of 'github' would have an error: cpu must be 1 or more"
        app.refuse(ErrorReport(code: "invalid-definition", problem: words, remedy: "write 1 or more"))
        app.press(.forms(.stepBack))
        #expect(app.serverForm?.server.focused?.id == "execution.limits.cpu")
        #expect(app.serverForm?.server["execution.limits.cpu"]?.problem == words)
    }

    @Test func `leaves what nobody touched as it is, line breaks and all`() {
        var app = Scenario(userHome: "/home/kim")
        app.select("github")
        app.press(.forms(.edit))
        var document = Sample.definition("github")
        document.definition?.description = "one\n\ttwo"
        document.definition?.execution.local?.environment["NOTE"] = "a\nb"
        app.answer(.definition(document))
        #expect(app.serverForm?.isDirty == false)
        replace("execution.start_timeout", "30s", in: &app)
        guard case .change(_, let wanted)? = review(&app) else { return }
        #expect(wanted.edits.map(\.path) == [["execution", "start_timeout"]])
    }

    @Test func `writes numbers where a definition wants numbers`() {
        var app = opened()
        replace("execution.limits.memory", "512MiB", in: &app)
        replace("execution.limits.cpu", "0.5", in: &app)
        guard case .change(_, let wanted)? = review(&app) else { return }
        #expect(wanted.edits.map(\.value).sorted { $0 ?? "" < $1 ?? "" } == ["\"512MiB\"", "0.5"])
    }
}

struct `Switching and removing servers` {
    @Test func `switches one off at once when nobody uses it, with an undo`() {
        var app = Scenario()
        app.select("git")
        _ = app.takeEffects()
        app.press(.forms(.toggle))
        let edit = DefinitionEditRequest(edits: [DefinitionEdit(path: ["enabled"], value: "false")])
        app.answerAll { request in
            #expect(request == .change(Sample.id("git"), edit))
            return .success(.changed(Sample.edited("git", ["+enabled: false"])))
        }
        #expect(app.toast() == "git is switched off; u undoes it")
        #expect(app.state.undoable.last?.label == "switching off of git")
        #expect(app.state.feed.entries.last?.text.string == "mcp-manager disable git")
    }

    @Test func `asks first when clients would notice, and names them`() {
        var app = Scenario()
        app.select("github")
        app.press(.forms(.toggle))
        #expect(app.screen.contains("Switch off github?"))
        #expect(app.screen.contains("3 sessions end: Claude Desktop, Cursor, codex"))
        #expect(app.screen.contains("mcp-manager disable github"))
        app.press(.decline)
        #expect(app.state.overlay == nil)
    }

    @Test func `switches one on that is off`() {
        var app = Scenario()
        app.select("a-server-with-quite-a-long-name")
        _ = app.takeEffects()
        app.press(.forms(.toggle))
        app.answerAll { _ in .success(.changed(Sample.edited("a", ["+x"]))) }
        #expect(app.toast() == "a-server-with-quite-a-long-name is switched on; u undoes it")
    }

    @Test func `asks before one is removed, and says what stays`() {
        var app = Scenario()
        app.select("github")
        app.press(.forms(.remove))
        #expect(app.screen.contains("Remove github?"))
        #expect(app.screen.contains("The definition is kept as a copy"))
        _ = app.takeEffects()
        app.press(.confirm)
        app.answerAll { _ in .success(.removed(backup: "/h/backups/servers/github-1.yaml")) }
        #expect(app.toast() == "github is removed; u undoes it")
        let back = Request.servers(.restore(Sample.id("github"), backup: "/h/backups/servers/github-1.yaml"))
        #expect(app.state.undoable.last?.requests == [back])
    }

    @Test func `removes the marked ones together, with one undo for those that went`() {
        var app = Scenario()
        app.select("git")
        app.press(.mark)
        app.select("grafana")
        app.press(.mark, .forms(.remove))
        #expect(app.screen.contains("Remove 2 servers?"))
        _ = app.takeEffects()
        app.press(.confirm)
        app.answerAll { request in
            guard case .remove(Sample.id("git")) = request else {
                return .failure(ErrorReport(code: "permission-denied", problem: "cannot remove grafana.yaml", remedy: "chmod it"))
            }
            return .success(.removed(backup: "/b/git-1.yaml"))
        }
        #expect(app.toast() == "cannot remove grafana.yaml")
        #expect(app.state.undoable.last?.requests == [.servers(.restore(Sample.id("git"), backup: "/b/git-1.yaml"))])
    }

    @Test func `says that a definition is as it was when an edit was undone`() {
        var app = Scenario()
        let undo = ServersRequest.change(Sample.id("git"), DefinitionEditRequest(text: "old", basedOn: "a1"))
        app.receive(
            .answered(.servers(undo), generation: 7, .success(.servers(.changed(Sample.edited("git", ["-x"]))))))
        #expect(app.toast() == "the definition of git is as it was")
    }
}
