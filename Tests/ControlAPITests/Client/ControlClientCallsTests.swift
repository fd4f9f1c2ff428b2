import ServerModel
import Testing

@testable import ControlAPI

struct `Tools and their calls` {
    private static let record = CallRecord(
        id: 7, server: id("weather"), client: "cursor", session: 1, tool: "get/it",
        startedAt: Timestamp(millisecondsSince1970: 5),
        durationMicroseconds: 12, requestBytes: 3, responseBytes: 4, outcome: .toolError, problem: "no",
        argumentsLoss: TextLoss(maskedPlaces: 1, cutBytes: 0))

    @Test func `are asked for with a query`() async throws {
        let whole = "GET /api/v1/calls?server=weather&failed=true&tool=get%2Fit&before=9&limit=2"
        let replies: [String: FakeDaemon.Reply] = [
            whole: .json(try json([Self.record])), "GET /api/v1/calls?limit=50": .json("[]"),
        ]
        try await FakeDaemon.run(replies) { daemon in
            let client = try await ControlClient.connect(home: daemon.home, launch: false)
            let query = CallQuery(server: id("weather"), failedOnly: true, tool: "get/it", before: 9, limit: 2)
            #expect(try await client.calls(query) == [Self.record])
            #expect(try await client.calls(CallQuery()).isEmpty)
        }
    }

    @Test func `are shown and made again by their number`() async throws {
        let replay = CallReplay(original: Self.record, replay: Self.record)
        let replies: [String: FakeDaemon.Reply] = [
            "GET /api/v1/calls/7": .json(try json(Self.record)), "POST /api/v1/calls/7/replay": .json(try json(replay)),
        ]
        try await FakeDaemon.run(replies) { daemon in
            let client = try await ControlClient.connect(home: daemon.home, launch: false)
            #expect(try await client.call(7) == Self.record)
            #expect(try await client.replay(call: 7) == replay)
        }
    }

    @Test func `are called with an object as it is written`() async throws {
        let result = ToolCallResult(isError: false, content: [ToolContent(kind: .text, text: "hi")], json: "{}")
        let tools = [ToolDescription(name: "get/it", inputSchema: #"{"type":"object"}"#)]
        let replies: [String: FakeDaemon.Reply] = [
            "GET /api/v1/servers/weather/tools": .json(try json(tools)),
            "POST /api/v1/servers/weather/tools/get%2Fit/call": .json(try json(result)),
        ]
        try await FakeDaemon.run(replies) { daemon in
            let client = try await ControlClient.connect(home: daemon.home, launch: false)
            #expect(try await client.tools(of: id("weather")) == tools)
            #expect(try await client.call("get/it", of: id("weather"), arguments: #"{"n":1.50}"#) == result)
            #expect(daemon.received.last?.body == #"{"n":1.50}"#)
        }
    }
}
