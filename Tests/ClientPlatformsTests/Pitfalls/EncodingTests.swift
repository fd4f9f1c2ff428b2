import ServerModel
import Testing

@testable import ClientPlatforms

/// What other programs made of the bytes of a file (4.4 of the table of pitfalls).
struct `Encoding` {
    private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

    @Test(arguments: Platform.builtIn.filter { $0.obstacle == nil }.map(\.id))
    func `P33: no file of ours begins with a mark`(platform: String) async throws {
        let machine = try TemporaryMachine("files")
        let sync = try await machine.sync(platform)
        guard let path = sync.changes.first?.path else { return #expect(sync.codes == ["unknown-place"]) }
        let bytes = try machine.bytes(path)
        #expect(!bytes.starts(with: Self.mark) && bytes.last == .init(ascii: "\n"))
    }

    @Test(arguments: [
        ClientFile(
            "claude-desktop", ".config/Claude/claude_desktop_config.json",
            "{\n  \"mcpServers\": {\"a\": {\"command\": \"é\"}}\n}\n"),
        ClientFile("codex", ".codex/config.toml", "[mcp_servers.a]\ncommand = \"é\"\n"),
        ClientFile("goose", ".config/goose/config.yaml", "extensions:\n  a: {cmd: é}\n"),
    ])
    func `P34: a mark that is there is left out, and people are told`(file: ClientFile) async throws {
        let machine = try TemporaryMachine("files")
        try machine.put(file.path, Self.mark + Array(file.text.utf8))
        let sync = try await machine.sync(file.platform)
        #expect(sync.changes.first?.warnings.contains { $0.contains("BOM") } == true)
        #expect(try await machine.states(file.platform) == ["a": .foreign, "files": .inSync])
        // As if it had never been there.
        let other = try TemporaryMachine("files")
        try other.put(file.path, file.text)
        try await other.sync(file.platform)
        #expect(try machine.bytes(file.path) == other.bytes(file.path))
        try await machine.undo()
        #expect(try machine.bytes(file.path) == Self.mark + Array(file.text.utf8))
    }

    @Test func `P34: a mark alone is no reason to write`() async throws {
        let machine = try TemporaryMachine()
        try machine.put(".cursor/mcp.json", Self.mark + Array("{}".utf8))
        #expect(try await machine.sync("cursor").changes.isEmpty)
        #expect(try machine.bytes(".cursor/mcp.json") == Self.mark + Array("{}".utf8))
    }

    @Test(
        arguments: [
            // UTF-16, as Notepad and PowerShell write it, in both orders and without a mark.
            [0xFF, 0xFE, 0x7B, 0x00, 0x7D, 0x00], [0xFE, 0xFF, 0x00, 0x7B, 0x00, 0x7D], [0x7B, 0x00, 0x7D, 0x00],
            // Latin 1, a cut character, an overlong slash, half a pair of surrogates.
            [0x7B, 0x22, 0x61, 0x22, 0x3A, 0x22, 0xE9, 0x22, 0x7D], [0x7B, 0x22, 0xE2, 0x82, 0x22, 0x3A, 0x31, 0x7D],
            [0x7B, 0x22, 0xC0, 0xAF, 0x22, 0x3A, 0x31, 0x7D], [0x7B, 0x22, 0xED, 0xA0, 0x80, 0x22, 0x3A, 0x31, 0x7D],
        ] as [[UInt8]])
    func `P35: what is not UTF-8 is refused`(bytes: [UInt8]) async throws {
        for (platform, path) in [
            ("cursor", ".cursor/mcp.json"), ("vscode", ".config/Code/User/mcp.json"), ("codex", ".codex/config.toml"),
            ("goose", ".config/goose/config.yaml"),
        ] {
            let machine = try TemporaryMachine("files")
            // Latin 1 within a file that would be whole without it.
            try machine.put(path, platform == "codex" ? Array("a = \"".utf8) + bytes + Array("\"\n".utf8) : bytes)
            #expect(try await machine.refusal(platform) == "broken-file", "\(platform)")
        }
    }

    @Test(arguments: ["cursor", "vscode", "codex", "mistral-vibe", "goose", "opencode", "amp"])
    func `P36: backslashes and quotes are read back as they were`(platform: String) async throws {
        let odd = #"C:\new\tools\u0041"it's" # not, a: comment"#
        let texts = [
            odd, "", " x ", "true", "12", "- a", "%TEMP%\t\n", "é😀\u{7F}\u{2028}", "'", #"\"#, "{a}", "[b]", "null", "~",
        ]
        let program = ServerLaunch.program(
            odd, texts.map { ReferencedText($0) }, environment: ["A": ReferencedText(odd)], directory: nil)
        let machine = try TemporaryMachine(Offer("files", direct: program))
        let sync = try await machine.sync(platform) { $0.isDirect = true }
        #expect(sync.codes == [] && sync.steps == ["add files"])
        #expect(try await machine.states(platform) == ["files": .inSync])
        let platform = try #require(Platform.builtIn.first { $0.id == platform })
        let look = await machine.keeper.look(platform, PlatformLedger.Record())
        let found = try #require(look.entries(in: 0).first)
        #expect(found.words(platform.entry) == [odd] + texts)
        let environment = try #require(platform.entry.environment)
        #expect(found.value[environment]?["A"]?.text == odd)
    }
}
