import ModelContextProtocol
import NIOCore
import ServerModel
import Testing

@testable import ServerSupervision

func initialize(_ params: String) -> String {
    #"{"jsonrpc":"2.0","id":0,"method":"initialize","params":\#(params)}"#
}

/// A modern request with these members, `params` left out.
func modern(_ members: String) -> String {
    #"{"jsonrpc":"2.0",\#(members),"params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","#
        + #""io.modelcontextprotocol/clientCapabilities":{}}}}"#
}

let discover =
    #"{"jsonrpc":"2.0","id":"d","method":"server/discover","#
    + #""params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}}"#

/// A multiplexer with two clients, and what came out of it so far.
struct Conversation {
    var multiplexer: Multiplexer
    var outputs: [Multiplexer.Output] = []

    init(
        _ era: ModelContextProtocol.ProtocolEra, clients: Int = 2, ready: Bool = true, capabilities: JSONValue = [:],
        memory: ServerMemory = ServerMemory()
    ) {
        multiplexer = Multiplexer(name: "sample", upstream: .starting, memory: memory)
        for client in 1...clients { multiplexer.open(client) }
        if ready { becomeReady(era, capabilities: capabilities) }
    }

    mutating func becomeReady(_ era: ModelContextProtocol.ProtocolEra, capabilities: JSONValue = [:]) {
        take(multiplexer.serverReady(.sample(era, capabilities: capabilities), nextID: 2))
    }

    mutating func client(_ session: Int, _ line: String) { take(multiplexer.received(ByteBuffer(string: line), from: session)) }
    mutating func server(_ line: String) { take(multiplexer.receivedFromServer(ByteBuffer(string: line))) }
    mutating func close(_ session: Int) { take(multiplexer.close(session)) }
    mutating func take(_ new: [Multiplexer.Output]) { outputs += new }

    /// Legacy clients of these numbers open, able to do what `capabilities` says.
    mutating func initialize(_ sessions: Int..., capabilities: String = "{}") {
        for session in sessions {
            client(
                session,
                #"{"jsonrpc":"2.0","id":"open","method":"initialize","params":{"protocolVersion":"2025-11-25","#
                    + #""capabilities":\#(capabilities),"clientInfo":{"name":"client \#(session)","version":"1"}}}"#)
        }
        outputs = []
    }

    var sentToServer: [String] {
        outputs.compactMap { if case .toServer(let line) = $0 { String(buffer: line) } else { nil } }
    }

    var logged: [String] {
        outputs.compactMap { output in
            if case .log(_, _, let text, let logger) = output { logger.map { "\($0): \(text)" } ?? text } else { nil }
        }
    }

    func sent(to session: Int) -> [String] {
        outputs.compactMap { if case .toClient(session, let line) = $0 { String(buffer: line) } else { nil } }
    }
}

extension String {
    /// The raw token of the message's id.
    func idToken() throws -> String {
        let bytes = Array(utf8)
        let range = try #require(try MessageEnvelope.scan(bytes).id)
        return String(decoding: bytes[range], as: UTF8.self)
    }

    func replacing(_ part: String, with other: String) -> String {
        guard let range = firstRange(of: part) else { return self }
        return String(self[..<range.lowerBound]) + other + self[range.upperBound...]
    }
}

extension ServerIntroduction {
    static func sample(_ era: ModelContextProtocol.ProtocolEra, capabilities: JSONValue = [:]) -> ServerIntroduction {
        let server: JSONValue = ["name": "sample", "version": "1"]
        switch era {
        case .legacy:
            return ServerIntroduction(
                era: .legacy, version: .newestLegacy,
                result: ["protocolVersion": "2025-11-25", "capabilities": capabilities, "serverInfo": server])
        case .modern:
            return ServerIntroduction(
                era: .modern, version: .newestModern,
                result: [
                    "supportedVersions": ["2026-07-28"], "capabilities": capabilities, "_meta": [MetaKey.serverInfo: server],
                ])
        }
    }
}
