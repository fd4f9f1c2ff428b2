import CarefulFiles
import DocumentEditing
import ServerModel
import Synchronization
import Testing

@testable import CredentialFinder

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A user's home with ours in it, and a store of secrets; removed with the test.
final class TemporaryHome: Sendable {
    let user: String
    let shelf = MemoryShelf()

    var home: String { user + "/.config/mcp-manager" }

    init() throws {
        var template = Array("/tmp/credentials-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        let path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        user = try #require(Folder.realPath(path))
        try Folder.make("\(user)/.config/mcp-manager/servers")
    }

    deinit { removeTree(user) }

    var finder: CredentialFinder {
        CredentialFinder(home: home, userHome: user, environment: ["CODEX_HOME": "\(user)/codex"])
    }

    var mover: CredentialMover {
        CredentialMover(finder: finder, bridge: Bridge(program: "/opt/bin/mcp-connect"), shelf: shelf.shelf) {
            Timestamp(millisecondsSince1970: 1_795_000_000_000)
        }
    }

    /// Writes a file; `path` is relative to the user's home.
    @discardableResult
    func put(_ path: String, _ text: String, mode: mode_t = 0o600) throws -> String {
        let path = "\(user)/\(path)"
        try Folder.make(Folder.parent(of: path))
        if Folder.realPath(path) != nil { try CarefulWriting.remove(path) }
        try CarefulWriting.create(path, Array(text.utf8), mode: mode)
        return path
    }

    func define(_ name: String, _ text: String) throws { try put(".config/mcp-manager/servers/\(name).yaml", text) }

    func text(_ path: String) throws -> String {
        String(decoding: try SourceFile(reading: path.hasPrefix("/") ? path : "\(user)/\(path)").bytes, as: UTF8.self)
    }

    func definition(_ name: String) throws -> String { try text(".config/mcp-manager/servers/\(name).yaml") }

    func exists(_ path: String) -> Bool { Folder.realPath("\(user)/\(path)") != nil }

    func mode(_ path: String) throws -> mode_t {
        try SourceFile(reading: path.hasPrefix("/") ? path : "\(user)/\(path)").facts.mode
    }

    /// The only credential of this name.
    func found(_ key: String) throws -> FoundCredential {
        let all = finder.find().filter { $0.key == key }
        try #require(all.count == 1)
        return all[0]
    }

    func move(_ keys: String..., server: String? = nil, isDryRun: Bool = false) async throws -> CredentialMove {
        try await mover.move(CredentialMoveRequest(ids: keys.map { try found($0).id }, server: server, isDryRun: isDryRun)).move
    }

    /// Every regular file below the user's home and its bytes.
    func snapshot() -> [String: [UInt8]] {
        let paths = FolderSearch(root: user, depth: 12).paths
        return Dictionary(
            uniqueKeysWithValues: paths.compactMap { path in (try? SourceFile(reading: path)).map { (path, $0.bytes) } })
    }
}

/// A store of secrets in memory.
final class MemoryShelf: Sendable {
    private let values = Mutex<[String: SecretValue]>([:])

    func value(_ server: String, _ name: String) -> String? { values.withLock { $0["\(server)/\(name)"]?.revealed } }

    func set(_ server: String, _ name: String, _ value: String) {
        values.withLock { $0["\(server)/\(name)"] = SecretValue(value) }
    }

    var names: [String] { values.withLock { $0.keys.sorted() } }

    var shelf: SecretShelf {
        SecretShelf(
            value: { server, name in self.values.withLock { $0["\(server)/\(name)"] } },
            store: { server, new in
                self.values.withLock { values in for (name, value) in new { values["\(server)/\(name)"] = value } }
            },
            delete: { server, names in
                self.values.withLock { values in for name in names { values["\(server)/\(name)"] = nil } }
            })
    }
}

private func removeTree(_ path: String) {
    for name in Folder.names(in: path) {
        let inner = "\(path)/\(name)"
        var status = stat()
        if lstat(inner, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { removeTree(inner) } else { unlink(inner) }
    }
    rmdir(path)
}
