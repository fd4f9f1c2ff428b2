import ModelContextProtocol
import Testing

@testable import BridgeApp

/// A modern client's wish for news, and what the daemon says first.
private let listen = """
    {"jsonrpc":"2.0","id":"l","method":"subscriptions/listen","params":{"notifications":{"toolsListChanged":true},\
    "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}
    """
private let acknowledged = subscribed("notifications/subscriptions/acknowledged")
private let toolsChanged = subscribed("notifications/tools/list_changed")

private func subscribed(_ method: String) -> String {
    #"{"jsonrpc":"2.0","method":"\#(method)","params":{"_meta":{"io.modelcontextprotocol/subscriptionId":"l"}}}"#
}

struct `A listen of a modern client` {
    @Test func `goes on with the next daemon, and is acknowledged once`() {
        var conversation = Conversation.open()
        conversation.client(listen)
        conversation.daemon(acknowledged)
        #expect(conversation.toClient() == [acknowledged])
        _ = conversation.toDaemon()

        conversation.loseDaemon()
        conversation.connect()
        #expect(conversation.toDaemon() == [listen])
        conversation.daemon(acknowledged)
        conversation.daemon(toolsChanged)
        #expect(conversation.toClient() == [toolsChanged])
    }

    @Test func `that was not acknowledged yet is acknowledged by the next daemon`() {
        var conversation = Conversation.open()
        conversation.client(listen)
        conversation.loseDaemon()
        conversation.connect()
        conversation.daemon(acknowledged)
        conversation.daemon(acknowledged)
        #expect(conversation.toClient() == [acknowledged])
    }

