import ModelContextProtocol
import ServerModel
import Testing

@testable import ServerSupervision

private let areas: JSONValue = ["tools": ["listChanged": true], "prompts": ["listChanged": true]]
/// As the server says it.
private func changed(_ area: String) -> String { notification("notifications/\(area)/list_changed") }
/// As we say it.
private func bareChanged(_ area: String) -> String { #"{"jsonrpc":"2.0","method":"notifications/\#(area)/list_changed"}"# }

/// Lists one tool and one prompt.
private func listing(tool: String = "t", prompt: String = "p") -> (String, String?) -> String {
    { method, _ in method == "tools/list" ? #"{"tools":["\#(tool)"]}"# : #"{"prompts":["\#(prompt)"]}"# }
}

struct `A server's catalogue` {
    @Test func `is read once it is ready, page by page, and only what it has`() throws {
        var shared = Conversation(.legacy, capabilities: ["tools": [:], "resources": [:]])
        var seen: [String] = []
        shared.answerLists { method, cursor in
            seen.append("\(method) \(cursor ?? "")")
            return switch (method, cursor) {
            case ("tools/list", nil): #"{"tools":["a"],"nextCursor":""}"#
            case ("tools/list", #""""#): #"{"tools":["b"],"nextCursor":"\u0063"}"#
            case ("tools/list", _): #"{"tools":["c"]}"#
            case ("resources/list", _): #"{"resources":[]}"#
            default: #"{"resourceTemplates":[]}"#
            }
        }
        #expect(
            seen == ["resources/list ", "resources/templates/list ", "tools/list ", #"tools/list """#, #"tools/list "\u0063""#])
        #expect(try shared.lastToServer()["params"]?["cursor"] == "c")
        #expect(shared.multiplexer.memory.lists.count == 5)
        #expect(shared.multiplexer.memory.catalog != nil)
        #expect(shared.learnedSomething)
        #expect(shared.leftovers == [])
    }

    @Test func `of endless pages is read to some end`() {
        var shared = Conversation(.legacy, capabilities: ["tools": [:]])
        var pages = 0
        shared.answerLists { _, _ in
            pages += 1
            return #"{"tools":[],"nextCursor":"\#(pages)"}"#
        }
        #expect(pages == 200)
        #expect(shared.leftovers == [])
    }

    @Test func `of cursors that lead in a circle is read once around`() {
        var shared = Conversation(.legacy, capabilities: ["tools": [:]])
        var pages = 0
        shared.answerLists { _, cursor in
            pages += 1
            return #"{"tools":[],"nextCursor":"\#(cursor == #""a""# ? "b" : "a")"}"#
        }
        #expect(pages == 3)
    }

    @Test func `may be refused in part`() {
        var shared = Conversation(.legacy, capabilities: areas)
        for id in [3, 4] { shared.server(id == 3 ? refusal("3", -32601) : result("4", #"{"tools":["a"]}"#)) }
        #expect(shared.multiplexer.memory.lists.keys.map(\.method) == ["tools/list"])
        #expect(shared.leftovers == [])
    }

    @Test func `forgets pages that are no more`() {
        var shared = Conversation(.legacy, capabilities: ["tools": [:]])
        for run in 1...3 {
            shared.answerLists { _, cursor in
                cursor == nil ? #"{"tools":["a"],"nextCursor":"\#(run)"}"# : #"{"tools":["b"]}"#
            }
            #expect(shared.multiplexer.memory.lists.count == 2)
            shared.restart(.legacy, capabilities: ["tools": [:]])
        }
        shared.restart(.legacy, capabilities: [:])
        #expect(shared.multiplexer.memory.lists.isEmpty)
    }
}

struct `Clients whose server came back` {
    private var shared = Conversation(.legacy, ready: false)

    init() {
        shared.becomeReady(.legacy, capabilities: areas)
        shared.initialize(1)
        shared.answerLists(listing())
        // This one came when all was read.
        shared.initialize(2)
        shared.client(2, modern("1", "subscriptions/listen", #""notifications":{"toolsListChanged":true},"#))
        shared.clear()
    }

    @Test mutating func `hear nothing when nothing is new`() {
        shared.restart(.legacy, capabilities: areas)
        shared.answerLists(listing())
        #expect(shared.sent(to: 1) + shared.sent(to: 2) == [])
    }

    @Test mutating func `hear of the lists that are different, and once`() throws {
        shared.restart(.legacy, capabilities: areas)
        shared.answerLists(listing(tool: "another"))
        #expect(shared.sent(to: 1) == [bareChanged("tools")])
        #expect(shared.sent(to: 2).count == 1)
        #expect(try shared.last(to: 2).meta?[MetaKey.subscriptionID] == 1)
        shared.restart(.legacy, capabilities: areas)
        shared.answerLists(listing(tool: "another"))
        #expect(shared.sent(to: 1).count + shared.sent(to: 2).count == 2)
    }

    @Test mutating func `hear of a list that is gone, or was never there before`() {
        shared.restart(.legacy, capabilities: ["tools": ["listChanged": true], "resources": [:]])
        shared.answerLists { method, _ in method == "tools/list" ? #"{"tools":["t"]}"# : #"{"resources":[]}"# }
        #expect(shared.sent(to: 1) == [bareChanged("prompts"), bareChanged("resources")])
    }

    @Test mutating func `hear of what the server itself tells once only`() {
        shared.server(changed("tools"))
        shared.answerLists(listing(tool: "another"))
        #expect(shared.sent(to: 1) == [changed("tools")])
        shared.clear()
        shared.restart(.legacy, capabilities: areas)
        shared.answerLists(listing(tool: "another"))
        #expect(shared.sent(to: 1) == [])
    }

    @Test(arguments: [true, false])
    mutating func `hear of it also when an earlier daemon had told them other lists`(isTheSame: Bool) throws {
        let catalog = try #require(shared.multiplexer.memory.catalog)
        let memory = shared.multiplexer.memory
        var later = Conversation(.legacy, clients: 1, ready: false, memory: memory)
        later.multiplexer.open(5, catalog: isTheSame ? catalog : "tools/list=older")
        // The bridge opens again for its client.
        later.client(5, initialize(#"{"protocolVersion":"2025-11-25","capabilities":{}}"#))
        later.clear()
        later.becomeReady(.legacy, capabilities: areas)
        later.answerLists(listing())
        #expect(later.sent(to: 5) == (isTheSame ? [] : [bareChanged("prompts"), bareChanged("tools")]))
    }
}

struct `Lists that are asked for again` {
    private static let kept = [#"{"tools":["t"],"big":12345678901234567890}"#, #"{"prompts":[]}"#]
    private var shared = Conversation(.legacy, ready: false)

    init() {
        shared.becomeReady(.legacy, capabilities: ["tools": ["listChanged": true], "prompts": [:]])
        shared.initialize(1, 2)
        shared.answerLists { method, _ in Self.kept[method == "tools/list" ? 0 : 1] }
        shared.clear()
    }

    @Test mutating func `are given from memory while the server would tell of changes`() {
        shared.client(1, request("1", "tools/list"))
        #expect(shared.sent(to: 1) == [result("1", Self.kept[0])])
        #expect(shared.sentToServer == [])
        shared.client(1, request("2", "prompts/list"))
        #expect(shared.sentToServer.count == 1, "it promised nothing there")
    }

    @Test mutating func `have a modern client's form`() throws {
        shared.client(1, modern("1", "tools/list"))
        let answer = try shared.last(to: 1)["result"]
        #expect(answer?["resultType"] == "complete" && answer?["ttlMs"] == 0 && answer?["cacheScope"] == "private")
    }

    @Test mutating func `are the server's again after a change`() {
        shared.server(changed("tools"))
        shared.clear()
        shared.client(1, request("1", "tools/list"))
        #expect(shared.sentToServer.count == 1)
    }

    @Test mutating func `are the server's again after a restart`() {
        shared.restart(.legacy, capabilities: ["tools": ["listChanged": true]])
        shared.clear()
        shared.client(1, request("1", "tools/list"))
        #expect(shared.sentToServer.count == 1)
    }

    @Test(arguments: [#"{"cursor":"later"}"#, #"{"tags":["x"]}"#])
    mutating func `in another way go to the server`(params: String) throws {
        let id = try shared.call(1, request("1", "tools/list", params))
        #expect(shared.sentToServer == [request(id, "tools/list", params)])
        shared.server(result(id, #"{"tools":["only some"]}"#))
        shared.client(1, request("2", "tools/list"))
        #expect(shared.sent(to: 1).last == result("2", Self.kept[0]), "what it gave then is not the whole list")
    }
}

struct `Lists of a modern server` {
    @Test func `are trusted once it acknowledged that it tells of changes`() throws {
        var shared = Conversation(.modern, capabilities: ["tools": ["listChanged": true]])
        shared.initialize(1, 2)
        shared.answerLists(tool: "a")
        shared.client(1, request("1", "tools/list"))
        #expect(try shared.lastToServer().method == "tools/list")
        let own = try #require(shared.multiplexer.ownListen).id
        shared.server(
            notification(
                "notifications/subscriptions/acknowledged",
                #"{"_meta":{"io.modelcontextprotocol/subscriptionId":\#(own)},"notifications":{"toolsListChanged":true}}"#))
        shared.server(result(try shared.lastToServer().idToken, #"{"tools":["b"]}"#))
        shared.clear()
        shared.client(2, request("1", "tools/list"))
        #expect(shared.sentToServer == [])
        #expect(shared.sent(to: 2) == [result("1", #"{"tools":["b"]}"#)])
    }

    @Test func `are not given from memory to a client that was just told of a change`() throws {
        var shared = Conversation(.modern, capabilities: ["tools": ["listChanged": true]])
        let own = try #require(shared.multiplexer.ownListen).id
        shared.server(
            notification(
                "notifications/subscriptions/acknowledged", #"{"_meta":{"io.modelcontextprotocol/subscriptionId":\#(own)}}"#))
        shared.answerLists(tool: "a")
        let theirs = try shared.call(1, modern("7", "subscriptions/listen", #""notifications":{"toolsListChanged":true},"#))
        shared.server(
            notification(
                "notifications/tools/list_changed", #"{"_meta":{"io.modelcontextprotocol/subscriptionId":\#(theirs)}}"#))
        shared.clear()
        shared.client(1, modern("8", "tools/list"))
        #expect(try shared.lastToServer().method == "tools/list")
    }
}
