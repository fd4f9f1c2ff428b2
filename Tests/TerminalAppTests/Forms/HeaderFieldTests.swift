import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

struct `The headers of a server that runs elsewhere` {
    private let github = Sample.id("github")

    private func opened() -> Scenario {
        var app = Scenario(userHome: "/home/kim")
        app.press(.forms(.add))
        app.fill("cloud", "https://a.example/mcp")
        return app
    }

    private func edited(_ headers: [String: String]) -> Scenario {
        var app = Scenario(userHome: "/home/kim")
        app.select("github")
        app.press(.forms(.edit))
        var document = Sample.definition("github")
        document.definition?.execution.local = nil
        var remote = RemoteExecution()
        remote.url = "https://a.example/mcp"
        remote.headers = headers
        document.definition?.execution.remote = remote
        app.answer(.definition(document))
        app.press(.forms(.nextField))
        return app
    }

    private func review(_ app: inout Scenario) -> [DefinitionEdit] {
        for _ in 0..<30 where app.serverForm?.stage == .server { app.press(.forms(.nextField)) }
        guard case .change(_, let wanted)? = app.answer(.changed(Sample.edited("github", ["+x"]))) else { return [] }
        return wanted.edits
    }

    // MARK: Of a new one

    @Test func `are asked for in the place of the environment`() {
        let app = opened()
        #expect(app.serverForm?.server.focused?.id == "headers")
        #expect(app.serverForm?.server["environment"] == nil)
        #expect(app.screen.contains("(Authorization: Bearer ${secret:TOKEN})"))
    }

    @Test func `make way for the environment when it is a program after all, and are kept`() {
        var app = opened()
        app.type("X-Team: blue")
        app.press(.forms(.previousField))
        app.press(key: .control("u"))
        app.type("uvx x")
        #expect(app.serverForm?.server["environment"] != nil && app.serverForm?.server.newServer?.headers == nil)
        app.press(key: .control("u"))
        app.type("https://b.example")
        #expect(app.serverForm?.server.newServer?.headers == ["X-Team": "blue"])
    }

    @Test func `are typed and pasted line by line, with a colon or an equals sign`() {
        var app = opened()
        app.paste("X-Team: blue\nX-Mode=a=b\n")
        _ = app.toast()
        #expect(app.serverForm?.server.newServer?.headers == ["X-Team": "blue", "X-Mode": "a=b"])
        #expect(
            app.serverForm?.server.newServer?.commandLine
                == "mcp-manager add cloud --url https://a.example/mcp --header 'X-Mode: a=b' --header 'X-Team: blue'")
    }

    @Test(arguments: [
        ("blue", "write Name: value"), ("X Team: blue", "a header's name has letters, digits and '-'"),
        (": blue", "a header's name has letters, digits and '-'"),
    ])
    func `are checked when they are left`(line: String, problem: String) {
        var app = opened()
        app.fill(line)
        #expect(app.serverForm?.server["headers"]?.problem == problem)
        #expect(app.serverForm?.server.focused?.id == "headers")
    }

    @Test func `have each name once, however it is written`() {
        var app = opened()
        app.paste("X-Team: blue\nx-team: red")
        _ = app.toast()
        app.press(.forms(.nextField))
        #expect(app.serverForm?.server["headers"]?.problem == "'x-team' is there twice")
    }

    @Test func `ask for the secrets they mention`() {
        var app = opened()
        app.fill("Authorization: Bearer ${secret:CLOUD_TOKEN}", "", "")
        #expect(app.serverForm?.stage == .secrets && app.serverForm?.secrets.fields.map(\.id) == ["CLOUD_TOKEN"])
        app.type("hunter2hunter2")
        app.press(.forms(.submit))
        app.answer(.draft(Sample.draft("cloud")))
        #expect(app.serverForm?.server.newServer?.commandLine.contains("Bearer ${secret:CLOUD_TOKEN}") == true)
        #expect(!app.screen.contains("hunter2"))
        app.press(.forms(.submit))
        guard case .add(let new)? = app.answer(.added(Sample.server("cloud", .stopped))) else { return }
        #expect(new.headers == ["Authorization": "Bearer ${secret:CLOUD_TOKEN}"] && new.environment.isEmpty)
    }

    @Test(arguments: [
        ("Authorization", "hunter2", "…"), ("X-Api-Key", "hunter2", "…"), ("Cookie", "id=1", "…"), ("X-Other", "Bearer abc", "…"),
        ("Authorization", "Bearer ${secret:T}", "Bearer ${secret:T}"), ("X-Team", "blue", "blue"),
        ("X-Note", "a basic plan", "a basic plan"),
    ])
    func `show nothing in a line for a shell that looks like a credential`(name: String, value: String, shown: String) {
        var new = NewServer(name: "x", url: "https://a.example")
        new.headers = [name: value]
        let words = ["mcp-manager", "add", "x", "--url", "https://a.example", "--header", "\(name): \(shown)"]
        #expect(new.commandLine == ShellWords.joined(words))
        let edit = DefinitionEdit(path: ["execution", "remote", "headers", name], value: JSONWord.quoted(value))
        #expect([edit].commandLine(for: github).contains(value) == (shown == value))
    }

    // MARK: Of one that is there

    @Test func `are shown, and changed one by one`() {
        var app = edited(["Authorization": "Bearer ${secret:TOKEN}", "X-Old": "1", "X-Team": "blue"])
        #expect(app.screen.contains("Authorization: Bearer ${secret:TOKEN}"))
        app.press(.forms(.rowDown))
        app.press(key: .control("u"))
        app.press(.forms(.rowDown))
        app.press(key: .control("u"))
        app.type("X-Team: red")
        let path = ["execution", "remote", "headers"]
        #expect(
            review(&app) == [
                DefinitionEdit(path: path + ["X-Old"], value: nil), DefinitionEdit(path: path + ["X-Team"], value: "\"red\""),
            ])
    }

    @Test func `go with their table when none is left`() {
        var app = edited(["X-Team": "blue"])
        app.press(key: .control("u"))
        #expect(review(&app) == [DefinitionEdit(path: ["execution", "remote", "headers"], value: nil)])
    }

    @Test func `stay as they are where nobody touched them, spaces and all`() {
        var app = edited(["X-Odd": " a ", "X-Team": "blue"])
        app.press(.forms(.rowDown))
        app.type("s")
        #expect(review(&app).map(\.path.last) == ["X-Team"])
    }

    @Test func `are not asked for where the server is a program`() {
        var app = Scenario(userHome: "/home/kim")
        app.select("github")
        app.press(.forms(.edit))
        app.answer(.definition(Sample.definition("github")))
        #expect(app.serverForm?.server["headers"] == nil)
    }
}
