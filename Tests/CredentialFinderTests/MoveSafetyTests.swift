import CarefulFiles
import DocumentEditing
import ServerModel
import Testing

@testable import CredentialFinder

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Nothing is lost: by failures in the middle, by others who write at the same time, by a killed daemon.
struct `A move` {
    let home: TemporaryHome

    init() throws {
        home = try TemporaryHome()
        try home.define("b", "name: b\nexecution:\n  local:\n    command: x\n    environment:\n      B_TOKEN: q7Zpw9Ru\n")
        try home.put(".config/mcp-manager/servers/b/.env", "C_TOKEN=q7Zpw9Rv\n")
        try home.put(".cursor/mcp.json", "{\"mcpServers\": {\"a\": {\"command\": \"x\", \"env\": {\"A_TOKEN\": \"q7Zpw9Rt\"}}}}")
    }

    private var request: CredentialMoveRequest { CredentialMoveRequest(ids: home.finder.find().map(\.id)) }

    @Test func `only tells when it is dry`() async throws {
        let before = home.snapshot()
        var request = request
        request.isDryRun = true
        let move = try await home.mover.move(request).move
        #expect(move.id == nil)
        #expect(move.moved.count == 3)
        #expect(move.files.count == 4 && move.files.allSatisfy { $0.backup == nil && !$0.difference.isEmpty })
        #expect(home.snapshot() == before)
        #expect(home.shelf.names.isEmpty)
    }

