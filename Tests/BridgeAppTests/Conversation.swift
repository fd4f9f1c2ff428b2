import ModelContextProtocol
import Testing

@testable import BridgeApp

/// A session with a client and a daemon played by the test: what was written to each is read with ``toClient()`` and ``toDaemon()``.
struct Conversation {
    var session = BridgeSession(options: BridgeOptions(server: "time", client: "cursor"), processID: 7)

    static let initialize = #"{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25"}}"#
    static let initialized = #"{"jsonrpc":"2.0","method":"notifications/initialized"}"#
    static let welcome = #"{"jsonrpc":"2.0","id":0,"result":{"protocolVersion":"2025-11-25"}}"#

    /// A conversation with a daemon that agreed.
    static func open() -> Conversation {
        var conversation = Conversation()
        conversation.connect()
        return conversation
    }

    /// A conversation that is past the handshake of the legacy era.
    static func established() -> Conversation {
        var conversation = open()
        conversation.client(initialize)
        conversation.daemon(welcome)
        conversation.client(initialized)
        _ = (conversation.toClient(), conversation.toDaemon())
        return conversation
    }

    /// The daemon accepts the connection.
    mutating func connect() {
        session.daemonConnected()
        _ = toDaemon()
        daemon(#"{"ok":true}"#)
    }

    /// The connection ends after it lasted so long.
    mutating func loseDaemon(after lifetime: Duration = .zero) {
        session.daemonLost(after: lifetime)
    }

    /// The loop wrote so much to the daemon.
    mutating func sendToDaemon(_ count: Int) { session.toDaemon.removeFirst(count) }

    mutating func client(_ line: String) {
        Array(line.utf8).withUnsafeBytes { session.clientSaid($0) }
    }

    mutating func daemon(_ line: String) {
        Array(line.utf8).withUnsafeBytes { session.daemonSaid($0) }
    }

    mutating func toClient() -> [String] { Self.take(&session.toClient) }
    mutating func toDaemon() -> [String] { Self.take(&session.toDaemon) }

    private static func take(_ queue: inout ByteQueue) -> [String] {
        let text = queue.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
        queue.removeAll()
        return text.split(separator: "\n").map(String.init)
    }
}

/// An error answer in short: `id code`, e.g. `3 daemon-restarted`.
func refusal(_ line: String) -> String? {
    guard let value = try? JSONValue.parse(line), value["error"]?["code"]?.intValue == -32603,
        let code = value["error"]?["data"]?["code"]?.stringValue, let id = value["id"]
    else { return nil }
    return "\(id) \(code)"
}

let call = #"{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"now"}}"#
let answer = #"{"jsonrpc":"2.0","id":3,"result":{"content":[]}}"#
