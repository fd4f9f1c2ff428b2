import ServerModel
import Testing

@testable import ClientPlatforms

/// What is told of files that others change.
struct `What others do to a file` {
    private let machine: TemporaryMachine
    private let path = ".cursor/mcp.json"
    private static let own = "{\n  \"mcpServers\": {\n    \"own\": {\"command\": \"x\"}\n  },\n  \"theme\": \"dark\"\n}\n"

    init() async throws {
        machine = try TemporaryMachine("files", "docs")
        try machine.put(path, Self.own)
        try await machine.sync("cursor")
    }

    private func look() async -> PlatformNews? { await machine.keeper.look(at: "cursor") }

    @Test func `is told once, and nothing that we do ourselves`() async throws {
        #expect(await look() == nil)
        machine.world.servers = ["docs"]
        try await machine.sync("cursor")
        #expect(await look() == nil)
        try await machine.undo()
        #expect(await look() == nil)
        try machine.edit(path, "\"x\"", "\"y\"")
        #expect(await look() != nil)
        #expect(await look() == nil)
        try await machine.restore("cursor")
        #expect(await look() == nil)
        try await machine.release("cursor")
        #expect(await look() == nil)
    }

    @Test func `to servers of theirs is for information`() async throws {
        try machine.edit(path, "\"own\": {\"command\": \"x\"}", "\"own\": {\"command\": \"y\"}, \"new\": {\"command\": \"z\"}")
        let news = try #require(await look())
        #expect(news.severity == .info)
        #expect(news.message == "Cursor: servers of its own changed: +new ~own")
        #expect(news.difference.contains { $0.hasPrefix("-") && $0.contains("\"x\"") })
        #expect(try await machine.keeper.status(of: "cursor").news == news)
        try machine.put(path, try machine.text(path).replacing(", \"new\": {\"command\": \"z\"}", with: ""))
        #expect(await look()?.message == "Cursor: servers of its own changed: -new")
    }

    @Test func `to anything else is nothing of interest`() async throws {
        try machine.edit(path, "dark", "light")
        #expect(await look() == nil)
        try machine.put(path, try machine.text(path).replacing("\n", with: "\n\n"))
        #expect(await look() == nil)
    }

    @Test func `to an entry of ours is a warning`() async throws {
        try machine.edit(path, "\"docs\", \"--client\"", "\"docs\", \"--klient\"")
        let news = try #require(await look())
        #expect(news.severity == .warning && news.message == "Cursor: changed by somebody else: docs")
        let entry = try await machine.keeper.status(of: "cursor").entries.first { $0.name == "docs" }
        #expect(
            entry?.difference == [
                " command: \"/opt/mcp/mcp-connect\"", "-args: [\"docs\", \"--client\", \"cursor\"]",
                "+args: [\"docs\", \"--klient\", \"cursor\"]",
            ])
    }

    @Test(arguments: ["{}", "", "{\"mcpServers\": {}}", Self.own])
    func `that takes our entries out is told with what is gone, and can be put back`(text: String) async throws {
        let whole = try machine.text(path)
        try machine.put(path, text)
        let news = try #require(await look())
        #expect(news.severity == .warning && news.message == "Cursor: taken out by somebody else: docs, files")
        #expect(news.difference.contains { $0.hasPrefix("-") && $0.contains("\"files\"") })
        #expect(await look() == nil)
        // Sync asks, and changes nothing about the way back.
        #expect(try await machine.sync("cursor").codes == ["removed-entry", "removed-entry"])
        #expect(try await machine.keeper.status(of: "cursor").news == news)
        let sync = try await machine.restore("cursor")
        #expect(try await machine.keeper.status(of: "cursor").news == nil)
        #expect(try machine.text(path) == whole)
        #expect(sync.changes.first?.warnings.first?.contains("the whole file becomes what it was") == true)
        #expect(try await machine.states("cursor") == ["own": .foreign, "files": .inSync, "docs": .inSync])
        try await machine.undo(sync.id)
        #expect(try machine.text(path) == text)
    }

    @Test(arguments: ["{\"mcpServers\": {", "null"])
    func `that breaks it is told with the place, and can be put back`(text: String) async throws {
        let whole = try machine.text(path)
        try machine.put(path, text)
        let news = try #require(await look())
        #expect(news.severity == .warning && news.message.hasPrefix("Cursor: \(machine.path(path)):1:"))
        try await machine.restore("cursor")
        #expect(try machine.text(path) == whole)
    }

    @Test func `that removes it is told, and can be put back`() async throws {
        let whole = try machine.text(path)
        removeTree(machine.path(".cursor"))
        let news = try #require(await look())
        #expect(news.severity == .warning && news.message == "Cursor: \(machine.path(path)) is gone, and our servers with it")
        #expect(await look() == nil)
        try await machine.restore("cursor")
        #expect(try machine.text(path) == whole)
        #expect(await look() == nil)
    }

    @Test func `while no daemon runs is told by the next one`() async throws {
        try machine.put(path, "{}")
        let next = machine.nextKeeper
        let news = try #require(await next.look(at: "cursor"))
        #expect(news.severity == .warning && news.message == "Cursor: taken out by somebody else: docs, files")
        #expect(await next.look(at: "cursor") == nil)
        #expect(try await next.status(of: "cursor").news == news)
    }

    @Test func `is not looked for in files of clients that are not configured`() async throws {
        try machine.put(".kiro/settings/mcp.json", "{}")
        #expect(await machine.keeper.look(at: "kiro") == nil)
        #expect(await machine.keeper.look(at: "no-client") == nil)
        #expect(await machine.keeper.watchedFolders() == [machine.path(".cursor"): ["cursor"]])
    }

    @Test func `is looked for where links lead, too`() async throws {
        try machine.put("dotfiles/config.toml", "")
        try machine.link(".codex/config.toml", to: "../dotfiles/config.toml")
        try await machine.sync("codex")
        #expect(
            await machine.keeper.watchedFolders() == [
                machine.path(".cursor"): ["cursor"], machine.path(".codex"): ["codex"], machine.path("dotfiles"): ["codex"],
            ])
        try machine.put("dotfiles/config.toml", "")
        #expect(await machine.keeper.look(at: "codex")?.severity == .warning)
    }
}
