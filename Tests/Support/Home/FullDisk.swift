import Foundation

/// A daemon whose logs and state are on small file systems that only it sees; the one with the logs is full.
public final class FullDisk: Sendable {
    private let home: TestHome
    private let process: LineProcess
    /// The file systems as the daemon sees them, from outside.
    private let view: String

    /// Whether file systems can be mounted for a process alone.
    public static let isPossible: Bool = {
        guard let unshare = Tool.path(of: "unshare") else { return false }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: unshare)
        process.arguments = options + ["mount", "-t", "tmpfs", "none", "/tmp"]
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }()

    /// Somebody who is not root needs a user namespace of their own.
    private static var options: [String] { geteuid() == 0 ? ["-m"] : ["-rm"] }

    /// Starts the daemon of the home; returns once it can be reached.
    public init(in home: TestHome) async throws {
        self.home = home
        let script = """
            set -e
            cd "$0"
            mkdir -p logs state
            for folder in logs state; do mount -t tmpfs -o size=1m,mode=700 none $folder; done
            # Some room for the files themselves.
            dd if=/dev/zero of=logs/ballast bs=1k count=1000 2>/dev/null
            exec "$1" --home "$0" --ready-fd 1
            """
        guard let unshare = Tool.path(of: "unshare") else { throw TestFailure("unshare is missing") }
        process = try LineProcess(
            unshare, Self.options + ["sh", "-c", script, home.path, Product.program("mcp-managerd")],
            environment: home.environment)
        _ = try await process.line()
        // What exec replaces keeps its process.
        view = "/proc/\(process.processID)/root\(home.path)"
    }

    /// Fills the other one as well, to its last byte.
    public func fillState() throws {
        let descriptor = open("\(view)/state/ballast", O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw TestFailure("cannot fill the disk: \(String(cString: strerror(errno)))") }
        defer { close(descriptor) }
        let block = [UInt8](repeating: 0, count: 1024)
        while write(descriptor, block, block.count) > 0 {}
        guard errno == ENOSPC else { throw TestFailure("the disk does not fill: \(String(cString: strerror(errno)))") }
    }

    /// Takes away what fills them.
    public func makeRoom() throws {
        for folder in ["logs", "state"] { try FileManager.default.removeItem(atPath: "\(view)/\(folder)/ballast") }
    }

    /// A file below the home as the daemon sees it; empty when there is none.
    public func text(of file: String) -> String {
        FileManager.default.contents(atPath: "\(view)/\(file)").map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
