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

    @Test func `tells one that is starting from one that is ending`() throws {
        let home = try TemporaryHome()
        let lock = try DaemonLock(home: home.directory)
        let starting = try #require(DaemonProcess.holding(home.directory))
        #expect(starting.id == getpid() && !starting.isEnding)
        lock.closeDoors()
        #expect(DaemonProcess.holding(home.directory)?.isEnding == true)
        lock.release()
        #expect(DaemonProcess.holding(home.directory) == nil)
        // Nothing of it is left for the next one.
        let next = try DaemonLock(home: home.directory)
        #expect(DaemonProcess.holding(home.directory)?.isEnding == false)
        next.release()
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

struct `A home` {
    @Test(arguments: ["removed", "moved away"]) func `is noticed to be gone when it is`(_ how: String) async throws {
        let home = try TemporaryHome()
        let lock = try DaemonLock(home: home.directory)
        let (gone, continuation) = AsyncStream.makeStream(of: Void.self)
        let watch = HomeWatch(home: home.directory, lock: lock) { continuation.yield() }
        // What comes and goes in it is nothing.
        try Data().write(to: URL(fileURLWithPath: home.directory.path + "/run/x"))
        unlink(home.directory.path + "/run/x")
        #expect(lock.isInPlace)
        let elsewhere = home.directory.path + "-moved"
        defer { try? FileManager.default.removeItem(atPath: elsewhere) }
        if how == "removed" {
            try FileManager.default.removeItem(atPath: home.directory.path)
        } else {
            try FileManager.default.moveItem(atPath: home.directory.path, toPath: elsewhere)
        }
        var iterator = gone.makeAsyncIterator()
        await iterator.next()
        #expect(!lock.isInPlace)
        withExtendedLifetime(watch) {}
        lock.release()
        #expect(!FileManager.default.fileExists(atPath: home.directory.path))
    }

    @Test func `that was made anew keeps its sockets when the daemon of the old one ends`() throws {
        let home = try TemporaryHome()
        let lock = try DaemonLock(home: home.directory)
        try FileManager.default.removeItem(atPath: home.directory.path)
        try home.directory.prepare()
        let next = try DaemonLock(home: home.directory)
        let listener = try home.listenAsDaemon()
        defer { close(listener) }
        lock.release()
        #expect(FileManager.default.fileExists(atPath: home.directory.controlSocket))
        next.release()
        #expect(!FileManager.default.fileExists(atPath: home.directory.controlSocket))
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
