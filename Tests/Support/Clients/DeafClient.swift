import Foundation
import ServerModel

/// A client that says a lot and never reads a byte of what comes back.
public final class DeafClient: Sendable {
    private let bridge: ChildProcess
    private let input: Int32
    private let output: Int32

    /// Starts `mcp-connect SERVER` and opens the session, without waiting for the answer.
    public init(_ server: String, in home: TestHome) throws {
        let (childInput, input) = try ChildProcess.pipe()
        let (output, childOutput) = try ChildProcess.pipe()
        (self.input, self.output) = (input, output)
        bridge = try ChildProcess(
            Product.program("mcp-connect"), [server, "--home", home.path], environment: home.environment,
            streams: (childInput, childOutput, 2))
        close(childInput)
        close(childOutput)
        try send(
            #"""
            {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},\#
            "clientInfo":{"name":"deaf","version":"1"}}}
            {"jsonrpc":"2.0","method":"notifications/initialized"}
            """#)
    }

    /// Writes lines; returns once the bridge or its pipe has them.
    public func send(_ lines: String) throws {
        let bytes = Array((lines + "\n").utf8)
        guard write(input, bytes, bytes.count) == bytes.count else { throw TestFailure("the bridge takes no lines") }
    }

    /// Goes away; returns how the bridge ended.
    @discardableResult
    public func leave() async -> ExitStatus {
        close(input)
        close(output)
        return await bridge.ending()
    }

    deinit { bridge.send(SIGKILL) }
}
