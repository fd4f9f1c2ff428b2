import ModelContextProtocol
import ServerModel
import Testing

@testable import ServerSupervision

private let elicit = #"{"message":"Who?","requestedSchema":{"maximum":12345678901234567890}}"#

struct `A legacy server that asks a modern client` {
    private var shared = Conversation(.legacy)
    private var first = ""

    init() throws {
        shared.initialize(2, capabilities: everything)
        first = try shared.call(
            1, modern("9", "tools/call", #""name":"ask","#, capabilities: everything, meta: #""progressToken":"p","#))
        shared.clear()
    }

    /// The client comes back with answers.
    private mutating func comeBack(_ id: String, _ responses: String, state: JSONValue? = nil, from session: Int = 1) throws {
        let stored = try state ?? shared.last(to: 1)["result"]?["requestState"]
        let note = try #require(stored)
        shared.client(
            session,
            modern(
                id, "tools/call", #""name":"ask","inputResponses":\#(responses),"requestState":\#(note),"#,
                capabilities: everything, meta: #""progressToken":"q","#))
    }

    /// The keys under which the client was asked.
    private func keys() throws -> [String] {
        try shared.last(to: 1)["result"]?["inputRequests"]?.objectValue?.members.map(\.name) ?? []
    }

    @Test mutating func `has the call answered with the question, and goes on when the client is back`() throws {
        shared.server(request("0", "elicitation/create", elicit))
        let asked = try shared.last(to: 1)
        #expect(asked.idToken == "9")
        #expect(asked["result"]?["resultType"] == "input_required")
        let key = try #require(try keys().first)
        #expect(asked["result"]?["inputRequests"]?[key]?["method"] == "elicitation/create")
        #expect(asked["result"]?["inputRequests"]?[key]?["params"] == (try JSONValue.parse(elicit)))
        #expect(shared.sentToServer == [])
        try comeBack("10", #"{"\#(key)":{"action":"accept","content":{"n":1.50}}}"#)
        #expect(shared.sentToServer == [result("0", #"{"action":"accept","content":{"n":1.50}}"#)])
        shared.server(result(first, #"{"content":[]}"#))
        #expect(try shared.last(to: 1).idToken == "10")
        #expect(try shared.last(to: 1)["result"]?["resultType"] == "complete")
        #expect(shared.leftovers == [])
    }

    @Test mutating func `shows its progress only while the client waits, under the token of that request`() throws {
        let progress = notification("notifications/progress", #"{"progressToken":\#(first),"progress":1}"#)
        shared.server(progress)
        #expect(try shared.last(to: 1)["params"]?["progressToken"] == "p")
        shared.server(request("0", "elicitation/create", elicit))
        let count = shared.sent(to: 1).count
        shared.server(progress)
        #expect(shared.sent(to: 1).count == count)
        try comeBack("10", #"{"\#(try keys()[0])":{}}"#)
        shared.server(progress)
        #expect(try shared.last(to: 1)["params"]?["progressToken"] == "q")
    }

    @Test mutating func `may ask several things, one after the other or while the client is away`() throws {
        shared.server(request("0", "elicitation/create", elicit))
        shared.server(request("1", "sampling/createMessage"))
        let key = try keys()[0]
        try comeBack("10", #"{"\#(key)":{"action":"accept"}}"#)
        #expect(shared.sentToServer == [result("0", #"{"action":"accept"}"#)])
        #expect(try shared.last(to: 1).idToken == "10")
        let second = try #require(try keys().first)
        #expect(second != key)
        try comeBack("11", #"{"\#(second)":{"model":"m"}}"#)
        #expect(shared.sentToServer.last == result("1", #"{"model":"m"}"#))
        shared.server(request("2", "roots/list"))
        #expect(try shared.last(to: 1).idToken == "11")
        try comeBack("12", #"{"\#(try keys()[0])":{"roots":[]}}"#)
        shared.server(result(first))
        #expect(try shared.last(to: 1).idToken == "12")
        #expect(shared.leftovers == [])
    }

    @Test mutating func `is asked for again what the client did not bring`() throws {
        shared.server(request("0", "elicitation/create", elicit))
        let key = try keys()[0]
        try comeBack("10", "{}")
        #expect(try shared.last(to: 1).idToken == "10")
        #expect(try keys() == [key])
        #expect(shared.sentToServer == [])
    }

    @Test mutating func `may answer without waiting; the client gets it when it is back, and so does its question`() throws {
        shared.server(request("0", "elicitation/create", elicit))
        let key = try keys()[0]
        let note = try #require(try shared.last(to: 1)["result"]?["requestState"])
        shared.server(result(first, #"{"content":[1.0]}"#))
        #expect(shared.sent(to: 1).count == 1)
        try comeBack("10", #"{"\#(key)":{"action":"decline"}}"#, state: note)
        #expect(try shared.last(to: 1).idToken == "10")
        #expect(shared.sent(to: 1).last?.contains(#""content":[1.0]"#) == true)
        #expect(shared.sentToServer == [result("0", #"{"action":"decline"}"#)])
        #expect(shared.leftovers == [])
    }

    @Test mutating func `that answered already has an unanswered question refused`() throws {
        shared.server(request("0", "elicitation/create", elicit))
        let note = try #require(try shared.last(to: 1)["result"]?["requestState"])
        shared.server(result(first))
        try comeBack("10", "{}", state: note)
        #expect(try shared.last(to: 1).idToken == "10")
        #expect(try shared.lastToServer()["error"]?["code"] == -32602)
        #expect(shared.leftovers == [])
    }

    @Test mutating func `meets nobody but the client whose call it is`() throws {
        shared.server(request("0", "elicitation/create", elicit))
        let note = try #require(try shared.last(to: 1)["result"]?["requestState"])
        let key = try keys()[0]
        try comeBack("10", #"{"\#(key)":{"forged":true}}"#, state: note, from: 2)
        #expect(try shared.last(to: 2)["error"]?["code"] == -32602)
        #expect(shared.sentToServer == [])
        try comeBack("10", #"{"\#(key)":{}}"#, state: note)
        #expect(shared.sentToServer.count == 1)
    }

    @Test mutating func `can be gone on with only once`() throws {
        shared.server(request("0", "elicitation/create", elicit))
        let note = try #require(try shared.last(to: 1)["result"]?["requestState"])
        let key = try keys()[0]
        try comeBack("10", #"{"\#(key)":{}}"#, state: note)
        try comeBack("11", #"{"\#(key)":{}}"#, state: note)
        #expect(try shared.last(to: 1).idToken == "11")
        #expect(try shared.last(to: 1)["error"]?["code"] == -32602)
        shared.server(result(first))
        #expect(try shared.last(to: 1).idToken == "10")
    }

    @Test(arguments: [#""somebody else's""#, #""mcp-manager/99""#, #""mcp-manager/""#, #""mcp-manager/2""#, "7", "{}"])
    mutating func `never sees a call go on with a note that is not of this conversation`(note: String) throws {
        shared.server(request("0", "elicitation/create", elicit))
        try comeBack("10", "{}", state: try JSONValue.parse(note))
        #expect(try shared.last(to: 1).idToken == "10")
        #expect(try shared.last(to: 1)["error"]?["code"] == -32602)
        #expect(shared.sentToServer == [])
    }

    @Test mutating func `is refused after ten minutes, and the call is cancelled`() throws {
        shared.server(request("0", "elicitation/create", elicit))
        #expect(shared.outputs.contains(.parked(try #require(Int(first)))))
        shared.take(shared.multiplexer.parkedTooLong(try #require(Int(first))))
        #expect(try read(shared.sentToServer.first)["error"]?["code"] == -32602)
        #expect(try shared.lastToServer()["params"]?["requestId"]?.intValue == Int(first))
        #expect(shared.records.map(\.outcome) == [.cancelled])
        #expect(shared.leftovers == [])
        try comeBack("10", "{}")
        #expect(try shared.last(to: 1)["error"]?["code"] == -32602)
    }

    @Test mutating func `that was answered in time is left alone when the ten minutes are over`() throws {
        shared.server(request("0", "elicitation/create", elicit))
        try comeBack("10", #"{"\#(try keys()[0])":{}}"#)
        shared.clear()
        shared.take(shared.multiplexer.parkedTooLong(try #require(Int(first))))
        #expect(shared.outputs == [])
    }

    @Test mutating func `can take its question back`() throws {
        shared.server(request("0", "elicitation/create", elicit))
        let key = try keys()[0]
        let note = try #require(try shared.last(to: 1)["result"]?["requestState"])
        shared.server(notification("notifications/cancelled", #"{"requestId":0}"#))
        try comeBack("10", #"{"\#(key)":{}}"#, state: note)
        #expect(shared.sentToServer == [])
        shared.server(result(first))
        #expect(try shared.last(to: 1).idToken == "10")
        #expect(shared.leftovers == [])
    }

    @Test mutating func `has the call cancelled after the client came back`() throws {
        shared.server(request("0", "elicitation/create", elicit))
        try comeBack("10", #"{"\#(try keys()[0])":{}}"#)
        shared.client(1, notification("notifications/cancelled", #"{"requestId":10}"#))
        #expect(shared.sentToServer.last == notification("notifications/cancelled", #"{"requestId":\#(first)}"#))
        #expect(shared.leftovers == [])
    }

    @Test mutating func `is answered for a client that goes`() throws {
        shared.server(request("0", "elicitation/create", elicit))
        shared.close(1)
        #expect(try read(shared.sentToServer.first)["error"]?["code"] == -32602)
        #expect(try shared.lastToServer()["params"]?["requestId"]?.intValue == Int(first))
        #expect(shared.leftovers == [])
    }

    @Test mutating func `that ended meanwhile is the reason the client gets when it is back`() throws {
        shared.server(request("0", "elicitation/create", elicit))
        let key = try keys()[0]
        let note = try #require(try shared.last(to: 1)["result"]?["requestState"])
        let count = shared.sent(to: 1).count
        shared.restart(.legacy)
        #expect(shared.sent(to: 1).count == count, "it waits for nothing")
        shared.clear()
        try comeBack("10", #"{"\#(key)":{}}"#, state: note)
        #expect(try shared.last(to: 1)["error"]?["code"] == -32602)
        #expect(shared.sentToServer == [])
        #expect(shared.leftovers == [])
    }

    @Test mutating func `is refused when the client did not offer it with this request`() throws {
        shared.client(1, notification("notifications/cancelled", #"{"requestId":9}"#))
        _ = try shared.call(1, modern("11", "tools/call", #""name":"ask","#, capabilities: #"{"sampling":{}}"#))
        shared.clear()
        shared.server(request("0", "elicitation/create", elicit))
        #expect(shared.sent(to: 1) == [])
        #expect(try shared.lastToServer()["error"]?["code"] == -32602)
    }

    @Test mutating func `keeps no client that has hung up waiting`() {
        shared.server(request("0", "elicitation/create", elicit))
        #expect(!shared.multiplexer.isOwedAnswers(1), "it was answered, and can say nothing more")
        #expect(shared.multiplexer.isBusy(1))
    }
}

struct `A call that waits at another process` {
    @Test func `is known by its note, wherever it is asked for`() throws {
        var (shared, own) = (Conversation(.legacy), Conversation(.legacy, clients: 1))
        shared.client(1, modern("9", "tools/call", #""name":"ask","#, capabilities: everything))
        shared.server(request("0", "elicitation/create", elicit))
        let note = try #require(try shared.last(to: 1)["result"]?["requestState"])
        let retry = modern("10", "tools/call", #""name":"ask","requestState":\#(note),"#)
        #expect(shared.multiplexer.concerns(.init(string: retry), from: 1))
        #expect(!shared.multiplexer.concerns(.init(string: retry), from: 2))
        // The same numbers there mean other calls.
        own.client(1, modern("9", "tools/call", #""name":"ask","#, capabilities: everything))
        own.server(request("0", "elicitation/create", elicit))
        #expect(!own.multiplexer.concerns(.init(string: retry), from: 1))
    }
}
