import ServerModel

@testable import TerminalApp

extension Sample {
    /// What the server `time` can do.
    static let tools = [
        ToolDescription(
            name: "convert_time", title: "Convert a time",
            description: "Convert a time between two zones.\nSummer time is taken into account.",
            inputSchema: """
                {"type":"object","properties":{
                 "note":{"type":"string","maxLength":10},
                 "source_timezone":{"type":"string","description":"IANA name, such as Europe/Berlin"},
                 "time":{"type":"string","description":"HH:MM, 24 hours","pattern":"^\\\\d\\\\d:\\\\d\\\\d$"},
                 "days":{"type":"integer","minimum":0,"maximum":7,"default":0},
                 "style":{"enum":["short","long"]},
                 "exact":{"type":"boolean"},
                 "zones":{"type":"array","items":{"type":"string"},"maxItems":3}},
                 "required":["source_timezone","time"]}
                """),
        ToolDescription(name: "now", description: "What time it is", inputSchema: "{\"type\":\"object\",\"properties\":{}}"),
        ToolDescription(
            name: "set_alarm", description: "Wake somebody up",
            inputSchema: "{\"type\":\"object\",\"properties\":{\"at\":{\"type\":\"string\"}},\"required\":[\"at\"]}"),
    ]

    static let converted = ToolCallResult(
        isError: false, content: [ToolContent(kind: .text, text: "12:00 in Berlin is 20:00 in Tokyo")],
        structuredContent:
            "{\"source\":{\"zone\":\"Europe/Berlin\",\"dst\":false},\"target\":{\"zone\":\"Asia/Tokyo\",\"time\":\"20:00\"}}",
        json: "{\"content\":[{\"type\":\"text\",\"text\":\"12:00 in Berlin is 20:00 in Tokyo\"}]}")

    static let refused = ToolCallResult(
        isError: true, content: [ToolContent(kind: .text, text: "no zone is called Atlantis")],
        json: "{\"isError\":true,\"content\":[{\"type\":\"text\",\"text\":\"no zone is called Atlantis\"}]}")

    /// What a badly behaved server might say of a tool.
    static let hostileTools = [
        ToolDescription(
            name: "\u{1B}[2Jrm\u{202E}gpj\u{200D}\u{E0041}", title: "\u{9B}31m漢字\r\n",
            description: "one\u{7}\u{1B}]0;owned\u{7}\ntwo",
            inputSchema: """
                {"type":"object","properties":{"\\u001b[31m":{"type":"string","description":"\\u202ereversed"},"漢字漢字":{"type":"array"},
                 "":{"type":"integer"}},"required":["","\\u001b[31m"]}
                """),
        ToolDescription(name: "deep", inputSchema: String(repeating: "{\"properties\":", count: 4_000)),
        ToolDescription(
            name: "wide", inputSchema: "{\"properties\":{" + (0..<3_000).map { "\"a\($0)\":{}" }.joined(separator: ",") + "}}"),
        ToolDescription(
            name: "round",
            inputSchema: "{\"$defs\":{\"A\":{\"anyOf\":[{\"$ref\":\"#/$defs/A\"}],\"$ref\":\"#/$defs/A\"}},"
                + "\"properties\":{\"x\":{\"$ref\":\"#/$defs/A\"},\"y\":{\"$ref\":\"#/\"}}}"),
        ToolDescription(name: String(repeating: "long", count: 500), inputSchema: "no JSON"),
    ]

    static let hostileResult = ToolCallResult(
        isError: false,
        content: [
            ToolContent(kind: .text, text: "\u{1B}[2J\u{202E}x\u{9B}\u{7}" + String(repeating: "漢e\u{301}", count: 30_000)),
            ToolContent(kind: .image, mimeType: "image/\u{1B}png", bytes: 12_300),
            ToolContent(kind: .text, text: String(repeating: "[", count: 500) + String(repeating: "]", count: 500)),
            ToolContent(kind: .link, text: "a\u{7}b", uri: "file:///\u{1B}[A"),
        ],
        structuredContent: "{\"\\u001b\\u202e\":[" + (0..<9_000).map { "\($0)" }.joined(separator: ",") + "]}", json: "{")

    static func call(
        _ id: Int, _ tool: String = "convert_time", of server: String = "time", client: String? = "Cursor", second: Int = 0,
        _ outcome: CallRecord.Outcome = .ok, result: String? = "{\"content\":[{\"type\":\"text\",\"text\":\"20:00\"}]}",
        arguments: String? = "{\"source_timezone\":\"Europe/Berlin\",\"time\":\"12:00\"}", loss: TextLoss? = nil
    ) -> CallRecord {
        CallRecord(
            id: id, server: self.id(server), client: client, session: 2, tool: tool, startedAt: now + .seconds(second),
            durationMicroseconds: 42_000 + id, requestBytes: 182, responseBytes: outcome == .lost ? 0 : 1_204, outcome: outcome,
            problem: outcome == .ok ? nil : outcome == .lost ? "the server ended" : "no zone is called Atlantis",
            arguments: arguments, result: outcome == .lost ? nil : result, argumentsLoss: loss)
    }

    static let calls = [
        call(48, second: -4), call(47, "set_alarm", client: "Claude Desktop", second: -60, .toolError),
        call(46, client: nil, second: -300, .refused), call(45, "now", second: -4_000, arguments: nil),
        call(44, second: -9_000, loss: TextLoss(maskedPlaces: 2, cutBytes: 0)), call(43, second: -90_000, .cancelled),
        call(42, second: -180_000, .lost),
    ]
}
