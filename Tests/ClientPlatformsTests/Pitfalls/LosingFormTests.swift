import ServerModel
import Testing

@testable import ClientPlatforms

/// What other programs made of the form of a file (4.3 of the table of pitfalls), JSON in its kinds.
struct `Losing form` {
    private static let zed = """
        // Zed settings
        {
          "theme": "One Dark", // dark, as always
          /* servers */
          "context_servers": {
            "docs": {
              "url": "https://mcp.example.com/mcp", // not a comment: //
              "headers": { "X-Odd": "/* no comment */ \\" // either" },
            },
            // the last word
          },
          "buffer_font_size": 15.0,
        }

        """

    @Test(arguments: [
        ClientFile("zed", ".config/zed/settings.json", zed),
        ClientFile("zed", ".config/zed/settings.json", "{\n  // no servers yet\n  \"vim_mode\": true // yes\n}\n"),
        ClientFile(
            "vscode", ".config/Code/User/mcp.json",
            "{\n\t// mine\n\t\"servers\": {\n\t\t/* a */ \"a\": { \"command\": \"x\", }, // b\n\t},\n\t\"inputs\": [],\n}\n"),
        ClientFile(
            "amp", ".config/amp/settings.json",
            "{\n  \"amp.notifications.enabled\": true, // yes\n  \"amp.mcpServers\": {\n    // none\n  },\n}\n"),
        ClientFile(
            "opencode", ".config/opencode/opencode.jsonc",
            "{\n  \"$schema\": \"https://opencode.ai/config.json\",\n  // servers\n  \"mcp\": { /* none */ },\n}\n"),
        ClientFile("gemini-cli", ".gemini/settings.json", "{\n  // keep\n  \"theme\": \"x\" /* last */\n}\n"),
    ])
    func `P20: comments stay, to the last byte when we are gone`(file: ClientFile) async throws { try await file.roundTrip() }

    @Test func `P21: comments and trailing commas are read where the client reads them`() async throws {
        let text = "{\n  // mine\n  \"a\": {\"b\": 1,},\n}\n"
        for (platform, path) in [
            ("zed", ".config/zed/settings.json"), ("vscode", ".config/Code/User/mcp.json"), ("amp", ".config/amp/settings.json"),
            ("opencode", ".config/opencode/opencode.json"), ("kilo", ".config/kilo/kilo.jsonc"),
        ] {
            try await ClientFile(platform, path, text).roundTrip()
        }
    }

    @Test(arguments: [
        ("cursor", ".cursor/mcp.json", "{\n  \"a\": 1, // mine\n  \"b\": 2\n}\n", ":2:11: "),
        ("cursor", ".cursor/mcp.json", "{\n  \"a\": 1,\n  \"b\": 2,\n}\n", ":"),
        ("gemini-cli", ".gemini/settings.json", "{\n  // mine\n  \"a\": 1,\n}\n", ":"),
    ])
    func `P21 P22: where the client does not read them, the place is told`(
        platform: String, file: String, text: String, place: String
    ) async throws {
        let machine = try TemporaryMachine("files")
        let path = try machine.put(file, text)
        #expect(try await machine.refusal(platform) == "broken-file")
        let problem = try #require(try await machine.keeper.status(of: platform).problem)
        #expect(problem.problem.hasPrefix(path + place), "\(problem)")
    }

    @Test(arguments: ["gemini-cli", "qwen-code", "continue", "zed", "vscode", "cursor"])
    func `P22: a comma before the end is never ours`(platform: String) async throws {
        let machine = try TemporaryMachine("files", "docs")
        try await machine.sync(platform)
        let paths = machine.snapshot().filter { $0.value != Array("folder".utf8) }
        let text = String(decoding: try #require(paths.values.first), as: UTF8.self)
        #expect(paths.count == 1 && text.contains("docs"))
        #expect(!text.contains(#/,\s*[\]}]/#))
        machine.world.servers = ["files"]
        try await machine.sync(platform)
        #expect(!(try machine.text(try #require(paths.keys.first)).contains(#/,\s*[\]}]/#)))
    }

    @Test func `P23: what looks like a comment in a text is none`() async throws {
        let machine = try TemporaryMachine("files")
        try machine.put(".config/zed/settings.json", Self.zed)
        try await machine.sync("zed")
        let text = try machine.text(".config/zed/settings.json")
        #expect(
            text == """
                // Zed settings
                {
                  "theme": "One Dark", // dark, as always
                  /* servers */
                  "context_servers": {
                    "docs": {
                      "url": "https://mcp.example.com/mcp", // not a comment: //
                      "headers": { "X-Odd": "/* no comment */ \\" // either" },
                    },
                    "files": {
                      "command": "/opt/mcp/mcp-connect",
                      "args": ["files", "--client", "zed"]
                    },
                    // the last word
                  },
                  "buffer_font_size": 15.0,
                }

                """)
        #expect(try await machine.states("zed") == ["docs": .foreign, "files": .inSync])
    }

