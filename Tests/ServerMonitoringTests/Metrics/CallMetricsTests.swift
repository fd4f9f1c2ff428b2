import ServerModel
import Testing

@testable import ServerMonitoring

struct `Counting the calls of tools` {
    private func record(
        _ metrics: CallMetrics, _ tool: String, server: String = "demo", milliseconds: Int = 1,
        outcome: CallRecord.Outcome = .ok
    ) throws {
        metrics.record(
            CallRecord(
                server: try ServerID(server), client: nil, session: 1, tool: tool,
                startedAt: Timestamp(millisecondsSince1970: 0), durationMicroseconds: milliseconds * 1000, requestBytes: 100,
                responseBytes: 2_000, outcome: outcome))
    }

    private func lines(_ metrics: CallMetrics) -> [String] {
        String(decoding: Exposition.write(metrics.families()), as: UTF8.self).split(separator: "\n").map(String.init)
            .filter { !$0.hasPrefix("#") }
    }

    private func tools(_ metrics: CallMetrics) -> [String] {
        metrics.families()[0].samples.filter { $0.labels["outcome"] == "ok" }.compactMap { $0.labels["tool"] }
    }

    @Test func `says how they ended, also with a zero`() throws {
        let metrics = CallMetrics()
        try record(metrics, "echo")
        try record(metrics, "echo")
        try record(metrics, "echo", outcome: .toolError)
        #expect(
            lines(metrics).prefix(5) == [
                #"mcp_manager_tool_calls_total{outcome="ok",server="demo",tool="echo"} 2"#,
                #"mcp_manager_tool_calls_total{outcome="tool-error",server="demo",tool="echo"} 1"#,
                #"mcp_manager_tool_calls_total{outcome="refused",server="demo",tool="echo"} 0"#,
                #"mcp_manager_tool_calls_total{outcome="cancelled",server="demo",tool="echo"} 0"#,
                #"mcp_manager_tool_calls_total{outcome="lost",server="demo",tool="echo"} 0"#,
            ])
    }

    @Test func `says how long they took, in buckets that hold the smaller ones too`() throws {
        let metrics = CallMetrics()
        for milliseconds in [5, 6, 1_000, 60_000, 60_001] { try record(metrics, "echo", milliseconds: milliseconds) }
        let samples = metrics.families()[1].samples
        func bucket(_ limit: String) -> Double? { samples.first { $0.labels["le"] == limit }?.value }
        #expect(["0.005", "0.01", "0.5", "1", "30", "60", "+Inf"].map(bucket) == [1, 2, 2, 3, 3, 4, 5])
        #expect(samples.first { $0.part == .count }?.value == 5)
        #expect(samples.first { $0.part == .sum }?.value == 121.012)
        let limits = samples.compactMap { $0.labels["le"] }.compactMap(MetricNumber.init).map(\.value)
        #expect(limits == limits.sorted() && limits.count == 14)
    }

    @Test func `says how many bytes they were`() throws {
        let metrics = CallMetrics()
        for _ in 0..<3 { try record(metrics, "echo") }
        #expect(
            lines(metrics).suffix(2) == [
                #"mcp_manager_tool_call_bytes_total{direction="request",server="demo"} 300"#,
                #"mcp_manager_tool_call_bytes_total{direction="response",server="demo"} 6000"#,
            ])
    }

    @Test func `counts tools beyond a hundred together`() throws {
        let metrics = CallMetrics()
        for number in 0..<150 { try record(metrics, "tool\(number)") }
        try record(metrics, "tool3")
        #expect(tools(metrics).count == 101)
        let calls = metrics.families()[0].samples.filter { $0.labels["outcome"] == "ok" }
        #expect(calls.first { $0.labels["tool"] == "other" }?.value == 50)
        #expect(calls.first { $0.labels["tool"] == "tool3" }?.value == 2)
        #expect(calls.reduce(0) { $0 + $1.value } == 151)
    }

    @Test func `has a limit for all servers, and room again when one is forgotten`() throws {
        var limits = CallMetrics.Limits()
        (limits.toolsPerServer, limits.tools) = (3, 4)
        let metrics = CallMetrics(limits: limits)
        for tool in ["a", "b", "c", "d"] { try record(metrics, tool, server: "one") }
        for tool in ["a", "b"] { try record(metrics, tool, server: "two") }
        #expect(tools(metrics) == ["a", "b", "c", "other", "a", "other"])
        metrics.forget(try ServerID("one"))
        for tool in ["b", "c", "d"] { try record(metrics, tool, server: "two") }
        #expect(tools(metrics) == ["a", "b", "c", "other"])
    }

    @Test func `adds a tool that is called other to the others`() throws {
        var limits = CallMetrics.Limits()
        limits.toolsPerServer = 1
        let metrics = CallMetrics(limits: limits)
        for tool in ["other", "b", "c", ""] { try record(metrics, tool) }
        #expect(lines(metrics).first == #"mcp_manager_tool_calls_total{outcome="ok",server="demo",tool="other"} 4"#)
        #expect(lines(metrics).contains(#"mcp_manager_tool_call_duration_seconds_count{server="demo",tool="other"} 4"#))
    }

    @Test func `takes any name, cut where a character ends`() throws {
        let metrics = CallMetrics()
        try record(metrics, "a\"} 1\n\u{1B}\\")
        try record(metrics, String(repeating: "é", count: 63) + "x👩‍🚀")
        #expect(tools(metrics) == ["a\"} 1\n\u{FFFD}\\", String(repeating: "é", count: 63) + "x"])
        #expect(ExpositionReader().read(Exposition.write(metrics.families())).families == metrics.families())
    }

    @Test func `takes calls from many threads at once`() async throws {
        let metrics = CallMetrics()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<8 {
                group.addTask {
                    for number in 0..<500 { try record(metrics, "tool\(number % 7)", server: "s\(writer % 2)") }
                }
            }
            try await group.waitForAll()
        }
        #expect(metrics.families()[0].samples.reduce(0) { $0 + $1.value } == 4_000)
    }
}
