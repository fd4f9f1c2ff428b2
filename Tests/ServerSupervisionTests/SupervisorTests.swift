import Foundation
import NIOCore
import NIOPosix
import ServerExecution
import ServerModel
import ServerMonitoring
import Testing

@testable import ServerSupervision

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite(.timeLimit(.minutes(1)))
struct `A supervised server` {
    @Test func `that cannot be launched is said to have failed once`() async throws {
        let house = try await House(plan: { _ in
            throw LaunchError(code: "no-command", problem: "nothing to run", remedy: "write it")
        })
        let events = house.events.events(after: 0)
        let status = try await house.supervisor.perform(.start, on: "sample", wait: true)
        #expect(status.phase == .failed(ErrorReport(code: "no-command", problem: "nothing to run", remedy: "write it")))
        await house.supervisor.shutDown()
        var phases: [Phase.Name] = []
        for await event in events where event.kind == .phase { phases.append(try #require(event.status).phase.name) }
        #expect(phases == [.starting, .failed, .stopped])
    }

    @Test func `that dies of something known says what, and what to do`() async throws {
        let words = "ModuleNotFoundError: No module named 'requests'"
        let house = try await House(script: #"echo "\#(words)" >&2; echo bye >&2; exit 1"#) { $0.restart.policy = .never }
        let status = try await house.supervisor.perform(.start, on: "sample", wait: true)
        guard case .failed(let report) = status.phase else { return #expect(status.phase.name == .failed) }
        #expect(report.problem == "exit 1 before it was ready: the Python module 'requests' is missing")
        #expect(report.remedy.hasPrefix("add it to 'dependencies.python_packages'"))
        #expect(status.lastExit?.stderrTail == [words, "bye"])
        await house.supervisor.shutDown()
    }

    @Test func `that clients started rests when they have left, but not one a person started`() async throws {
        let house = try await House(script: "\(answerInitialize); cat > /dev/null") { $0.idleTimeout = 0.05 }
        let guest = try await Guest("guest", in: house)
        let ready = try await house.wait { $0.phase == .ready }
        try await guest.leave()
        let resting = try await house.wait { $0.phase == .stopped }
        #expect(resting.lastExit != nil && ready.sessions.count == 1)

        let started = try await house.supervisor.perform(.start, on: "sample", wait: true)
        let second = try await Guest("second", in: house)
        try await second.leave()
        // Were it to rest, the stop would come before the kill, and with it another number of restarts.
        let back = try await house.supervisor.perform(.kill, on: "sample", wait: true)
        #expect(back.restarts == 1 && back.run?.processID != started.run?.processID)
        await house.supervisor.shutDown()
    }

    @Test func `is ready when it answered, and stopped when its process is gone`() async throws {
        let house = try await House(script: "\(answerInitialize); cat > /dev/null")
        let started = try await house.supervisor.perform(.start, on: "sample", wait: true)
        #expect(started.phase == .ready)
        let process = try #require(started.run?.processID)
        let stopped = try await house.supervisor.perform(.stop, on: "sample", wait: true)
        #expect(stopped.phase == .stopped)
        #expect(kill(process, 0) == -1 && errno == ESRCH)
    }

    @Test func `that stopped reading makes its clients wait, but not beyond its end`() async throws {
        let house = try await House(script: "\(answerInitialize); exec sleep 1000") { $0.restart.policy = .never }
        let started = try await house.supervisor.perform(.start, on: "sample", wait: true)
        let process = try #require(started.run?.processID)
        let client = try await house.connect()
        // Far more than all the buffers between them hold.
        let flood = String(repeating: padded(100_000), count: 300)
        let taken = await onThread { client.write(flood, patience: 1) }
        #expect(taken < flood.utf8.count, "somebody hoards what the server does not read")
        kill(process, SIGKILL)
        let rest = String(flood.dropFirst(taken))
        #expect(await onThread { client.write(rest, patience: 20) } == rest.utf8.count)
        client.close()
        await house.supervisor.shutDown()
    }
}

/// Runs blocking work on a thread of its own.
private func onThread<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
        Thread.detachNewThread { continuation.resume(returning: work()) }
    }
}

private func padded(_ padding: Int) -> String {
    #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"x":"\#(String(repeating: "x", count: padding))"}}"# + "\n"
}

extension House {
    /// A client on a socket of its own.
    fileprivate func connect() async throws -> Client {
        var ends: [Int32] = [-1, -1]
        try #require(socketpair(AF_UNIX, streamType, 0, &ends) == 0)
        let supervisor = supervisor
        _ = try await ClientBootstrap(group: loop)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let session = try supervisor.openSession(
                        "sample", peer: .socket(channel), platform: nil, greeting: ByteBuffer(string: "hello"))
                    try channel.pipeline.syncOperations.addHandler(ClientLines(session: session))
                }
            }
            .withConnectedSocket(ends[0]).get()
        return Client(socket: ends[1])
    }
}

/// Hands what a client writes to its session, as the daemon does.
private final class ClientLines: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private var framer = LineFramer(limit: 1 << 20)
    private let session: Supervisor.Session

    init(session: Supervisor.Session) { self.session = session }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        framer.append(unwrapInboundIn(data))
        while let line = framer.next() { session.received(line.bytes) }
    }

    func channelInactive(context: ChannelHandlerContext) { session.closed() }
}

/// The other end of a session's socket, used with blocking calls.
private struct Client {
    let socket: Int32

    /// How much was taken before the other side took nothing for `patience` seconds.
    func write(_ text: String, patience: Int) -> Int {
        var limit = timeval(tv_sec: patience, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, 0) }
            guard count > 0 else { break }
            rest = rest.dropFirst(count)
        }
        return text.utf8.count - rest.count
    }

    func close() { _ = shutdown(socket, Int32(SHUT_RDWR)) }
}

#if canImport(Glibc)
    private let streamType = Int32(SOCK_STREAM.rawValue)
#else
    private let streamType = SOCK_STREAM
#endif
