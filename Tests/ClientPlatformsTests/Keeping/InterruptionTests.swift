import CarefulFiles
import ServerModel
import Testing

@testable import ClientPlatforms

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// One writing, and the files it is about.
struct Writing: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var platform = "cursor"
    var files = [".cursor/mcp.json"]
    /// What there is, and what is wanted now.
    var prepare: @Sendable (TemporaryMachine) async throws -> Void

    private static let cline = ".cline/data/settings/cline_mcp_settings.json"

    static let all: [Writing] = [
        Writing(testDescription: "a new file") { _ in },
        Writing(testDescription: "an entry into a file of others") {
            try $0.put(".cursor/mcp.json", #"{"mcpServers": {"own": {"command": "x"}}}"#, mode: 0o644)
        },
        Writing(testDescription: "through a link") {
            try $0.put("dotfiles/mcp.json", "{}")
            try $0.link(".cursor/mcp.json", to: "../dotfiles/mcp.json")
        },
        Writing(testDescription: "a change, with the client's lock", platform: "cline", files: [cline]) {
            try await $0.sync("cline")
            $0.world.change("files") { $0.setting.autoApprove = ["read"] }
        },
        Writing(testDescription: "a file of ours that is to go") {
            try await $0.sync("cursor")
            $0.world.servers = []
        },
        Writing(
            testDescription: "two files", platform: "opencode",
            files: [".config/opencode/opencode.json", ".config/opencode/opencode.jsonc"]
        ) { machine in
            machine.world.servers = ["docs", "files"]
            try machine.put(".config/opencode/opencode.json", "{}")
            try await machine.sync("opencode") { $0.servers = ["files"] }
            try machine.put(".config/opencode/opencode.jsonc", #"{"mcp": {"docs": {"type": "local", "command": ["x"]}}}"#)
            try await machine.sync("opencode", deciding: .ours)
            machine.world.set { $0.bridge = "/usr/bin/mcp-connect" }
        },
    ]
}

struct `A daemon that was killed` {
    private let machine: TemporaryMachine

    init() throws { machine = try TemporaryMachine("files") }

    /// The writing with its plan, before its first step.
    private func begin(_ writing: Writing) async throws -> SyncSteps {
        try await writing.prepare(machine)
        let platform = try #require(Platform.builtIn.first { $0.id == writing.platform })
        let look = await machine.keeper.look(platform, ledger[platform.id])
        let plan = PlatformPlanner.plan(look, PlatformSyncRequest(platforms: [platform.id]))
        try #require(plan.files.count == writing.files.count && plan.refusals.isEmpty)
        let manifest = SyncManifest(id: id, time: Timestamp(millisecondsSince1970: 1_796_000_000_000), what: "sync")
        return SyncSteps(plan, look, adding: manifest, in: "\(machine.home)/backups/platforms/writings/\(id)")
    }

    private let id = "20261201T000000000Z-4f2a"
    private var store: LedgerStore { LedgerStore(path: "\(machine.home)/state/platforms.json") }
    private var ledger: PlatformLedger { store.read() }

    private func contents(_ files: [String]) -> [[UInt8]?] { files.map { try? machine.bytes($0) } }

    @Test(arguments: Writing.all, 0...5)
    func `P08: after any step leaves whole files, and the next one goes on`(writing: Writing, steps: Int) async throws {
        var work = try await begin(writing)
        let before = contents(writing.files)
        let statesBefore = try await machine.states(writing.platform)
        let neighbours = machine.snapshot().keys.sorted()
        let count = writing.files.count
        let steps = min(steps, count + 3)
        if steps > 0 { try work.keepCopies() }
        for index in 0..<min(max(steps - 1, 0), count) { try work.write(index) }
        if steps > count + 1 { try work.remember(in: store) }
        if steps > count + 2 { try work.finish() }
        let after = contents(writing.files)

        let next = machine.nextKeeper
        let messages = await next.recover()
        #expect(messages.count == ((1...count + 2).contains(steps) ? 1 : 0))
        #expect(await next.recover() == [])
        #expect(contents(writing.files) == after)
        // The ledger agrees: every entry is as it was, or as it was to be, and nothing is asked.
        let written = Set(
            writing.files.indices.prefix(max(steps - 1, 0)).flatMap { index in
                work.manifest.parts[0].files[index].steps.map(\.name)
            })
        for entry in try await next.status(of: writing.platform).entries {
            #expect(entry.state == (written.contains(entry.name) ? .inSync : statesBefore[entry.name]), "\(entry.name)")
        }
        let isUndoable = steps > 1
        #expect(await next.history().contains { $0.id == id } == isUndoable)
        if isUndoable { #expect(try await next.undo(PlatformUndoRequest(id: id)).refusals == []) }
        #expect(contents(writing.files) == before)
        let folders = Set(machine.snapshot().keys).subtracting(neighbours)
        #expect(folders.allSatisfy { Folder.exists($0) }, "nothing is left beside the file")
        // And what was wanted can be had.
        let sync = try await next.apply(PlatformSyncRequest(platforms: [writing.platform]))
        #expect(sync.refusals == [])
        #expect(try await next.status(of: writing.platform).entries.allSatisfy { $0.state == .inSync || $0.state == .foreign })
    }

    @Test func `in the middle of a step leaves a draft, which goes`() async throws {
        let work = try await begin(Writing.all[1])
        let (path, before) = (machine.path(".cursor/mcp.json"), try machine.bytes(".cursor/mcp.json"))
        let draft = CarefulWriting.draftPath(for: path, token: work.manifest.parts[0].files[0].token)
        try work.keepCopies()
        for content in [[], Array("{\"mcpSer".utf8), before] {
            try machine.put(draft, content)
            try work.keepCopies()
            _ = await machine.nextKeeper.recover()
            #expect(machine.names(in: ".cursor") == ["mcp.json"])
            #expect(try machine.bytes(path) == before)
        }
    }

    @Test func `between the exchange and the look at what came out loses nothing of others`() async throws {
        let work = try await begin(Writing.all[1])
        let path = machine.path(".cursor/mcp.json")
        let draft = CarefulWriting.draftPath(for: path, token: work.manifest.parts[0].files[0].token)
        try work.keepCopies()
        try work.write(0)
        // What a client wrote at that moment is in the draft.
        let theirs = Array(#"{"mcpServers": {"own": {"command": "x"}}, "theirs": 1}"#.utf8)
        try machine.put(draft, theirs)
        let next = machine.nextKeeper
        _ = await next.recover()
        #expect(machine.names(in: ".cursor") == ["mcp.json"])
        #expect(try machine.bytes(path) == theirs)
        let states = try await next.status(of: "cursor").entries.map(\.state)
        #expect(states == [.wanted, .foreign])
    }

    @Test func `while a new file got its name leaves it with that one name`() async throws {
        let work = try await begin(Writing.all[0])
        let path = machine.path(".cursor/mcp.json")
        try work.keepCopies()
        try work.write(0)
        let draft = CarefulWriting.draftPath(for: path, token: work.manifest.parts[0].files[0].token)
        try #require(link(path, draft) == 0)
        let next = machine.nextKeeper
        _ = await next.recover()
        #expect(machine.names(in: ".cursor") == ["mcp.json"])
        #expect(try machine.facts(path).names == 1)
        #expect(try await next.apply(PlatformSyncRequest(platforms: ["cursor"])).refusals == [])
        #expect(try await next.status(of: "cursor").entries.map(\.state) == [.inSync])
    }

    @Test func `knows its entries also when the client wrote the file since`() async throws {
        let work = try await begin(Writing.all[1])
        try work.keepCopies()
        try work.write(0)
        try machine.edit(".cursor/mcp.json", "\"x\"", "\"y\"")
        let next = machine.nextKeeper
        _ = await next.recover()
        #expect(try await next.status(of: "cursor").entries.map(\.state) == [.inSync, .foreign])
        #expect(try await next.undo(PlatformUndoRequest(id: id)).refusals == [])
        let text = try machine.text(".cursor/mcp.json")
        #expect(text.contains("\"y\"") && !text.contains("files"))
    }

    @Test func `before it said what it would do leaves nothing to go on with`() async throws {
        try machine.put("\(machine.home)/backups/platforms/writings/\(id)/0-0-mcp.json", "{}")
        #expect(await machine.nextKeeper.recover() == [])
        #expect(machine.names(in: "\(machine.home)/backups/platforms/writings").isEmpty)
    }

    @Test func `leaves copies alone whose manifest is damaged`() async throws {
        try machine.put(".cursor/mcp.json", "{}")
        let sync = try await machine.sync("cursor")
        let backup = try #require(sync.changes.first?.backup)
        try machine.put("\(Folder.parent(of: backup))/manifest.json", "{")
        _ = await machine.nextKeeper.recover()
        #expect(try machine.text(backup) == "{}")
    }

    @Test func `in an undo has it undone by the next one`() async throws {
        try machine.put(".cursor/mcp.json", "{}")
        let sync = try await machine.sync("cursor")
        let platform = try #require(Platform.builtIn.first { $0.id == "cursor" })
        let look = await machine.keeper.look(platform, ledger["cursor"])
        // The steps of an undo are those of any writing.
        var plan = PlatformPlan(record: PlatformLedger.Record())
        var file = FilePlan(platform: platform, file: try #require(look.files.first))
        file.new = Array("{}".utf8)
        file.steps = [PlatformChange.Step(name: "files", server: nil, kind: .remove)]
        plan.files = [file]
        let manifest = SyncManifest(id: id, time: Timestamp(millisecondsSince1970: 1_796_000_000_000), what: "undo")
        let work = SyncSteps(plan, look, adding: manifest, in: "\(machine.home)/backups/platforms/writings/\(id)")
        try work.keepCopies()
        try work.write(0)
        let next = machine.nextKeeper
        #expect(await next.recover().count == 1)
        #expect(try await next.status(of: "cursor").entries.map(\.state) == [.wanted])
        #expect(try await next.undo(PlatformUndoRequest(id: sync.id)).changes.isEmpty)
        #expect(try machine.text(".cursor/mcp.json") == "{}")
    }
}
