import Foundation
import ServerModel
import TestSupport
import Testing

@Suite(.atATime(3), .temporaryHome, .needs(.tmux), .timeLimit(.minutes(3)))
struct `The wizards of the dashboard` {
    /// In the shape of a real one, and nobody's.
    private static let token = "ghp_k3Zq81LmWx0Tv9RbYc72NdHsJf56PgUa4EiO"
    private static let search = CanarySearch([Canary("TOKEN", token)])

    // MARK: First run

    @Test(arguments: TerminalSize.both)
    func `lead from an empty home to a running server in a client's file`(_ size: TerminalSize) async throws {
        let home = try TestHome.here
        let file = ClientFile.cursor
        try file.write(in: home)
        let terminal = try await welcome(in: home, size)
        try await terminal.press("d")
        try await terminal.see("the client that was found, chosen") { $0.contains("step 3 of 5") && $0.hasLine("[x]", "Cursor") }
        try await terminal.press("Enter")
        try await terminal.see("what would be written") {
            $0.contains("step 4 of 5") && $0.contains("+ name: demo") && $0.contains("Apply")
        }
        #expect(definitions(in: home) == [], "written before it was agreed to")
        try await terminal.press("Enter")
        try await terminal.see("the change of the client's file") {
            $0.contains("step 5 of 5") && $0.contains("Cancel") && $0.contains("Write ") && $0.hasLine("+ ", "\"demo\"")
        }
        #expect(try file.now(in: home) == file.text, "written before it was agreed to")
        try await terminal.press("Enter")
        try await terminal.see("that it is written") { $0.words.contains("written: Cursor") }
        try await terminal.see("the server, ready") { $0.lists("demo", "ready") }

        let definition = /name: demo\nexecution:\n  local:\n    command: .*\/mcp-manager\n    args:\n      - demo\n*/
        #expect(home.text(of: "servers/demo.yaml").wholeMatch(of: definition) != nil, "\(home.text(of: "servers/demo.yaml"))")
        try await expectInSync("demo", file, in: home)
        #expect(try await home.status("demo").phase == .ready)
        try await terminal.quit()
    }

    @Test(.needs(.python)) func `take a first command of one's own with its secret, into a client's file`() async throws {
        let home = try await homeWithVault()
        let file = ClientFile.cursor
        try file.write(in: home)
        let terminal = try await welcome(in: home)
        try await terminal.press("Down", "Down", "Enter")
        try await terminal.see("the form, with all its steps") { $0.contains("step 1 of 5") && $0.isAsked("name") }
        try await answer("shop", in: terminal, next: "runs")
        try await answer(try Self.digester.joined(separator: " "), in: terminal, next: "environment")
        try await terminal.type("SHOP_KEY=${secret:SHOP_TOKEN}")
        try await goOn(terminal, by: "Tab", through: "description", "starts")
        try await terminal.press("Enter")
        try await terminal.see("the secret that was mentioned") { $0.contains("step 2 of 5") && $0.isAsked("SHOP_TOKEN") }
        try await terminal.type(Self.token)
        let mask = String(repeating: "•", count: Self.token.count)
        let hidden = try await terminal.see("a mask") { $0.contains(mask) }
        #expect(!hidden.shows(Self.token), "\(hidden)")
        try await terminal.press("Enter")
        try await terminal.see("the client that was found, chosen") { $0.contains("step 3 of 5") && $0.hasLine("[x]", "Cursor") }
        try await terminal.press("Enter")
        let review = try await terminal.see("everything together") {
            $0.contains("step 4 of 5") && $0.contains("SHOP_TOKEN into the store") && $0.contains("Apply")
        }
        #expect(!review.shows(Self.token), "\(review)")
        #expect(definitions(in: home) == [], "written before it was agreed to")
        try await terminal.press("Enter")
        try await terminal.see("the change of the client's file") {
            $0.contains("step 5 of 5") && $0.contains("Cancel") && $0.contains("Write ") && $0.hasLine("+ ", "\"shop\"")
        }
        // Its secret is in the store by then.
        try await home.waitUntilReady("shop")
        try await terminal.press("Enter")
        try await terminal.see("that it is written") { $0.words.contains("written: Cursor") }

        try await expectInSync("shop", file, in: home)
        #expect(try await home.fingerprint("SHOP_KEY", of: "shop") == Fingerprint.of(Self.token))
        try await terminal.quit()
        #expect(try Self.search.findings(below: home.root).isEmpty)
    }

    // MARK: Adding and editing

