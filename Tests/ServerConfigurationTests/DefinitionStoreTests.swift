import ServerModel
import Testing

@testable import ServerConfiguration

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A folder of its own for each test, removed with the test.
final class `The folder of definitions` {
    let home: String
    let store: DefinitionStore

    init() throws {
        var template = Array("/tmp/definitions-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        home = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        store = DefinitionStore(directory: home + "/servers")
    }

    deinit { removeTree(home) }

    @Test func `is empty before anybody adds a server`() {
        #expect(store.load() == DefinitionStore.Contents())
    }

    @Test func `gives back what was added`() throws {
        let time = try ServerID("time")
        let text = try DefinitionWriter.text(for: NewServer(name: "time", command: "uvx", args: ["mcp-server-time"]))
        try store.write(text, for: time)
        let loaded = try #require(store.load().definitions[time])
        #expect(loaded.path == home + "/servers/time.yaml")
        #expect(loaded.text == text)
        #expect(loaded.reading.definition?.execution.local?.args == ["mcp-server-time"])
        #expect(permissions(of: loaded.path) == 0o600)
        #expect(try TextFile.names(in: home + "/servers") == ["time.yaml"])
    }

    @Test(arguments: ["yaml", "yml"])
    func `never overwrites`(fileExtension: String) throws {
        let id = try ServerID("a")
        try put("a.\(fileExtension)", good("a"))
        #expect(throws: ServerExists(id: id)) { try store.write("name: other\n", for: id) }
        #expect(store.load().definitions[id]?.text == good("a"))
    }

    @Test func `takes both spellings of the extension and no editor's leftovers`() throws {
        for name in ["a.yaml", "b.yml"] { try put(name, good(String(name.prefix(1)))) }
        for name in [".c.yaml", ".a.yaml.swp", "a.yaml~", "#a.yaml#", "a.yaml.bak", "notes.txt", "yaml"] { try put(name, "?") }
        try TextFile.makeFolder(home + "/servers/a")
        let contents = store.load()
        #expect(contents.definitions.keys.map(\.rawValue).sorted() == ["a", "b"])
        #expect(contents.definitions.values.allSatisfy { $0.reading.definition != nil })
        #expect(contents.strays.isEmpty)
    }

    @Test func `tells of two files for one server`() throws {
        try put("a.yaml", good("a"))
        try put("a.yml", good("a"))
        let reading = try #require(store.load().definitions[try ServerID("a")]).reading
        #expect(reading.definition == nil)
        let message = try #require(reading.diagnostics.first).message
        #expect(message == "two files define this server: \(home)/servers/a.yaml and \(home)/servers/a.yml")
    }

    @Test func `tells of files that cannot be a server's`() throws {
        try put("my server.yaml", good("a"))
        try put("ünï.yml", good("b"))
        let contents = store.load()
        #expect(contents.definitions.isEmpty)
        #expect(contents.strays.map(\.file) == ["\(home)/servers/my server.yaml", "\(home)/servers/ünï.yml"])
        #expect(contents.strays.allSatisfy { $0.severity == .error && $0.fix.hasPrefix("rename it") })
    }

    @Test func `survives what is no file`() throws {
        try TextFile.makeFolder(home + "/servers/folder.yaml")
        try #require(mkfifo(home + "/servers/pipe.yaml", 0o600) == 0)
        try #require(symlink("loop.yaml", home + "/servers/loop.yaml") == 0)
        try #require(symlink("nowhere", home + "/servers/dangling.yaml") == 0)
        let contents = store.load()
        #expect(contents.definitions.count == 4)
        for (id, loaded) in contents.definitions {
            #expect(loaded.reading.definition == nil, "\(id)")
            #expect(loaded.reading.diagnostics.count == 1, "\(id)")
        }
    }

    @Test(
        .enabled(if: geteuid() != 0, "root may read everything"))
    func `tells of a file it may not read`() throws {
        try put("a.yaml", good("a"))
        chmod(home + "/servers/a.yaml", 0)
        let loaded = try #require(store.load().definitions[try ServerID("a")])
        #expect(loaded.reading.diagnostics.first?.message.contains("permission denied") == true)
    }

    @Test func `tells of text that is not UTF-8`() throws {
        try TextFile.makeFolder(home + "/servers")
        try TextFile.create(home + "/servers/a.yaml", bytes: Array("name: a\nlicense: ".utf8) + [0xE9, 0x0A], mode: 0o600)
        try TextFile.create(home + "/servers/b.yaml", bytes: [0xFF, 0xFE, 0x6E, 0x00], mode: 0o600)
        let contents = store.load()
        let a = try #require(contents.definitions[try ServerID("a")]).reading.diagnostics
        #expect(a.map { "\($0.line):\($0.column) \($0.fix)" } == ["2:10 save it as UTF-8"])
        let b = try #require(contents.definitions[try ServerID("b")]).reading.diagnostics
        #expect(b.map(\.message) == ["the file is UTF-16"])
    }

    @Test func `reads again only what changed`() throws {
        let (a, b, c) = (try ServerID("a"), try ServerID("b"), try ServerID("c"))
        for id in [a, b] { try put("\(id).yaml", good(id.rawValue)) }
        var before = store.load()
        // A mark that reading the file again would wipe out.
        before.definitions[a]?.text = "remembered"
        before.definitions[b]?.text = "remembered"
        try TextFile.remove(home + "/servers/b.yaml")
        try put("b.yaml", good("b") + "version: 2\n")
        try put("c.yaml", good("c"))
        let after = store.refresh(before)
        #expect(after.definitions[a]?.text == "remembered")
        #expect(after.definitions[b]?.reading.definition?.version == "2")
        #expect(after.definitions[c] != nil)
        try TextFile.remove(home + "/servers/a.yaml")
        #expect(store.refresh(after).definitions.keys.sorted() == [b, c])
    }

    @Test func `follows a symbolic link and notices changes behind it`() throws {
        let a = try ServerID("a")
        try TextFile.create(home + "/real", bytes: good("a").utf8, mode: 0o600)
        try TextFile.makeFolder(home + "/servers")
        try #require(symlink("../real", home + "/servers/a.yaml") == 0)
        let before = store.load()
        #expect(before.definitions[a]?.reading.definition != nil)
        try TextFile.remove(home + "/real")
        try TextFile.create(home + "/real", bytes: (good("a") + "version: 2\n").utf8, mode: 0o600)
        #expect(store.refresh(before).definitions[a]?.reading.definition?.version == "2")
    }

    @Test func `keeps a copy of what is removed`() throws {
        let a = try ServerID("a")
        let moment = try #require(Timestamp("2026-11-22T15:44:57.204Z"))
        for number in 1...2 {
            try put("a.yml", good("a") + "version: \(number)\n")
            let copy = try store.remove(a, keepingCopyIn: home + "/backups", at: moment)
            #expect(copy == "\(home)/backups/servers/a-20261122T154457Z\(number == 1 ? "" : "-2").yaml")
            let (bytes, _, _) = try TextFile.read(copy, limit: .max)
            #expect(String(decoding: bytes, as: UTF8.self) == good("a") + "version: \(number)\n")
        }
        #expect(store.load() == DefinitionStore.Contents())
    }

    @Test func `keeps the definition when its copy cannot be kept`() throws {
        let a = try ServerID("a")
        try put("a.yaml", good("a"))
        try TextFile.create(home + "/backups", bytes: "a file in the way".utf8, mode: 0o600)
        let failure = #expect(throws: FileFailure.self) {
            try store.remove(a, keepingCopyIn: home + "/backups", at: Timestamp(millisecondsSince1970: 0))
        }
        #expect(failure?.remedy.contains("\(home)/backups") == true)
        #expect(store.load().definitions[a]?.text == good("a"))
    }

    @Test func `knows who was meant when nobody is there to remove`() throws {
        try put("time.yaml", good("time"))
        let error = #expect(throws: UnknownServer.self) {
            try store.remove(try ServerID("tiem"), keepingCopyIn: home, at: Timestamp(millisecondsSince1970: 0))
        }
        #expect(error?.closest == "time")
    }

    private func good(_ name: String) -> String { "name: \(name)\nexecution: {local: {command: y}}\n" }

    private func put(_ name: String, _ text: String) throws {
        try TextFile.makeFolder(home + "/servers")
        try TextFile.create(home + "/servers/" + name, bytes: text.utf8, mode: 0o600)
    }
}

private func permissions(of path: String) -> FileMode {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
}

private func removeTree(_ path: String) {
    for name in (try? TextFile.names(in: path)) ?? [] {
        if unlink("\(path)/\(name)") != 0 { removeTree("\(path)/\(name)") }
    }
    rmdir(path)
}
