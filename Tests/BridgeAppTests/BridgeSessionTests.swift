import ModelContextProtocol
import Testing

@testable import BridgeApp

struct `A session` {
    @Test func `introduces itself, and lets the client wait until the daemon agrees`() throws {
        var conversation = Conversation()
        #expect(conversation.session.wish == .connect)
        conversation.session.daemonConnected()
        let greeting = try JSONValue.parse(try #require(conversation.toDaemon().first))
        #expect(greeting == ["mcpManager": 1, "version": "0.1.0", "server": "time", "client": "cursor", "pid": 7])
        #expect(!conversation.session.readsClient)
        conversation.daemon(#"{"ok":true}"#)
        #expect(conversation.session.readsClient)
        #expect(conversation.toClient().isEmpty)
    }

    @Test(arguments: [
        call, "{ \"id\" : 3 , \"jsonrpc\":\"2.0\", \"method\":\"x\"}  ", "no JSON at all", "[]",
        #"{"jsonrpc":"2.0","id":1.5,"method":"x"}"#,
    ])
    func `passes every line byte for byte`(line: String) {
        var conversation = Conversation.open()
        conversation.client(line)
        #expect(conversation.toDaemon() == [line])
        conversation.daemon(line)
        #expect(conversation.toClient() == [line])
    }

    @Test func `tells the daemon that the client has gone, and ends when the daemon has said everything`() {
        var conversation = Conversation.open()
        conversation.client(call)
        conversation.session.clientEnded()
        #expect(conversation.session.halfCloses)
        #expect(conversation.session.wish == .wait)
        conversation.daemon(answer)
        conversation.loseDaemon()
        #expect(conversation.toClient() == [answer])
        #expect(conversation.session.wish == .exit(0))
    }
}

struct `When the daemon goes away` {
    @Test func `requests under way are answered with an error, once, and others are not`() {
        var conversation = Conversation.established()
        conversation.client(call)
        conversation.client(#"{"jsonrpc":"2.0","id":"x","method":"tools/list"}"#)
        conversation.client(#"{"jsonrpc":"2.0","id":5,"method":"tools/list"}"#)
        conversation.client(#"{"jsonrpc":"2.0","id":6,"method":"tools/list"}"#)
        conversation.client(#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":6}}"#)
        conversation.daemon(answer)
        _ = (conversation.toClient(), conversation.toDaemon())
        conversation.loseDaemon()
        #expect(conversation.toClient().map(refusal) == [#""x" daemon-restarted"#, "5 daemon-restarted"])
        #expect(conversation.session.wish == .connect)
        #expect(!conversation.session.readsClient)
    }

    @Test func `the conversation begins again without the client's help`() {
        var conversation = Conversation.established()
        conversation.loseDaemon()
        conversation.connect()
        #expect(conversation.toDaemon() == [Conversation.initialize])
        #expect(!conversation.session.readsClient)
        conversation.daemon(Conversation.welcome)
        #expect(conversation.toDaemon() == [Conversation.initialized])
        #expect(conversation.toClient().isEmpty)
        #expect(conversation.session.readsClient)
        conversation.client(call)
        #expect(conversation.toDaemon() == [call])
    }

    @Test func `what the client had set is set again`() {
        let level = #"{"jsonrpc":"2.0","id":1,"method":"logging/setLevel","params":{"level":"debug"}}"#
        let kept = #"{"jsonrpc":"2.0","id":2,"method":"resources/subscribe","params":{"uri":"a:"}}"#
        let dropped = #"{"jsonrpc":"2.0","id":4,"method":"resources/subscribe","params":{"uri":"b:"}}"#
        let drop = #"{"jsonrpc":"2.0","id":5,"method":"resources/unsubscribe","params":{"uri":"b:"}}"#
        var conversation = Conversation.established()
        for line in [level, kept, dropped, drop] { conversation.client(line) }
        for id in [1, 2, 4, 5] { conversation.daemon(#"{"jsonrpc":"2.0","id":\#(id),"result":{}}"#) }
        _ = (conversation.toClient(), conversation.toDaemon())

        conversation.loseDaemon()
        conversation.connect()
        conversation.daemon(Conversation.welcome)
        #expect(conversation.toDaemon() == [Conversation.initialize, Conversation.initialized, level, kept])
        for id in [1, 2] { conversation.daemon(#"{"jsonrpc":"2.0","id":\#(id),"result":{}}"#) }
        #expect(conversation.toClient().isEmpty)
    }

    @Test func `an unanswered initialize is sent again, and its answer is the client's`() {
        var conversation = Conversation.open()
        conversation.client(Conversation.initialize)
        _ = conversation.toDaemon()
        conversation.loseDaemon()
        #expect(conversation.toClient().isEmpty)
        conversation.connect()
        #expect(conversation.toDaemon() == [Conversation.initialize])
        conversation.daemon(Conversation.welcome)
        #expect(conversation.toClient() == [Conversation.welcome])
    }

    @Test func `a modern client, which never begins, just goes on`() {
        var conversation = Conversation.open()
        conversation.loseDaemon()
        conversation.connect()
        #expect(conversation.toDaemon().isEmpty)
        #expect(conversation.session.readsClient)
    }

    @Test func `an answer to a question of the old server does not reach the new one`() {
        let question = #"{"jsonrpc":"2.0","id":0,"method":"roots/list"}"#
        let late = #"{"jsonrpc":"2.0","id":0,"result":{"roots":[]}}"#
        var conversation = Conversation.open()
        conversation.daemon(question)
        conversation.loseDaemon()
        conversation.connect()
        conversation.client(late)
        #expect(conversation.toDaemon().isEmpty)

        conversation.daemon(question)
        conversation.client(late)
        #expect(conversation.toDaemon() == [late])
    }

    @Test func `half a line is ended, so that the next one can be read`() {
        var conversation = Conversation.open()
        Array("half".utf8).withUnsafeBytes { conversation.session.daemonSaid(fragment: $0) }
        conversation.loseDaemon()
        #expect(conversation.session.toClient.withUnsafeBytes { String(decoding: $0, as: UTF8.self) } == "half\n")
    }

    @Test func `it is not started for ever`() {
        var conversation = Conversation.established()
        var starts = 0
        conversation.loseDaemon()
        while conversation.session.wish == .connect, starts < 10 {
            conversation.connect()
            conversation.loseDaemon()
            starts += 1
        }
        #expect(starts == 3)
        conversation.client(call)
        #expect(conversation.toClient().map(refusal) == ["3 daemon-failed"])
    }

    @Test func `on purpose, it is started again only when the client has something to say`() {
        var conversation = Conversation.established()
        conversation.client(#"{"jsonrpc":"2.0","id":2,"method":"tools/list"}"#)
        _ = conversation.toDaemon()
        conversation.daemon(#"{"mcpManager":1,"stopping":true}"#)
        #expect(conversation.toClient().map(refusal) == ["2 daemon-restarted"])
        #expect(conversation.session.wish == .disconnect)
        conversation.session.disconnected()
        conversation.client(#"{"jsonrpc":"2.0","method":"notifications/roots/list_changed"}"#)
        #expect(conversation.session.wish == .wait)

        conversation.client(call)
        #expect(conversation.session.wish == .connect)
        conversation.connect()
        conversation.daemon(Conversation.welcome)
        #expect(conversation.toDaemon() == [Conversation.initialize, Conversation.initialized, call])
    }
}

struct `When there is no way to the server` {
    private let refused = #"{"code":"unknown-server","problem":"no server is named 'tim'","remedy":"did you mean 'time'?"}"#

    @Test func `a request is answered with what to type`() throws {
        var conversation = Conversation()
        conversation.session.daemonConnected()
        conversation.daemon(refused)
        #expect(conversation.session.wish == .disconnect)
        conversation.session.disconnected()
        conversation.client(Conversation.initialize)
        let line = try #require(conversation.toClient().first)
        #expect(refusal(line) == "0 unknown-server")
        #expect(try JSONValue.parse(line)["error"]?["message"] == "no server is named 'tim' — did you mean 'time'?")
    }

    @Test func `the next request tries again`() {
        var conversation = Conversation()
        conversation.session.daemonUnavailable(.keepsStopping)
        conversation.client(Conversation.initialize)
        conversation.client(Conversation.initialized)
        #expect(conversation.session.wish == .wait)
        _ = conversation.toClient()

        conversation.client(call)
        #expect(conversation.session.wish == .connect)
        conversation.session.daemonUnavailable(.keepsStopping)
        #expect(conversation.toClient().map(refusal) == ["3 daemon-failed"])

        conversation.client(call)
        conversation.connect()
        #expect(conversation.toDaemon() == [call])
    }

    @Test func `it ends with 1 when the client goes`() {
        var conversation = Conversation()
        conversation.session.daemonUnavailable(.keepsStopping)
        #expect(conversation.session.wish == .wait)
        conversation.session.clientEnded()
        #expect(conversation.session.wish == .exit(1))
    }

    @Test func `a server that refuses to begin again is such a case`() {
        var conversation = Conversation.established()
        conversation.loseDaemon()
        conversation.connect()
        conversation.daemon(
            #"{"jsonrpc":"2.0","id":0,"error":{"code":-32603,"message":"m","data":{"code":"c","problem":"p","remedy":"r"}}}"#)
        #expect(conversation.toClient().isEmpty)
        conversation.session.disconnected()
        conversation.client(call)
        #expect(conversation.toClient().map(refusal) == ["3 c"])
    }

    @Test func `a daemon that does not speak our language is such a case`() {
        var conversation = Conversation()
        conversation.session.daemonConnected()
        conversation.daemon("HTTP/1.1 400 Bad Request")
        conversation.client(call)
        #expect(conversation.toClient().map(refusal) == ["3 daemon-failed"])
    }
}