    @Test func `define a server that was described field by field, and start it`() async throws {
        let home = try TestHome.here
        try await home.addDemo("alpha")
        let terminal = try await open(in: home) { $0.lists("alpha", "stopped") }
        try await terminal.press("a")
        try await terminal.see("the form") { $0.contains("step 1 of 2") && $0.isAsked("name") }
        try await terminal.press("Enter")
        try await terminal.see("that a name is needed") { $0.contains("is needed") && $0.isAsked("name") }
        try await terminal.type("alpha")
        try await terminal.press("Enter")
        try await terminal.see("that it is taken") { $0.contains("there is a server of this name") && $0.isAsked("name") }
        try await terminal.press("C-u")
        try await answer("beta", in: terminal, next: "runs")
        try await terminal.type("echo one 'two three'")
        try await terminal.see("how that is understood") { $0.words.contains("2 arguments: [one] [two three]") }
        try await terminal.press("C-u")
        let program = Product.program("mcp-manager")
        try await answer("\(program) demo --stderr 'hello you'", in: terminal, next: "environment")
        try await terminal.type("GREETING")
        try await terminal.press("Tab")
        try await terminal.see("how a variable is written") { $0.contains("write NAME=value") && $0.isAsked("environment") }
        try await terminal.type("=hi")
        try await goOn(terminal, by: "Tab", through: "description")
        try await answer("Says hello", in: terminal, next: "starts")
        try await terminal.press("Right")
        try await terminal.see("[manual]")
        try await terminal.press("Enter")
        try await terminal.see("what would be written") {
            $0.contains("step 2 of 2") && $0.contains("+ start: manual") && $0.contains("mcp-manager add beta")
        }
        #expect(definitions(in: home) == ["alpha.yaml"], "written before it was agreed to")
        try await terminal.press("Enter")
        try await terminal.see("what can be done next") { $0.contains("beta is defined") && $0.contains("Start") }
        let definition = """
            name: beta
            description: Says hello
            start: manual
            execution:
              local:
                command: \(program)
                args:
                  - demo
                  - "--stderr"
                  - hello you
                environment:
                  GREETING: hi
            """
        #expect(home.text(of: "servers/beta.yaml").trimmingCharacters(in: .newlines) == definition)
        #expect(try await home.status("beta").phase.name == .stopped)
        try await terminal.press("Enter")
        try await terminal.see("the server, ready") { $0.lists("beta", "ready") && !$0.contains("beta is defined") }
        #expect(try await home.status("beta").run?.number == 1)
        try await terminal.quit()
    }

    @Test func `change a definition and nothing around it, and take that back`() async throws {
        let home = try TestHome.here
        let definition = """
            # Mine; leave it alone.
            name: alpha
            description: Says hello   # to everybody
            execution:
              # Not another one.
              local: {command: \(Product.program("mcp-manager")), args: [demo]}   # odd   spaces

            """
        try home.define("alpha", definition)
        try await home.succeed("start", "alpha")
        let terminal = try await open(in: home) { $0.lists("alpha", "ready") }
        try await terminal.press("e")
        try await terminal.see("the form") { $0.contains("Edit alpha") && $0.contains("Says hello") && $0.isAsked("runs") }
        try await goOn(terminal, by: "Tab", through: "environment", "description")
        try await terminal.press("C-u")
        try await terminal.type("Greets")
        try await goOn(
            terminal, by: "Enter", through: "starts", "enabled", "restarts", "start within", "idle stop", "check every",
            "memory", "cores", "open files")
        try await terminal.press("Enter")
        let review = try await terminal.see("the difference") { $0.contains("step 2 of 2") && $0.contains("Apply") }
        #expect(review.contains("- description: Says hello   # to everybody"), "\(review)")
        #expect(review.contains("+ description: Greets   # to everybody"), "\(review)")
        #expect(review.contains("mcp-manager config set alpha description=Greets"), "\(review)")
        #expect(home.text(of: "servers/alpha.yaml") == definition, "written before it was agreed to")
        try await terminal.press("Enter")
        try await terminal.see("that it is done") { $0.contains("alpha is changed") && !$0.contains("step 2 of 2") }
        let changed = definition.replacingOccurrences(of: "Says hello", with: "Greets")
        #expect(home.text(of: "servers/alpha.yaml") == changed)
        try await terminal.see("the description of now") { $0.hasLine("about", "Greets") }

        try await takeBack("edit of alpha", in: terminal)
        try await terminal.see("that it is as before") { $0.contains("the definition of alpha is as it was") }
        #expect(home.text(of: "servers/alpha.yaml") == definition)
        try await terminal.see("the description of before") { $0.hasLine("about", "Says hello") }
        #expect(try await home.status("alpha").run?.number == 1, "a description is no reason for another run")
        try await terminal.quit()
    }

