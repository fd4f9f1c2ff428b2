import ModelContextProtocol
import ServerModel
import Testing

@testable import ServerSupervision

private let call = request(
    "9", "tools/call", #"{"name":"ask","arguments":{"n":1.0},"_meta":{"progressToken":"p","own":[1e400]}}"#)

private func asks(_ questions: String, state: String? = nil) -> String {
    #"{"resultType":"input_required","inputRequests":{\#(questions)}\#(state.map { #","requestState":\#($0)"# } ?? "")}"#
}

private let name = #""who":{"method":"elicitation/create","params":{"message":"Who?","requestedSchema":{"maximum":1e2}}}"#
private let roots = #""where":{"method":"roots/list"}"#

struct `A modern server that asks a legacy client` {
    private var shared = Conversation(.modern)
    private var first = ""

    init() throws {
        shared.initialize(1, 2, capabilities: everything)
        first = try shared.call(1, call)
        shared.clear()
    }

    @Test mutating func `asks it by a real request, and is called again with the answer and its own note`() throws {
        shared.server(result(first, asks(name, state: #""opaque\u00e9 \/ 1""#)))
        let question = try shared.last(to: 1)
        #expect(question.method == "elicitation/create")
        #expect(question["params"] == (try JSONValue.parse(#"{"message":"Who?","requestedSchema":{"maximum":1e2}}"#)))
        shared.client(1, result(question.idToken, #"{"action":"accept","content":{"who":1.50}}"#))
        let again = try shared.lastToServer()
        #expect(again.idToken != first)
        let line = try #require(shared.sentToServer.last)
        #expect(line.contains(#""inputResponses":{"who":{"action":"accept","content":{"who":1.50}}}"#))
        #expect(line.contains(#""requestState":"opaque\u00e9 \/ 1""#))
        #expect(line.contains(#""arguments":{"n":1.0}"#) && line.contains(#""own":[1e400]"#))
        #expect(again.meta?[MetaKey.clientCapabilities]?["elicitation"] == [:])
        #expect(again.meta?["progressToken"]?.intValue == Int(again.idToken))
        shared.server(result(again.idToken, #"{"content":[]}"#))
        #expect(shared.sent(to: 1).last == result("9", #"{"content":[]}"#))
        #expect(shared.leftovers == [])
    }

    @Test mutating func `waits for all answers, in whatever order they come`() throws {
        shared.server(result(first, asks("\(name),\(roots)")))
        let ids = try shared.sent(to: 1).map { try $0.idToken() }
        shared.client(1, result(ids[1], #"{"roots":[]}"#))
        #expect(shared.sentToServer == [])
        shared.client(1, result(ids[0], #"{"action":"decline"}"#))
        let responses = try shared.lastToServer()["params"]?["inputResponses"]
        #expect(responses == ["where": ["roots": []], "who": ["action": "decline"]])
        #expect(try shared.lastToServer()["params"]?["requestState"] == nil)
    }

    @Test mutating func `is called again at once when it only wants its note back`() throws {
        shared.server(result(first, #"{"resultType":"input_required","requestState":"later"}"#))
        #expect(shared.sent(to: 1) == [])
        #expect(try shared.lastToServer()["params"]?["requestState"] == "later")
        #expect(try shared.lastToServer()["params"]?["inputResponses"] == nil)
    }

    @Test(arguments: [true, false])
    mutating func `is stopped when it asks again and again`(withQuestions: Bool) throws {
        var id = first
        for _ in 0..<40 {
            shared.server(result(id, withQuestions ? asks(name) : #"{"resultType":"input_required","requestState":"s"}"#))
            let last = try shared.sent(to: 1).last.map(read)
            if last?["error"] != nil { break }
            if withQuestions { shared.client(1, result(last?.idToken ?? "", #"{"action":"accept"}"#)) }
            id = try shared.lastToServer().idToken
        }
        #expect(try shared.last(to: 1)["error"]?["data"]?["code"] == "too-many-questions")
        #expect(try shared.last(to: 1).idToken == "9")
        #expect(shared.leftovers == [])
    }

    @Test mutating func `is told 'cancel' for a dialog the client refused`() throws {
        shared.server(result(first, asks(name)))
        shared.client(1, refusal(try shared.last(to: 1).idToken, -32602))
        #expect(try shared.lastToServer()["params"]?["inputResponses"] == ["who": ["action": "cancel"]])
    }

    @Test mutating func `loses the call when the client refuses another question, and other questions are closed`() throws {
        shared.server(result(first, asks("\(roots),\(name)")))
        let ids = try shared.sent(to: 1).map { try $0.idToken() }
        shared.clear()
        shared.client(1, refusal(ids[0], -32601, "no roots"))
        let got = shared.sent(to: 1)
        #expect(try got.map { try read($0)["params"]?["requestId"]?.intValue }.contains(Int(ids[1])))
        #expect(got.last == refusal("9", -32601, "no roots"))
        #expect(shared.sentToServer == [])
        #expect(shared.leftovers == [])
    }

    @Test mutating func `hears nothing more when the client cancels in between`() throws {
        shared.server(result(first, asks(name)))
        let id = try shared.last(to: 1).idToken
        shared.clear()
        shared.client(1, notification("notifications/cancelled", #"{"requestId":9}"#))
        #expect(try shared.last(to: 1)["params"]?["requestId"]?.intValue == Int(id))
        shared.client(1, result(id))
        #expect(shared.sentToServer == [])
        #expect(shared.leftovers == [])
    }

    @Test mutating func `is cancelled under its newest id once it works again`() throws {
        shared.server(result(first, asks(name)))
        shared.client(1, result(try shared.last(to: 1).idToken))
        let again = try shared.lastToServer().idToken
        shared.client(1, notification("notifications/cancelled", #"{"requestId":9}"#))
        #expect(shared.sentToServer.last == notification("notifications/cancelled", #"{"requestId":\#(again)}"#))
        #expect(shared.leftovers == [])
    }

    @Test mutating func `reports progress of the second attempt under the client's token`() throws {
        shared.server(result(first, asks(name)))
        shared.client(1, result(try shared.last(to: 1).idToken))
        let again = try shared.lastToServer().idToken
        shared.server(notification("notifications/progress", #"{"progressToken":\#(again),"progress":1.0}"#))
        #expect(shared.sent(to: 1).last == notification("notifications/progress", #"{"progressToken":"p","progress":1.0}"#))
    }

    @Test mutating func `takes its questions with it when it ends`() throws {
        shared.server(result(first, asks(name)))
        let id = try shared.last(to: 1).idToken
        shared.clear()
        shared.lose()
        #expect(try shared.sent(to: 1).map { try read($0).method } == ["notifications/cancelled", nil])
        #expect(try shared.last(to: 1).idToken == "9")
        shared.multiplexer.serverStarts()
        shared.becomeReady(.modern)
        shared.client(1, result(id))
        #expect(shared.sentToServer == [])
        #expect(shared.leftovers == [])
    }

    @Test mutating func `that is being stopped is the reason an answered question leads nowhere`() throws {
        shared.server(result(first, asks(name)))
        let id = try shared.last(to: 1).idToken
        shared.take(shared.multiplexer.serverDown(ErrorReport(code: "stopping", problem: "it is stopped", remedy: "wait")))
        shared.client(1, result(id))
        #expect(try shared.last(to: 1)["error"]?["data"]?["code"] == "stopping")
        #expect(shared.leftovers == [])
    }

    @Test mutating func `leaves nothing when the client goes`() {
        shared.server(result(first, asks(name)))
        shared.close(1)
        #expect(shared.leftovers == [])
        #expect(shared.sentToServer == [])
    }

    @Test mutating func `does not mix two clients`() throws {
        let second = try shared.call(2, call)
        shared.server(result(first, asks(name, state: #""one""#)))
        shared.server(result(second, asks(name, state: #""two""#)))
        let ids = try [shared.last(to: 1).idToken, shared.last(to: 2).idToken]
        shared.clear()
        shared.client(1, result(ids[1], #"{"forged":true}"#))
        #expect(shared.sentToServer == [])
        shared.client(2, result(ids[1], #"{"action":"accept"}"#))
        #expect(try shared.lastToServer()["params"]?["requestState"] == "two")
    }
}

struct `A modern server that asks a modern client` {
    @Test func `is passed on as it is, and so is what the client comes back with`() throws {
        var shared = Conversation(.modern)
        let id = try shared.call(1, modern("9", "tools/call", #""name":"ask","#))
        shared.server(result(id, asks(name, state: #""a\u0041""#)))
        #expect(shared.sent(to: 1) == [result("9", asks(name, state: #""a\u0041""#))])
        let retry = modern("10", "tools/call", #""name":"ask","inputResponses":{"who":{"x":1.0}},"requestState":"a\u0041","#)
        let again = try shared.call(1, retry)
        #expect(shared.sentToServer.last == retry.replacing(#""id":10"#, with: #""id":\#(again)"#))
        #expect(shared.alarms == [])
    }
}
