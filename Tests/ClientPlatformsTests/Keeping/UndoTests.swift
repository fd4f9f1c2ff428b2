import CarefulFiles
import ServerModel
import Testing

@testable import ClientPlatforms

/// Going back: entries, writings, whole files.
struct `Going back` {
    private let machine: TemporaryMachine
    private let path = ".cursor/mcp.json"

    init() throws { machine = try TemporaryMachine("files") }

    @Test func `gives the file its old bytes when nobody touched it since`() async throws {
        let text = "{\"mcpServers\": {\"files\":   {\"command\": \"x\"} } }"
        try machine.put(path, text)
        let sync = try await machine.sync("cursor", deciding: .ours)
        let undone = try await machine.undo(sync.id)
        #expect(try machine.text(path) == text)
        #expect(undone.changes.first?.warnings == [])
        #expect(try await machine.states("cursor") == ["files": .taken])
        await #expect(throws: PlatformError.nothingToUndo) { try await machine.undo(sync.id) }
        await #expect(throws: PlatformError.nothingToUndo) { try await machine.undo() }
    }

    @Test func `keeps what others changed since`() async throws {
        try machine.put(path, "{\n  \"mcpServers\": {\n    \"files\": {\"command\": \"x\", \"env\": {\"A\": \"1\"}}\n  }\n}\n")
        try await machine.sync("cursor", deciding: .ours)
        try machine.edit(path, "  \"mcpServers\"", "  \"theme\": \"dark\",\n  \"mcpServers\"")
        let undone = try await machine.undo()
        #expect(undone.changes.first?.warnings.first?.contains("changed since") == true)
        let text = try machine.text(path)
        #expect(text.contains("\"theme\": \"dark\"") && !text.contains("mcp-connect"))
        #expect(try await machine.states("cursor") == ["files": .taken])
        let entry = try await machine.keeper.status(of: "cursor").entries.first
        #expect(entry?.launch == "x" && text.contains("\"A\": \"1\""))
    }

    @Test func `of a file we made removes it, or what is ours when there is more by now`() async throws {
        try await machine.sync("cursor")
        try await machine.undo()
        #expect(!machine.exists(path))
        try await machine.sync("cursor")
        try machine.edit(path, "\"mcpServers\": {", "\"mcpServers\": {\n    \"own\": {\"command\": \"x\"},")
        try await machine.undo()
        #expect(try await machine.states("cursor") == ["own": .foreign, "files": .wanted])
    }

    @Test func `step by step leads to the beginning`() async throws {
        try machine.put(path, "{}")
        var texts = [try machine.text(path)]
        for bridge in ["/a/mcp-connect", "/b/mcp-connect", "/c/mcp-connect"] {
            machine.world.set { $0.bridge = bridge }
            try await machine.sync("cursor")
            texts.append(try machine.text(path))
        }
        for text in texts.dropLast().reversed() {
            try await machine.undo()
            #expect(try machine.text(path) == text)
        }
        #expect(await machine.keeper.history().map(\.what) == ["undo", "undo", "undo", "sync", "sync", "sync"])
        #expect(await machine.keeper.history().map(\.isUndone) == [false, false, false, true, true, true])
    }

    @Test func `of an undo does it again`() async throws {
        try machine.put(path, "{}")
        try await machine.sync("cursor")
        let written = try machine.text(path)
        let undone = try await machine.undo()
        try await machine.undo(undone.id)
        #expect(try machine.text(path) == written)
        #expect(try await machine.states("cursor") == ["files": .inSync])
    }

    @Test func `of a release puts everything back, and it is ours`() async throws {
        try machine.put(path, "{}")
        try await machine.sync("cursor")
        let written = try machine.text(path)
        let released = try await machine.release("cursor")
        #expect(try machine.text(path) == "{}")
        try await machine.undo(released.id)
        #expect(try machine.text(path) == written)
        #expect(try await machine.states("cursor") == ["files": .inSync])
        #expect(try await machine.keeper.status(of: "cursor").isConfigured)
    }

    @Test func `of several clients goes as far as it can`() async throws {
        try machine.put(path, "{}")
        try machine.put(".codex/config.toml", "")
        let sync = try await machine.sync("cursor", "codex")
        try machine.put(".codex/config.toml", "[")
        let undone = try await machine.undo()
        #expect(undone.codes == ["broken-file"] && undone.changes.map(\.platform) == ["cursor"])
        #expect(try machine.text(path) == "{}")
        #expect(try machine.text(".codex/config.toml") == "[")
        // It is not done with, and can be done again.
        try machine.put(".codex/config.toml", "")
        #expect(try await machine.undo(sync.id).codes == [])
    }

    @Test func `only tells when it is dry`() async throws {
        try machine.put(path, "{}")
        let sync = try await machine.sync("cursor")
        try machine.edit(path, "\"files\", ", "\"file\", ")
        let (files, own) = (machine.snapshot(), machine.ownSnapshot())
        let undo = try await machine.keeper.undo(PlatformUndoRequest(isDryRun: true))
        let restore = try await machine.keeper.restore("cursor", PlatformRestoreRequest(isDryRun: true))
        #expect(undo.id == nil && undo.steps == ["remove files"] && restore.id == nil && restore.hasChanges)
        #expect(machine.snapshot() == files && machine.ownSnapshot() == own)
        #expect(await machine.keeper.history().map(\.id) == [sync.id])
    }

    @Test func `with a copy that is damaged is refused`() async throws {
        try machine.put(path, "{}")
        let sync = try await machine.sync("cursor")
        let written = try machine.text(path)
        try machine.put(try #require(sync.changes.first?.backup), "{ }")
        #expect(try await machine.undo().codes == ["damaged-copy"])
        #expect(try machine.text(path) == written)
    }

    @Test(arguments: ["../../state", "", "x", "1/..", "20261122"])
    func `to what is not kept is told`(id: String) async throws {
        try await machine.sync("cursor")
        await #expect(throws: PlatformError.unknownSync(id)) { try await machine.undo(id) }
        await #expect(throws: PlatformError.unknownCopy(id, platform: "cursor")) { try await machine.restore("cursor", id) }
        await #expect(throws: PlatformError.nothingToRestore("codex")) { try await machine.restore("codex") }
    }

    @Test func `to a copy of the whole file is possible from any that was seen`() async throws {
        try machine.put(path, "{\"first\": 1}")
        try await machine.sync("cursor")
        let written = try machine.text(path)
        try machine.put(path, "{\"wiped\": 1}")
        _ = await machine.keeper.look(at: "cursor")
        let copies = try await machine.keeper.copies(of: "cursor")
        #expect(copies.map(\.servers) == [1, 0] && copies.map(\.size) == [written.utf8.count, 12])
        #expect(copies.first?.difference.contains { $0.hasPrefix("+") && $0.contains("files") } == true)
        try await machine.restore("cursor", try #require(copies.last?.id))
        #expect(try machine.text(path) == "{\"first\": 1}")
        try await machine.restore("cursor", try #require(copies.first?.id))
        #expect(try machine.text(path) == written)
    }

    @Test func `finds what was seen within one moment`() throws {
        let seen = SeenCopies(folder: "\(machine.home)/seen")
        let moment = Timestamp(millisecondsSince1970: 1_795_824_000_000)
        for number in 1...3 { seen.keep([UInt8](repeating: 32, count: number), of: "cursor", at: moment) }
        #expect(seen.names(of: "cursor").map { seen.read($0, of: "cursor")?.bytes.count } == [3, 2, 1])
    }
}
