import ServerModel
import Testing

@testable import ServerSupervision

fileprivate typealias Edit = @Sendable (inout ServerDefinition) -> Void

private func sample(_ edit: Edit = { _ in }) throws -> ServerDefinition {
    var definition = ServerDefinition(name: try ServerID("sample"))
    definition.execution.local = LocalExecution()
    definition.execution.local?.command = "server"
    definition.secrets = [SecretRequirement(name: "TOKEN")]
    edit(&definition)
    return definition
}

private func change(_ edit: Edit, in mode: ExecutionMode = .local) throws -> DefinitionChange {
    DefinitionChange(
        from: try sample { $0.execution.mode = mode },
        to: try sample {
            $0.execution.mode = mode
            edit(&$0)
        })
}

struct `An edit of a definition` {
    fileprivate static let replacing: [(String, Edit)] = [
        ("execution.local.command", { $0.execution.local?.command = "other" }),
        ("execution.local.args", { $0.execution.local?.args = ["-v"] }),
        ("execution.local.cwd", { $0.execution.local?.cwd = "/tmp" }),
        ("execution.local.source_dir", { $0.execution.local?.sourceDir = "src" }),
        ("execution.local.main_script", { $0.execution.local?.mainScript = "main.py" }),
        ("execution.local.requirements", { $0.execution.local?.requirements = "requirements.txt" }),
        ("execution.local.environment", { $0.execution.local?.environment = ["A": "b"] }),
        ("execution.mode", { $0.execution.mode = .development }),
        ("execution.python_version", { $0.execution.pythonVersion = "3.12" }),
        ("execution.transport", { $0.execution.transport = .streamableHTTP }),
        ("execution.port", { $0.execution.port = 8000 }),
        ("execution.path", { $0.execution.path = "/mcp" }),
        ("execution.era", { $0.execution.era = .modern }),
        ("execution.limits", { $0.execution.limits.openFiles = 64 }),
        ("execution.sandbox", { $0.execution.sandbox = Sandbox() }),
        ("secrets", { $0.secrets.append(SecretRequirement(name: "KEY")) }),
        ("secrets", { $0.secrets[0].from = "env:OTHER" }),
        ("dependencies", { $0.dependencies.pythonPackages = ["httpx"] }),
    ]

    @Test(arguments: replacing.indices)
    func `of what a run depends on asks for a new run`(_ row: Int) throws {
        let (key, edit) = Self.replacing[row]
        let change = try change(edit)
        #expect(change.decisive == [key])
        #expect(change.needsNewRun)
    }

    fileprivate static let harmless: [(String, Edit)] = [
        ("description", { $0.description = "more" }), ("version", { $0.version = "2" }), ("author", { $0.author = "me" }),
        ("license", { $0.license = "MIT" }), ("homepage", { $0.homepage = "https://example.com" }),
        ("enabled", { $0.enabled = false }), ("start", { $0.start = .login }),
        ("execution.sessions", { $0.execution.sessions = .perClient }),
        ("execution.start_timeout", { $0.execution.startTimeout = 5 }),
        ("execution.idle_timeout", { $0.execution.idleTimeout = 5 }),
        ("execution.restart", { $0.execution.restart.policy = .never }),
        ("execution.docker", { $0.execution.docker = DockerExecution() }),
        ("execution.remote", { $0.execution.remote = RemoteExecution() }),
        ("secrets", { $0.secrets[0].description = "from the web page" }),
        ("platforms", { $0.platforms = ["cursor": PlatformSetting()] }),
        ("monitoring", { $0.monitoring.healthCheck.interval = 5 }),
        ("development.ignore", { $0.development.ignore = ["*.db"] }),
        ("development.hot_reload", { $0.development.hotReload = false }),
        ("development.debug_mode", { $0.development.debugMode = true }),
        ("tools", { $0.tools.deny = ["x"] }), ("metadata", { $0.metadata.category = "web" }),
    ]

    @Test(arguments: harmless.indices)
    func `of anything else is in force in place`(_ row: Int) throws {
        let (key, edit) = Self.harmless[row]
        let change = try change(edit)
        #expect(change.keys == [key])
        #expect(!change.needsNewRun)
    }

    @Test func `of nothing is none`() throws {
        #expect(try change { _ in }.keys.isEmpty)
    }

    @Test func `of a switch of development mode counts in that mode`() throws {
        #expect(try change({ $0.development.debugMode = true }, in: .development).needsNewRun)
        #expect(try !change({ $0.development.ignore = ["*.db"] }, in: .development).needsNewRun)
    }

    @Test func `of a section of another mode does not count`() throws {
        #expect(try !change({ $0.execution.local?.args = ["-v"] }, in: .remote).needsNewRun)
        #expect(try change({ $0.execution.remote = RemoteExecution() }, in: .remote).needsNewRun)
    }
}

struct `News of an edit` {
    @Test func `names what changed, and what comes of it`() throws {
        let args = try change {
            $0.execution.local?.args = ["-v"]
            $0.description = "more"
        }
        #expect(
            DefinitionNews(args, wasInvalid: false, isRunning: true, starts: true).message
                == "its definition changed (execution.local.args); starting again")
        let more = try change { $0.description = "more" }
        #expect(
            DefinitionNews(more, wasInvalid: false, isRunning: true, starts: false).message
                == "its definition changed (description), in force without a restart")
        #expect(
            DefinitionNews(more, wasInvalid: false, isRunning: false, starts: false).message
                == "its definition changed (description)")
    }

    @Test func `says when it is good again`() throws {
        let news = DefinitionNews(try change { _ in }, wasInvalid: true, isRunning: true, starts: false)
        #expect(news == DefinitionNews(try change { _ in }, wasInvalid: true, isRunning: false, starts: false))
        #expect(news.message == "its definition is good again and in force")
        #expect(news.severity == .ok)
    }

    @Test func `shows the first error with its place and what to write`() throws {
        let diagnostics = [
            Diagnostic(
                severity: .warning, file: "/h/servers/x.yaml", line: 1, column: 1, message: "unknown key 'nam'",
                fix: "did you mean 'name'?"),
            Diagnostic(
                severity: .error, file: "/h/servers/x.yaml", line: 3, column: 7, message: "'fast' is no number",
                fix: "write seconds"),
            Diagnostic(severity: .error, file: "/h/servers/x.yaml", line: 9, column: 1, message: "m", fix: "f"),
        ]
        let id = try ServerID("x")
        let news = DefinitionNews(invalid: diagnostics, of: id, goesOn: true)
        #expect(
            news.message
                == "servers/x.yaml:3:7: 'fast' is no number — write seconds (and 1 more); the last good definition stays in force"
        )
        #expect(news.severity == .error)
        #expect(!DefinitionNews(invalid: diagnostics, of: id, goesOn: false).message.contains("last good"))
    }
}
