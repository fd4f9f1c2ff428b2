import ModelContextProtocol
import ServerModel
import Testing

@testable import ServerSupervision

struct `Clients that share a server` {
    @Test func `get their own answers though their ids are the same`() throws {
        var shared = Conversation(.legacy)
        shared.client(1, #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a"}}"#)
        shared.client(2, #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"b"}}"#)
        let ids = try shared.sentToServer.map { try $0.idToken() }
        #expect(Set(ids).count == 2)
        shared.server(#"{"jsonrpc":"2.0","id":\#(ids[1]),"result":"for b"}"#)
        shared.server(#"{"jsonrpc":"2.0","id":\#(ids[0]),"result":"for a"}"#)
        #expect(shared.sent(to: 1) == [#"{"jsonrpc":"2.0","id":1,"result":"for a"}"#])
        #expect(shared.sent(to: 2) == [#"{"jsonrpc":"2.0","id":1,"result":"for b"}"#])
    }

    @Test(arguments: ["0", "7", #""seven""#, #""a\u0041\\""#, "9007199254740993"])
    func `get their ids back as they wrote them`(id: String) throws {
        var shared = Conversation(.legacy)
        shared.client(1, #"{"method":"tools/list","id":\#(id),"jsonrpc":"2.0"}"#)
        shared.server(#"{"jsonrpc":"2.0","id":\#(try shared.sentToServer[0].idToken()),"result":{}}"#)
        #expect(shared.sent(to: 1) == [#"{"jsonrpc":"2.0","id":\#(id),"result":{}}"#])
    }

    @Test func `see only their own progress, under their own token`() throws {
        var shared = Conversation(.legacy)
        for client in 1...2 {
            shared.client(
                client, #"{"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"_meta":{"progressToken":5},"name":"x"}}"#)
        }
        let token = try shared.sentToServer[1].idToken()
        #expect(shared.sentToServer[1].contains(#""progressToken":\#(token)"#))
        shared.server(#"{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":\#(token),"progress":1.0}}"#)
        #expect(shared.sent(to: 1) == [])
        #expect(
            shared.sent(to: 2)
                == [#"{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":5,"progress":1.0}}"#])
    }

    @Test func `cancel only their own calls`() throws {
        var shared = Conversation(.legacy)
        shared.client(1, #"{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{}}"#)
        shared.client(2, #"{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{}}"#)
        shared.client(2, #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":3}}"#)
        let id = try shared.sentToServer[1].idToken()
        #expect(
            shared.sentToServer.last == #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":\#(id)}}"#)
    }

    @Test func `leave nothing running when they go`() throws {
        var shared = Conversation(.legacy)
        shared.client(1, #"{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{}}"#)
        let id = try shared.sentToServer[0].idToken()
        shared.close(1)
        #expect(shared.sentToServer.last?.contains(#""requestId":\#(id)"#) == true)
        shared.server(#"{"jsonrpc":"2.0","id":\#(id),"result":{}}"#)
        #expect(shared.sent(to: 1) == [])
    }

    @Test func `pass everything else byte for byte`() throws {
        var shared = Conversation(.legacy)
        let odd =
            #"{ "jsonrpc" : "2.0", "x-new":[1e400, 1.10,"\ud83d\ude00é"],"id": 12 ,"#
            + #""method":"vendor/thing","params":{"n":12345678901234567890} }"#
        shared.client(1, odd)
        let id = try shared.sentToServer[0].idToken()
        #expect(shared.sentToServer[0] == odd.replacing(#""id": 12 "#, with: #""id": \#(id) "#))
    }

    @Test func `all hear that a list changed`() {
        var shared = Conversation(.legacy)
        shared.initialize(1, 2)
        let news = #"{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}"#
        shared.server(news)
        #expect(shared.sent(to: 1) == [news])
        #expect(shared.sent(to: 2) == [news])
    }

    @Test func `hear log messages of the level they asked for`() {
        var shared = Conversation(.legacy)
        shared.client(1, #"{"jsonrpc":"2.0","id":1,"method":"logging/setLevel","params":{"level":"error"}}"#)
        shared.client(2, #"{"jsonrpc":"2.0","id":1,"method":"logging/setLevel","params":{"level":"info"}}"#)
        let line =
            #"{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"warning","logger":"db","data":"careful"}}"#
        shared.server(line)
        #expect(!shared.sent(to: 1).contains(line))
        #expect(shared.sent(to: 2).contains(line))
        #expect(shared.logged == ["db: careful"])
    }
}

struct `Opening a conversation` {
    @Test func `is answered from the one handshake, with the older revision`() throws {
        var shared = Conversation(.legacy)
        shared.client(1, initialize(#"{"protocolVersion":"2025-06-18","clientInfo":{"name":"pytest"}}"#))
        let answer = try JSONValue.parse(Array(shared.sent(to: 1)[0].utf8))
        #expect(answer["result"]?["protocolVersion"] == "2025-06-18")
        #expect(answer["result"]?["serverInfo"]?["name"] == "sample")
        #expect(shared.sentToServer == [])
        #expect(shared.multiplexer.facts(of: 1).clientName == "pytest")
    }

    @Test func `offers our newest legacy revision to a client that asks for an unknown one`() throws {
        var shared = Conversation(.legacy)
        shared.client(1, initialize(#"{"protocolVersion":"1999-01-01"}"#))
        #expect(try JSONValue.parse(Array(shared.sent(to: 1)[0].utf8))["result"]?["protocolVersion"] == "2025-11-25")
    }

    @Test func `with server/discover is answered at once, also while nothing is known`() throws {
        var shared = Conversation(.legacy, ready: false)
        shared.client(1, discover)
        let answer = try JSONValue.parse(Array(shared.sent(to: 1)[0].utf8))
        #expect(answer["result"]?["supportedVersions"] == ["2026-07-28"])
        shared.becomeReady(.legacy)
        shared.client(1, modern(#""id":2,"method":"prompts/list""#))
        let list = try JSONValue.parse(Array(shared.sent(to: 1)[1].utf8))
        #expect(list["result"]?["prompts"] == [], "what it does not have is an empty list")
        #expect(list["result"]?["resultType"] == "complete")
    }

    @Test func `with server/discover gives a modern server's own answer`() throws {
        var shared = Conversation(.modern)
        shared.client(1, discover)
        let answer = try JSONValue.parse(Array(shared.sent(to: 1)[0].utf8))
        #expect(answer["id"] == "d")
        #expect(answer["result"]?["supportedVersions"] == ["2026-07-28"])
    }

    @Test func `says initialized only once a run, which is ours to say`() {
        var shared = Conversation(.legacy)
        shared.client(1, #"{"jsonrpc":"2.0","method":"notifications/initialized"}"#)
        #expect(shared.sentToServer == [])
    }
}

struct `A legacy client of a modern server` {
    @Test func `has its requests stamped with what that revision wants`() throws {
        var shared = Conversation(.modern)
        shared.client(1, initialize(#"{"protocolVersion":"2025-11-25","clientInfo":{"name":"old"}}"#))
        shared.client(1, #"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#)
        let sent = try JSONValue.parse(Array(shared.sentToServer[0].utf8))
        #expect(sent["params"]?["_meta"]?[MetaKey.protocolVersion] == "2026-07-28")
        #expect(sent["params"]?["_meta"]?[MetaKey.clientInfo]?["name"] == "old")
        #expect(sent["params"]?["_meta"]?[MetaKey.clientCapabilities] == [:])
    }

    @Test func `keeps its own progress token`() throws {
        var shared = Conversation(.modern)
        shared.client(
            1, #"{"jsonrpc":"2.0","id":4,"method":"tools/call","params":{"name":"x","_meta":{"progressToken":"p"}}}"#)
        let id = try shared.sentToServer[0].idToken()
        let sent = try JSONValue.parse(Array(shared.sentToServer[0].utf8))
        #expect(sent["params"]?["_meta"]?["progressToken"] == .number(id))
        shared.server(#"{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":\#(id),"progress":1}}"#)
        #expect(shared.sent(to: 1).last?.contains(#""progressToken":"p""#) == true)
    }
}

struct `A server that is not there` {
    @Test func `makes requests wait while it starts, and answers them when it is ready`() {
        var shared = Conversation(.legacy, ready: false)
        shared.client(1, #"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#)
        #expect(shared.sentToServer == [] && shared.sent(to: 1) == [])
        shared.becomeReady(.legacy)
        #expect(shared.sentToServer.count == 1)
    }

    @Test func `gives every call in flight one clear error when it ends`() throws {
        var shared = Conversation(.legacy)
        shared.client(1, #"{"jsonrpc":"2.0","id":"mine","method":"tools/call","params":{}}"#)
        shared.take(shared.multiplexer.serverLost(ErrorReport(code: "server-ended", problem: "it ended", remedy: "call again")))
        let answer = try JSONValue.parse(Array(shared.sent(to: 1)[0].utf8))
        #expect(answer["id"] == "mine")
        #expect(answer["error"]?["code"] == -32603)
        #expect(answer["error"]?["message"] == "it ended — call again")
        #expect(answer["error"]?["data"]?["code"] == "server-ended")
        #expect(shared.multiplexer.callsInFlight == 0)
    }

    @Test func `says why at once while it is down, also to what was waiting`() {
        var shared = Conversation(.legacy, ready: false)
        shared.client(1, #"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}"#)
        shared.take(shared.multiplexer.serverDown(ErrorReport(code: "gone", problem: "it is gone", remedy: "wait")))
        shared.client(1, #"{"jsonrpc":"2.0","id":2,"method":"ping"}"#)
        #expect(shared.sent(to: 1).map { $0.contains("it is gone") } == [true, true])
    }

    @Test func `never answers a call of an earlier run`() throws {
        var shared = Conversation(.legacy)
        shared.client(1, #"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#)
        let old = try shared.sentToServer[0].idToken()
        shared.take(shared.multiplexer.serverLost(ErrorReport(code: "x", problem: "x", remedy: "x")))
        shared.multiplexer.serverStarts()
        shared.becomeReady(.legacy)
        shared.client(1, #"{"jsonrpc":"2.0","id":2,"method":"tools/list"}"#)
        #expect(try shared.sentToServer[1].idToken() != old)
    }
}

struct `A rude peer` {
    @Test func `a server's question gets an answer, or the tool that asks would hang`() {
        var shared = Conversation(.legacy)
        shared.server(#"{"jsonrpc":"2.0","id":0,"method":"ping"}"#)
        shared.server(#"{"jsonrpc":"2.0","id":1,"method":"elicitation/create","params":{}}"#)
        #expect(shared.sentToServer[0] == #"{"jsonrpc":"2.0","id":0,"result":{}}"#)
        #expect(shared.sentToServer[1].contains("-32602"))
    }

    @Test(arguments: ["Welcome to my server!", "{", #"{"level":"error","method":"x"}"#, "[1,2]"])
    func `a server's chatter on stdout goes to the log and to nobody else`(line: String) {
        var shared = Conversation(.legacy)
        shared.server(line)
        #expect(shared.logged == [line])
        #expect(shared.sent(to: 1) == [])
    }

    @Test(arguments: ["2025-03-26", "2025-06-18"])
    func `a client's batch is taken in the one revision that has them`(version: String) {
        var shared = Conversation(.legacy)
        shared.client(1, initialize(#"{"protocolVersion":"\#(version)"}"#))
        shared.outputs = []
        shared.client(1, #"[{"jsonrpc":"2.0","id":1,"method":"ping"},{"jsonrpc":"2.0","id":2,"method":"tools/list"}]"#)
        #expect(shared.sent(to: 1).count == 1)
        #expect(shared.sent(to: 1)[0].contains(version == "2025-03-26" ? #""result":{}"# : "-32600"))
        #expect(shared.sentToServer.count == (version == "2025-03-26" ? 1 : 0))
    }

    @Test func `a client's garbage is answered and goes no further`() {
        var shared = Conversation(.legacy)
        shared.client(1, "nonsense")
        shared.client(1, #"[{"jsonrpc":"2.0","id":1,"method":"ping"}]"#)
        #expect(shared.sent(to: 1)[0].contains("-32700"))
        #expect(shared.sent(to: 1)[1].contains("-32600"))
        #expect(shared.sentToServer == [])
    }
}
