import ModelContextProtocol
import ServerModel
import Testing

@testable import ServerSupervision

private let resources: JSONValue = ["resources": ["subscribe": true, "listChanged": true]]

private func subscribe(_ id: String, _ uri: String) -> String { request(id, "resources/subscribe", #"{"uri":"\#(uri)"}"#) }
private func unsubscribe(_ id: String, _ uri: String) -> String { request(id, "resources/unsubscribe", #"{"uri":"\#(uri)"}"#) }
private func updated(_ uri: String) -> String { notification("notifications/resources/updated", #"{"uri":"\#(uri)"}"#) }

struct `Subscriptions to resources of a legacy server` {
    private var shared = Conversation(.legacy, ready: false)

    init() {
        shared.becomeReady(.legacy, capabilities: resources)
        shared.initialize(1, 2)
        shared.answerLists { _, _ in "{}" }
        shared.clear()
    }

    /// A subscription, confirmed.
    private mutating func confirm(_ session: Int, _ uri: String) throws {
        let id = try shared.call(session, subscribe("5", uri))
        shared.server(result(id))
        shared.clear()
    }

    @Test mutating func `are made once for all, and ended with the last`() throws {
        try confirm(1, "file:///a")
        shared.client(2, subscribe("1", "file:///a"))
        #expect(shared.sentToServer == [])
        #expect(shared.sent(to: 2) == [result("1")])
        shared.client(1, unsubscribe("2", "file:///a"))
        #expect(shared.sentToServer == [])
        shared.client(2, unsubscribe("2", "file:///a"))
        #expect(try shared.lastToServer().method == "resources/unsubscribe")
        shared.server(result(try shared.lastToServer().idToken))
        #expect(shared.leftovers == [])
    }

    @Test(arguments: [
        ("file:///a", "file:///a", true), ("file:///a", "file:///a/b", true), ("file:///a/", "file:///a/b", true),
        ("file:///a", "file:///ab", false), ("file:///a/b", "file:///a", false),
    ])
    mutating func `hear of the resource and of its parts`(wanted: String, changed: String, isTold: Bool) throws {
        try confirm(1, wanted)
        shared.server(updated(changed))
        #expect(shared.sent(to: 1) == (isTold ? [updated(changed)] : []))
        #expect(shared.sent(to: 2) == [])
    }

    @Test mutating func `end with their client`() throws {
        try confirm(1, "file:///a")
        shared.close(1)
        #expect(try shared.lastToServer().method == "resources/unsubscribe")
        shared.server(result(try shared.lastToServer().idToken))
        #expect(shared.leftovers == [])
    }

    @Test mutating func `that the server refuses are none`() throws {
        let id = try shared.call(1, subscribe("5", "file:///a"))
        shared.server(refusal(id, -32002))
        #expect(shared.sent(to: 1) == [refusal("5", -32002)])
        #expect(shared.leftovers == [])
    }

    @Test(arguments: ["unsubscribed", "gone", "cancelled"])
    mutating func `nobody wants any more when they are confirmed are ended`(because: String) throws {
        let id = try shared.call(1, subscribe("5", "file:///a"))
        switch because {
        case "unsubscribed": shared.client(1, unsubscribe("6", "file:///a"))
        case "gone": shared.close(1)
        default: shared.client(1, notification("notifications/cancelled", #"{"requestId":5}"#))
        }
        shared.server(result(id))
        #expect(shared.sentToServer.contains { $0.contains("resources/unsubscribe") })
        for id in [Int](shared.multiplexer.errands.keys) + shared.multiplexer.calls.keys { shared.server(result(String(id))) }
        #expect(shared.leftovers == [])
        shared.clear()
        shared.server(updated("file:///a"))
        #expect(shared.sent(to: 1) == [])
    }

    @Test mutating func `are made again with the next run, once`() throws {
        try confirm(1, "file:///a")
        shared.client(2, subscribe("1", "file:///a"))
        shared.clear()
        shared.restart(.legacy, capabilities: resources)
        let made = try shared.sentToServer.map(read).filter { $0.method == "resources/subscribe" }
        #expect(made.map { $0["params"]?["uri"] } == ["file:///a"])
        shared.server(result(made[0].idToken))
        shared.server(updated("file:///a"))
        #expect(shared.sent(to: 1).last == updated("file:///a"))
        #expect(shared.sent(to: 2).last == updated("file:///a"))
    }
}

struct `Subscriptions of legacy clients to a modern server` {
    private var shared = Conversation(.modern, ready: false)

    init() {
        shared.becomeReady(.modern, capabilities: resources)
        shared.initialize(1, 2)
        shared.answerLists { _, _ in "{}" }
        shared.clear()
    }

    @Test mutating func `become one listen, replaced by a wider one before it is ended`() throws {
        let before = try #require(shared.multiplexer.ownListen).id
        shared.client(1, subscribe("1", "file:///a"))
        let sent = try shared.sentToServer.map(read)
        #expect(sent.map(\.method) == ["subscriptions/listen", "notifications/cancelled"])
        #expect(sent[0]["params"]?["notifications"] == ["resourcesListChanged": true, "resourceSubscriptions": ["file:///a"]])
        #expect(sent[0].meta?[MetaKey.protocolVersion] == "2026-07-28")
        #expect(sent[1]["params"]?["requestId"]?.intValue == before)
        let tag = #""_meta":{"io.modelcontextprotocol/subscriptionId":\#(sent[0].idToken)}"#
        shared.server(notification("notifications/subscriptions/acknowledged", #"{\#(tag),"notifications":{}}"#))
        #expect(shared.sent(to: 1) == [result("1")])
    }

    @Test mutating func `hear without the tag of a revision they do not know`() throws {
        shared.client(1, subscribe("1", "file:///a"))
        let id = try #require(shared.multiplexer.ownListen).id
        let tag = #""_meta":{"io.modelcontextprotocol/subscriptionId":\#(id)}"#
        shared.server(notification("notifications/subscriptions/acknowledged", #"{\#(tag),"notifications":{}}"#))
        shared.clear()
        shared.server(notification("notifications/resources/updated", #"{"uri":"file:///a",\#(tag)}"#))
        #expect(shared.sent(to: 1).count == 1)
        #expect(shared.sent(to: 1).first?.contains("subscriptionId") == false)
        #expect(shared.sent(to: 2) == [])
        shared.server(notification("notifications/resources/list_changed", #"{\#(tag)}"#))
        #expect(shared.sent(to: 2).first?.contains("subscriptionId") == false)
        #expect(try shared.last(to: 2).method == "notifications/resources/list_changed")
    }

    @Test(arguments: [true, false])
    mutating func `make lists doubtful when the server ends the listen`(byResult: Bool) throws {
        let id = try #require(shared.multiplexer.ownListen).id
        let tag = #""_meta":{"io.modelcontextprotocol/subscriptionId":\#(id)}"#
        shared.server(notification("notifications/subscriptions/acknowledged", #"{\#(tag),"notifications":{}}"#))
        let list = try shared.call(1, request("1", "resources/list"))
        shared.server(result(list, #"{"resources":[]}"#))
        shared.clear()
        shared.client(1, request("2", "resources/list"))
        #expect(shared.sentToServer == [], "we would hear of changes")
        shared.server(byResult ? result(String(id)) : notification("notifications/cancelled", #"{"requestId":\#(id)}"#))
        shared.client(1, request("3", "resources/list"))
        #expect(try shared.lastToServer().method == "resources/list")
    }

    @Test mutating func `are made again with the next run`() throws {
        shared.client(1, subscribe("1", "file:///a"))
        shared.clear()
        shared.restart(.modern, capabilities: resources)
        let listen = try #require(try shared.sentToServer.map(read).first { $0.method == "subscriptions/listen" })
        #expect(listen["params"]?["notifications"]?["resourceSubscriptions"] == ["file:///a"])
    }

    @Test mutating func `end with their client`() throws {
        shared.client(1, subscribe("1", "file:///a"))
        shared.clear()
        shared.close(1)
        let listen = try #require(try shared.sentToServer.map(read).first { $0.method == "subscriptions/listen" })
        #expect(listen["params"]?["notifications"]?["resourceSubscriptions"] == nil)
    }
}
