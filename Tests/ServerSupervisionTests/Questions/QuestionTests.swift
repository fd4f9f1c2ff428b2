import ModelContextProtocol
import ServerModel
import Testing

@testable import ServerSupervision

private let elicit = #"{"message":"How \u00e9?","requestedSchema":{"maximum":12345678901234567890}}"#
private let call = request("1", "tools/call", #"{"name":"ask"}"#)

struct `A question of a legacy server` {
    @Test func `goes to the one client with a call in flight, byte for byte, and its answer back`() throws {
        var shared = Conversation(.legacy)
        shared.initialize(1, 2, capabilities: everything)
        shared.client(1, call)
        shared.clear()
        shared.server(#"{"id": 0 ,"x":[1.10],"jsonrpc":"2.0","method":"elicitation/create","params":\#(elicit)}"#)
        let id = try shared.last(to: 1).idToken
        #expect(
            shared.sent(to: 1)
                == [#"{"id": \#(id) ,"x":[1.10],"jsonrpc":"2.0","method":"elicitation/create","params":\#(elicit)}"#])
        #expect(shared.sent(to: 2) == [])
        shared.client(1, #"{"jsonrpc":"2.0","result":{"action":"accept","content":{"n":1e2}},"id":\#(id)}"#)
        #expect(shared.sentToServer == [#"{"jsonrpc":"2.0","result":{"action":"accept","content":{"n":1e2}},"id":0}"#])
        #expect(shared.multiplexer.questions.isEmpty)
    }

    @Test func `of nobody's call goes to the only client there is`() throws {
        var shared = Conversation(.legacy, clients: 1)
        shared.initialize(1, capabilities: everything)
        shared.server(request(#""r""#, "roots/list"))
        shared.client(1, result(try shared.last(to: 1).idToken, #"{"roots":[]}"#))
        #expect(shared.sentToServer == [result(#""r""#, #"{"roots":[]}"#)])
        #expect(shared.alarms == [])
    }

    @Test func `is refused when it could be of two clients, and says that it was asked`() throws {
        var shared = Conversation(.legacy)
        shared.initialize(1, 2, capabilities: everything)
        shared.client(1, call)
        shared.client(2, call)
        shared.clear()
        shared.server(request("7", "sampling/createMessage"))
        #expect(shared.sent(to: 1) + shared.sent(to: 2) == [])
        #expect(try shared.lastToServer().idToken == "7")
        #expect(try shared.lastToServer()["error"]?["code"] == -32601)
        #expect(shared.alarms == ["sampling/createMessage"])
    }

    @Test func `is no reason for own processes while others have not opened or only look on`() throws {
        var shared = Conversation(.legacy, clients: 3)
        shared.initialize(1, capabilities: everything)
        let look = try shared.call(2, modern("1", "tools/list"))
        shared.server(result(look, #"{"tools":[]}"#))
        shared.client(1, call)
        shared.server(request("7", "roots/list"))
        #expect(try shared.last(to: 1).method == "roots/list")
        #expect(shared.alarms == [])
    }

    @Test func `is refused while no client is there`() throws {
        var shared = Conversation(.legacy)
        shared.close(1)
        shared.close(2)
        shared.server(request("7", "roots/list"))
        #expect(try shared.lastToServer()["error"]?["code"] == -32601)
    }

    @Test(arguments: [("sampling/createMessage", -32601), ("elicitation/create", -32602), ("roots/list", -32601)])
    func `is refused for a client that never said it can`(method: String, code: Int) throws {
        var shared = Conversation(.legacy, clients: 1)
        shared.initialize(1)
        shared.server(request("0", method))
        #expect(shared.sent(to: 1) == [])
        #expect(try shared.lastToServer()["error"]?["code"]?.intValue == code)
    }

    @Test func `that nobody knows is the client's to answer`() throws {
        var shared = Conversation(.legacy, clients: 1)
        shared.initialize(1)
        shared.server(request("0", "vendor/ask", #"{"n":1.0}"#))
        let id = try shared.last(to: 1).idToken
        #expect(shared.sent(to: 1) == [request(id, "vendor/ask", #"{"n":1.0}"#)])
        shared.client(1, refusal(id, -32601))
        #expect(shared.sentToServer == [refusal("0", -32601)])
    }

    @Test func `of a ping is ours to answer, in either era`() {
        for era in [ModelContextProtocol.ProtocolEra.legacy, .modern] {
            var shared = Conversation(era)
            shared.server(request("0", "ping"))
            #expect(shared.sentToServer == [result("0")])
        }
    }

    @Test func `may have the id of a client's request, and that of another question of another type`() throws {
        var shared = Conversation(.legacy, clients: 1)
        shared.initialize(1, capabilities: everything)
        let sent = try shared.call(1, request("0", "tools/call"))
        shared.clear()
        for id in ["0", #""0""#, sent] { shared.server(request(id, "roots/list")) }
        let asked = try shared.sent(to: 1).map { try $0.idToken() }
        #expect(Set(asked).count == 3)
        for id in asked.reversed() { shared.client(1, result(id)) }
        #expect(shared.sentToServer == [sent, #""0""#, "0"].map { result($0) })
        shared.server(result(sent))
        #expect(shared.sent(to: 1).last == result("0"))
    }

    @Test func `taken back by the server is taken back from the client, whose late answer meets nobody`() throws {
        var shared = Conversation(.legacy, clients: 1)
        shared.initialize(1, capabilities: everything)
        shared.server(request("5", "elicitation/create", elicit))
        let id = try shared.last(to: 1).idToken
        shared.server(notification("notifications/cancelled", #"{"requestId":5,"reason":"late"}"#))
        #expect(shared.sent(to: 1).last == notification("notifications/cancelled", #"{"requestId":\#(id),"reason":"late"}"#))
        shared.client(1, result(id))
        #expect(shared.sentToServer == [])
        #expect(shared.leftovers == [])
    }

    @Test func `is answered for a client that went away`() throws {
        var shared = Conversation(.legacy)
        shared.initialize(1, 2, capabilities: everything)
        shared.client(1, call)
        shared.server(request("5", "elicitation/create", elicit))
        shared.clear()
        shared.close(1)
        #expect(try read(shared.sentToServer.first)["error"]?["code"] == -32602)
        #expect(shared.leftovers == [])
    }

    @Test func `is closed when the server is gone, and never answered to the next run`() throws {
        var shared = Conversation(.legacy, clients: 1)
        shared.initialize(1, capabilities: everything)
        shared.server(request("0", "elicitation/create", elicit))
        let id = try shared.last(to: 1).idToken
        shared.lose()
        #expect(try shared.last(to: 1)["params"]?["requestId"]?.intValue == Int(id))
        shared.multiplexer.serverStarts()
        shared.becomeReady(.legacy)
        shared.client(1, result(id))
        #expect(shared.sentToServer == [])
    }

    @Test func `can be answered by nobody but the client that was asked`() throws {
        var shared = Conversation(.legacy)
        shared.initialize(1, 2, capabilities: everything)
        shared.client(1, call)
        shared.server(request("5", "sampling/createMessage"))
        let id = try shared.last(to: 1).idToken
        shared.clear()
        shared.client(2, result(id, #"{"forged":true}"#))
        #expect(shared.sentToServer == [])
        shared.client(1, result(id))
        #expect(shared.sentToServer == [result("5")])
    }

    @Test func `may be told how far its client is, under the server's own token`() throws {
        var shared = Conversation(.legacy)
        shared.initialize(1, 2, capabilities: everything)
        shared.client(1, call)
        shared.server(request("5", "sampling/createMessage", #"{"_meta":{"progressToken":"s"}}"#))
        shared.clear()
        let progress = notification("notifications/progress", #"{"progressToken":"s","progress":1.50}"#)
        shared.client(2, progress)
        #expect(shared.sentToServer == [])
        shared.client(1, progress)
        #expect(shared.sentToServer == [progress])
    }
}

struct `A dialog in a browser` {
    private let done = notification("notifications/elicitation/complete", #"{"elicitationId":"e1"}"#)

    @Test func `ends for the client that was sent there, and for no other`() {
        var shared = Conversation(.legacy)
        shared.initialize(1, 2, capabilities: everything)
        shared.client(2, call)
        shared.server(request("5", "elicitation/create", #"{"mode":"url","elicitationId":"e1","url":"https://example.org"}"#))
        shared.clear()
        shared.server(done)
        shared.server(done)
        #expect(shared.sent(to: 1) == [])
        #expect(shared.sent(to: 2) == [done])
    }

    @Test func `may be announced by the refusal of a call`() throws {
        var shared = Conversation(.legacy)
        shared.initialize(1, 2)
        let id = try shared.call(2, call)
        shared.server(
            #"{"jsonrpc":"2.0","id":\#(id),"error":{"code":-32042,"message":"open it","data":{"elicitations":[{"elicitationId":"e1"}]}}}"#
        )
        shared.clear()
        shared.server(done)
        #expect(shared.sent(to: 1) == [])
        #expect(shared.sent(to: 2) == [done])
    }
}
