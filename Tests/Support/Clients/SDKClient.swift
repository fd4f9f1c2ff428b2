import Foundation
import ServerModel

/// The official Python SDK's client, in either major version, talking to a server through `mcp-connect`.
public final class SDKClient: Sendable {
    private let driver: LineProcess
    /// The name the server gave itself, and the protocol revision in use.
    public let opening: Message

    /// Connects; returns once the handshake is done.
    ///
    /// - Parameter sdk: `.sdk2` or `.sdk1`.
    public init(_ sdk: Component, server: String, in home: TestHome) async throws {
        driver = try LineProcess(
            sdk.program(),
            [
                "\(Product.repository)/Tests/Acceptance/Clients/sdk_client.py",
                Product.program("mcp-connect"), server, "--home", home.path,
            ],
            environment: home.environment)
        opening = Message(try await driver.line(within: .seconds(60), "handshake of \(sdk.rawValue) with \(server)"))
    }

    /// The names of the tools.
    public func tools(_ order: Int = 1) async throws -> [String] {
        try await driver.send(#"{"order":\#(order),"list":true}"#)
        return try await answer(to: order).texts("tools")
    }

    /// A call's answer: `text` and `isError`, or `error` and `code`.
    public func call(_ order: Int, _ tool: String, _ arguments: String) async throws -> Message {
        try await begin(order, tool, arguments)
        return try await answer(to: order)
    }

    /// Begins a call; its progress is told by ``progress(of:)``, its end by ``answer(to:)``.
    public func begin(_ order: Int, _ tool: String, _ arguments: String) async throws {
        try await driver.send(#"{"order":\#(order),"call":"\#(tool)","arguments":\#(arguments)}"#)
    }

    /// Waits for the next progress of a call.
    public func progress(of order: Int) async throws -> Message {
        let message = Message(try await driver.line(within: .seconds(30), "progress of call \(order)"))
        guard message.has("progress") else { throw TestFailure("not progress: \(message)\n\(driver.complaints)") }
        return message
    }

    /// The answer to an order, progress before it dropped.
    public func answer(to order: Int) async throws -> Message {
        while true {
            let message = Message(try await driver.line(within: .seconds(60), "answer to order \(order)"))
            if message.integer("order") == order && !message.has("progress") { return message }
        }
    }

    /// Disconnects; returns how the client ended.
    @discardableResult
    public func close() async throws -> ExitStatus { try await driver.finish() }
}
