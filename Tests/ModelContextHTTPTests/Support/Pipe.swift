import AsyncHTTPClient
import ModelContextProtocol
import NIOCore
import NIOPosix

@testable import ModelContextHTTP

/// A connection, and what it says.
struct Pipe: Sendable {
    let loop: any EventLoop
    private let bound: NIOLoopBound<HTTPConnection>
    private let inbox: Inbox<HTTPConnection.Output>

    private static let group = MultiThreadedEventLoopGroup.singleton

    private static let client: HTTPClient = {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 1024
        configuration.httpVersion = .http1Only
        return HTTPClient(eventLoopGroupProvider: .shared(group), configuration: configuration)
    }()

    /// A connection that tries again after a millisecond.
    init(
        _ url: String, _ transport: HTTPConnection.Transport = .any, headers: [(name: String, value: String)] = [],
        _ change: @escaping @Sendable (inout HTTPConnection.Settings) -> Void = { _ in }
    ) async throws {
        let loop = Self.group.next()
        let inbox = Inbox<HTTPConnection.Output>()
        let (outputs, continuation) = AsyncStream.makeStream(of: HTTPConnection.Output.self)
        Task { for await output in outputs { await inbox.put(output) } }
        let client = Self.client
        self.loop = loop
        self.inbox = inbox
        bound = try await loop.submit {
            var settings = HTTPConnection.Settings(url: url, transport: transport, headers: headers)
            settings.firstRetry = .milliseconds(1)
            change(&settings)
            return NIOLoopBound(
                HTTPConnection.open(settings, client: client, loop: loop) { continuation.yield($0) }, eventLoop: loop)
        }.get()
    }

    func send(_ line: String) async throws { try await act { $0.send(ByteBuffer(string: line)) } }

    func act(_ body: @escaping @Sendable (HTTPConnection) -> Void) async throws {
        let bound = bound
        try await loop.submit { body(bound.value) }.get()
    }

    /// The next message.
    func message() async -> String {
        guard case .message(let line) = await inbox.next(where: { if case .message = $0 { true } else { false } }) else {
            return ""
        }
        return String(buffer: line)
    }

    /// The `data` of the next message, which is an error made here.
    func failure() async throws -> JSONValue {
        try JSONValue.parse(Array(await message().utf8))["error"]?["data"] ?? .null
    }

    /// How it ended: the code of the failure, or `closed`.
    func end() async -> HTTPFailure? {
        guard case .ended(let failure) = await inbox.next(where: { if case .ended = $0 { true } else { false } }) else {
            return nil
        }
        return failure
    }

    func remark() async -> String {
        guard case .remark(let text) = await inbox.next(where: { if case .remark = $0 { true } else { false } }) else {
            return ""
        }
        return text
    }

    /// How much it has said so far.
    var outputCount: Int { get async { await inbox.total } }

    /// Opens a legacy session, whose id is `s1`, up to the server's stream, which is returned unanswered.
    func openSession(on server: ScriptedServer) async throws -> ScriptedRequest {
        try await send(Line.initialize)
        await server.next(.POST, "initialize").answer(200, ["Mcp-Session-Id: s1"], body: Line.introduction)
        _ = await message()
        try await send(Line.initialized)
        await server.next(.POST, "notifications/initialized").answer(202, type: nil)
        return await server.next(.GET)
    }
}

/// Messages the tests send.
enum Line {
    static let initialize =
        #"{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}"#
    static let introduction =
        #"{"jsonrpc":"2.0","id":0,"result":{"protocolVersion":"2025-06-18","capabilities":{},"serverInfo":{"name":"s","version":"1"}}}"#
    static let initialized = #"{"jsonrpc":"2.0","method":"notifications/initialized"}"#

    static func legacy(_ id: Int, _ method: String = "tools/list") -> String {
        #"{"jsonrpc":"2.0","id":\#(id),"method":"\#(method)","params":{}}"#
    }

    static func modern(_ id: Int, _ method: String, _ members: String = "") -> String {
        #"{"jsonrpc":"2.0","id":\#(id),"method":"\#(method)","params":{\#(members)"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}"#
    }

    static func result(_ id: Int, _ result: String = "{}") -> String { #"{"jsonrpc":"2.0","id":\#(id),"result":\#(result)}"# }
    static func cancelled(_ id: Int) -> String {
        #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":\#(id)}}"#
    }
}
