import NIOCore
import NIOHTTP1
import NIOPosix

/// A server on a port of its own that does nothing but hand its requests to the test, which answers them byte by byte.
final class ScriptedServer: Sendable {
    private let channel: any Channel
    private let inbox: Inbox<ScriptedRequest>
    let port: Int

    var url: String { "http://127.0.0.1:\(port)/mcp" }

    static func start() async throws -> ScriptedServer {
        let inbox = Inbox<ScriptedRequest>()
        let (arrivals, continuation) = AsyncStream.makeStream(of: ScriptedRequest.self)
        Task { for await request in arrivals { await inbox.put(request) } }
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandler(ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes)))
                    try pipeline.addHandler(RequestCollector { continuation.yield($0) })
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return ScriptedServer(channel, inbox)
    }

    private init(_ channel: any Channel, _ inbox: Inbox<ScriptedRequest>) {
        self.channel = channel
        self.inbox = inbox
        port = channel.localAddress?.port ?? 0
    }

    deinit { channel.close(promise: nil) }

    /// The next request with this method of HTTP and, if said, this method of MCP.
    func next(_ method: HTTPMethod, _ name: String? = nil) async -> ScriptedRequest {
        await inbox.next { request in
            request.head.method == method && name.map { request.body.contains("\"method\":\"\($0)\"") } ?? true
        }
    }

    /// Requests nobody asked for.
    var unread: [ScriptedRequest] { get async { await inbox.unread } }
}

/// One request, waiting for its answer.
struct ScriptedRequest: Sendable {
    let head: HTTPRequestHead
    let body: String
    private let channel: any Channel

    fileprivate init(_ head: HTTPRequestHead, _ body: String, _ channel: any Channel) {
        self.head = head
        self.body = body
        self.channel = channel
    }

    func header(_ name: String) -> String? { head.headers.first(name: name) }

    /// The whole answer.
    func answer(_ status: Int = 200, _ headers: [String] = [], type: String? = "application/json", body: String = "") {
        let lines = ["HTTP/1.1 \(status) -", "Content-Length: \(body.utf8.count)"] + (type.map { ["Content-Type: \($0)"] } ?? [])
        write((lines + headers).joined(separator: "\r\n") + "\r\n\r\n" + body)
    }

    /// The beginning of a stream of events; `send` goes on with it.
    func stream(_ headers: [String] = []) {
        let lines = ["HTTP/1.1 200 OK", "Content-Type: text/event-stream", "Transfer-Encoding: chunked"]
        write((lines + headers).joined(separator: "\r\n") + "\r\n\r\n")
    }

    /// One chunk of the stream.
    func send(_ text: String) { write(String(text.utf8.count, radix: 16) + "\r\n" + text + "\r\n") }

    /// One event of the stream.
    func event(_ data: String, id: String? = nil) { send((id.map { "id: \($0)\n" } ?? "") + "data: \(data)\n\n") }

    func endStream() { write("0\r\n\r\n") }

    /// Closes the connection, whatever was sent.
    func hangUp() { channel.close(promise: nil) }

    /// Whether the client takes what is sent.
    func isTaken() async throws -> Bool {
        // Behind everything that was sent so far.
        try await channel.eventLoop.submit { [channel] in channel.isWritable }.get()
    }

    /// Returns when the client has closed the connection.
    func hungUp() async throws { try await channel.closeFuture.get() }

    private func write(_ text: String) { channel.writeAndFlush(ByteBuffer(string: text), promise: nil) }
}

private final class RequestCollector: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart

    private let arrived: (ScriptedRequest) -> Void
    private var head: HTTPRequestHead?
    private var body = ""

    init(arrived: @escaping (ScriptedRequest) -> Void) { self.arrived = arrived }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
            body = ""
        case .body(let part): body += String(buffer: part)
        case .end:
            if let head { arrived(ScriptedRequest(head, body, context.channel)) }
        }
    }

    /// What is no HTTP is answered as real servers do.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        let refusal = ByteBuffer(string: "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
        context.writeAndFlush(NIOAny(refusal), promise: nil)
        context.close(promise: nil)
    }
}