    @Test(arguments: [
        "{\n    \"mcpServers\": {\n        \"a\": {\n            \"command\": \"x\"\n        }\n    }\n}\n",
        "{\n\t\"mcpServers\": {\n\t\t\"a\": {\n\t\t\t\"command\": \"x\"\n\t\t}\n\t}\n}",
        "{\r\n  \"mcpServers\": {\r\n    \"a\": {\r\n      \"command\": \"x\"\r\n    }\r\n  }\r\n}\r\n",
        "{\"mcpServers\":{\"a\":{\"command\":\"x\"}}}",
        "{\n\n  \"mcpServers\" : {\n   \"a\" : { \"command\" :\"x\" } }\n\n}\n\n",
    ])
    func `P27: indentation, ends of lines and the end of the file stay`(text: String) async throws {
        let file = ClientFile("cursor", ".cursor/mcp.json", text)
        try await file.roundTrip()
        let machine = try TemporaryMachine("files")
        try machine.put(file.path, text)
        try await machine.sync("cursor")
        let new = try machine.text(file.path)
        #expect(new.utf8.count { $0 == 13 } == (text.contains("\r\n") ? new.utf8.count { $0 == 10 } : 0))
        #expect(new.hasSuffix("\n") == text.hasSuffix("\n"))
        if text.hasPrefix("{\n\t") { #expect(new.contains("\n\t\t\"files\": {\n\t\t\t\"command\": ")) }
        if text.hasPrefix("{\n    ") { #expect(new.contains("\n        \"files\": {\n            \"command\": ")) }
    }

    @Test func `P28: keys stay in their order, and a new one is last`() async throws {
        let machine = try TemporaryMachine("b")
        try machine.put(".cursor/mcp.json", #"{"z": 1, "mcpServers": {"c": {"command": "x"}, "a": {"command": "x"}}, "y": 2}"#)
        try await machine.sync("cursor")
        let text = try machine.text(".cursor/mcp.json")
        let places = ["\"z\"", "\"mcpServers\"", "\"c\"", "\"a\"", "\"b\"", "\"y\""].map { text.firstRange(of: $0)?.lowerBound }
        let known = places.compactMap(\.self)
        #expect(known.count == 6 && known == known.sorted())
    }

    @Test func `P29: numbers and texts are never written anew`() async throws {
        try await ClientFile(
            "claude-desktop", ".config/Claude/claude_desktop_config.json",
            #"""
            {
              "n": [1.0, 1e3, -0, 9007199254740993, 18446744073709551616, 1.50, 0.1e-7],
              "t": ["\/", "\u00e9", "é", "😀", "\ud83d\ude00", "\u0000", "\b\f\n"],
              "mcpServers": {"a": {"command": "\u0078", "timeout": 1.0}}
            }
            """#
        ).roundTrip()
    }

    @Test(arguments: [
        "{}", "{ }", "{\n}\n", "{\"mcpServers\": {}}", "{\"mcpServers\": { }}", "{\n  \"mcpServers\": {\n  }\n}\n", "{\"a\": 1}",
        "{\"a\": 1 }", "{ \"a\": 1, \"mcpServers\": {\"b\": {}}, \"c\": 2 }\n",
    ])
    func `P30 P31: what is added goes, what was empty stays empty`(text: String) async throws {
        try await ClientFile("cursor", ".cursor/mcp.json", text).roundTrip()
    }

    @Test(arguments: [
        ClientFile("cursor", ".cursor/mcp.json", "{}"), ClientFile("cursor", ".cursor/mcp.json", "{\n  \"mcpServers\": { }\n}\n"),
        ClientFile("codex", ".codex/config.toml", "model = \"gpt-5\"\n"), ClientFile("mistral-vibe", ".vibe/config.toml", ""),
        ClientFile("goose", ".config/goose/config.yaml", "GOOSE_MODE: auto\n"),
        ClientFile("goose", ".config/goose/config.yaml", "extensions:\nGOOSE_MODE: auto\n"),
    ])
    func `P30: what was made for the first of ours goes with the last`(file: ClientFile) async throws {
        for order in [["docs", "files", "more"], ["more", "files", "docs"], ["files", "docs", "more"]] {
            let machine = try TemporaryMachine("docs", "files", "more")
            try machine.put(file.path, file.text)
            try await machine.sync(file.platform)
            for name in order {
                machine.world.servers.removeAll { $0.id == name }
                try await machine.sync(file.platform)
            }
            #expect(try machine.text(file.path) == file.text, "\(order)")
            machine.world.servers = ["docs", "files", "more"]
            try await machine.sync(file.platform)
            try await machine.release(file.platform)
            #expect(try machine.text(file.path) == file.text)
        }
    }

    @Test func `P30: so it does when others changed the file and it is undone`() async throws {
        let machine = try TemporaryMachine("docs", "files")
        try machine.put(".cursor/mcp.json", "{\"theme\": \"dark\"}")
        try await machine.sync("cursor")
        try machine.edit(".cursor/mcp.json", "dark", "light")
        try await machine.undo()
        #expect(try machine.text(".cursor/mcp.json") == "{\"theme\": \"light\"}")
    }

    @Test(arguments: ["{/*c*/}", "{ // c\n}", "{\"context_servers\": {/*c*/}}", "{\"context_servers\": {},}", "{\"a\": 1,/*c*/}"])
    func `P31: comments in what is empty do not mislead`(text: String) async throws {
        try await ClientFile("zed", ".config/zed/settings.json", text).roundTrip()
    }

    @Test func `P30: a file we made goes when it is as empty as it was, and only then`() async throws {
        for platform in ["cursor", "opencode", "crush", "codex", "goose", "mistral-vibe", "vscode"] {
            let machine = try TemporaryMachine("files", "docs")
            try await machine.sync(platform)
            let path = try #require(try await machine.keeper.status(of: platform).path)
            #expect(machine.exists(path))
            try await machine.release(platform)
            #expect(!machine.exists(path), "\(platform)")
        }
        let machine = try TemporaryMachine("files")
        try await machine.sync("cursor")
        let path = ".cursor/mcp.json"
        try machine.put(path, try machine.text(path).replacing("\"mcpServers\"", with: "\"mine\": 1, \"mcpServers\""))
        try await machine.release("cursor")
        #expect(try machine.text(path).contains("\"mine\": 1"))
        #expect(!(try machine.text(path).contains("files")))
    }

    @Test func `P30: a file that people made after ours was gone is theirs`() async throws {
        let machine = try TemporaryMachine("files")
        try await machine.sync("cursor")
        machine.world.servers = []
        try await machine.sync("cursor")
        #expect(!machine.exists(".cursor/mcp.json"))
        try machine.put(".cursor/mcp.json", "{}")
        machine.world.servers = ["files"]
        try await machine.sync("cursor")
        machine.world.servers = []
        try await machine.sync("cursor")
        #expect(try machine.text(".cursor/mcp.json") == "{}")
    }

    @Test(arguments: [
        #"{"mcpServers": {"a": {"command": "x"}}, "mcpServers": {}}"#,
        #"{"mcpServers": {"files": {"command": "x"}, "files": {"command": "y"}}}"#,
        #"{"mcpServers": {"a": {"command": "x"}, "\u0061": {"command": "y"}}}"#,
    ])
    func `P32: a key that is there twice is not guessed at`(text: String) async throws {
        let machine = try TemporaryMachine("files")
        try machine.put(".cursor/mcp.json", text)
        let code = try await machine.refusal("cursor", deciding: .ours)
        #expect(code == "broken-file" || code == "cannot-edit")
    }
}
