import DaemonLaunch
import Foundation
import ServerModel
import Testing

@testable import DaemonApp

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

struct `The lock of a home` {
    @Test func `is free again once its holder lets go`() throws {
        let home = try TemporaryHome()
        try DaemonLock(home: home.directory).release()
        try DaemonLock(home: home.directory).release()
    }

    @Test func `is refused while a daemon that can be reached holds it`() throws {
        let home = try TemporaryHome()
        let lock = try DaemonLock(home: home.directory)
        defer { lock.release() }
        let listener = try home.listenAsDaemon()
        defer { close(listener) }
        let failure = #expect(throws: LaunchFailure.self) { try DaemonLock(home: home.directory) }
        #expect(failure?.code == "already-running")
    }

    @Test func `is waited for while its holder is ending and cannot be reached any more`() async throws {
        let home = try TemporaryHome()
        let lock = try DaemonLock(home: home.directory)
        let directory = home.directory
        async let next = onThread { Result { try DaemonLock(home: directory).release() } }
        lock.release()
        try await next.get()
    }
}

struct `The signal that a daemon is ready` {
    @Test func `is one line, and so is why it is not`() throws {
        #expect(try told { $0.ready() } == "ok\n")
        let report = ErrorReport(code: "full", problem: "the disk\nis full", remedy: "make\troom")
        #expect(try told { $0.failed(report) } == "full\tthe disk is full\tmake room\n")
    }

    private func told(_ tell: (ReadinessSignal) -> Void) throws -> String {
        var ends: [Int32] = [-1, -1]
        try #require(pipe(&ends) == 0)
        tell(ReadinessSignal(descriptor: ends[1]))
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = read(ends[0], &bytes, bytes.count)
        close(ends[0])
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }
}

/// Blocking work, away from the tests' own threads.
private func onThread<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
        DispatchQueue(label: "blocking").async { continuation.resume(returning: work()) }
    }
}

/// A home that goes with the test.
private final class TemporaryHome {
    let directory: HomeDirectory

    init() throws {
        directory = HomeDirectory(path: "/tmp/mcp-lock-\(UInt32.random(in: 0 ... .max))")
        try directory.prepare()
    }

    deinit { try? FileManager.default.removeItem(atPath: directory.path) }

    /// A socket where the daemon's would be.
    func listenAsDaemon() throws -> Int32 {
        #if canImport(Glibc)
            let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        #else
            let descriptor = socket(AF_UNIX, SOCK_STREAM, 0)
        #endif
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(directory.controlSocket.utf8) + [0]) }
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(bound == 0 && listen(descriptor, 1) == 0)
        return descriptor
    }
}
