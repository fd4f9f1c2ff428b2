import ModelContextProtocol
import ServerModel
import Testing

@testable import ServerSupervision

private func setLevel(_ id: String, _ level: String) -> String { request(id, "logging/setLevel", #"{"level":"\#(level)"}"#) }
private func log(_ level: String) -> String { notification("notifications/message", #"{"level":"\#(level)","data":{"n":1.0}}"#) }

struct `Log levels at a legacy server` {
    private var shared = Conversation(.legacy, capabilities: ["logging": [:]])

    init() {
        shared.initialize(1, 2)
        shared.clear()
    }

    @Test mutating func `are those of the most curious client`() throws {
        shared.client(1, setLevel("1", "warning"))
        #expect(try shared.lastToServer()["params"]?["level"] == "warning")
        shared.client(2, setLevel("1", "error"))
        #expect(shared.sent(to: 2) == [result("1")])
        #expect(shared.sentToServer.count == 1)
        shared.client(2, setLevel("2", "debug"))
        #expect(try shared.lastToServer()["params"]?["level"] == "debug")
    }

    @Test(arguments: LogLevel.allCases.map(\.rawValue))
    mutating func `are filtered for each client`(name: String) throws {
        let level = try #require(LogLevel(rawValue: name))
        shared.client(1, setLevel("1", name))
        shared.clear()
        for other in LogLevel.allCases { shared.server(log(other.rawValue)) }
        #expect(shared.sent(to: 1).count == LogLevel.allCases.filter { $0 >= level }.count)
        #expect(shared.sent(to: 2).count == LogLevel.allCases.count, "it has no wish yet")
    }

    @Test mutating func `are said again to the next run`() throws {
        shared.client(1, setLevel("1", "warning"))
        shared.client(2, setLevel("1", "info"))
        shared.clear()
        shared.restart(.legacy, capabilities: ["logging": [:]])
        let sent = try shared.sentToServer.map(read).filter { $0.method == "logging/setLevel" }
        #expect(sent.map { $0["params"]?["level"] } == ["info"])
    }

    @Test mutating func `that do not exist are refused here`() throws {
        shared.client(1, setLevel("1", "loud"))
        #expect(try shared.last(to: 1)["error"]?["code"] == -32602)
        #expect(shared.sentToServer == [])
    }

    @Test mutating func `are asked for again when the server refused them`() throws {
        let id = try shared.call(1, setLevel("1", "info"))
        shared.server(refusal(id))
        shared.clear()
        shared.client(2, setLevel("1", "info"))
        #expect(try shared.lastToServer().method == "logging/setLevel")
    }

    @Test mutating func `of a modern client hold while its request runs`() throws {
        let meta = #""io.modelcontextprotocol/logLevel":"notice","#
        shared.client(1, modern("1", "tools/call", #""name":"x","#, meta: meta))
        let sent = try shared.sentToServer.map(read)
        #expect(sent.map(\.method) == ["logging/setLevel", "tools/call"])
        #expect(sent[1].meta?[MetaKey.logLevel] == nil)
        shared.clear()
        shared.server(log("info"))
        #expect(shared.sent(to: 1) == [])
        shared.server(log("notice"))
        #expect(shared.sent(to: 1) == [log("notice")])
        shared.server(result(sent[1].idToken))
        shared.clear()
        shared.server(log("error"))
        #expect(shared.sent(to: 1) == [])
    }
}

struct `Log levels at a modern server` {
    @Test func `travel with each request of a legacy client`() throws {
        var shared = Conversation(.modern, capabilities: ["logging": [:]])
        shared.initialize(1)
        shared.client(1, request("1", "tools/call"))
        #expect(try shared.lastToServer().meta?[MetaKey.logLevel] == "info")
        shared.client(1, setLevel("2", "error"))
        #expect(shared.sent(to: 1) == [result("2")])
        shared.client(1, request("3", "tools/call"))
        #expect(try shared.lastToServer().meta?[MetaKey.logLevel] == "error")
    }

    @Test func `stay away from a server that has no log`() throws {
        var shared = Conversation(.modern)
        shared.initialize(1)
        shared.client(1, request("1", "tools/call"))
        #expect(try shared.lastToServer().meta?[MetaKey.logLevel] == nil)
    }
}
