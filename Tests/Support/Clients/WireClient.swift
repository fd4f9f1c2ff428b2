import Foundation
import ServerModel

/// An MCP client that writes its messages by hand, to choose ids and tokens that no SDK would, through `mcp-connect`.
public final class WireClient: Sendable {
    private let bridge: LineProcess

    /// Starts `mcp-connect SERVER`; says nothing yet.
    public init(_ server: String, in home: TestHome, arguments: [String] = []) throws {
        bridge = try LineProcess(
            Product.program("mcp-connect"), [server, "--home", home.path] + arguments, environment: home.environment)
    }

    /// Opens with `initialize` as id 0, and returns the answer.
    @discardableResult
    public func open(protocolVersion: String = "2025-11-25") async throws -> Message {
        let answer = try await ask(
            0, "initialize",
            #"{"protocolVersion":"\#(protocolVersion)","capabilities":{},"clientInfo":{"name":"wire","version":"1"}}"#)
        if answer.has("result") { try await send(#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#) }
        return answer
    }

    /// Sends one message as it is.
    public func send(_ line: String) async throws { try await bridge.send(line) }

    /// Sends a request; the answer is read with ``answer(to:within:collecting:)``.
    public func request(_ id: Int, _ method: String, _ parameters: String) async throws {
        try await send(#"{"jsonrpc":"2.0","id":\#(id),"method":"\#(method)","params":\#(parameters)}"#)
    }

    /// Sends a request and returns its answer.
    public func ask(
        _ id: Int, _ method: String, _ parameters: String, within limit: Duration = .seconds(30)
    ) async throws -> Message {
        try await request(id, method, parameters)
        return try await answer(to: id, within: limit)
    }

    /// Calls a tool and returns the answer.
    public func call(
        _ id: Int, _ tool: String, _ arguments: String, within limit: Duration = .seconds(30)
    ) async throws -> Message {
        try await ask(id, "tools/call", #"{"name":"\#(tool)","arguments":\#(arguments)}"#, within: limit)
    }

    /// The next message, whatever it is.
    public func message(within limit: Duration = .seconds(30), _ what: String = "message") async throws -> Message {
        Message(try await bridge.line(within: limit, what))
    }

    /// The next message that carries this id, the notifications before it dropped.
    public func answer(to id: Int, within limit: Duration = .seconds(30)) async throws -> Message {
        try await messages(until: id, within: limit).answer
    }

    /// The next message that carries this id, and what came before it.
    public func messages(
        until id: Int, within limit: Duration = .seconds(30)
    ) async throws -> (earlier: [Message], answer: Message) {
        var earlier: [Message] = []
        while true {
            let message = try await message(within: limit, "answer to request \(id)")
            if message.integer("id") == id && !message.has("method") { return (earlier, message) }
            earlier.append(message)
        }
    }

    /// Ends the session as a client does that closes; returns how the bridge ended.
    @discardableResult
    public func close() async throws -> ExitStatus { try await bridge.finish() }

    /// What the bridge said on standard error.
    public var complaints: String { bridge.complaints }
}
