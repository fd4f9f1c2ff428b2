import ControlAPI
import Foundation
import ServerModel
import TestSupport
import Testing

/// What Prometheus is told, read by the strict parser of its own client for Python.
@Suite(.temporaryHome, .needs(.prometheus), .timeLimit(.minutes(2)))
struct `The metrics` {
    private struct Family: Decodable {
        var type: String
        var samples: [Sample]

        struct Sample: Decodable {
            var name: String
            var labels: [String: String]
            var value: Double

            init(from decoder: any Decoder) throws {
                var values = try decoder.unkeyedContainer()
                name = try values.decode(String.self)
                labels = try values.decode([String: String].self)
                value = try values.decode(Double.self)
            }
        }
    }

    private func read(_ exposition: String, in home: TestHome) async throws -> [String: Family] {
        let reader = "\(Product.repository)/Tests/Acceptance/Clients/read_metrics.py"
        let outcome = try await Tool.run(
            try Component.prometheus.program(), ["-B", reader], environment: home.environment, input: exposition,
            within: .seconds(30))
        try #require(outcome.succeeded, "\(outcome)")
        return try outcome.decoded()
    }

    @Test func `are of servers, their tools and their own, and Prometheus reads them`() async throws {
        let home = try TestHome.here
        let (port, ownPort) = (try FreePort.any(), try FreePort.any())
        try home.configure("metrics: {enabled: true, port: \(ownPort)}\n")
        let sick = try await SickServer(in: home, port: port)
        try await sick.call(1, "work")
        try await sick.call(2, "break")
        try await sick.call(3, "work")
        try await home.addDemo("idle")
        try await home.succeed("health", "sick", "--check")

        let families = try await read(try await home.succeed("metrics").output, in: home)
        func value(_ family: String, _ labels: [String: String], name: String? = nil) -> Double? {
            families[family]?.samples.first { sample in
                (name == nil || sample.name == name) && labels.allSatisfy { sample.labels[$0.key] == $0.value }
            }?.value
        }
        #expect(value("mcp_manager_server_up", ["server": "sick"]) == 1)
        #expect(value("mcp_manager_server_up", ["server": "idle"]) == 0)
        #expect(value("mcp_manager_server_health", ["server": "sick", "state": "healthy"]) == 1)
        #expect(value("mcp_manager_tool_calls_total", ["server": "sick", "tool": "work", "outcome": "ok"]) == 1)
        #expect(value("mcp_manager_tool_calls_total", ["server": "sick", "tool": "work", "outcome": "tool-error"]) == 1)
        let name = "mcp_manager_tool_call_duration_seconds"
        #expect(value(name, ["server": "sick", "tool": "work"], name: name + "_count") == 2)
        #expect(value(name, ["server": "sick", "tool": "work", "le": "+Inf"], name: name + "_bucket") == 2)
        // Its own, with whose they are beside what it says itself.
        #expect(value("sick_queue_length", ["server": "sick"]) == 3)
        #expect(value("sick_requests_total", ["server": "sick", "exported_server": "own \"label\""]) == 12)
        #expect(value("mcp_manager_scrape_up", ["server": "sick"]) == 1)

        // At the port of the loopback interface, for those who fetch from there.
        let curl = """
            import sys, urllib.request
            request = urllib.request.Request("http://127.0.0.1:\(ownPort)/metrics", headers=dict(a.split("=") for a in sys.argv[1:]))
            try: print(urllib.request.urlopen(request).read().decode(), end="")
            except urllib.error.HTTPError as error: print("status", error.code)
            """
        let python = try Component.python.program()
        let fetched = try await Tool.run(python, ["-c", curl], environment: home.environment, within: .seconds(30))
        #expect(try await read(fetched.output, in: home)["mcp_manager_server_up"] != nil)
        let foreign = try await Tool.run(
            python, ["-c", curl, "Host=evil.example"], environment: home.environment, within: .seconds(30))
        #expect(foreign.output.hasPrefix("status 421"), "\(foreign)")
        try await sick.client.close()
    }

    @Test func `go without a port that is taken, which is told`() async throws {
        let home = try TestHome.here
        let port = try FreePort.any()
        let taker = try LineProcess(
            try Component.python.program(),
            [
                "-c",
                "import socket,sys; s=socket.socket(); s.bind(('127.0.0.1',\(port))); s.listen(); print('x',flush=True); sys.stdin.read()",
            ],
            environment: home.environment)
        _ = try await taker.line()
        try home.configure("metrics: {enabled: true, port: \(port)}\n")
        try await home.addDemo("demo")
        try await home.succeed("start", "demo")
        try await home.waitForNotice("the port is taken") { $0.contains("metrics are not served at 127.0.0.1:\(port)") }
        let info = try await home.control().daemon()
        #expect(info.troubles.contains { $0.code == "metrics-port" }, "\(info.troubles)")
        _ = try await taker.finish()
    }
}
