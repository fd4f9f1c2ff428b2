import ModelContextProtocol
import ServerModel
import Testing

@testable import ServerSupervision

private let tools = #"{"tools":[{"name":"t","n":1.0}]}"#

private func memory(_ era: ModelContextProtocol.ProtocolEra) -> ServerMemory {
    var memory = ServerMemory()
    memory.introduction = .sample(era, capabilities: ["tools": [:]])
    _ = memory.keep(Array(tools.utf8), as: .init(method: "tools/list"))
    memory.catalog = "tools/list=1"
    return memory
}

struct `A server that was seen before` {
    @Test(arguments: [ModelContextProtocol.ProtocolEra.legacy, .modern])
    func `answers while it starts, to clients of either era`(era: ModelContextProtocol.ProtocolEra) throws {
        var shared = Conversation(era, ready: false, memory: memory(era))
        shared.client(1, initialize(#"{"protocolVersion":"2025-06-18","capabilities":{}}"#))
        #expect(try shared.last(to: 1)["result"]?["protocolVersion"] == "2025-06-18")
        #expect(try shared.last(to: 1)["result"]?["serverInfo"]?["name"] == "sample")
        shared.client(1, request("1", "tools/list"))
        #expect(shared.sent(to: 1).last == result("1", tools))
        shared.client(1, request("2", "ping"))
        shared.client(1, request("3", "logging/setLevel", #"{"level":"error"}"#))
        #expect(shared.sent(to: 1).suffix(2) == [result("2"), result("3")])
        shared.client(2, discover)
        #expect(try shared.last(to: 2)["result"]?["supportedVersions"] == ["2026-07-28"])
        shared.client(2, modern("4", "tools/list"))
        #expect(try shared.last(to: 2)["result"]?["tools"]?.arrayValue?.count == 1)
        #expect(try shared.last(to: 2)["result"]?["resultType"] == (era == .legacy ? "complete" : nil))
        #expect(shared.sentToServer == [])
    }

    @Test func `has calls wait, and lists nobody remembers`() throws {
        var shared = Conversation(.legacy, ready: false, memory: memory(.legacy))
        shared.client(1, request("1", "tools/call"))
        shared.client(1, request("2", "tools/list", #"{"cursor":"x"}"#))
        #expect(shared.sent(to: 1) == [])
        shared.becomeReady(.legacy, capabilities: ["tools": [:]])
        #expect(try shared.sentToServer.map { try read($0).method } == ["tools/call", "tools/list", "tools/list"])
    }

    @Test func `answers also while it waits to be started again, but not when it stays away`() throws {
        var shared = Conversation(.legacy, ready: false, memory: memory(.legacy))
        let report = ErrorReport(code: "gone", problem: "it crashed at noon", remedy: "wait")
        shared.take(shared.multiplexer.serverDown(report, returns: true))
        shared.client(1, request("1", "tools/list"))
        #expect(shared.sent(to: 1) == [result("1", tools)])
        shared.client(1, request("2", "tools/call"))
        #expect(try shared.last(to: 1)["error"]?["message"] == "it crashed at noon — wait")
        shared.take(shared.multiplexer.serverDown(report))
        shared.client(1, request("3", "tools/list"))
        #expect(try shared.last(to: 1)["error"]?["data"]?["code"] == "gone")
    }

    @Test func `is remembered by its newest words`() {
        var shared = Conversation(.legacy, ready: false, memory: memory(.legacy))
        shared.becomeReady(.legacy, capabilities: ["tools": [:]])
        #expect(!shared.learnedSomething)
        shared.answerLists(tool: "new")
        #expect(shared.learnedSomething)
        #expect(
            shared.multiplexer.memory.lists.values.map { String(decoding: $0, as: UTF8.self) } == [#"{"tools":[{"name":"new"}]}"#]
        )
    }

    @Test func `is remembered anew when it speaks another era`() {
        var shared = Conversation(.legacy, ready: false, memory: memory(.legacy))
        shared.becomeReady(.modern, capabilities: ["tools": [:]])
        #expect(shared.multiplexer.memory.lists.isEmpty)
        #expect(shared.multiplexer.memory.introduction?.era == .modern)
    }
}

struct `What is kept of a server's lists` {
    @Test func `is bounded, the newest page giving way`() {
        var memory = ServerMemory()
        let half = [UInt8](repeating: 32, count: ServerMemory.limit / 2)
        let first = memory.keep(half, as: .init(method: "tools/list"))
        let second = memory.keep(half, as: .init(method: "prompts/list"))
        #expect(first && second)
        let tooMuch = memory.keep([32], as: .init(method: "resources/list"))
        #expect(!tooMuch)
        let grown = memory.keep(half + [32], as: .init(method: "tools/list"))
        #expect(grown, "half of the old page is worth nothing")
        #expect(memory.lists.keys.map(\.method) == ["prompts/list"])
    }
}
