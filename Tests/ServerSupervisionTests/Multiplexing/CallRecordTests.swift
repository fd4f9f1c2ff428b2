import ModelContextProtocol
import NIOCore
import ServerModel
import Testing

@testable import ServerSupervision

private let call = request("1", "tools/call", #"{"name":"t\u006fol","arguments":{"n":1.0}}"#)

struct `The record of a tool call` {
    private var shared = Conversation(.legacy)

    init() { shared.initialize(1, 2, capabilities: everything) }

    @Test(arguments: [
        (#"{"content":[]}"#, CallRecord.Outcome.ok), (#"{"content":[],"isError":true}"#, .toolError),
        (#"{"content":[],"isError":false}"#, .ok),
    ])
    mutating func `says how it ended`(answer: String, outcome: CallRecord.Outcome) throws {
        let id = try shared.call(1, call)
        shared.server(result(id, answer))
        let record = try #require(shared.records.first)
        #expect(record.outcome == outcome && record.problem == nil)
        #expect(record.tool == "tool" && record.client == "client 1" && record.session == 1)
        #expect(record.arguments.map { String(buffer: $0) } == #"{"n":1.0}"#)
        #expect(record.result.map { String(buffer: $0) } == answer)
        #expect(record.requestBytes == call.utf8.count && record.responseBytes == result(id, answer).utf8.count)
    }

    @Test mutating func `has the server's own words when it refused`() throws {
        let id = try shared.call(1, call)
        shared.server(refusal(id, -32602, "unknown tool"))
        let record = try #require(shared.records.first)
        #expect(record.outcome == .refused && record.problem == "unknown tool")
    }

    @Test mutating func `says when nobody waited for the end`() throws {
        let id = try shared.call(1, call)
        shared.client(1, notification("notifications/cancelled", #"{"requestId":1}"#))
        shared.server(result(id))
        _ = try shared.call(2, call)
        shared.close(2)
        _ = try shared.call(1, call)
        shared.lose()
        #expect(shared.records.map(\.outcome) == [.cancelled, .cancelled, .lost])
        #expect(shared.records.map(\.session) == [1, 2, 1])
        #expect(shared.records.last?.problem == "it ended")
    }

    @Test mutating func `keeps no more of a long call than its beginning`() throws {
        let long = String(repeating: "x", count: 1 << 20)
        let id = try shared.call(1, request("1", "tools/call", #"{"name":"t","arguments":"\#(long)"}"#))
        shared.server(result(id, #""\#(long)""#))
        let record = try #require(shared.records.first)
        #expect(record.arguments?.readableBytes == 64 << 10 && record.result?.readableBytes == 64 << 10)
        #expect(record.requestBytes > 1 << 20 && record.responseBytes > 1 << 20)
    }

    @Test mutating func `is made of calls only, one for each`() throws {
        for method in ["tools/list", "prompts/get", "vendor/call"] {
            let id = try shared.call(1, request("1", method, #"{"name":"x"}"#))
            shared.server(result(id))
        }
        #expect(shared.records == [])
        #expect(!shared.outputs.contains { if case .callBegan = $0 { true } else { false } })
    }

    @Test mutating func `is one when the client was asked in between and came back`() throws {
        let id = try shared.call(1, modern("1", "tools/call", #""name":"t","#, capabilities: everything))
        shared.server(request("0", "roots/list"))
        let asked = try shared.last(to: 1)["result"]
        let key = try #require(asked?["inputRequests"]?.objectValue?.members.first?.name)
        shared.client(
            1,
            modern(
                "2", "tools/call",
                #""name":"t","inputResponses":{"\#(key)":{}},"requestState":\#(asked?["requestState"] ?? .null),"#))
        shared.server(result(id))
        #expect(shared.outputs.filter { if case .callBegan = $0 { true } else { false } }.count == 1)
        #expect(shared.records.map(\.outcome) == [.ok])
    }

    @Test mutating func `is one when a modern server asked and was called again`() throws {
        var shared = Conversation(.modern)
        shared.initialize(1, capabilities: everything)
        let first = try shared.call(1, call)
        shared.server(result(first, #"{"resultType":"input_required","inputRequests":{"r":{"method":"roots/list"}}}"#))
        shared.client(1, result(try shared.last(to: 1).idToken))
        let second = try shared.lastToServer().idToken
        shared.server(result(second))
        let (from, to) = (try #require(Int(first)), try #require(Int(second)))
        let steps = shared.outputs.filter {
            switch $0 {
            case .callBegan, .callContinues: true
            default: false
            }
        }
        #expect(steps == [.callBegan(from), .callContinues(from, as: to)])
        #expect(shared.records.map(\.id) == [to])
    }
}
