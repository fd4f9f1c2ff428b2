import ControlAPI
import ServerModel
import Testing

@testable import CommandLineApp

private func found(_ message: String, server: String = "time") -> LogSearchNews {
    .found(LogRecord(time: now, stream: .stderr, run: 1, message: message, server: id(server)))
}

private let head = "2026-11-22 16:44:57.204 stderr  "
private let path = "GET /api/v1/logs/search?server=time&text=time"

struct `Searching logs` {
    @Test func `prints what is found, and nothing of its progress where nobody looks`() async throws {
        let news: [LogSearchNews] = [
            found("one time"), .progress(LogSearchProgress(searchedBytes: 10, totalBytes: 20, matches: 1)), found("two times"),
            .finished(LogSearchProgress(searchedBytes: 20, totalBytes: 20, matches: 2)),
        ]
        try await FakeDaemon.run([path: [try .events(news)]]) { daemon in
            let stage = Stage()
            #expect(await stage.run("logs", "search", "time", "time", "--home", daemon.home) == 0)
            #expect(stage.output == "\(head)one time\n\(head)two times\n" && stage.errors.isEmpty)
            let json = Stage()
            #expect(await json.run("logs", "search", "time", "time", "--json", "--home", daemon.home) == 0)
            #expect(json.output.split(separator: "\n").count == 2)
        }
    }

    @Test func `shows a terminal how far it is, on one line that is gone in the end, and marks what matches`() async throws {
        let news: [LogSearchNews] = [
            .progress(LogSearchProgress(searchedBytes: 340_000_000, totalBytes: 1_200_000_000)), found("on time"),
            .progress(LogSearchProgress(searchedBytes: 800_000_000, totalBytes: 1_200_000_000, matches: 1)),
            .finished(LogSearchProgress(searchedBytes: 1_200_000_000, totalBytes: 1_200_000_000, matches: 1)),
        ]
        try await FakeDaemon.run([path: [try .events(news)]]) { daemon in
            let stage = Stage()
            #expect(await stage.runInTerminal("logs", "search", "time", "time", "--home", daemon.home) == 0)
            #expect(stage.output.hasSuffix("on \u{1B}[7mtime\u{1B}[0m\n"))
            #expect(
                stage.errors == "\rsearched 340.0 MB of 1.2 GB, 0 matches\u{1B}[K\r\u{1B}[K"
                    + "\rsearched 800.0 MB of 1.2 GB, 1 match\u{1B}[K\r\u{1B}[K")
            let dumb = Stage()
            #expect(
                await dumb.runInTerminal("logs", "search", "time", "time", "--home", daemon.home, environment: ["TERM": "dumb"])
                    == 0)
            #expect(dumb.errors.isEmpty)
        }
    }

    @Test func `ends with 1 when nothing is found`() async throws {
        let news = [LogSearchNews.finished(LogSearchProgress(searchedBytes: 1_200_000, totalBytes: 1_200_000))]
        try await FakeDaemon.run([path: [try .events(news)]]) { daemon in
            let stage = Stage()
            #expect(await stage.run("logs", "search", "time", "time", "--home", daemon.home) == 1)
            #expect(stage.output.isEmpty && stage.errors.hasPrefix("error: nothing was found in 1.2 MB of logs\n  → "))
        }
    }

    @Test func `ends after as many as are wanted`() async throws {
        let news = (0..<5).map { found("time \($0)") }
        try await FakeDaemon.run([path: [try .events(news)]]) { daemon in
            let stage = Stage()
            #expect(await stage.run("logs", "search", "time", "time", "-n", "2", "--home", daemon.home) == 0)
            #expect(stage.output == "\(head)time 0\n\(head)time 1\n" && stage.errors.isEmpty)
        }
    }

    @Test func `looks in the logs of all, for an expression, in a part of the time`() async throws {
        let search = "GET /api/v1/logs/search?since=2026-11-22T13%3A44%3A57.204Z&level=error&pattern=a.c&session=4"
        let replies: [String: [FakeDaemon.Reply]] = [
            search: [try .events([found("abc", server: "weather"), .finished(LogSearchProgress(matches: 1))])],
            "GET /api/v1/servers": [try .value([Example.ready, Example.stopped])],
        ]
        try await FakeDaemon.run(replies) { daemon in
            let stage = Stage()
            let options = ["-E", "--since", "2h", "--level", "error", "--session", "4", "--home", daemon.home]
            #expect(await stage.run(["logs", "search", "a.c"] + options) == 0, "\(stage.errors)")
            #expect(stage.output == "weather \(head)abc\n")
        }
    }

    @Test func `tells what could not be read`() async throws {
        let end = LogSearchProgress(
            searchedBytes: 1, totalBytes: 1, matches: 1, unread: ["server.log.3\u{1B}[2J: permission denied"])
        try await FakeDaemon.run([path: [try .events([found("time"), .finished(end)])]]) { daemon in
            let stage = Stage()
            #expect(await stage.run("logs", "search", "time", "time", "--home", daemon.home) == 0)
            #expect(stage.errors == "warning: not searched: server.log.3: permission denied\n")
        }
    }

    @Test func `says when the daemon went away in the middle`() async throws {
        try await FakeDaemon.run([path: [try .events([found("time")])]]) { daemon in
            let stage = Stage()
            #expect(await stage.run("logs", "search", "time", "time", "--home", daemon.home) == 1)
            #expect(stage.errors.hasPrefix("error: the connection to the daemon was lost\n"))
        }
    }

    @Test func `tells at once what is wrong with it`() async throws {
        let report = ErrorReport(code: "bad-pattern", problem: "'(' is no regular expression", remedy: "write \\(")
        try await FakeDaemon.run(["GET /api/v1/logs/search?server=time&pattern=%28": [try .error(report)]]) { daemon in
            let stage = Stage()
            #expect(await stage.run("logs", "search", "-E", "(", "time", "--home", daemon.home) == 1)
            #expect(stage.errors == "error: '(' is no regular expression\n  → write \\(\n")
        }
    }
}
