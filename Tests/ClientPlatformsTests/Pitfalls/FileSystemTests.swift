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

/// What other programs did to links, modes and folders (4.6 of the table of pitfalls).
struct `The file system` {
    private let machine: TemporaryMachine

    init() throws { machine = try TemporaryMachine("files") }

    @Test func `P45: a symbolic link stays a link, and what it leads to is written`() async throws {
        let before = "{\n  \"mcpServers\": {}\n}\n"
        try machine.put("dotfiles/cursor/mcp.json", before, mode: 0o644)
        try machine.put("dotfiles/here", "")
        // Relative, one after the other, and through a folder that is one itself.
        try machine.link("links/second.json", to: "../dotfiles/cursor/mcp.json")
        try machine.link("other-links", to: "links")
        try machine.link(".cursor/mcp.json", to: "../other-links/second.json")
        let sync = try await machine.sync("cursor")
        #expect(sync.changes.first?.path == machine.path(".cursor/mcp.json"))
        #expect(machine.target(of: ".cursor/mcp.json") == "../other-links/second.json")
        #expect(machine.target(of: "links/second.json") == "../dotfiles/cursor/mcp.json")
        #expect(try machine.text("dotfiles/cursor/mcp.json").contains("/opt/mcp/mcp-connect"))
        #expect(try machine.mode("dotfiles/cursor/mcp.json") == 0o644)
        #expect(machine.names(in: "dotfiles/cursor") == ["mcp.json"] && machine.names(in: ".cursor") == ["mcp.json"])
        try await machine.release("cursor")
        #expect(try machine.text("dotfiles/cursor/mcp.json") == before)
        #expect(machine.target(of: ".cursor/mcp.json") == "../other-links/second.json")
    }

    @Test func `P45: a folder that is a link stays one`() async throws {
        try machine.put("dotfiles/cursor/mcp.json", "{}")
        try machine.link(".cursor", to: "dotfiles/cursor")
        try await machine.sync("cursor")
        #expect(machine.target(of: ".cursor") == "dotfiles/cursor")
        #expect(try machine.text("dotfiles/cursor/mcp.json").contains("files"))
    }

    @Test func `P45: a link that leads nowhere, or in a circle, is told and stays`() async throws {
        try machine.link(".cursor/mcp.json", to: "../gone.json")
        #expect(try await machine.refusal("cursor") == "dangling-link")
        try machine.link(".kiro/settings/mcp.json", to: "mcp.json")
        #expect(try await machine.refusal("kiro") == "file-error")
    }

    @Test func `P45: undo and restore keep links too`() async throws {
        try machine.put("dotfiles/mcp.json", "{}")
        try machine.link(".cursor/mcp.json", to: "../dotfiles/mcp.json")
        try await machine.sync("cursor")
        try await machine.undo()
        #expect(try machine.text("dotfiles/mcp.json") == "{}")
        try machine.put("dotfiles/mcp.json", "{\"broken")
        try await machine.restore("cursor")
        #expect(machine.target(of: ".cursor/mcp.json") == "../dotfiles/mcp.json")
        #expect(try await machine.keeper.status(of: "cursor").problem == nil)
    }

