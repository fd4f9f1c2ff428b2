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

/// What other programs lost to each other (4.5 of the table of pitfalls). P37 is in `A client that writes all the time`.
struct `Concurrency` {
    @Test(arguments: [1, 2, 20])
    func `P38: what the client writes between our reading and our writing stays`(times: Int) async throws {
        let machine = try TemporaryMachine("files")
        let path = try machine.put(".cursor/mcp.json", "{\n  \"count\": 0\n}\n")
        machine.world.meanwhile(times) { number in
            try? CarefulWriting.overwrite(path, Array("{\n  \"count\": \(number)\n}\n".utf8))
        }
        let sync = try await machine.sync("cursor")
        #expect(sync.steps == ["add files"] && sync.refusals.isEmpty)
        #expect(try machine.text(".cursor/mcp.json").hasPrefix("{\n  \"count\": \(times)"))
        #expect(try await machine.states("cursor") == ["files": .inSync])
        #expect(machine.names(in: ".cursor") == ["mcp.json"])
        try await machine.undo()
        #expect(try machine.text(".cursor/mcp.json") == "{\n  \"count\": \(times)\n}\n")
    }

    @Test func `P38: a file that the client makes meanwhile is not replaced by a new one`() async throws {
        let machine = try TemporaryMachine("files")
        let path = machine.path(".cursor/mcp.json")
        machine.world.meanwhile { _ in
            try? Folder.make(Folder.parent(of: path))
            try? CarefulWriting.overwrite(path, Array(#"{"theirs": true}"#.utf8))
        }
        try await machine.sync("cursor")
        #expect(try machine.text(".cursor/mcp.json").hasPrefix(#"{"theirs": true"#))
        #expect(try await machine.states("cursor") == ["files": .inSync])
        try await machine.release("cursor")
        #expect(try machine.text(".cursor/mcp.json") == #"{"theirs": true}"#)
    }

    @Test func `P38: a file that the client removes meanwhile is made anew`() async throws {
        let machine = try TemporaryMachine("files")
        let path = try machine.put(".cursor/mcp.json", "{\"old\": 1}")
        machine.world.meanwhile { _ in try? CarefulWriting.remove(path) }
        try await machine.sync("cursor")
        #expect(!(try machine.text(".cursor/mcp.json").contains("old")))
        #expect(try await machine.states("cursor") == ["files": .inSync])
    }

    @Test func `P38: of two files, the one that is written is, and the other is looked at again`() async throws {
        let machine = try TemporaryMachine("docs", "files")
        let (first, second) = (".config/opencode/opencode.json", ".config/opencode/opencode.jsonc")
        try machine.put(first, #"{"mcp": {"files": {"type": "local", "command": ["x"]}}}"#)
        let path = try machine.put(second, #"{"mcp": {"docs": {"type": "local", "command": ["x"]}}}"#)
        let before = try machine.text(first)
        machine.world.meanwhile { _ in
            try? CarefulWriting.overwrite(
                path, Array(#"{"theme": "dark", "mcp": {"docs": {"type": "local", "command": ["x"]}}}"#.utf8))
        }
        let sync = try await machine.sync("opencode", deciding: .ours)
        #expect(sync.steps == ["adopt files", "adopt docs"] && sync.refusals.isEmpty)
        #expect(try await machine.states("opencode") == ["docs": .inSync, "files": .inSync])
        #expect(try machine.text(second).contains("\"theme\": \"dark\""))
        try await machine.undo()
        #expect(try machine.text(first) == before)
        #expect(try machine.text(second) == #"{"theme": "dark", "mcp": {"docs": {"type": "local", "command": ["x"]}}}"#)
        #expect(try await machine.states("opencode") == ["docs": .taken, "files": .taken])
    }

    @Test func `P38: a file that the client breaks meanwhile is left to it`() async throws {
        let machine = try TemporaryMachine("files")
        let path = try machine.put(".cursor/mcp.json", "{}")
        machine.world.meanwhile { _ in try? CarefulWriting.overwrite(path, Array("{".utf8)) }
        let sync = try await machine.sync("cursor")
        #expect(sync.changes.isEmpty && sync.codes == ["broken-file"])
        #expect(try machine.text(".cursor/mcp.json") == "{")
    }

    @Test func `P39: a running client that writes its old copy back is warned of before, and seen after`() async throws {
        let machine = try TemporaryMachine("files")
        let path = try machine.put(".config/Claude/claude_desktop_config.json", "{\"preferences\": {}}")
        #expect(try await machine.keeper.plan(PlatformSyncRequest(platforms: ["claude-desktop"])).changes.first?.warnings == [])
        machine.world.set { $0.running = ["bash", "claude-desktop"] }
        let sync = try await machine.sync("claude-desktop")
        #expect(sync.changes.first?.warnings.contains { $0.contains("Claude Desktop is running") } == true)
        // It quits, and writes what it knew.
        try CarefulWriting.overwrite(path, Array("{\"preferences\": {\"seen\": true}}".utf8))
        let status = try await machine.keeper.status(of: "claude-desktop")
        #expect(status.summary == .drifted && status.entries.map(\.state) == [.missing])
        #expect(await machine.keeper.look(at: "claude-desktop")?.severity == .warning)
    }

    @Test func `P40: two of ours at once lose nothing of each other`() async throws {
        let machine = try TemporaryMachine("files", isInMemory: true)
        try machine.put(".cursor/mcp.json", "{}")
        let other = machine.rival("docs")
        await withTaskGroup { group in
            for keeper in [machine.keeper, other] {
                group.addTask {
                    for _ in 1...20 {
                        for purpose in [PlatformSyncRequest.Purpose.sync, .release, .sync] {
                            let request = PlatformSyncRequest(platforms: ["cursor"], purpose: purpose)
                            let sync = try? await keeper.apply(request)
                            #expect(sync?.refusals == [])
                        }
                    }
                }
            }
        }
        #expect(try await machine.states("cursor") == ["files": .inSync, "docs": .foreign])
        #expect(try await other.status(of: "cursor").entries.first { $0.name == "docs" }?.state == .inSync)
        #expect(machine.names(in: ".cursor") == ["mcp.json"])
    }

    @Test func `P40: what one of our keepers is asked at once is done in turn`() async throws {
        let machine = try TemporaryMachine("files", isInMemory: true)
        let syncs = try await withThrowingTaskGroup { group in
            for _ in 1...8 { group.addTask { try await machine.sync("cursor") } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(syncs.count { $0.id != nil } == 1)
        #expect(await machine.keeper.history().count == 1)
    }

    @Test(arguments: [("cline", ".cline/data/settings/cline_mcp_settings.json"), ("claude-code", ".claude.json")])
    func `P40: the lock of a client that died is taken over`(platform: String, file: String) async throws {
        let machine = try TemporaryMachine("files")
        try machine.put(file, "{}")
        try machine.putLock(of: file, at: time(nil) - 60)
        try await machine.sync(platform)
        #expect(try await machine.states(platform) == ["files": .inSync])
        #expect(!machine.exists("\(file).lock"))
    }

    @Test(arguments: [("cline", ".cline/data/settings/cline_mcp_settings.json"), ("claude-code", ".claude.json")])
    func `P41: a client that holds its lock is waited for, and not for ever`(platform: String, file: String) async throws {
        let machine = try TemporaryMachine("files")
        try machine.put(file, "{}")
        // However long this takes here, it is not stale.
        try machine.putLock(of: file, at: time(nil) + 3600)
        #expect(try await machine.refusal(platform) == "client-locks")
        #expect(machine.exists("\(file).lock/owner.1-2"))
    }

    @Test func `P41: nothing is left beside a file, whatever came of it`() async throws {
        let machine = try TemporaryMachine("files")
        for file in [".cursor/mcp.json", ".cline/data/settings/cline_mcp_settings.json", ".claude.json"] {
            try machine.put(file, "{}")
        }
        let before = machine.snapshot().keys.sorted()
        try await machine.sync("cursor", "cline", "claude-code")
        #expect(machine.snapshot().keys.sorted() == before)
        try await machine.undo()
        try machine.put(".cursor/mcp.json", "{")
        try await machine.sync("cursor", "cline", "claude-code")
        try await machine.release("cursor", "cline", "claude-code")
        #expect(machine.snapshot().keys.sorted() == before)
    }

    @Test func `P42: names that could be those of a draft are nobody's way in`() async throws {
        let machine = try TemporaryMachine("files")
        let victim = try machine.put("victim", "untouched")
        let path = try machine.put(".cursor/mcp.json", "{}")
        for name in ["mcp.json.tmp", ".mcp.json.tmp", "mcp.json.new", ".mcp.json.7.new"] {
            try machine.link(".cursor/\(name)", to: victim)
        }
        try await machine.sync("cursor")
        #expect(try machine.text("victim") == "untouched" && machine.names(in: ".cursor").count == 5)
        // Even one that knows the name: nothing is written through a link, and nothing is written at all.
        let file = try SourceFile(reading: path)
        #expect(throws: FileFailure.self) { try CarefulWriting.replace(file, with: [1], token: 7) }
        #expect(try machine.text("victim") == "untouched")
        #expect(try SourceFile(reading: path).bytes == file.bytes)
    }

    @Test(arguments: ["cursor", "codex", "goose", "zed", "opencode", "mistral-vibe"])
    func `P44: nothing to do touches nothing`(platform: String) async throws {
        let machine = try TemporaryMachine("files", "docs")
        try await machine.sync(platform)
        let path = try #require(try await machine.keeper.status(of: platform).path)
        let facts = try machine.facts(path)
        let copies = Set(machine.ownSnapshot().keys.filter { $0.contains("/backups/") })
        let sync = try await machine.sync(platform)
        #expect(sync.id == nil && !sync.hasChanges && sync.refusals.isEmpty)
        #expect(try machine.facts(path) == facts)
        #expect(Set(machine.ownSnapshot().keys.filter { $0.contains("/backups/") }) == copies)
        #expect(await machine.keeper.look(at: platform) == nil)
    }
}

extension TemporaryMachine {
    /// The lock that a client holds, since `time`.
    fileprivate func putLock(of file: String, at time: time_t) throws {
        try put("\(file).lock/owner.1-2", "")
        var times = [timeval(tv_sec: time, tv_usec: 0), timeval(tv_sec: time, tv_usec: 0)]
        try #require(utimes(path("\(file).lock"), &times) == 0)
    }
}
