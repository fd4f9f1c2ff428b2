import ModelContextProtocol
import ServerModel
import Testing

@testable import ServerSupervision

private let listed: JSONValue = ["tools": ["listChanged": true], "resources": ["subscribe": true]]
private let everythingListened =
    #""notifications":{"toolsListChanged":true,"promptsListChanged":true,"resourceSubscriptions":["file:///a"]},"#

private func listen(_ id: String) -> String { modern(id, "subscriptions/listen", everythingListened) }
private func tagged(_ method: String, _ id: String, _ members: String = "") -> String {
    notification(method, #"{\#(members)"_meta":{"io.modelcontextprotocol/subscriptionId":\#(id)}}"#)
}

struct `A modern client that listens to a legacy server` {
    private var shared = Conversation(.legacy, ready: false)

    init() {
        shared.becomeReady(.legacy, capabilities: listed)
        shared.answerLists { _, _ in #"{"tools":[]}"# }
        shared.clear()
        shared.client(1, listen(#""L""#))
    }

    @Test func `first hears what it will be told of: what the server can tell`() throws {
        let first = try read(shared.sent(to: 1).first)
        #expect(first.method == "notifications/subscriptions/acknowledged")
        #expect(first["params"]?["notifications"] == ["toolsListChanged": true, "resourceSubscriptions": ["file:///a"]])
        #expect(first.meta?[MetaKey.subscriptionID] == "L")
        #expect(try shared.sentToServer.map { try read($0).method } == ["resources/subscribe"])
    }

    @Test mutating func `gets each piece of news under each of its listens`() throws {
        shared.client(1, listen("2"))
        shared.clear()
        shared.server(notification("notifications/tools/list_changed"))
        #expect(Set(try shared.sent(to: 1).map { try read($0).meta?[MetaKey.subscriptionID] }) == ["L", 2])
        #expect(shared.sent(to: 2) == [])
        shared.clear()
        shared.server(notification("notifications/resources/updated", #"{"uri":"file:///a/b"}"#))
        #expect(shared.sent(to: 1).count == 2)
    }

    @Test mutating func `hears nothing it did not ask for`() {
        shared.clear()
        shared.server(notification("notifications/resources/list_changed"))
        shared.server(notification("notifications/resources/updated", #"{"uri":"file:///b"}"#))
        #expect(shared.sent(to: 1) == [])
    }

    @Test mutating func `ends its subscriptions with the last listen that has them`() throws {
        shared.server(result(try shared.lastToServer().idToken))
        shared.client(1, listen("2"))
        shared.clear()
        shared.client(1, notification("notifications/cancelled", #"{"requestId":"L"}"#))
        #expect(shared.sentToServer == [])
        shared.client(1, notification("notifications/cancelled", #"{"requestId":2}"#))
        #expect(try shared.sentToServer.map { try read($0).method } == ["resources/unsubscribe"])
        shared.server(result(try shared.lastToServer().idToken))
        #expect(shared.leftovers == [])
        shared.clear()
        shared.server(notification("notifications/tools/list_changed"))
        #expect(shared.sent(to: 1) == [])
    }

    @Test mutating func `goes on listening to the next run, without being told so again`() throws {
        shared.clear()
        shared.restart(.legacy, capabilities: listed)
        #expect(shared.sent(to: 1) == [])
        #expect(try shared.sentToServer.filter { try read($0).method == "resources/subscribe" }.count == 1)
        shared.server(notification("notifications/tools/list_changed"))
        #expect(try shared.last(to: 1).meta?[MetaKey.subscriptionID] == "L")
    }

    @Test mutating func `is subscribed even when somebody else's subscription fails`() throws {
        shared.client(1, notification("notifications/cancelled", #"{"requestId":"L"}"#))
        shared.initialize(2)
        let theirs = try shared.call(2, request("1", "resources/subscribe", #"{"uri":"file:///b"}"#))
        shared.clear()
        shared.client(
            1, modern("3", "subscriptions/listen", #""notifications":{"resourceSubscriptions":["file:///b"]},"#))
        shared.client(2, notification("notifications/cancelled", #"{"requestId":1}"#))
        shared.server(refusal(theirs))
        #expect(try shared.sentToServer.contains { try read($0).method == "resources/subscribe" })
    }
}

struct `A modern client that listens to a modern server` {
    private var shared = Conversation(.modern, ready: false)
    private var upstream = ""

    init() throws {
        shared.becomeReady(.modern, capabilities: ["tools": [:]])
        shared.answerLists { _, _ in #"{"tools":[]}"# }
        upstream = try shared.call(1, listen("7"))
        shared.clear()
    }

    @Test mutating func `has the server's words under its own tag`() {
        for method in ["notifications/subscriptions/acknowledged", "notifications/tools/list_changed"] {
            shared.server(tagged(method, upstream, #""x":1.0,"#))
        }
        #expect(
            shared.sent(to: 1)
                == ["notifications/subscriptions/acknowledged", "notifications/tools/list_changed"].map {
                    tagged($0, "7", #""x":1.0,"#)
                })
        #expect(shared.sent(to: 2) == [])
    }

    @Test mutating func `is told when the server ends it by an answer`() {
        shared.server(
            result(upstream, #"{"resultType":"complete","_meta":{"io.modelcontextprotocol/subscriptionId":\#(upstream)}}"#))
        #expect(
            shared.sent(to: 1)
                == [result("7", #"{"resultType":"complete","_meta":{"io.modelcontextprotocol/subscriptionId":7}}"#)])
        #expect(shared.leftovers == [])
    }

    @Test mutating func `is told when the server tears it down`() {
        shared.server(notification("notifications/cancelled", #"{"requestId":\#(upstream)}"#))
        #expect(shared.sent(to: 1) == [notification("notifications/cancelled", #"{"requestId":7}"#)])
        #expect(shared.leftovers == [])
    }

    @Test mutating func `ends it by cancelling, as when it goes`() throws {
        shared.client(1, notification("notifications/cancelled", #"{"requestId":7}"#))
        #expect(try shared.lastToServer()["params"]?["requestId"]?.intValue == Int(upstream))
        let second = try shared.call(1, listen("8"))
        shared.close(1)
        #expect(try shared.lastToServer()["params"]?["requestId"]?.intValue == Int(second))
        #expect(shared.leftovers == [])
    }

    @Test mutating func `is acknowledged once, whatever run answers`() throws {
        shared.server(tagged("notifications/subscriptions/acknowledged", upstream))
        shared.restart(.modern, capabilities: ["tools": [:]])
        let again = try #require(
            try shared.sentToServer.map(read).last {
                $0.method == "subscriptions/listen" && $0.meta?[MetaKey.clientInfo]?["name"] == "new"
            })
        shared.clear()
        shared.server(tagged("notifications/subscriptions/acknowledged", again.idToken))
        #expect(shared.sent(to: 1) == [])
        shared.server(tagged("notifications/tools/list_changed", again.idToken))
        #expect(shared.sent(to: 1) == [tagged("notifications/tools/list_changed", "7")])
    }

    @Test mutating func `hears of a changed restart only what it was granted`() throws {
        shared.server(
            tagged("notifications/subscriptions/acknowledged", upstream, #""notifications":{"promptsListChanged":true},"#))
        shared.restart(.modern, capabilities: ["tools": [:]])
        shared.clear()
        shared.answerLists(tool: "another")
        #expect(shared.sent(to: 1) == [])
    }
}