    @Test func `is undone to the last byte`() async throws {
        let before = home.snapshot()
        let move = try await home.mover.move(request).move
        #expect(home.shelf.names == ["a/A_TOKEN", "b/B_TOKEN", "b/C_TOKEN"])
        let undone = try await home.mover.undo(try #require(move.id)).move
        #expect(undone == move)
        #expect(home.snapshot() == before)
        #expect(home.shelf.names.isEmpty)
        let error = await #expect(throws: CredentialMoveError.self) { try await home.mover.undo(try #require(move.id)).move }
        #expect(error?.code == "unknown-move")
    }

    @Test(arguments: ["../../servers", "", "x", "1/..", "20261122"])
    func `of an id that is none is not undone`(id: String) async {
        let error = await #expect(throws: CredentialMoveError.self) { try await home.mover.undo(id).move }
        #expect(error == .unknownMove(id))
    }

    @Test func `is not undone when a file changed meanwhile, and touches no other`() async throws {
        let move = try await home.mover.move(request).move
        let file = try home.put(".cursor/mcp.json", "{}")
        let before = home.snapshot()
        let error = await #expect(throws: CredentialMoveError.self) { try await home.mover.undo(try #require(move.id)).move }
        #expect(error == .changedSince([file]))
        #expect(home.snapshot() == before)
        #expect(home.shelf.names.count == 3)
    }

    @Test func `keeps its copies and its manifest to the user, and no value in the manifest`() async throws {
        let move = try await home.mover.move(request).move
        let folder = "\(home.home)/backups/credentials/\(try #require(move.id))"
        var status = stat()
        #expect(stat(folder, &status) == 0 && status.st_mode & 0o777 == 0o700)
        for name in Folder.names(in: folder) { #expect(try home.mode("\(folder)/\(name)") == 0o600) }
        let manifest = try home.text("\(folder)/manifest.json")
        for value in ["q7Zpw9Rt", "q7Zpw9Ru", "q7Zpw9Rv"] { #expect(!manifest.contains(value)) }
    }

    @Test func `writes through symbolic links`() async throws {
        try home.put(
            "dotfiles/factory.json", "{\"mcpServers\": {\"l\": {\"command\": \"x\", \"env\": {\"L_TOKEN\": \"q7Zpw9Rt\"}}}}",
            mode: 0o640)
        try home.link("dotfiles/factory.json", at: ".factory/mcp.json")
        let move = try await home.move("L_TOKEN")
        var status = stat()
        #expect(lstat("\(home.user)/.factory/mcp.json", &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
        #expect(try home.text("dotfiles/factory.json").contains("mcp-connect"))
        #expect(try home.mode("dotfiles/factory.json") == 0o640)
        #expect(move.files.last?.path == "\(home.user)/.factory/mcp.json")
    }

    @Test func `refuses a file with several names`() throws {
        try #require(link("\(home.user)/.cursor/mcp.json", "\(home.user)/second.json") == 0)
        #expect(try home.found("A_TOKEN").obstacle?.contains("hard links") == true)
    }

    @Test func `that meets a file somebody changed puts everything back`() async throws {
        let cursor = "\(home.user)/.cursor/mcp.json"
        let changed = "{\"mcpServers\": {}} // by Cursor\n"
        var shelf = home.shelf.shelf
        let store = shelf.store
        // Definitions are written next, and then this file is found changed.
        shelf.store = { [home] server, values in
            try await store(server, values)
            try home.put(".cursor/mcp.json", changed)
        }
        let request = request
        var before = home.snapshot()
        before[cursor] = Array(changed.utf8)
        let mover = CredentialMover(finder: home.finder, bridge: Bridge(program: "/x/mcp-connect"), shelf: shelf) {
            Timestamp(millisecondsSince1970: 0)
        }
        let error = await #expect(throws: CredentialMoveError.self) { try await mover.move(request).move }
        #expect(error == .changedSince([cursor]))
        #expect(home.snapshot() == before)
        #expect(home.shelf.names.isEmpty)
    }

    @Test func `whose values cannot be stored changes nothing`() async throws {
        struct Locked: Error {}
        var shelf = home.shelf.shelf
        let store = shelf.store
        // The first server's values are stored, and the second's not.
        shelf.store = { server, values in
            if server.rawValue == "b" { throw Locked() }
            try await store(server, values)
        }
        let before = home.snapshot()
        let request = request
        let mover = CredentialMover(finder: home.finder, bridge: Bridge(program: "/x/mcp-connect"), shelf: shelf) {
            Timestamp(millisecondsSince1970: 0)
        }
        await #expect(throws: Locked.self) { try await mover.move(request).move }
        #expect(home.snapshot() == before)
        #expect(home.shelf.names.isEmpty)
    }

    @Test(arguments: 0...7)
    func `that a kill ended after any step leaves whole files and can be undone`(steps: Int) async throws {
        let before = home.snapshot()
        let search = home.finder.search(nil)
        let plan = try MovePlanner.plan(
            request, of: search, servers: "\(home.home)/servers", bridge: Bridge(program: "/x/mcp-connect"))
        try #require(plan.changes.count == 4)
        var work = try await MoveSteps(id: "1-a", in: "\(home.home)/backups/credentials", plan, home.shelf.shelf)
        if steps > 0 { try work.keepCopies() }
        if steps > 1 { try await work.storeValues() }
        for change in plan.changes.prefix(max(0, steps - 2)) { try work.write(change) }
        if steps > 6 { try work.finish() }
        for change in plan.changes {
            let bytes = try? SourceFile(reading: change.path).bytes
            #expect(bytes == change.original?.bytes || bytes == change.new)
        }
        // The next daemon.
        let mover = home.mover
        #expect(await mover.unfinished() == ((1...6).contains(steps) ? ["1-a"] : []))
        if steps > 0 { _ = try await mover.undo("1-a").move }
        #expect(home.snapshot() == before)
        #expect(home.shelf.names.isEmpty)
    }

    @Test func `of what is not there any more is told`() async throws {
        var request = request
        try home.put(".cursor/mcp.json", "{\"mcpServers\": {\"a\": {\"command\": \"y\", \"env\": {\"A_TOKEN\": \"q7Zpw9Rt\"}}}}")
        let error = await #expect(throws: CredentialMoveError.self) { try await home.mover.move(request).move }
        #expect(error?.code == "unknown-credential")
        request.ids = []
        #expect(try await home.mover.move(request).move == CredentialMove(moved: [], files: []))
    }

    @Test func `is kept until ten others were made`() async throws {
        for number in 1...12 {
            try home.put(".env", "X_TOKEN=q7Zpw9R\(number)\n")
            _ = try await home.move("X_TOKEN", server: "b")
            try await home.shelf.shelf.delete(try ServerID("b"), ["X_TOKEN"])
        }
        #expect(Folder.names(in: "\(home.home)/backups/credentials").count == CredentialMover.movesKept)
    }
}