    @Test func `ask what becomes of what was typed, and bring a draft back`() async throws {
        let home = try TestHome.here
        try await home.addDemo("alpha")
        let terminal = try await open(in: home) { $0.lists("alpha", "stopped") }
        try await terminal.press("a")
        try await terminal.see("the form") { $0.isAsked("name") }
        try await answer("halfway", in: terminal, next: "runs")
        try await terminal.type("nothing yet")

        try await leave(terminal, answering: "Enter")
        try await terminal.see("the form, as it was") {
            $0.isAsked("runs") && $0.contains("halfway") && $0.contains("nothing yet")
        }
        try await leave(terminal, answering: "Tab", "Enter")
        try await terminal.see("that it is kept") { $0.contains("the draft is kept") && !$0.contains("step 1 of 2") }
        try await terminal.press("a")
        try await terminal.see("the draft") { $0.contains("step 1 of 2") && $0.contains("halfway") && $0.contains("nothing yet") }
        try await leave(terminal, answering: "Tab", "Tab", "Enter")
        try await terminal.see("no form") { !$0.contains("step 1 of 2") }
        try await terminal.press("a")
        try await terminal.see("an empty form") { $0.contains("step 1 of 2") && $0.isAsked("name") && !$0.contains("halfway") }
        // Nothing was typed, so nothing is asked.
        try await terminal.press("Escape")
        try await terminal.see("no form, and no question") { !$0.contains("step 1 of 2") && !$0.contains("Keep draft") }
        #expect(definitions(in: home) == ["alpha.yaml"])
        try await terminal.quit()
    }

    // MARK: Import

    @Test(.needs(.python)) func `make a client's server ours with its credential, and give it back`() async throws {
        let home = try await homeWithVault()
        let words = try Self.digester
        let file = ClientFile(
            platform: "cursor", path: ".cursor/mcp.json",
            text: """
                {
                  "theme":   "dark",
                  "mcpServers": {
                    "till": {"command": "\(words[0])", "args": ["-B", "\(words[2])"], "env": {"TILL_KEY": "\(Self.token)"}},
                    "notes": { "command": "/bin/notes", "args": [ ] }
                  },
                  "other": [1,2,  3]
                }

                """)
        try file.write(in: home)
        let terminal = try await welcome(in: home)
        try await terminal.press("i")
        try await terminal.see("what was found, marked") {
            $0.hasLine("[x] till", "1 secret", "Cursor") && $0.hasLine("[x] notes", "Cursor") && $0.contains("2 marked")
        }
        try await terminal.press("Down", "Space")
        try await terminal.see("one mark less") { $0.contains("[x] till") && $0.contains("[ ] notes") && $0.contains("1 marked") }
        try await terminal.press("Enter")
        let review = try await terminal.see("what would be written") {
            $0.contains("step 2 of 3") && $0.contains("till becomes yours") && $0.contains("TILL_KEY of till goes into the store")
        }
        #expect(!review.shows(Self.token), "\(review)")
        #expect(try file.now(in: home) == file.text && definitions(in: home) == [], "written before it was agreed to")
        try await terminal.press("Enter")
        try await terminal.see("that it is done") { $0.contains("step 3 of 3") && $0.contains("till is yours") }
        let now = try file.now(in: home)
        #expect(now.contains("mcp-connect") && now.contains("/bin/notes") && !now.contains(Self.token), "\(now)")
        #expect(definitions(in: home) == ["till.yaml"])
        try await terminal.press("Enter")
        try await terminal.see("the server, ready") { $0.lists("till", "ready") && !$0.contains("step 3 of 3") }
        #expect(try await home.fingerprint("TILL_KEY", of: "till") == Fingerprint.of(Self.token))

        try await takeBack("import of 1 server", in: terminal)
        try await terminal.see("how it began") { $0.contains("Welcome") }
        #expect(try file.now(in: home) == file.text && definitions(in: home) == [])
        try await terminal.quit()
    }

    // MARK: Themes

    @Test func `show each theme at once, and keep the one that was chosen`() async throws {
        let home = try TestHome.here
        let settings = "# Mine; leave it alone.\nsecrets: {stores: [vault]}\n"
        try home.configure(settings)
        try await home.addDemo("alpha")
        let terminal = try await open(in: home) { $0.lists("alpha", "stopped") }
        let before = try await heading(terminal)
        #expect(!before.contains("38;5;"), "\(before)")
        try await look(terminal)
        let preview = try await heading(terminal)
        #expect(preview.contains("38;5;"), "\(preview)")
        try await terminal.press("Escape")
        try await terminal.see("no list of themes") { !$0.contains("Themes") }
        #expect(try await heading(terminal) == before)
        #expect(home.text(of: "config.yaml") == settings)

        try await look(terminal)
        try await terminal.press("Enter")
        try await terminal.see("that it is kept") { $0.contains("config.yaml keeps the theme dark") && !$0.contains("Themes") }
        #expect(home.text(of: "config.yaml") == settings + "dashboard:\n  theme: dark\n")
        #expect(try await heading(terminal) == preview)
        try await terminal.quit()

        let next = try await open(in: home) { $0.lists("alpha", "stopped") && $0.contains(" connected") }
        #expect(try await heading(next).contains("38;5;"))
        try await next.quit()
    }

