import ControlAPI
import DaemonLaunch
import NIOCore
import NIOHTTP1
import NIOPosix
import ServerModel
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An HTTP server on the control socket of a temporary home, which answers by script.
final class FakeDaemon: Sendable {
    /// What to do with one request.
    enum Reply: Sendable {
        /// A whole answer.
        case json(String, status: Int = 200)
        /// The head and these chunks, and then whatever ``FakeDaemon/push(_:)`` brings.
        case stream([String])
        /// As many bytes of this text as there are, of the promised length, and then the end of the connection.
        case brokenOff(String, promised: Int)
        /// The connection ends without an answer.
        case hangUp
        /// Nothing, ever.
        case silence
        /// An empty answer (202), and then the end of every connection.
        case endEverything
    }

    struct Received: Hashable, Sendable {
        var line: String
        var headers: [String: String]
        var body: String
    }

    let home: HomeDirectory
    private let listener: any Channel
    private let connections: Connections

    /// - Parameter replies: by `METHOD /path?query`; others are answered with a report of the code `unscripted`.
    static func run(
        _ replies: [String: Reply] = [:], version: String = productVersion, _ body: (FakeDaemon) async throws -> Void
    ) async throws {
        let info = DaemonInfo(
            version: version, processID: 1, home: "/h", startedAt: Timestamp(millisecondsSince1970: 0), servers: 0, sessions: 0)
        let greeting = Reply.json(String(decoding: try ControlCoding.encode(info), as: UTF8.self))
        let daemon = try await FakeDaemon(replies.merging(["GET /api/v1/daemon": greeting]) { mine, _ in mine })
        do {
            try await body(daemon)
        } catch {
            try await daemon.listener.close()
            throw error
        }
        try await daemon.listener.close()
    }

    private init(_ replies: [String: Reply]) async throws {
        let directory = try makeTemporaryDirectory()
        mkdir(directory + "/run", 0o700)
        let home = HomeDirectory(path: directory)
        let connections = Connections(replies)
        self.home = home
        self.connections = connections
        listener = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline(withErrorHandling: false)
                    try channel.pipeline.syncOperations.addHandler(Script(connections))
                }
            }
            .bind(unixDomainSocketPath: home.controlSocket).get()
    }

    deinit {
        unlink(home.controlSocket)
        rmdir(home.path + "/run")
        rmdir(home.path)
    }

    /// Every request so far, in order.
    var received: [Received] { connections.state.withLock { $0.received } }

    /// Sends another chunk to every open stream.
    func push(_ chunk: String) async throws {
        for channel in connections.state.withLock({ $0.streams }) {
            try await channel.writeAndFlush(HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(string: chunk))))
        }
    }

    /// Ends every open stream as a daemon does that dies.
    func dropStreams() async throws {
        for channel in connections.state.withLock({ $0.streams }) { try await channel.close() }
    }

    /// Waits until the clients have closed every open stream.
    func streamsClosed() async throws {
        for channel in connections.state.withLock({ $0.streams }) { try await channel.closeFuture.get() }
    }
}

/// What the connections of one daemon share.
private final class Connections: Sendable {
    struct State {
        var received: [FakeDaemon.Received] = []
        var streams: [any Channel] = []
    }

    let replies: [String: FakeDaemon.Reply]
    let state = Mutex(State())

    init(_ replies: [String: FakeDaemon.Reply]) { self.replies = replies }
}

private final class Script: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart

    private let connections: Connections
    private var head: HTTPRequestHead?
    private var body = ""

    init(_ connections: Connections) { self.connections = connections }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): self.head = head
        case .body(let buffer): body += String(buffer: buffer)
        case .end:
            guard let head else { return }
            let line = "\(head.method) \(head.uri)"
            let headers = Dictionary(head.headers.map { ($0.name, $0.value) }) { $1 }
            connections.state.withLock { $0.received.append(.init(line: line, headers: headers, body: body)) }
            answer(
                connections.replies[line]
                    ?? .json(#"{"code": "unscripted", "problem": "\#(line)", "remedy": "script it"}"#, status: 404),
                on: context.channel)
        }
    }

    private func answer(_ reply: FakeDaemon.Reply, on channel: any Channel) {
        switch reply {
        case .json(let text, let status):
            begin(status, ["Content-Length": "\(text.utf8.count)"], on: channel)
            send(text, on: channel)
            end(channel)
        case .stream(let chunks):
            begin(200, ["Content-Type": "text/event-stream", "Transfer-Encoding": "chunked"], on: channel)
            for chunk in chunks { send(chunk, on: channel) }
            // Before the client hears anything: what a test pushes then must find it.
            connections.state.withLock { $0.streams.append(channel) }
            channel.flush()
        case .brokenOff(let text, let promised):
            begin(200, ["Content-Length": "\(promised)"], on: channel)
            channel.writeAndFlush(HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(string: text))))
                .whenComplete { _ in channel.close(promise: nil) }
        case .hangUp: channel.close(promise: nil)
        case .silence: break
        case .endEverything:
            begin(202, ["Content-Length": "0"], on: channel)
            end(channel)
            for stream in connections.state.withLock({ $0.streams }) { stream.close(promise: nil) }
        }
    }

    private func begin(_ status: Int, _ headers: HTTPHeaders, on channel: any Channel) {
        let head = HTTPResponseHead(version: .http1_1, status: .init(statusCode: status), headers: headers)
        channel.write(HTTPServerResponsePart.head(head), promise: nil)
    }

    private func send(_ text: String, on channel: any Channel) {
        channel.write(HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(string: text))), promise: nil)
    }

    private func end(_ channel: any Channel) {
        channel.writeAndFlush(HTTPServerResponsePart.end(nil)).whenComplete { _ in channel.close(promise: nil) }
    }
}

/// A new empty directory with a short path, as socket paths are limited.
func makeTemporaryDirectory() throws -> String {
    var template = Array("/tmp/control-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw POSIXFailure(number: errno) }
    return String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
}

struct POSIXFailure: Error {
    var number: Int32
}
