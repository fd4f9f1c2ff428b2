import ControlAPI
import ServerModel
import Testing

@testable import CommandLineApp

private let path = "GET /api/v1/alerts"

struct `Asking for alerts` {
    @Test func `lists what is not over, or all`() async throws {
        try await FakeDaemon.run([path: [try .value(AlertExample.overview)]]) { daemon in
            let some = Stage()
            #expect(await some.run("alerts", "--home", daemon.home) == 0)
            #expect(some.output.contains("client-drift/cursor") && !some.output.contains("disk-low"))
            let all = Stage()
            #expect(await all.run("alerts", "list", "--all", "--home", daemon.home) == 0)
            #expect(all.output.contains("✔ disk-low/home") && all.errors.isEmpty)
            let ids = Stage()
            #expect(await ids.run("alerts", "list", "--ids", "--home", daemon.home) == 0)
            #expect(ids.output == "server-down/jira\nslow-tools/time\nclient-drift/cursor\n")
            let json = Stage()
            #expect(await json.run("alerts", "--json", "--home", daemon.home) == 0)
            let printed = try json.printed([Alert].self)
            #expect(printed == [AlertExample.down, AlertExample.slow, AlertExample.drift])
        }
    }

    @Test func `says that nothing needs attention`() async throws {
        var quiet = AlertExample.overview
        quiet.alerts = [AlertExample.over]
        try await FakeDaemon.run([path: [try .value(quiet)]]) { daemon in
            let stage = Stage()
            #expect(await stage.run("alerts", "--home", daemon.home) == 0)
            #expect(stage.output.isEmpty && stage.errors == "nothing needs attention\n")
        }
    }

    @Test func `shows rules and silences`() async throws {
        var lonely = AlertExample.overview
        (lonely.channels, lonely.silences) = ([], [])
        try await FakeDaemon.run([path: [try .value(AlertExample.overview), .value(AlertExample.overview), .value(lonely)]]) {
            daemon in
            let rules = Stage()
            #expect(await rules.run("alerts", "rules", "--home", daemon.home) == 0)
            #expect(rules.output.hasPrefix("RULE         SEVERITY") && rules.errors.isEmpty)
            let silences = Stage()
            #expect(await silences.run("alerts", "silences", "--home", daemon.home) == 0)
            #expect(silences.output.contains("1  everything of time"))
            let untold = Stage()
            #expect(await untold.run("alerts", "rules", "--home", daemon.home) == 0)
            #expect(untold.errors.hasPrefix("nobody is told of alerts but the dashboard"))
            let none = Stage()
            #expect(await none.run("alerts", "silences", "--home", daemon.home) == 0)
            #expect(none.output.isEmpty && none.errors == "nothing is silent\n")
        }
    }
}

struct `Deciding about alerts` {
    @Test func `acknowledges`() async throws {
        try await FakeDaemon.run(["POST /api/v1/alerts/acknowledge": [try .value(AlertExample.down)]]) { daemon in
            let stage = Stage()
            #expect(await stage.run("alerts", "ack", "server-down/jira", "--comment", "mine", "--home", daemon.home) == 0)
            #expect(stage.output == "acknowledged server-down/jira; nobody is told of it again\n")
            let sent = try ControlCoding.decode(AlertAcknowledgement.self, from: daemon.received[0].body)
            #expect(sent == AlertAcknowledgement(alert: "server-down/jira", comment: "mine"))
        }
    }

    @Test func `tells that there is no such alert`() async throws {
        let report = ErrorReport(code: "unknown-alert", problem: "there is no alert 'x'", remedy: "run 'mcp-manager alerts'")
        try await FakeDaemon.run(["POST /api/v1/alerts/acknowledge": [try .error(report)]]) { daemon in
            let stage = Stage()
            #expect(await stage.run("alerts", "ack", "x", "--home", daemon.home) == 1)
            #expect(stage.errors == "error: there is no alert 'x'\n  → run 'mcp-manager alerts'\n")
        }
    }

    @Test func `silences for a while`() async throws {
        let made = AlertSilence(id: 7, rule: "disk-low", server: id("jira"), until: now + .seconds(5400), comment: "why")
        let replies: [String: [FakeDaemon.Reply]] = [
            "POST /api/v1/alerts/silences": [try .value(made)], path: [try .value(AlertExample.overview)],
            "GET /api/v1/servers/jira": [try .value(Example.ready)],
        ]
        try await FakeDaemon.run(replies) { daemon in
            let stage = Stage()
            let options = ["--rule", "disk-low", "--server", "jira", "--for", "1h30m", "--comment", "why", "--home", daemon.home]
            #expect(await stage.run(["alerts", "silence"] + options) == 0)
            #expect(
                stage.output
                    == "nobody is told of disk-low of jira until 2026-11-22 18:14:57; to end it: mcp-manager alerts unsilence 7\n"
            )
            var asked = made
            asked.id = 0
            let sent = try ControlCoding.decode(AlertSilence.self, from: try #require(daemon.received.last).body)
            #expect(sent == asked)
        }
    }

    @Test func `silences nothing that does not exist`() async throws {
        let unknown = ErrorReport(code: "unknown-server", problem: "no server is named 'jra'", remedy: "did you mean 'jira'?")
        let replies: [String: [FakeDaemon.Reply]] = [
            path: [try .value(AlertExample.overview)], "GET /api/v1/servers/jra": [try .error(unknown)],
        ]
        try await FakeDaemon.run(replies) { daemon in
            let rule = Stage()
            #expect(await rule.run("alerts", "silence", "--rule", "disk-lwo", "--for", "1h", "--home", daemon.home) == 1)
            #expect(rule.errors == "error: no rule of alerts is named 'disk-lwo'\n  → did you mean 'disk-low'?\n")
            let server = Stage()
            #expect(await server.run("alerts", "silence", "--server", "jra", "--for", "1h", "--home", daemon.home) == 1)
            #expect(server.errors == "error: no server is named 'jra'\n  → did you mean 'jira'?\n")
            #expect(!daemon.received.contains { $0.line.hasPrefix("POST") })
        }
    }

    @Test func `ends a silence`() async throws {
        try await FakeDaemon.run(["DELETE /api/v1/alerts/silences/2": [try .value(AlertExample.silences[1])]]) { daemon in
            let stage = Stage()
            #expect(await stage.run("alerts", "unsilence", "2", "--home", daemon.home) == 0)
            #expect(stage.output == "people are told of slow-tools of all servers again\n")
        }
    }

    @Test func `tries out who is told, and ends with 1 when somebody is not`() async throws {
        let test = AlertTest(deliveries: AlertExample.down.deliveries)
        let good = AlertTest(deliveries: [AlertExample.down.deliveries[0]])
        let replies = try [test, good, AlertTest(deliveries: [])].map { try FakeDaemon.Reply.value($0) }
        try await FakeDaemon.run(["POST /api/v1/alerts/test": replies]) { daemon in
            let some = Stage()
            #expect(await some.run("alerts", "test", "--home", daemon.home) == 1)
            #expect(some.output == "✔ desktop  told\n✘ webhook  the address answered 500\n           → look at its log\n")
            #expect(some.errors.hasPrefix("error: one channel could not be told\n"))
            let all = Stage()
            #expect(await all.run("alerts", "test", "--home", daemon.home) == 0)
            #expect(all.output == "✔ desktop  told\n" && all.errors.isEmpty)
            let nobody = Stage()
            #expect(await nobody.run("alerts", "test", "--home", daemon.home) == 0)
            #expect(nobody.output.isEmpty && nobody.errors.hasPrefix("nobody is told of alerts"))
        }
    }
}