    @Test(arguments: [0o600, 0o640, 0o644, 0o660, 0o664] as [mode_t])
    func `P46 P47: the mode stays, narrow or wide, and copies are for the user alone`(mode: mode_t) async throws {
        try machine.put(".cursor/mcp.json", "{}", mode: mode)
        let sync = try await machine.sync("cursor")
        #expect(try machine.mode(".cursor/mcp.json") == mode)
        let own = machine.ownSnapshot().filter { $0.value != Array("folder".utf8) }.keys
        #expect(own.count >= 4)
        for path in own { #expect(try machine.mode(path) == 0o600, "\(path)") }
        try await machine.undo(sync.id)
        #expect(try machine.mode(".cursor/mcp.json") == mode)
    }

    @Test func `P47: a file we make in the home, and its folders, are the user's alone`() async throws {
        try await machine.sync("cline")
        #expect(try machine.mode(".cline/data/settings/cline_mcp_settings.json") == 0o600)
        for folder in [".cline", ".cline/data", ".cline/data/settings"] {
            var status = stat()
            try #require(stat(machine.path(folder), &status) == 0)
            #expect(status.st_mode & 0o777 == 0o700)
        }
    }

    @Test func `P48: a draft has its mode before there is anything in it`() async throws {
        try machine.put(".cursor/mcp.json", "{}")
        let folder = machine.path(".cursor")
        let watch = Background { shouldEnd in
            var modes: Set<mode_t> = []
            while !shouldEnd() {
                for name in Folder.names(in: folder) {
                    var status = stat()
                    if stat("\(folder)/\(name)", &status) == 0 { modes.insert(status.st_mode & 0o777) }
                }
            }
            return modes
        }
        for _ in 1...20 {
            try await machine.sync("cursor")
            try await machine.release("cursor")
        }
        #expect(await watch.end() == [0o600])
    }

    @Test(.enabled(if: geteuid() == 0, "only root gives files away"))
    func `P49: owner and group stay`() async throws {
        try machine.put(".cursor/mcp.json", "{}", mode: 0o660)
        try #require(chown(machine.path(".cursor/mcp.json"), 12345, 23456) == 0)
        try await machine.sync("cursor")
        let facts = try machine.facts(".cursor/mcp.json")
        #expect(facts.owner == 12345 && facts.group == 23456 && facts.mode == 0o660)
    }

    @Test func `P49: extended attributes stay, where there are any`() async throws {
        let path = try machine.put(".cursor/mcp.json", "{}")
        guard ExtendedAttribute.set("user.mine", "yes", of: path) else { return }
        try await machine.sync("cursor")
        #expect(ExtendedAttribute.value("user.mine", of: path) == "yes")
    }

    @Test func `P49: a file with a second name is refused, in undo and restore as well`() async throws {
        let path = try machine.put(".cursor/mcp.json", "{}")
        let sync = try await machine.sync("cursor")
        let copy = try #require(try await machine.keeper.copies(of: "cursor").last)
        try #require(link(path, machine.path("second")) == 0)
        machine.world.servers = []
        #expect(try await machine.refusal("cursor") == "hard-links")
        #expect(try await machine.undo(sync.id).codes == ["hard-links"])
        await #expect(throws: EntryObstacle.self) { try await machine.restore("cursor", copy.id) }
        #expect(try machine.facts(".cursor/mcp.json").names == 2)
    }

    @Test func `P50: a file that nobody may write is not written`() async throws {
        let path = try machine.put(".cursor/mcp.json", "{}", mode: 0o400)
        #expect(try await machine.refusal("cursor") == "read-only")
        try #require(chmod(path, 0o600) == 0)
        try await machine.sync("cursor")
        try #require(chmod(path, 0o444) == 0)
        #expect(try await machine.undo().codes == ["read-only"])
        #expect(try machine.text(".cursor/mcp.json").contains("files"))
    }

    @Test(.enabled(if: geteuid() != 0, "root may write everywhere"))
    func `P50: a folder in which nothing can be made is told`() async throws {
        let path = try machine.put(".cursor/mcp.json", "{}")
        try #require(chmod(Folder.parent(of: path), 0o500) == 0)
        defer { chmod(Folder.parent(of: path), 0o700) }
        #expect(try await machine.refusal("cursor") == "permission-denied")
    }

    @Test func `P50: a writing that the system refuses leaves everything as it was`() async throws {
        // The name is as long as it can be, so that no neighbour with a longer one can be made.
        let path = machine.path("\(String(repeating: "n", count: 250)).json")
        let file = try #require(fopen(path, "w"))
        fputs("{}", file)
        fclose(file)
        #expect(try await machine.refusal("cursor") { $0.file = path } == "file-error")
        #expect(await machine.keeper.history() == [])
        #expect(FileFailure("write", path, number: ENOSPC).code == "disk-full")
    }

    @Test func `P52: nothing is made for a client that is not there, unless it is named`() async throws {
        try machine.put(".kiro/here", "")
        let sync = try await machine.sync()
        #expect(sync.changes.map(\.platform) == ["kiro"])
        #expect(machine.names(in: "") == [".kiro"])
        let forced = try await machine.sync("cursor")
        #expect(forced.changes.first?.warnings.contains { $0.contains("not found on this machine") } == true)
        try await machine.undo()
        #expect(machine.names(in: "") == [".kiro"], "what we made for it is gone, so that it does not look installed")
    }
}
