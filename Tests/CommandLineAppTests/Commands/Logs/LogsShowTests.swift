import ControlAPI
import ServerModel
import Testing

@testable import CommandLineApp

private func record(_ message: String, server: String? = nil) -> LogRecord {
    LogRecord(time: now, stream: .stderr, run: 1, message: message, server: server.map(id))
}

private let head = "2026-11-22 16:44:57.204 stderr  "

struct `Showing logs` {
    @Test func `asks for the last 50 of one server`() async throws {
        try await FakeDaemon.run(["GET /api/v1/servers/time/logs?last=50": [try .value([record("a"), record("b")])]]) { daemon in
            let stage = Stage()
            #expect(await stage.run("logs", "time", "--home", daemon.home) == 0)
            #expect(stage.output == "\(head)a\n\(head)b\n" && stage.errors.isEmpty)
            let json = Stage()
            #expect(await json.run("logs", "time", "--json", "--home", daemon.home) == 0)
            let printed = try json.printed([LogRecord].self)
            #expect(printed == [record("a"), record("b")])
        }
    }

    @Test func `asks for what the options say`() async throws {
        let query =
            "last=5&since=2026-11-22T15%3A34%3A57.204Z&until=2026-11-22T15%3A40%3A00.000Z&level=warning&pattern=x.y&text=x&session=3"
            + "&correlation=r1&stream=mcp&stream=stderr"
        try await FakeDaemon.run(["GET /api/v1/servers/time/logs?\(query)": [try .value([record("x-y")])]]) { daemon in
            let stage = Stage()
            let options = [
                "-n", "5", "--since", "10m", "--until", "16:40", "--level", "warn", "--grep", "x.y", "--text", "x",
                "--session", "3", "--correlation", "r1", "--stream", "mcp", "--stream", "stderr",
            ]
            #expect(await stage.run(["logs", "time", "--home", daemon.home] + options) == 0, "\(stage.errors)")
            #expect(stage.output == "\(head)x-y\n")
        }
    }

    @Test func `merges several, each line beginning with a name`() async throws {
        let records = [record("a", server: "time"), record("b", server: "jira")]
        try await FakeDaemon.run(["GET /api/v1/logs?server=time&server=jira&last=50": [try .value(records)]]) { daemon in
            let stage = Stage()
            #expect(await stage.run("logs", "time", "jira", "--home", daemon.home) == 0)
            #expect(stage.output == "time \(head)a\njira \(head)b\n")
        }
    }

    @Test func `knows how long the names of all are`() async throws {
        let replies: [String: [FakeDaemon.Reply]] = [
            "GET /api/v1/logs?last=50": [try .value([record("a", server: "time")])],
            "GET /api/v1/servers": [try .value([Example.failed, Example.ready])],
        ]
        try await FakeDaemon.run(replies) { daemon in
            let stage = Stage()
            #expect(await stage.run("logs", "--all", "--home", daemon.home) == 0)
            #expect(stage.output == "time        \(head)a\n")
        }
    }

    @Test func `follows until the daemon goes away, and says so`() async throws {
        let replies: [String: [FakeDaemon.Reply]] = [
            "GET /api/v1/servers/time/logs/follow?last=50": [try .events([record("a"), record("b")])]
        ]
        try await FakeDaemon.run(replies) { daemon in
            let stage = Stage()
            #expect(await stage.run("logs", "time", "-f", "--home", daemon.home) == 1)
            #expect(stage.output == "\(head)a\n\(head)b\n")
            #expect(stage.errors.hasPrefix("error: the connection to the daemon was lost\n  → "))
            let json = Stage()
            #expect(await json.run("logs", "time", "-f", "--json", "--home", daemon.home) == 1)
            #expect(json.output.split(separator: "\n").count == 2 && json.output.hasPrefix("{"))
        }
    }

    @Test func `is coloured in a terminal, unless somebody does not want it`() async throws {
        let colored = LogRecord(
            time: now, stream: .stderr, run: 1, message: "red", styles: [LogStyle(range: 0..<3, attributes: "31")])
        try await FakeDaemon.run(["GET /api/v1/servers/time/logs?last=50": [try .value([colored])]]) { daemon in
            let terminal = Stage()
            #expect(await terminal.runInTerminal("logs", "time", "--home", daemon.home) == 0)
            #expect(terminal.output.hasSuffix("\u{1B}[31mred\u{1B}[0m\n"))
            let plain = Stage()
            #expect(await plain.runInTerminal("logs", "time", "--plain", "--home", daemon.home) == 0)
            #expect(plain.output == "\(head)red\n")
            let uncolored = Stage()
            let environment = ["NO_COLOR": "1"]
            #expect(await uncolored.runInTerminal("logs", "time", "--home", daemon.home, environment: environment) == 0)
            #expect(uncolored.output == "\(head)red\n")
            let piped = Stage()
            #expect(await piped.run("logs", "time", "--home", daemon.home) == 0)
            #expect(piped.output == "\(head)red\n")
        }
    }

    @Test func `says when there may be more of a time than is shown`() async throws {
        let many = (0..<50).map { record("\($0)") }
        let path = "GET /api/v1/servers/time/logs?last=50&since=2026-11-22T15%3A34%3A57.204Z"
        try await FakeDaemon.run([path: [try .value(many)]]) { daemon in
            let stage = Stage()
            #expect(await stage.run("logs", "time", "--since", "10m", "--home", daemon.home) == 0)
            #expect(stage.errors == "these are the newest 50; -n takes more\n")
        }
    }

    @Test func `refuses times that are none`() async {
        let wrong = Stage()
        #expect(await wrong.run("logs", "time", "--since", "soon") == 2)
        #expect(
            wrong.errors == """
                error: 'soon' is not a time that --since understands
                  → write 10:00, '2026-11-28 10:00', 2026-11-28T10:00:00Z, or an age like 90s, 10m, 2h, 3d

                """)
        let reversed = Stage()
        #expect(await reversed.run("logs", "time", "--since", "10m", "--until", "1h") == 2)
        #expect(
            reversed.errors.hasPrefix(
                "error: nothing is between --since, 2026-11-22 16:34:57, and --until, 2026-11-22 15:44:57\n"))
    }

    @Test(arguments: [
        ("logs", "'logs NAME' is short for 'logs show NAME', which a server named search or export needs."),
        ("logs show", "mcp-manager logs NAME… [--follow]"),
        ("logs search", "Exits with 0 when something was found, and with 1 when nothing was."),
        ("logs export", "The file is for you alone"),
        ("health", "Exits with 1 when the server that was named is unhealthy or not found."),
        ("alerts", "Show what needs attention, and decide who is told of it."),
        ("alerts list", "pending: it has not lasted long enough"),
        ("alerts silence", "--server github --for 2h"),
        ("metrics", "In Prometheus's text format."),
        ("top", "columns are left out from the right"),
    ])
    func `is helped with`(verb: String, words: String) async {
        let stage = Stage()
        #expect(await stage.run(["help"] + verb.split(separator: " ").map(String.init)) == 0)
        let text = stage.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(text.contains(words), "\(stage.output)")
    }
}
