import CKernel
import ServerModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The program this process runs, as it was when it started.
struct ProgramFile: Sendable {
    /// Absolute; empty when the kernel does not say.
    let path: String
    private let identity: Identity?

    private struct Identity: Hashable {
        var device: UInt64
        var file: UInt64
        var size: Int64
        var changed: Int64
    }

    init(path: String) {
        self.path = path
        identity = Self.identity(of: path)
    }

    static var ours: ProgramFile {
        var path = [CChar](repeating: 0, count: 4096)
        guard ck_executable_path(&path, Int32(path.count)) > 0 else { return ProgramFile(path: "") }
        return ProgramFile(path: String(decoding: path.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))
    }

    /// What to do when an upgrade has put another program in our place; `nil` while we are what is installed.
    var replacement: ErrorReport? {
        guard let identity, Self.identity(of: path) != identity else { return nil }
        return ErrorReport(
            code: "daemon-outdated", problem: "the daemon's program, \(path), was replaced since it started",
            remedy: "run 'mcp-manager daemon restart'; clients stay connected")
    }

    private static func identity(of path: String) -> Identity? {
        var facts = stat()
        guard !path.isEmpty, stat(path, &facts) == 0 else { return nil }
        #if os(Linux)
            let changed = facts.st_mtim
        #else
            let changed = facts.st_mtimespec
        #endif
        return Identity(
            device: UInt64(facts.st_dev), file: UInt64(facts.st_ino), size: Int64(facts.st_size),
            changed: Int64(changed.tv_sec) * 1_000_000_000 + Int64(changed.tv_nsec))
    }
}