    @Test(
        arguments: [
            (#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"l"}}"#, nil),
            (nil, #"{"jsonrpc":"2.0","id":"l","result":{"resultType":"complete"}}"#),
            (nil, #"{"jsonrpc":"2.0","id":"l","error":{"code":-32601,"message":"m"}}"#),
        ] as [(String?, String?)])
    func `is over when it was cancelled or answered`(cancel: String?, end: String?) {
        var conversation = Conversation.open()
        conversation.client(listen)
        if let cancel { conversation.client(cancel) }
        if let end { conversation.daemon(end) }
        _ = (conversation.toClient(), conversation.toDaemon())
        conversation.loseDaemon()
        conversation.connect()
        #expect(conversation.toDaemon().isEmpty)
        #expect(conversation.toClient().isEmpty)
    }

    @Test func `waits, when the daemon was stopped on purpose, until it is started again`() {
        var conversation = Conversation.open()
        conversation.client(listen)
        conversation.daemon(acknowledged)
        _ = (conversation.toClient(), conversation.toDaemon())
        conversation.daemon(#"{"mcpManager":1,"stopping":true}"#)
        conversation.session.disconnected()
        #expect(conversation.toClient().isEmpty)
        #expect(conversation.session.wish == .wait)
        conversation.client(call)
        conversation.connect()
        #expect(conversation.toDaemon() == [listen, call])
    }

    @Test func `is refused when there is no way to the server`() {
        var conversation = Conversation.open()
        conversation.client(listen)
        conversation.loseDaemon()
        conversation.session.daemonUnavailable(.keepsStopping)
        #expect(conversation.toClient().map(refusal) == [#""l" daemon-failed"#])
    }
}

struct `A question of a server that is gone` {
    private let question = #"{"jsonrpc":"2.0","id":0,"method":"elicitation/create","params":{"message":"?"}}"#
    private let late = #"{"jsonrpc":"2.0","id":0,"result":{"action":"accept"}}"#
    private let withdrawal = #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":0}}"#

    /// What the client was told to forget, by raw ids.
    private func withdrawn(_ lines: [String]) -> [String] {
        lines.compactMap { line in
            guard let value = try? JSONValue.parse(line), value["method"] == "notifications/cancelled" else { return nil }
            return value["params"]?["requestId"].map(\.description)
        }
    }

    @Test func `is withdrawn, and so is its dialog; its answer is for nobody`() {
        var conversation = Conversation.established()
        conversation.daemon(question)
        conversation.daemon(#"{"jsonrpc":"2.0","id":"x","method":"roots/list"}"#)
        conversation.client(#"{"jsonrpc":"2.0","id":"x","result":{"roots":[]}}"#)
        _ = (conversation.toClient(), conversation.toDaemon())
        conversation.loseDaemon()
        #expect(withdrawn(conversation.toClient()) == ["0"])
        conversation.connect()
        conversation.daemon(Conversation.welcome)
        conversation.client(late)
        #expect(conversation.toDaemon() == [Conversation.initialize, Conversation.initialized])
    }

    @Test func `is withdrawn too when the daemon stops on purpose; its answer starts no daemon`() {
        var conversation = Conversation.established()
        conversation.daemon(question)
        _ = conversation.toClient()
        conversation.daemon(#"{"mcpManager":1,"stopping":true}"#)
        #expect(withdrawn(conversation.toClient()) == ["0"])
        conversation.session.disconnected()
        conversation.client(late)
        #expect(conversation.session.wish == .wait)
    }

    @Test func `is not withdrawn twice`() {
        var conversation = Conversation.established()
        conversation.daemon(question)
        conversation.daemon(withdrawal)
        #expect(conversation.toClient() == [question, withdrawal])
        conversation.loseDaemon()
        #expect(conversation.toClient().isEmpty)
    }
}

struct `A client that goes on with another server` {
    private func welcome(_ capabilities: String, version: String = "2025-11-25") -> String {
        #"{"jsonrpc":"2.0","id":0,"result":{"protocolVersion":"\#(version)","capabilities":\#(capabilities)}}"#
    }

    /// What the client is told when its session began with one answer and is begun again with others, in turn.
    private func news(_ first: String, _ later: String...) -> [[String]] {
        var conversation = Conversation.open()
        conversation.client(Conversation.initialize)
        conversation.daemon(first)
        conversation.client(Conversation.initialized)
        _ = conversation.toClient()
        return later.map { line in
            conversation.loseDaemon()
            conversation.connect()
            conversation.daemon(line)
            return conversation.toClient().map { (try? JSONValue.parse($0))?["method"]?.stringValue ?? $0 }
        }
    }

    @Test func `is told once to look again`() {
        let changed = welcome(#"{"tools":{},"prompts":{}}"#)
        let told = ["notifications/tools/list_changed", "notifications/prompts/list_changed"]
        #expect(news(welcome(#"{"tools":{}}"#), changed, changed) == [told, []])
        #expect(news(welcome("{}", version: "2025-06-18"), welcome("{}")) == [["notifications/tools/list_changed"]])
    }

    @Test func `is told nothing when it is the same`() {
        let same = welcome(#"{"tools":{"listChanged":true}}"#)
        #expect(news(same, same) == [[]])
    }
}

struct `What the daemon says to the bridge` {
    private func secondHello(_ conversation: inout Conversation) -> JSONValue? {
        conversation.session.daemonConnected()
        return conversation.toDaemon().first.flatMap { try? JSONValue.parse($0) }
    }

    @Test func `the newest catalog is told to the next daemon, and to no client`() throws {
        var conversation = Conversation.open()
        conversation.daemon(#"{"mcpManager":1,"catalog":"tools=1"}"#)
        conversation.daemon(#"{"mcpManager":1,"catalog":"tools=2"}"#)
        #expect(conversation.toClient().isEmpty)
        conversation.loseDaemon()
        let hello = try #require(secondHello(&conversation))
        #expect(hello["resumed"] == true)
        #expect(hello["catalog"] == "tools=2")
    }

    @Test func `words of a newer daemon are swallowed`() {
        var conversation = Conversation.open()
        conversation.daemon(#"{"mcpManager":1,"weather":"fine"}"#)
        #expect(conversation.toClient().isEmpty)
        #expect(conversation.session.phase == .open)
    }

    @Test func `a reason for ending the session is the answer to all that was asked`() {
        var conversation = Conversation.established()
        conversation.client(call)
        conversation.daemon(#"{"code":"message-too-long","problem":"p","remedy":"r"}"#)
        #expect(conversation.toClient().map(refusal) == ["3 message-too-long"])
        #expect(conversation.session.wish == .disconnect)
    }

    @Test func `nothing at all is such a case`() {
        var conversation = Conversation()
        conversation.session.daemonConnected()
        conversation.session.daemonSilent()
        #expect(conversation.session.wish == .disconnect)
        conversation.session.disconnected()
        conversation.client(Conversation.initialize)
        #expect(conversation.toClient().map(refusal) == ["0 daemon-silent"])
    }
}

struct `Between two daemons` {
    @Test func `a request no daemon has seen is not lost`() {
        let next = #"{"jsonrpc":"2.0","id":4,"method":"tools/list"}"#
        var conversation = Conversation.established()
        conversation.client(call)
        conversation.client(next)
        conversation.sendToDaemon(10)
        conversation.loseDaemon()
        #expect(conversation.toClient().map(refusal) == ["3 daemon-restarted"])
        conversation.connect()
        conversation.daemon(Conversation.welcome)
        #expect(conversation.toDaemon() == [Conversation.initialize, Conversation.initialized, next])
    }

    @Test func `a lost call that is cancelled gets no second answer`() {
        var conversation = Conversation.established()
        conversation.client(call)
        _ = conversation.toDaemon()
        conversation.loseDaemon()
        #expect(conversation.toClient().count == 1)
        conversation.connect()
        conversation.daemon(Conversation.welcome)
        conversation.client(#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":3}}"#)
        conversation.loseDaemon()
        #expect(conversation.toClient().isEmpty)
    }

    @Test func `what was refused, or never answered, is not set again`() {
        var conversation = Conversation.established()
        conversation.client(#"{"jsonrpc":"2.0","id":1,"method":"logging/setLevel","params":{"level":"loud"}}"#)
        conversation.client(#"{"jsonrpc":"2.0","id":2,"method":"resources/subscribe","params":{"uri":"a:"}}"#)
        conversation.daemon(#"{"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"m"}}"#)
        _ = (conversation.toClient(), conversation.toDaemon())
        conversation.loseDaemon()
        #expect(conversation.toClient().map(refusal) == ["2 daemon-restarted"])
        conversation.connect()
        conversation.daemon(Conversation.welcome)
        #expect(conversation.toDaemon() == [Conversation.initialize, Conversation.initialized])
    }

    @Test func `a client that waited for nothing at its start is begun again as it began`() {
        var conversation = Conversation.open()
        for line in [Conversation.initialize, Conversation.initialized, call] { conversation.client(line) }
        _ = conversation.toDaemon()
        conversation.loseDaemon()
        #expect(conversation.toClient().map(refusal) == ["3 daemon-restarted"])
        conversation.connect()
        #expect(conversation.toDaemon() == [Conversation.initialize, Conversation.initialized])
    }

    @Test func `what a client says meanwhile is remembered, even when no daemon can be started`() {
        var conversation = Conversation.open()
        conversation.client(Conversation.initialize)
        conversation.daemon(Conversation.welcome)
        conversation.loseDaemon()
        conversation.session.daemonUnavailable(.keepsStopping)
        conversation.client(Conversation.initialized)
        _ = (conversation.toClient(), conversation.toDaemon())
        conversation.client(call)
        conversation.client(call)
        conversation.connect()
        conversation.daemon(Conversation.welcome)
        #expect(conversation.toDaemon() == [Conversation.initialize, Conversation.initialized, call])
    }

    @Test func `a refused initialize is not begun again`() {
        var conversation = Conversation.open()
        conversation.client(Conversation.initialize)
        conversation.daemon(#"{"jsonrpc":"2.0","id":0,"error":{"code":-32022,"message":"m"}}"#)
        _ = conversation.toDaemon()
        conversation.loseDaemon()
        conversation.connect()
        #expect(conversation.toDaemon().isEmpty)
    }

    @Test func `daemons that lived long did not die of being started`() {
        var conversation = Conversation.open()
        for _ in 1...10 {
            conversation.loseDaemon(after: .seconds(3600))
            #expect(conversation.session.wish == .connect)
            conversation.connect()
        }
    }

    @Test func `nobody begins again for a client that has gone`() {
        var conversation = Conversation.established()
        conversation.loseDaemon()
        conversation.session.clientEnded()
        #expect(conversation.session.wish == .exit(0))
        conversation.connect()
        #expect(conversation.session.wish == .exit(0))
    }

    @Test func `a call that waits for a daemon is answered even to a client that has no more to say`() {
        var conversation = Conversation.established()
        conversation.daemon(#"{"mcpManager":1,"stopping":true}"#)
        conversation.session.disconnected()
        conversation.client(call)
        conversation.session.clientEnded()
        #expect(conversation.session.wish == .connect)
        conversation.session.daemonConnected()
        #expect(conversation.session.wish == .wait)
        conversation.loseDaemon()
        #expect(conversation.toClient().map(refusal) == ["3 daemon-restarted"])
        #expect(conversation.session.wish == .exit(0))
    }
}

struct `A line that is too long for any server` {
    private let padding = String(repeating: "x", count: 10_000)

    /// What is answered to a line that comes in pieces.
    private func answer(to line: String) -> (toClient: [String], toDaemon: [String]) {
        var conversation = Conversation.established()
        let bytes = Array((line + "\n").utf8)
        for piece in [bytes[..<3_000], bytes[3_000..<7_000], bytes[7_000...]] {
            piece.withUnsafeBytes { conversation.session.clientSaid(fragment: $0) }
        }
        conversation.client(call)
        return (conversation.toClient(), conversation.toDaemon())
    }

    @Test(arguments: [
        (#"{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"id":8,"x":"PADDING"}}"#, "7"),
        (#"{"jsonrpc":"2.0", "id" : "a,b" , "method" : "tools/call", "params":{"x":"PADDING"}}"#, #""a,b""#),
        (#"{"method":"tools/call","params":{"x":"PADDING","id":8},"jsonrpc":"2.0","id":7}"#, "7"),
        (#"{"method":"tools/call","params":{"x":"PADDING","y":{"id":8}},"id":7, "jsonrpc":"2.0"}"#, "7"),
    ])
    func `is refused by its id, and goes no further`(line: String, id: String) {
        let (toClient, toDaemon) = answer(to: line.replacing("PADDING", with: padding))
        #expect(toClient.map(refusal) == ["\(id) message-too-long"])
        #expect(toDaemon == [call])
    }

    @Test(arguments: [
        #"{"jsonrpc":"2.0","id":7,"result":{"method":"x","x":"PADDING"}}"#,
        #"{"jsonrpc":"2.0","method":"notifications/x","params":{"x":"PADDING","id":7}}"#,
        #"{"PADDING"#,
    ])
    func `that is no request is for nobody`(line: String) {
        let (toClient, toDaemon) = answer(to: line.replacing("PADDING", with: padding))
        #expect(toClient.isEmpty)
        #expect(toDaemon == [call])
    }
}