    // MARK: Secrets

    @Test(.needs(.python), arguments: TerminalSize.both)
    func `give a server the secret it waits for`(_ size: TerminalSize) async throws {
        let home = try await homeWithVault()
        try home.defineDigester(
            "thirsty", secrets: "  - {name: THIRSTY_TOKEN, type: password, required: true, description: From its settings}")
        #expect(try await home.manager("start", "thirsty").ending == .code(1))
        let terminal = try await open(size, in: home) { $0.lists("thirsty", "needs") }
        try await terminal.press("S")
        try await terminal.see("the form") {
            $0.contains("step 1 of 3") && $0.contains("THIRSTY_TOKEN") && $0.contains("From its settings")
        }
        try await terminal.type(Self.token)
        let mask = String(repeating: "•", count: Self.token.count)
        let hidden = try await terminal.see("a mask") { $0.contains(mask) }
        #expect(!hidden.shows(Self.token), "\(hidden)")
        try await terminal.press("Enter")
        let review = try await terminal.see("what would be stored") { $0.contains("step 2 of 3") && $0.contains("Apply") }
        #expect(!review.shows(Self.token), "\(review)")
        #expect(try await home.secret("THIRSTY_TOKEN", of: "thirsty").state == .missing, "stored before it was agreed to")
        try await terminal.press("Enter")
        try await terminal.see("that it runs with it") { $0.contains("step 3 of 3") && $0.hasLine("server", "ready") }
        try await terminal.press("Enter")
        try await terminal.see("the server, ready") { $0.lists("thirsty", "ready") && !$0.contains("step 3 of 3") }
        #expect(try await home.fingerprint("THIRSTY_TOKEN", of: "thirsty") == Fingerprint.of(Self.token))
        try await terminal.quit()
        #expect(try Self.search.findings(below: home.root).isEmpty)
    }

    @Test(.needs(.python), arguments: TerminalSize.both)
    func `have a server read its secret elsewhere, and take that back`(_ size: TerminalSize) async throws {
        let home = try await homeWithVault(adding: ["TEAM_TOKEN": Self.token])
        try home.defineDigester("thirsty", secrets: "  - {name: THIRSTY_TOKEN, required: true}   # mine")
        let definition = home.text(of: "servers/thirsty.yaml")
        #expect(try await home.manager("start", "thirsty").ending == .code(1))
        let terminal = try await open(size, in: home) { $0.lists("thirsty", "needs") }
        try await terminal.press("S")
        try await terminal.see("the form") { $0.contains("step 1 of 3") && $0.contains("THIRSTY_TOKEN") }
        try await terminal.press("C-t")
        try await terminal.see("the beginning of a reference") { $0.contains("env:NAME") }
        try await terminal.type("TEAM-TOKEN")
        try await terminal.press("Enter")
        try await terminal.see("that nothing is called so") { $0.contains("is no name of a variable") }
        try await terminal.press("C-u")
        try await terminal.type("TEAM_TOKEN")
        try await terminal.press("Enter")
        try await terminal.see("what would change") {
            $0.contains("step 2 of 3") && $0.contains("from  env:TEAM_TOKEN") && $0.contains("Apply")
        }
        #expect(home.text(of: "servers/thirsty.yaml") == definition, "written before it was agreed to")
        try await terminal.press("Enter")
        try await terminal.see("that it runs with it") { $0.contains("step 3 of 3") && $0.hasLine("server", "ready") }
        let changed = definition.replacingOccurrences(of: "required: true}", with: "required: true, from: \"env:TEAM_TOKEN\"}")
        #expect(home.text(of: "servers/thirsty.yaml") == changed)
        #expect(try await home.fingerprint("THIRSTY_TOKEN", of: "thirsty") == Fingerprint.of(Self.token))

        try await terminal.press("Enter")
        try await terminal.see("no form") { !$0.contains("step 3 of 3") }
        try await takeBack("edit of thirsty", in: terminal)
        try await terminal.see("that it waits again") { $0.lists("thirsty", "needs") }
        #expect(home.text(of: "servers/thirsty.yaml") == definition)
        try await terminal.quit()
    }

