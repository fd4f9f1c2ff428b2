import ServerConfiguration
import ServerModel
import Testing

@testable import CredentialFinder

/// What becomes of the files, byte for byte, and what the store gets.
struct `Moving credentials` {
    let home: TemporaryHome

    init() throws { home = try TemporaryHome() }

    // MARK: Definitions

    @Test func `in a definition, a reference takes the value's place and nothing else changes`() async throws {
        let before = """
            # mine
            name: a
            execution:
              local:
                command: npx   # the program
                environment:
                  LOG: "debug"
                  A_TOKEN: 'q7Zpw9Rt' # from the site
                  B_TOKEN: q7Zpw9Ru
            """
        try home.define("a", before)
        let move = try await home.move("A_TOKEN")
        #expect(try home.definition("a") == before.replacing("'q7Zpw9Rt'", with: "\"${secret:A_TOKEN}\""))
        #expect(home.shelf.value("a", "A_TOKEN") == "q7Zpw9Rt")
        #expect(home.shelf.names == ["a/A_TOKEN"])
        #expect(move.moved.map(\.secret) == ["A_TOKEN"])
        #expect(
            move.files.map(\.difference) == [
                [
                    "     environment:", "       LOG: \"debug\"", "-      A_TOKEN: \"••••\" # from the site",
                    "+      A_TOKEN: \"${secret:A_TOKEN}\" # from the site", "       B_TOKEN: \"••••\"",
                ]
            ])
    }

    @Test func `in a definition, a header keeps its scheme and an address its other parts`() async throws {
        try home.define(
            "a",
            """
            name: a
            execution:
              mode: remote
              remote:
                url: https://x.example.com/mcp?api_key=q7Zpw9Rt&v=2
                headers: {Authorization: Bearer q7Zpw9Ru, X-Team: blue}
            """)
        _ = try await home.move("url", "Authorization")
        #expect(
            try home.definition("a") == """
                name: a
                execution:
                  mode: remote
                  remote:
                    url: "https://x.example.com/mcp?api_key=${secret:API_KEY}&v=2"
                    headers: {Authorization: "Bearer ${secret:AUTHORIZATION_TOKEN}", X-Team: blue}
                """)
        #expect(home.shelf.value("a", "API_KEY") == "q7Zpw9Rt")
        #expect(home.shelf.value("a", "AUTHORIZATION_TOKEN") == "q7Zpw9Ru")
    }

    @Test func `a container's variable is passed on by its name`() async throws {
        try home.define("a", "name: a\nexecution:\n  local:\n    command: docker\n    args: [run, -e, A_TOKEN=q7Zpw9Rt, image]\n")
        _ = try await home.move("A_TOKEN")
        #expect(
            try home.definition("a")
                == "name: a\nexecution:\n  local:\n    command: docker\n    args: [run, -e, \"A_TOKEN\", image]\n"
                + "secrets:\n  - name: A_TOKEN\n    required: true\n")
    }

    @Test func `a value with a dollar sign is stored as the server got it`() async throws {
        try home.define(
            "a", "name: a\nexecution:\n  local:\n    command: x\n    environment:\n      A_PASSWORD: 'p4ss$${x}w0rd-$y\"z-9'\n")
        _ = try await home.move("A_PASSWORD")
        #expect(home.shelf.value("a", "A_PASSWORD") == "p4ss${x}w0rd-$y\"z-9")
    }

    // MARK: Files of variables

    @Test(arguments: [
        ("name: a\n@", "secrets:\n  - name: A_TOKEN\n    required: true\n", ""),
        ("name: a\nsecrets:\n  - name: B\n    type: text # x\n@", "", "  - name: A_TOKEN\n    required: true\n"),
        ("name: a\nsecrets:\n- name: B\n# more\n\n@", "", "- name: A_TOKEN\n  required: true\n"),
        ("name: a\nsecrets: []\n@", "", "[{name: A_TOKEN, required: true}]"),
        ("name: a\nsecrets: [{name: B}]\n@", "", "[{name: B}, {name: A_TOKEN, required: true}]"),
        ("name: a\nsecrets:\n@", "", "secrets:\n  - name: A_TOKEN\n    required: true\n"),
        ("name: a\nsecrets:\n  - name: A_TOKEN\n@", "", "secrets:\n  - name: A_TOKEN\nexecution"),
    ])
    func `in a file of variables, a comment takes the line's place and the definition asks for the secret`(
        definition: String, atEnd: String, within: String
    ) async throws {
        let text = definition.replacing("@", with: "execution: {local: {command: x}}\n")
        try home.define("a", text)
        let path = ".config/mcp-manager/servers/a/.env"
        try home.put(path, "# mine\r\nexport A_TOKEN='q7Zpw9Rt' # x\r\n\r\nLOG=debug\r\nCERT=\"-----BEGIN\r\nX\"", mode: 0o640)
        let move = try await home.move("A_TOKEN")
        #expect(
            try home.text(path)
                == "# mine\r\n# A_TOKEN is kept by mcp-manager now ('mcp-manager secrets list a')\r\n\r\nLOG=debug\r\nCERT=\"-----BEGIN\r\nX\""
        )
        #expect(try home.mode(path) == 0o640)
        let after = try home.definition("a")
        #expect(after.hasSuffix(atEnd) && (within.isEmpty || after.contains(within)), "\(after)")
        let reading = DefinitionReader.read(text: after, file: "a.yaml", expecting: try ServerID("a"))
        #expect(reading.definition?.secrets.last?.name == "A_TOKEN")
        #expect(home.shelf.value("a", "A_TOKEN") == "q7Zpw9Rt")
        #expect(move.moved.first?.server.rawValue == "a")
    }

    @Test func `a file of nobody's needs the name of a server`() async throws {
        try home.put(".env", "A_TOKEN=q7Zpw9Rt\n")
        try home.define("a", "name: a\nexecution:\n  local:\n    command: x\n")
        let error = await #expect(throws: CredentialMoveError.self) { try await home.move("A_TOKEN") }
        #expect(error?.code == "needs-server")
        await #expect(throws: UnknownServer.self) { try await home.move("A_TOKEN", server: "b") }
        _ = try await home.move("A_TOKEN", server: "a")
        #expect(try home.text(".env").hasPrefix("# A_TOKEN is kept"))
    }

    @Test func `what the definition sets itself, or has from elsewhere, stays`() throws {
        try home.define(
            "a",
            "name: a\nexecution:\n  local:\n    command: x\n    environment:\n      A_TOKEN: x\nsecrets:\n  - name: B_TOKEN\n    from: env:B\n"
        )
        try home.put(".config/mcp-manager/servers/a/.env", "A_TOKEN=q7Zpw9Rt\nB_TOKEN=q7Zpw9Rt\nC.TOKEN=q7Zpw9Rt\n")
        try home.put(".config/mcp-manager/servers/b/.env", "D_TOKEN=q7Zpw9Rt\n")
        #expect(try home.found("A_TOKEN").obstacle?.contains("sets 'A_TOKEN' itself") == true)
        #expect(try home.found("B_TOKEN").obstacle?.contains("kept elsewhere") == true)
        #expect(try home.found("C.TOKEN").obstacle?.contains("cannot be the name") == true)
        #expect(try home.found("D_TOKEN").obstacle?.contains("no server is named 'b'") == true)
    }

    // MARK: Clients' files

    static let cursor = """
        {
          // servers of mine
          "mcpServers": {
            "github": {
              "command": "npx", /* node */
              "args": [
                "-y",
                "server-github"
              ],
              "env": {
                "GITHUB_TOKEN": "TOKEN",
                "LOG": "debug"
              },
              "disabled": false,
              "autoApprove": ["search"] // mine
            },
            "other": {"command": "x", "env": {"N": 1.0}},
          },
          "last": "\\u00e9"
        }

        """

    static let cursorAfter = """
        {
          // servers of mine
          "mcpServers": {
            "github": {
              "command": "/opt/bin/mcp-connect", /* node */
              "args": ["github", "--client", "cursor"],
              "disabled": false,
              "autoApprove": ["search"] // mine
            },
            "other": {"command": "x", "env": {"N": 1.0}},
          },
          "last": "\\u00e9"
        }

        """

    @Test(arguments: ["", "\u{FEFF}"], ["\n", "\r\n"])
    func `of a client's entry, the server becomes ours and the entry leads to it`(mark: String, lineBreak: String) async throws {
        func spelled(_ text: String) -> String {
            mark + text.replacing("\n", with: lineBreak).replacing("TOKEN\",", with: "\(Samples.github)\",")
        }
        try home.put(".cursor/mcp.json", spelled(Self.cursor), mode: 0o644)
        let move = try await home.move("GITHUB_TOKEN")
        // The mark goes: some clients cannot read a file with one.
        #expect(try home.text(".cursor/mcp.json") == String(spelled(Self.cursorAfter).dropFirst(mark.count)))
        #expect(try home.mode(".cursor/mcp.json") == 0o644)
        #expect(
            try home.definition("github") == """
                name: github
                description: Taken over from Cursor
                execution:
                  local:
                    command: npx
                    args:
                      - "-y"
                      - server-github
                    environment:
                      GITHUB_TOKEN: "${secret:GITHUB_TOKEN}"
                      LOG: debug

                """)
        #expect(home.shelf.value("github", "GITHUB_TOKEN") == Samples.github)
        #expect(move.files.count == 2)
        #expect(move.files.allSatisfy { !$0.difference.joined().contains(Samples.github) })
        #expect(move.files[1].difference.contains("-        \"GITHUB_TOKEN\": \"••••\","))
        #expect(move.files[1].backup.map { try? home.text($0) } == spelled(Self.cursor))
        #expect(move.files[1].backup.map { try? home.mode($0) } == 0o600)
        #expect(home.finder.find().isEmpty)
    }

    @Test(arguments: [
        (
            "{\"a\":{\"command\":\"x\",\"env\":{\"A_TOKEN\":\"q7Zpw9Rt\"}}}",
            "{\"a\":{\"command\":\"/opt/bin/mcp-connect\",\"args\": [\"a\", \"--client\", \"cursor\"]}}"
        ),
        (
            "{\"a\": { \"env\": {\"A_TOKEN\": \"q7Zpw9Rt\"}, \"command\": \"x\", \"args\": [], \"x\": 1 }}",
            "{\"a\": { \"command\": \"/opt/bin/mcp-connect\", \"args\": [\"a\", \"--client\", \"cursor\"], \"x\": 1 }}"
        ),
        (
            "{\n\t\"a\": {\n\t\t\"command\": \"x\",\n\t\t\"env\": {\n\t\t\t\"A_TOKEN\": \"q7Zpw9Rt\"\n\t\t}\n\t}\n}",
            "{\n\t\"a\": {\n\t\t\"command\": \"/opt/bin/mcp-connect\",\n\t\t\"args\": [\"a\", \"--client\", \"cursor\"]\n\t}\n}"
        ),
        (
            "{\"a\": {\"type\": \"http\", \"url\": \"https://x.example.com\", \"headers\": {\"A_TOKEN\": \"q7Zpw9Rt\"}}}",
            "{\"a\": {\"command\": \"/opt/bin/mcp-connect\", \"args\": [\"a\", \"--client\", \"cursor\"]}}"
        ),
        (
            "{\"a\": {\n  \"headers\": {\"A_TOKEN\": \"q7Zpw9Rt\"},\n  \"url\": \"https://x.example.com\" // x\n}}",
            "{\"a\": {\n  // x\n  \"command\": \"/opt/bin/mcp-connect\",\n  \"args\": [\"a\", \"--client\", \"cursor\"]\n}}"
        ),
    ])
    func `of an entry, however it is written`(before: String, after: String) async throws {
        try home.put(".cursor/mcp.json", "{\"mcpServers\": \(before)}")
        _ = try await home.move("A_TOKEN")
        let text = try home.text(".cursor/mcp.json")
        #expect(text == "{\"mcpServers\": \(after)}", "\(text)")
    }

    @Test func `of an entry with an address, the server is remote`() async throws {
        try home.put(
            ".config/Code/User/mcp.json",
            "{\"servers\": {\"My Docs\": {\"type\": \"sse\", \"url\": \"https://x.example.com/sse\", \"headers\": {\"Authorization\": \"Bearer q7Zpw9Rt\", \"X\": \"y\"}}}}"
        )
        let move = try await home.move("Authorization")
        #expect(move.moved.map(\.server.rawValue) == ["My-Docs"])
        #expect(
            try home.definition("My-Docs") == """
                name: "My-Docs"
                description: "Taken over from VS Code"
                execution:
                  mode: remote
                  transport: sse
                  remote:
                    url: "https://x.example.com/sse"
                    headers:
                      "Authorization": "Bearer ${secret:AUTHORIZATION_TOKEN}"
                      "X": "y"

                """)
        #expect(home.shelf.value("My-Docs", "AUTHORIZATION_TOKEN") == "q7Zpw9Rt")
    }

    @Test func `of opencode, whose command is a list`() async throws {
        try home.put(
            ".config/opencode/opencode.json",
            "{\"mcp\": {\"a\": {\"type\": \"local\", \"command\": [\"npx\", \"-y\", \"x\"], \"environment\": {\"A_TOKEN\": \"q7Zpw9Rt\"}, \"enabled\": true}}}"
        )
        _ = try await home.move("A_TOKEN")
        #expect(
            try home.text(".config/opencode/opencode.json")
                == "{\"mcp\": {\"a\": {\"type\": \"local\", \"command\": [\"/opt/bin/mcp-connect\", \"a\", \"--client\", \"opencode\"], \"enabled\": true}}}"
        )
        #expect(try home.definition("a").contains("    args:\n      - \"-y\"\n      - x\n"))
    }

    @Test(arguments: [
        (
            "[mcp_servers.a]\ncommand = \"npx\" # x\nargs = [\n  \"-y\", # yes\n]\nstartup_timeout_sec = 10\n\n[mcp_servers.a.env]\nA_TOKEN = \"q7Zpw9Rt\"\n\n[other]\nx = 1.0\n",
            "[mcp_servers.a]\ncommand = \"/opt/bin/mcp-connect\" # x\nargs = [\"a\", \"--client\", \"codex\"]\nstartup_timeout_sec = 10\n\n[other]\nx = 1.0\n"
        ),
        (
            "[mcp_servers.a]\ncommand = 'npx'\nenv = { A_TOKEN = \"q7Zpw9Rt\" }\n",
            "[mcp_servers.a]\ncommand = \"/opt/bin/mcp-connect\"\nargs = [\"a\", \"--client\", \"codex\"]\n"
        ),
        (
            "[mcp_servers.a]\nenv.LOG = \"x\"\r\nurl = \"https://x.example.com\"\r\nhttp_headers = { A_TOKEN = \"q7Zpw9Rt\" }\r\nenabled = true",
            "[mcp_servers.a]\nenabled = true\ncommand = \"/opt/bin/mcp-connect\"\nargs = [\"a\", \"--client\", \"codex\"]"
        ),
    ])
    func `of Codex, in TOML`(before: String, after: String) async throws {
        try home.put(".codex/config.toml", "# mine\nmodel = \"o3\"\n\(before)")
        _ = try await home.move("A_TOKEN")
        let text = try home.text(".codex/config.toml")
        #expect(text == "# mine\nmodel = \"o3\"\n\(after)", "\(text)")
    }

    @Test func `of an address with two credentials, each is a secret`() async throws {
        try home.put(
            ".cursor/mcp.json", "{\"mcpServers\": {\"a\": {\"url\": \"https://u:q7Zpw9Rt@x.example.com/?token=q7Zpw9Ru\"}}}")
        let ids = home.finder.find().map(\.id)
        try #require(ids.count == 2)
        let move = try await home.mover.move(CredentialMoveRequest(ids: [ids[0]])).move
        #expect(move.moved.map(\.secret) == ["URL_PASSWORD", "TOKEN"])
        #expect(
            try home.definition("a").contains("url: \"https://u:${secret:URL_PASSWORD}@x.example.com/?token=${secret:TOKEN}\""))
        #expect(home.shelf.value("a", "TOKEN") == "q7Zpw9Ru")
    }

    @Test func `several clients with one server share it`() async throws {
        let entry = "{\"mcpServers\": {\"a\": {\"command\": \"x\", \"env\": {\"A_TOKEN\": \"q7Zpw9Rt\"}}}}"
        try home.put(".cursor/mcp.json", entry)
        try home.put(".factory/mcp.json", entry)
        let ids = home.finder.find().map(\.id)
        let move = try await home.mover.move(CredentialMoveRequest(ids: ids)).move
        #expect(move.moved.count == 2)
        #expect(move.files.count == 3)
        #expect(home.shelf.names == ["a/A_TOKEN"])
        // Once more from a third one, whose server is there by now.
        try home.put(".junie/mcp/mcp.json", entry)
        let again = try await home.move("A_TOKEN")
        #expect(again.files.map(\.path) == ["\(home.user)/.junie/mcp/mcp.json"])
        _ = try await home.mover.undo(try #require(again.id)).move
        // It was there before that move.
        #expect(home.shelf.names == ["a/A_TOKEN"])
    }

    @Test func `another server of the same name, or another value, is told`() async throws {
        try home.define("a", "name: a\nexecution:\n  local:\n    command: other\n")
        try home.put(".cursor/mcp.json", "{\"mcpServers\": {\"a\": {\"command\": \"x\", \"env\": {\"A_TOKEN\": \"q7Zpw9Rt\"}}}}")
        #expect(try home.found("A_TOKEN").obstacle?.contains("another one") == true)
        try home.define("a", "name: a\nexecution:\n  local:\n    command: x\n")
        #expect(try home.found("A_TOKEN").obstacle == nil)
        home.shelf.set("a", "A_TOKEN", "different")
        let before = home.snapshot()
        let error = await #expect(throws: CredentialMoveError.self) { try await home.move("A_TOKEN") }
        #expect(error == .secretExists(server: try ServerID("a"), secret: "A_TOKEN"))
        #expect(home.snapshot() == before)
        home.shelf.set("a", "A_TOKEN", "q7Zpw9Rt")
        _ = try await home.move("A_TOKEN")
        #expect(try home.definition("a").hasSuffix("secrets:\n  - name: A_TOKEN\n    required: true\n"))
    }

    @Test func `all credentials of an entry go, whichever was chosen`() async throws {
        try home.put(
            ".cursor/mcp.json",
            "{\"mcpServers\": {\"a\": {\"command\": \"docker\", \"args\": [\"run\", \"-e\", \"A_TOKEN=q7Zpw9Rt\", \"--env=B_TOKEN=q7Zpw9Ru\", \"i\"], \"env\": {\"C_TOKEN\": \"q7Zpw9Rv\"}}}}"
        )
        let move = try await home.move("A_TOKEN")
        #expect(move.moved.map(\.secret).sorted() == ["A_TOKEN", "B_TOKEN", "C_TOKEN"])
        #expect(home.shelf.names == ["a/A_TOKEN", "a/B_TOKEN", "a/C_TOKEN"])
        #expect(try home.definition("a").contains("      - \"-e\"\n      - A_TOKEN\n      - \"--env=B_TOKEN\"\n      - i\n"))
    }
}
