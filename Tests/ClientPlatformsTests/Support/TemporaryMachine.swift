import CarefulFiles
import ClientPlatforms
import ServerModel
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A machine with one user who has AI clients, and servers of ours; removed with the test.
final class TemporaryMachine: Sendable {
    /// The user's home; links followed.
    let user: String
    /// Ours.
    let home: String
    let world: World
    private let paths: PlatformPaths
    /// Who looks after the clients' files.
    let keeper: PlatformKeeper

    /// - environment: `~` in values is the user's home.
    init(_ servers: Offer..., environment: [String: String] = [:], isInMemory: Bool = false) throws {
        let folder = isInMemory && Folder.exists("/dev/shm") ? "/dev/shm" : "/tmp"
        var template = Array("\(folder)/platforms-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        let made = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        let path = try #require(Folder.realPath(made))
        user = "\(path)/user"
        home = "\(path)/home"
        try Folder.make(user)
        world = World(servers)
        let variables = environment.mapValues { [user] in $0.replacing("~", with: user) }
        paths = PlatformPaths(PlatformPaths.Surroundings(system: .linux, userHome: user, environment: variables))
        keeper = PlatformKeeper(home: home, facts: world.facts(paths))
    }

    deinit { removeTree(Folder.parent(of: user)) }

    /// The keeper of the next daemon: it knows what is on the disk, and nothing else.
    var nextKeeper: PlatformKeeper { PlatformKeeper(home: home, facts: world.facts(paths)) }

    /// Another manager of the same user, with a home and servers of its own.
    func rival(_ servers: Offer...) -> PlatformKeeper {
        PlatformKeeper(home: "\(home)-of-another", facts: World(servers).facts(paths))
    }

    // MARK: Files, by paths relative to the user's home

    func path(_ path: String) -> String { path.hasPrefix("/") ? path : "\(user)/\(path)" }

    @discardableResult
    func put(_ file: String, _ bytes: [UInt8], mode: mode_t = 0o600) throws -> String {
        let path = path(file)
        try Folder.make(Folder.parent(of: path))
        if Folder.realPath(path) != nil || Folder.isLink(path) { try CarefulWriting.remove(path) }
        try CarefulWriting.create(path, bytes, mode: mode)
        return path
    }

    @discardableResult
    func put(_ file: String, _ text: String, mode: mode_t = 0o600) throws -> String {
        try put(file, Array(text.utf8), mode: mode)
    }

    func bytes(_ file: String) throws -> [UInt8] { try SourceFile(reading: path(file)).bytes }

    func text(_ file: String) throws -> String { String(decoding: try bytes(file), as: UTF8.self) }

    func facts(_ file: String) throws -> SourceFile.Facts { try SourceFile(reading: path(file)).facts }

    func mode(_ file: String) throws -> mode_t { try facts(file).mode }

    func exists(_ file: String) -> Bool { Folder.hasSomething(at: path(file)) || Folder.isLink(path(file)) }

    func names(in folder: String) -> [String] { Folder.names(in: path(folder)) }

    /// Makes a symbolic link; the target is as it is written, relative to the link.
    func link(_ link: String, to target: String) throws {
        try Folder.make(Folder.parent(of: path(link)))
        try #require(symlink(target, path(link)) == 0)
    }

    func target(of link: String) -> String? {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink(path(link), &buffer, buffer.count)
        return count < 0 ? nil : String(decoding: buffer.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Every file below the user's home and its bytes; folders and links by what they are.
    func snapshot() -> [String: [UInt8]] { contents(user) }

    /// Everything in our own home, in the same way.
    func ownSnapshot() -> [String: [UInt8]] { contents(home) }

    private func contents(_ folder: String) -> [String: [UInt8]] {
        var found: [String: [UInt8]] = [:]
        for name in Folder.names(in: folder) {
            let path = "\(folder)/\(name)"
            if Folder.isLink(path) {
                found[path] = Array("-> \(target(of: path) ?? "?")".utf8)
            } else if Folder.exists(path) {
                found[path] = Array("folder".utf8)
                found.merge(contents(path)) { $1 }
            } else {
                found[path] = (try? SourceFile(reading: path).bytes) ?? Array("unreadable".utf8)
            }
        }
        return found
    }
}

func removeTree(_ path: String) {
    for name in Folder.names(in: path) {
        let inner = "\(path)/\(name)"
        if !Folder.isLink(inner), Folder.exists(inner) { removeTree(inner) } else { unlink(inner) }
    }
    rmdir(path)
}
