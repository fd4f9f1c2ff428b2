import NIOCore
import NIOPosix
import ServerExecution
import ServerModel
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A connector on a loop of its own, and what its one run says.
private struct House {
    let loop: any EventLoop
    let connector: Connector
    private let run: NIOLoopBound<any ServerConnection>
    private let outputs: AsyncStream<ConnectionOutput>

    init(_ plan: RunPlan) async throws {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let connector = Connector(loop: loop, reaper: try ProcessReaper())
        let (outputs, continuation) = AsyncStream.makeStream(of: ConnectionOutput.self)
        run = try await loop.submit {
            NIOLoopBound(
                connector.connect(plan) { output in
                    continuation.yield(output)
                    switch output {
                    case .notStarted, .ended: continuation.finish()
                    default: break
                    }
                }, eventLoop: loop)
        }.get()
        self.loop = loop
        self.connector = connector
        self.outputs = outputs
    }

    func act(_ body: @escaping @Sendable (any ServerConnection) -> Void) async throws {
        let run = run
        try await loop.submit { body(run.value) }.get()
    }

    /// Waits until it has said all of this, in whatever order; everything said before is skipped.
    func wait(for words: Set<String>) async {
        var missing = words
        for await output in outputs {
            missing.subtract([output].words)
            if missing.isEmpty { return }
        }
    }

    /// Everything until its end, in short words.
    func words() async -> [String] {
        var all: [LocalProcess.Output] = []
        for await output in outputs { all.append(output) }
        await connector.shutDown()
        return all.words
    }
}

@Suite(.timeLimit(.minutes(1)))
struct `A connector` {
    /// A listener of this process, and its port.
    private func listener() async throws -> (channel: any Channel, port: Int) {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0).get()
        return (channel, try #require(channel.localAddress?.port))
    }

    @Test func `starts nothing on a port somebody else has`() async throws {
        let (channel, port) = try await listener()
        let endpoint = Endpoint(url: "http://127.0.0.1:\(port)/mcp", transport: .streamableHTTP)
        let house = try await House(RunPlan(.local(.program("/bin/false"), endpoint)))
        #expect(await house.words() == ["not started: port-in-use"])
        try await channel.close()
    }

    @Test func `tells what a process of ours prints until it ends`() async throws {
        let reserved = try ReservedPort()
        let port = reserved.number
        let endpoint = Endpoint(url: "http://127.0.0.1:\(port)/mcp", transport: .streamableHTTP)
        let house = try await House(RunPlan(.local(.program("/bin/sh", ["-c", "echo hello; exit 3"]), endpoint)))
        #expect(await house.words() == ["stderr: hello", "ended: exit 3"])
        withExtendedLifetime(reserved) {}
    }

    @Test func `ends a process of ours at once when it is asked to go`() async throws {
        let reserved = try ReservedPort()
        let port = reserved.number
        let endpoint = Endpoint(url: "http://127.0.0.1:\(port)/mcp", transport: .streamableHTTP)
        let house = try await House(RunPlan(.local(.program("/bin/sleep", ["1000"]), endpoint)))
        try await house.act { $0.closeInput() }
        #expect(await house.words() == ["ended: signal 15 (TERM)"])
        withExtendedLifetime(reserved) {}
    }

    /// Whether the process was ended because its port was closed, or ended by itself and its port was found closed a moment
    /// before: both begin with a refused connection, and the signal tells.
    @Test(arguments: [
        ("signal.SIG_DFL", "ended: nothing listens at 127.0.0.1:"),
        ("lambda *_: os.kill(os.getpid(), signal.SIGKILL)", "ended: signal 9 (KILL)"),
    ])
    func `tells a port that was closed from a process that crashed`(onTerminate handler: String, end: String) async throws {
        let reserved = try ReservedPort()
        let endpoint = Endpoint(url: "http://127.0.0.1:\(reserved.number)/mcp", transport: .streamableHTTP)
        let script = """
            import os, signal, socket
            signal.signal(signal.SIGTERM, \(handler))
            listener = socket.socket()
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(("127.0.0.1", \(reserved.number)))
            listener.listen()
            knock, _ = listener.accept()
            listener.close()
            print("closed", flush=True)
            while True: signal.pause()
            """
        let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
        let server = LaunchPlan.program("/usr/bin/env", ["python3", "-c", script], environment: ["PATH": path])
        let house = try await House(RunPlan(.local(server, endpoint)))
        await house.wait(for: ["started", "stderr: closed"])
        try await house.act {
            $0.send(ByteBuffer(string: #"{"jsonrpc":"2.0","id":0,"method":"initialize","params":{}}"#))
        }
        #expect(await house.words().last?.hasPrefix(end) == true)
        withExtendedLifetime(reserved) {}
    }

    @Test func `says who was not there, and no secret`() async throws {
        let reserved = try ReservedPort()
        let port = reserved.number
        let house = try await House(
            RunPlan(.remote(Endpoint(url: "http://127.0.0.1:\(port)/s3cret/mcp")), secrets: ["s3cret"]))
        try await house.act {
            $0.send(ByteBuffer(string: #"{"jsonrpc":"2.0","id":0,"method":"initialize","params":{}}"#))
        }
        let words = await house.words()
        #expect(words.first == "started")
        #expect(words.last?.hasPrefix("ended: nothing listens at 127.0.0.1:\(port) (connection refused); ") == true)
        #expect(!words.joined().contains("s3cret"))
        withExtendedLifetime(reserved) {}
    }

    @Test func `lets go of a server elsewhere gently or at once`() async throws {
        let plan = RunPlan(.remote(Endpoint(url: "http://127.0.0.1:1/mcp")))
        let gentle = try await House(plan)
        try await gentle.act { $0.closeInput() }
        #expect(await gentle.words() == ["started", "ended: exit 0"])
        let hasty = try await House(plan)
        try await hasty.act { $0.signalGroup(SIGKILL) }
        #expect(await hasty.words() == ["started", "ended: signal 9 (KILL)"])
    }
}

/// A port that is taken, so nobody else gets it, and at which nobody listens but who reuses its address.
///
/// One that was listened at will not do: until a process being started has become its program, it holds what was open here.
private final class ReservedPort {
    let number: Int
    private let descriptor: Int32

    init() throws {
        #if canImport(Glibc)
            descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
            descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = descriptor
        let failed = withUnsafeMutablePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, size) != 0 || getsockname(descriptor, $0, &size) != 0
            }
        }
        number = Int(UInt16(bigEndian: address.sin_port))
        try #require(!failed)
    }

    deinit { close(descriptor) }
}
