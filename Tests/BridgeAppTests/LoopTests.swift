import CKernel
import DaemonLaunch
import ModelContextProtocol
import Testing

@testable import BridgeApp

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A client's two pipes, and a socket that listens where the daemon's should; the kernel accepts, and nobody answers.
private final class HungDaemon {
    let home: HomeDirectory
    let client = (input: Pipe(), output: Pipe())
    private let listener: Int32

    init() throws {
        var template = Array("/tmp/mcpb-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        home = HomeDirectory(path: String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self))
        try home.prepare()
        #if canImport(Glibc)
            listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        #else
            listener = socket(AF_UNIX, SOCK_STREAM, 0)
        #endif
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let path = Array(home.sessionsSocket.utf8)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
        let bound = withUnsafePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(bound == 0 && listen(listener, 8) == 0)
    }

    deinit {
        close(listener)
        unlink(home.sessionsSocket)
        for directory in [home.serversDirectory, home.logsDirectory, home.backupsDirectory, home.stateDirectory] {
            rmdir(directory)
        }
        rmdir(home.path + "/run")
        rmdir(home.path)
    }

    /// Runs a bridge until its client has gone; the exit code.
    func run() -> Int32 {
        let options = BridgeOptions(server: "time", home: home.path)
        let loop = BridgeLoop(
            session: BridgeSession(options: options, processID: 7), home: home, input: client.input.reader,
            output: client.output.writer, patience: .milliseconds(20))
        return loop.run()
    }
}

/// Closed with the last who holds it.
private final class Pipe {
    private(set) var reader: Int32 = -1
    private(set) var writer: Int32 = -1

    init() { _ = ck_pipe(&reader, &writer) }

    deinit {
        close(reader)
        endWriting()
    }

    func write(_ text: String) {
        let bytes = Array(text.utf8)
        #if canImport(Glibc)
            _ = Glibc.write(writer, bytes, bytes.count)
        #elseif canImport(Musl)
            _ = Musl.write(writer, bytes, bytes.count)
        #else
            _ = Darwin.write(writer, bytes, bytes.count)
        #endif
    }

    func endWriting() {
        if writer >= 0 { close(writer) }
        writer = -1
    }

    /// What can be read at once.
    func text() -> String {
        _ = ck_set_nonblocking(reader, true)
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = read(reader, &bytes, bytes.count)
        return String(decoding: bytes[..<max(0, count)], as: UTF8.self)
    }
}

@Suite(.timeLimit(.minutes(1)))
struct `A daemon that hangs` {
    @Test func `does not make its clients hang`() throws {
        let daemon = try HungDaemon()
        daemon.client.input.write(Conversation.initialize + "\n")
        daemon.client.input.endWriting()
        #expect(daemon.run() == 1)
        let answer = daemon.client.output.text()
        #expect(refusal(answer) == "0 daemon-silent", "\(answer)")
    }

    @Test func `is left by a client that leaves`() throws {
        let daemon = try HungDaemon()
        daemon.client.input.endWriting()
        #expect(daemon.run() == 1)
        #expect(daemon.client.output.text().isEmpty)
    }
}
