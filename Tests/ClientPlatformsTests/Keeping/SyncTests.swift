import CarefulFiles
import ServerModel
import Testing

@testable import ClientPlatforms

/// What sync, plan and release do about several servers and several clients.
struct `Writing clients' files` {
    /// All that are written, but for two whose place depends on what else is there.
    private static let clients = Platform.builtIn.filter { $0.obstacle == nil && !["cline-legacy", "roo-code"].contains($0.id) }
        .map(\.id)

    @Test func `takes out exactly the entries of a server that was deleted, everywhere`() async throws {
        let machine = try TemporaryMachine("files", "docs")
        let other = try TemporaryMachine("docs")
        for client in Self.clients {
            try await machine.sync(client)
            try await other.sync(client)
        }
        machine.world.servers = ["docs"]
        let sync = try await machine.keeper.apply(PlatformSyncRequest())
        #expect(sync.changes.map(\.platform).sorted() == Self.clients.sorted())
        #expect(sync.changes.allSatisfy { $0.steps.map(\.name) == ["files"] && $0.steps.map(\.kind) == [.remove] })
        // As if it had never been there.
        for client in Self.clients {
            let path = try #require(try await machine.keeper.status(of: client).path)
            let otherPath = try #require(try await other.keeper.status(of: client).path)
            #expect(try machine.text(path) == other.text(otherPath), "\(client)")
        }
    }

    @Test func `is told before by a plan that holds until something changes`() async throws {
        let machine = try TemporaryMachine("files")
        var request = PlatformSyncRequest(platforms: ["cursor", "codex"])
        let plan = try await machine.keeper.plan(request)
        #expect(plan.steps == ["add files", "add files"] && plan.id == nil && plan.changes.allSatisfy { $0.backup == nil })
        #expect(machine.snapshot().isEmpty)
        request.agreed = plan.digest
        machine.world.servers.append("docs")
        let agreed = request
        await #expect(throws: PlatformError.planChanged) { try await machine.keeper.apply(agreed) }
        #expect(machine.snapshot().isEmpty)
        machine.world.servers.removeLast()
        let sync = try await machine.keeper.apply(request)
        #expect(sync.digest == plan.digest && sync.steps == plan.steps)
        #expect(sync.changes.map(\.difference) == plan.changes.map(\.difference))
    }

    @Test func `goes on with the next client when one cannot be written`() async throws {
        let machine = try TemporaryMachine("files")
        try machine.put(".codex/config.toml", "[")
        let sync = try await machine.sync("cursor", "codex", "goose")
        #expect(sync.changes.map(\.platform) == ["cursor", "goose"])
        #expect(sync.refusals.map(\.platform) == ["codex"])
        try await machine.undo()
        #expect(try await machine.states("cursor") == ["files": .wanted])
        #expect(try await machine.states("goose") == ["files": .wanted])
    }

    @Test func `is about the servers that are named, and no other`() async throws {
        let machine = try TemporaryMachine("files", "docs")
        let sync = try await machine.sync("cursor") { $0.servers = ["docs"] }
        #expect(sync.steps == ["add docs"])
        #expect(try await machine.states("cursor") == ["files": .wanted, "docs": .inSync])
        try await machine.sync("cursor")
        machine.world.servers = []
        let one = try await machine.sync("cursor") { $0.servers = ["files"] }
        #expect(one.steps == ["remove files"])
        #expect(try await machine.states("cursor") == ["docs": .leftover])
    }

    @Test func `without a client is about those that are configured, or all that are there`() async throws {
        let machine = try TemporaryMachine("files")
        machine.world.set { $0.commands = ["codex", "zed"] }
        try machine.put(".kiro/here", "")
        let first = try await machine.sync()
        #expect(first.changes.map(\.platform) == ["zed", "codex", "kiro"])
        machine.world.servers.append("docs")
        machine.world.set { $0.commands = ["codex", "zed", "goose"] }
        let second = try await machine.sync()
        #expect(second.changes.map(\.platform) == ["zed", "codex", "kiro"])
        let release = try await machine.release()
        #expect(release.changes.count == 3)
        #expect(try await machine.release().hasChanges == false)
    }

    @Test func `in a place that people named goes on there`() async throws {
        let machine = try TemporaryMachine("files")
        let path = machine.path("elsewhere/mcp.json")
        let sync = try await machine.sync("cursor") { $0.file = path }
        #expect(sync.changes.map(\.path) == [path])
        machine.world.servers.append("docs")
        #expect(try await machine.sync("cursor").changes.map(\.path) == [path])
        #expect(!machine.exists(".cursor/mcp.json"))
        await #expect(throws: PlatformError.oneClientPlease) {
            try await machine.sync("cursor", "codex") { $0.file = path }
        }
    }

    @Test func `directly, and through us again, changes entries and not files`() async throws {
        let remote = ServerLaunch.address(ReferencedText("https://mcp.example.com/mcp"), headers: [:], .streamableHTTP)
        let machine = try TemporaryMachine(Offer("docs", direct: remote))
        try machine.put(".cursor/mcp.json", "{\n  \"mcpServers\": {}\n}\n")
        try await machine.sync("cursor")
        let through = try machine.text(".cursor/mcp.json")
        let direct = try await machine.sync("cursor") { $0.isDirect = true }
        #expect(direct.steps == ["update docs"])
        #expect(try await machine.keeper.status(of: "cursor").isDirect)
        #expect(!(try machine.text(".cursor/mcp.json").contains("command")))
        #expect(try await machine.sync("cursor").hasChanges == false)
        try await machine.sync("cursor") { $0.isDirect = false }
        #expect(try machine.text(".cursor/mcp.json").contains("\"command\": \"/opt/mcp/mcp-connect\""))
        #expect(!(try machine.text(".cursor/mcp.json").contains("url")))
        try await machine.undo()
        try await machine.undo()
        #expect(try machine.text(".cursor/mcp.json") == through)
    }

    @Test func `whose ledger cannot be read takes nothing for ours, and keeps what it was`() async throws {
        let machine = try TemporaryMachine("files")
        try await machine.sync("cursor")
        let ledger = "\(machine.home)/state/platforms.json"
        try machine.put(ledger, "{\"platforms\": {")
        #expect(try await machine.states("cursor") == ["files": .taken])
        #expect(try await machine.sync("cursor").codes == ["foreign-entry"])
        #expect(try machine.text("\(ledger).damaged") == "{\"platforms\": {")
    }

    @Test func `keeps the newest twenty writings, and ten copies of what was seen`() async throws {
        let machine = try TemporaryMachine("files", isInMemory: true)
        for _ in 1...13 {
            try await machine.sync("cursor")
            try await machine.release("cursor")
        }
        #expect(await machine.keeper.history().count == SyncShelf.kept)
        #expect(Folder.names(in: "\(machine.home)/backups/platforms/seen/cursor").count <= SeenCopies.kept)
    }

    @Test func `of a client we do not write says what to do instead`() async throws {
        let machine = try TemporaryMachine("files")
        for platform in Platform.builtIn where platform.obstacle != nil {
            let sync = try await machine.sync(platform.id)
            #expect(sync.codes == ["unsupported"])
            #expect(sync.refusals.first?.report.remedy == platform.obstacle)
            #expect(try await machine.keeper.status(of: platform.id).summary == .unsupported)
        }
        #expect(machine.snapshot().isEmpty)
    }
}
