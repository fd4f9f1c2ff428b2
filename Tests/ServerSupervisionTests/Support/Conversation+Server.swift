import ModelContextProtocol
import NIOCore
import ServerModel

@testable import ServerSupervision

extension Conversation {
    /// Forgets what came out so far.
    mutating func clear() { outputs = [] }

    /// The last line the server got.
    func lastToServer() throws -> JSONValue { try read(sentToServer.last) }
    /// The last line a client got.
    func last(to session: Int) throws -> JSONValue { try read(sent(to: session).last) }

    /// A client calls a tool; the id the server sees.
    mutating func call(_ session: Int, _ line: String) throws -> String {
        client(session, line)
        return try lastToServer().idToken
    }

    /// The server answers our own reading of its lists, as `list` says for a method and a cursor.
    mutating func answerLists(_ list: (String, String?) -> String) {
        while let (id, key) = multiplexer.errands.compactMap({ id, errand -> (Int, ServerMemory.ListKey)? in
            if case .verify(let key) = errand { (id, key) } else { nil }
        }).first {
            let cursor = key.cursor.isEmpty ? nil : String(decoding: key.cursor, as: UTF8.self)
            server(result(String(id), list(key.method, cursor)))
        }
    }

    /// The same for a server that lists one tool.
    mutating func answerLists(tool: String) {
        answerLists { _, _ in #"{"tools":[{"name":"\#(tool)"}]}"# }
    }

    mutating func lose() {
        take(multiplexer.serverLost(ErrorReport(code: "server-ended", problem: "it ended", remedy: "call again")))
    }

    /// The run ends, and the next begins.
    mutating func restart(_ era: ModelContextProtocol.ProtocolEra, capabilities: JSONValue = [:]) {
        lose()
        multiplexer.serverStarts()
        becomeReady(era, capabilities: capabilities)
    }

    /// What outlives all requests and should not.
    var leftovers: [String] {
        let mux = multiplexer
        let tables: [(String, Int)] = [
            ("calls", mux.calls.count), ("errands", mux.errands.count), ("questions", mux.questions.count),
            ("parked parameters", mux.parkedParams.count), ("exchanges", mux.exchanges.count), ("held", mux.held.count),
            ("held bytes", mux.heldBytes), ("subscribers", mux.subscribers.count),
            ("subscriptions", mux.confirmedSubscriptions.count), ("dialogs", mux.elicitations.count),
            ("ids", mux.sessions.values.reduce(0) { $0 + $1.callIDs.count }),
            ("listens", mux.sessions.values.reduce(0) { $0 + $1.listens.count }),
        ]
        return tables.filter { $0.1 != 0 }.map { "\($0.1) \($0.0)" }
    }

    /// The methods for which clients ought to get processes of their own.
    var alarms: [String] {
        outputs.compactMap { if case .askedWhileShared(let method) = $0 { method } else { nil } }
    }

    /// The records of calls that have ended.
    var records: [Multiplexer.FinishedCall] {
        outputs.compactMap { if case .callEnded(let call) = $0 { call } else { nil } }
    }

    var learnedSomething: Bool { outputs.contains(.learned) }
}
