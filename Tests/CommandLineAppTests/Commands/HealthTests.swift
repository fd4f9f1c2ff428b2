import ControlAPI
import ServerModel
import Testing

@testable import CommandLineApp

struct `Asking for health` {
    @Test func `lists all servers, and ends well whatever they are`() async throws {
        try await FakeDaemon.run(["GET /api/v1/health": [try .value(HealthExample.summaries)]]) { daemon in
            let stage = Stage()
            #expect(await stage.run("health", "--home", daemon.home) == 0)
            #expect(stage.output == HealthTable(servers: HealthExample.summaries).text(width: nil).rendered(colored: false))
            let json = Stage()
            #expect(await json.run("health", "--json", "--home", daemon.home) == 0)
            let printed = try json.printed([HealthSummary].self)
            #expect(printed == HealthExample.summaries)
        }
    }

    @Test func `says when there is no server`() async throws {
        try await FakeDaemon.run(["GET /api/v1/health": [try .value([HealthSummary]())]]) { daemon in
            let stage = Stage()
            #expect(await stage.run("health", "--home", daemon.home) == 0)
            #expect(stage.output.isEmpty && stage.errors.hasPrefix("no servers yet"))
        }
    }

    @Test func `ends with 1 when the server that was named does not serve`() async throws {
        try await FakeDaemon.run(["GET /api/v1/servers/jira/health": [try .value(HealthExample.history)]]) { daemon in
            let stage = Stage()
            #expect(await stage.run("health", "jira", "--home", daemon.home) == 1)
            #expect(stage.output.hasPrefix("jira  ✘ unhealthy\n"))
            #expect(stage.errors == "error: 'jira' is unhealthy\n  → run 'mcp-manager restart jira'\n")
        }
    }

    @Test(
        arguments: [(.healthy, 0), (.degraded, 0), (.unknown, 0), (.unhealthy, 1), (.notFound, 1)] as [(HealthState, Int32)])
    func `ends as the state says`(state: HealthState, code: Int32) async throws {
        var history = HealthExample.history
        history.current = Health(state: state, since: now)
        try await FakeDaemon.run(["POST /api/v1/servers/jira/health/check": [try .value(history)]]) { daemon in
            let stage = Stage()
            #expect(await stage.run("health", "jira", "--check", "--json", "--home", daemon.home) == code)
            let printed = try stage.printed(HealthHistory.self)
            #expect(printed == history)
        }
    }

    @Test func `can check all servers now`() async throws {
        var time = HealthExample.history
        (time.server, time.current) = (id("time"), HealthExample.well)
        let replies: [String: [FakeDaemon.Reply]] = [
            "GET /api/v1/servers": [try .value([Example.ready, Example.stopped])],
            "POST /api/v1/servers/time/health/check": [try .value(time)],
            "POST /api/v1/servers/weather/health/check": [
                try .error(ErrorReport(code: "x", problem: "it cannot be checked", remedy: "wait"))
            ],
        ]
        try await FakeDaemon.run(replies) { daemon in
            let stage = Stage()
            #expect(await stage.run("health", "--check", "--home", daemon.home) == 1)
            #expect(stage.output.contains("time  ● healthy  3.2 ms") && stage.errors == "error: it cannot be checked\n  → wait\n")
        }
    }
}

struct `Asking for metrics` {
    @Test func `prints what the daemon says, harmless`() async throws {
        let exposition = "# HELP a b\na{tool=\"x\u{1B}[2J\"} 1\n"
        try await FakeDaemon.run(["GET /api/v1/metrics": [FakeDaemon.Reply(body: Array(exposition.utf8))]]) { daemon in
            let stage = Stage()
            #expect(await stage.run("metrics", "--home", daemon.home) == 0)
            #expect(stage.output == "# HELP a b\na{tool=\"x\"} 1\n" && stage.errors.isEmpty)
        }
    }
}