    // MARK: Steps

    /// A home whose daemon has a vault, and no servers yet.
    private func homeWithVault(adding variables: [String: String] = [:]) async throws -> TestHome {
        let home = try TestHome.here
        try home.configure("secrets: {stores: [vault], deadline: 30}\n")
        try await home.startDaemon(adding: variables.merging(["MCP_MANAGER_VAULT_PASSPHRASE": "open sesame"]) { $1 })
        return home
    }

    private func open(
        _ size: TerminalSize = TerminalSize.both[1], in home: TestHome, until isAsWanted: @escaping @Sendable (Screen) -> Bool
    ) async throws -> TerminalSession {
        let terminal = try await TerminalSession("mcp-manager-tui", columns: size.columns, rows: size.rows, in: home)
        try await terminal.see("the servers", until: isAsWanted)
        return terminal
    }

    /// What an empty home opens.
    private func welcome(in home: TestHome, _ size: TerminalSize = TerminalSize.both[1]) async throws -> TerminalSession {
        try await open(size, in: home) {
            $0.contains("Welcome") && $0.contains("Try the built-in demo server") && $0.contains("Import from your AI clients")
                && $0.contains("Add a server of your own")
        }
    }

    /// Types an answer, and goes on from it.
    private func answer(_ text: String, in terminal: TerminalSession, next field: String) async throws {
        try await terminal.type(text)
        try await goOn(terminal, by: "Enter", through: field)
    }

    /// Goes from field to field.
    private func goOn(_ terminal: TerminalSession, by key: String, through fields: String...) async throws {
        for field in fields {
            try await terminal.press(key)
            try await terminal.see("the field '\(field)'") { $0.isAsked(field) }
        }
    }

    /// Leaves a form in which something was typed.
    private func leave(_ terminal: TerminalSession, answering keys: String...) async throws {
        try await terminal.press("Escape")
        try await terminal.see("the question what becomes of it") {
            $0.contains("Leave the form?") && $0.contains("Keep draft") && $0.contains("Discard")
        }
        for key in keys { try await terminal.press(key) }
        try await terminal.see("no question") { !$0.contains("Leave the form?") }
    }

    /// Takes the last change back.
    private func takeBack(_ change: String, in terminal: TerminalSession) async throws {
        try await terminal.press("u")
        try await terminal.see("what would be taken back") { $0.contains("Undo the last change?") && $0.contains(change) }
        try await terminal.press("y")
        try await terminal.see("no question") { !$0.contains("Undo the last change?") }
    }

    /// Opens the list of themes and goes to `dark`, the one behind the terminal's own colours.
    private func look(_ terminal: TerminalSession) async throws {
        try await terminal.press("F3")
        try await terminal.see("the themes") { $0.contains("Themes") && $0.hasLine("▌ ansi", "in use") }
        try await terminal.press("j")
        try await terminal.see("dark, looked at") { $0.contains("▌ dark") }
    }

    // MARK: Facts

    /// The first line with its colours.
    private func heading(_ terminal: TerminalSession) async throws -> String {
        String(try await terminal.paintedScreen().prefix { $0 != "\n" })
    }

    private func definitions(in home: TestHome) -> [String] { home.names(in: "servers").filter { $0.hasSuffix(".yaml") } }

    /// Holds that a client has the server, and everything it had before.
    private func expectInSync(
        _ server: String, _ file: ClientFile, in home: TestHome, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let now = try file.now(in: home)
        #expect(now.contains("\"\(server)\"") && now.contains("mcp-connect"), "\(now)", sourceLocation: sourceLocation)
        #expect(try file.lost(in: home).isEmpty, "\(now)", sourceLocation: sourceLocation)
        let status: PlatformStatus = try await home.succeed("platform", "show", file.platform, "--json").decoded()
        let entry = status.entries.first { $0.server?.rawValue == server }
        #expect(entry?.state == .inSync, "\(status)", sourceLocation: sourceLocation)
    }

    /// What starts a server that tells fingerprints of its variables.
    private static var digester: [String] {
        get throws {
            [try Component.python.program(), "-B", "\(Product.repository)/Tests/Acceptance/Servers/digest_server.py"]
        }
    }
}

extension Screen {
    /// Whether this field of a form has the cursor.
    fileprivate func isAsked(_ field: String) -> Bool { contains("› \(field)") }

    /// Whether a value shows, be it broken over lines.
    fileprivate func shows(_ value: String) -> Bool { words.replacingOccurrences(of: " ", with: "").contains(value) }
}
