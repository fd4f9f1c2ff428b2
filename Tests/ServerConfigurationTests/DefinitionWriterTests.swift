import ServerConfiguration
import ServerModel
import Testing

struct `A new definition` {
    @Test func `is short and tidy`() throws {
        let text = try DefinitionWriter.text(
            for: NewServer(
                name: "time", command: "uvx", args: ["mcp-server-time", "--local-timezone=Europe/Berlin"],
                environment: ["LOG_LEVEL": "debug", "A": "1"], httpPort: 8080, description: "Tells the time: now", start: .login))
        #expect(
            text == """
                name: time
                description: "Tells the time: now"
                start: login
                execution:
                  transport: streamable-http
                  port: 8080
                  local:
                    command: uvx
                    args:
                      - mcp-server-time
                      - "--local-timezone=Europe/Berlin"
                    environment:
                      A: "1"
                      LOG_LEVEL: debug

                """)
    }

    @Test func `says nothing it was not told`() throws {
        let text = try DefinitionWriter.text(for: NewServer(name: "a", command: "/bin/cat"))
        #expect(text == "name: a\nexecution:\n  local:\n    command: /bin/cat\n")
    }

    @Test func `says where a server of somebody else is`() throws {
        let text = try DefinitionWriter.text(for: NewServer(name: "cloud", url: "https://a.example/mcp"))
        #expect(text == "name: cloud\nexecution:\n  mode: remote\n  remote:\n    url: \"https://a.example/mcp\"\n")
        #expect(throws: InvalidNewServer.self) { try DefinitionWriter.text(for: NewServer(name: "cloud", url: "a.example")) }
    }

    @Test func `says what is sent to it with each request`() throws {
        var new = NewServer(name: "cloud", url: "https://a.example/mcp")
        new.headers = ["X-Team": "blue", "Authorization": "Bearer ${secret:TOKEN}"]
        let text = try DefinitionWriter.text(for: new)
        let table = "    headers:\n      Authorization: \"Bearer ${secret:TOKEN}\"\n      X-Team: blue\n"
        #expect(text.hasSuffix("    url: \"https://a.example/mcp\"\n" + table), "\(text)")
        #expect(read(text, as: "cloud").definition?.execution.remote?.headers == new.headers)
        new.headers = ["X Team": "blue"]
        #expect(throws: InvalidNewServer.self) { try DefinitionWriter.text(for: new) }
    }

    @Test func `says where to work, if that matters`() throws {
        let text = try DefinitionWriter.text(for: NewServer(name: "a", command: "x", directory: "/src/it's here"))
        #expect(text.hasSuffix("    command: x\n    cwd: \"/src/it's here\"\n"), "\(text)")
    }

    static let nasty: [String] = [
        "", " ", "a ", " a", "\n", "a\nb\n", "\r\n", "\t", "-", "- a", "--flag", "#", "a #b", "a: b", "a:", ":", "?", "? a", "!",
        "&a",
        "*", "*.py", "@scope/pkg", "`x`", "%", "|", ">", ">=1", "[", "]", "[a]", "{", "}", "{a: b}", ",", "'", "\"", "it's", "\\",
        "\\n", "C:\\path", "yes", "No", "on", "OFF", "true", "False", "null", "~", "y", "N", "1", "0x1F", "0o7", "1e3", "1.0",
        ".5",
        ".inf", "-1", "+1", "1_000", "12:30:45", "2026-11-22", "<<", "=", "---", "...", "--- a", "${home}/x", "$${x}", "$x", "$",
        "é", "日本語", "👩‍👩‍👧", "\u{85}", "\u{2028}", "\u{2029}", "a\u{FEFF}", "\u{E000}", "\u{F8FF}*", "\u{1}", "\u{7F}", "\u{9F}",
        "\u{FFFE}", "\u{FFFF}", "\u{10FFFF}", "e\u{301}", String(repeating: "long ", count: 100),
    ]

    @Test(arguments: nasty)
    func `reads back as it was written`(text: String) throws {
        try expectRoundTrip(
            NewServer(
                name: "x", command: text.isEmpty ? "y" : text, args: [text, "b", text], environment: ["A": text, "NO": text],
                description: text))
    }

    @Test(arguments: 1...50)
    func `reads back whatever is in it`(seed: UInt64) throws {
        var random = SplitMix(state: seed)
        let pieces = Self.nasty.filter { !$0.contains("{") }
        func text() -> String {
            (0..<Int.random(in: 1...6, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
        }
        try expectRoundTrip(
            NewServer(name: "x", command: "c" + text(), args: [text(), text()], environment: ["A": text()], description: text()))
    }

    private func expectRoundTrip(_ new: NewServer) throws {
        let text = try DefinitionWriter.text(for: new)
        let reading = read(text, as: new.name)
        #expect(reading.diagnostics.isEmpty)
        let local = try #require(reading.definition?.execution.local)
        #expect(local.command?.utf8.elementsEqual(new.command.utf8) == true)
        #expect(local.args == new.args)
        #expect(local.args.map { Array($0.utf8) } == new.args.map { Array($0.utf8) })
        #expect(local.environment == new.environment)
        #expect(reading.definition?.description ?? "" == new.description)
    }

    @Test(arguments: ["007", "no", "1.5", "1e5", "null", "a.b-c_d"])
    func `keeps a name that looks like something else`(name: String) throws {
        let text = try DefinitionWriter.text(for: NewServer(name: name, command: "y"))
        #expect(read(text, as: name).definition?.name.rawValue == name)
    }

    @Test(arguments: [
        (NewServer(name: "../x", command: "y"), "invalid-name"),
        (NewServer(name: "x", command: ""), "invalid-command"),
        (NewServer(name: "x", command: "y", environment: ["A B": "1"]), "invalid-environment"),
        (NewServer(name: "x", command: "y", httpPort: 0), "invalid-port"),
        (NewServer(name: "x", command: "y", httpPort: 65536), "invalid-port"),
        (NewServer(name: "x", command: "y", args: ["${sorce_dir}"]), "invalid-definition"),
        (NewServer(name: "x", command: "y\0"), "invalid-definition"),
        (NewServer(name: "x", command: "y", args: ["\u{FEFF}z"]), "invalid-definition"),
        (NewServer(name: "x", command: String(repeating: "y", count: 2_000_000)), "invalid-definition"),
    ])
    func `is refused with a remedy`(new: NewServer, code: String) {
        do {
            _ = try DefinitionWriter.text(for: new)
            Issue.record("was not refused")
        } catch {
            let report = ErrorReport(describing: error)
            #expect(report.code == code)
            #expect(!report.remedy.isEmpty)
        }
    }
}
