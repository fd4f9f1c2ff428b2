import ServerModel

@testable import TerminalApp

/// A household of servers in every state, on one fixed afternoon.
enum Sample {
    /// 2026-11-22 14:02:15 UTC.
    static let now = at("2026-11-22T14:02:15.000Z")

    static func at(_ text: String) -> Timestamp {
        guard let moment = Timestamp(text) else { preconditionFailure("not a time: \(text)") }
        return moment
    }

    static func id(_ name: String) -> ServerID {
        guard let id = try? ServerID(name) else { preconditionFailure("not a name: \(name)") }
        return id
    }

    static func server(
        _ name: String, _ phase: Phase = .ready, since: String = "2026-11-22T09:41:07.000Z", sessions: [SessionInfo] = []
    ) -> ServerStatus {
        ServerStatus(
            id: id(name), phase: phase, since: at(since), run: run(phase, since: at(since)), sessions: sessions,
            commandLine: "uvx mcp-server-\(name)")
    }

    private static func run(_ phase: Phase, since: Timestamp) -> RunInfo? {
        switch phase {
        case .ready, .degraded:
            RunInfo(
                number: 1, processID: 48_213, startedAt: since + .milliseconds(-412), readyAfterMilliseconds: 412,
                era: .legacy, protocolVersion: "2025-11-25", serverName: "mcp-server", serverVersion: "1.4.0")
        case .starting, .stopping:
            RunInfo(number: 1, processID: 48_213, startedAt: at("2026-11-22T14:02:14.000Z"))
        default: nil
        }
    }

    static func session(_ id: Int, _ client: String?, platform: String? = nil, requests: Int = 0) -> SessionInfo {
        SessionInfo(id: id, platform: platform, clientName: client, since: at("2026-11-22T10:15:00.000Z"), requests: requests)
    }

    static let daemon = DaemonInfo(
        version: productVersion, processID: 4123, home: "/home/kim/.mcp_servers", startedAt: at("2026-11-20T08:00:00.000Z"),
        servers: 12, sessions: 4)

    static var household: [ServerStatus] {
        var github = server(
            "github", since: "2026-11-20T09:14:00.000Z",
            sessions: [
                session(1, "Claude Desktop", platform: "claude-desktop", requests: 412),
                session(2, "Cursor", platform: "cursor", requests: 96), session(3, nil, platform: "codex", requests: 7),
            ])
        github.summary = "Issues, pull requests and files of repositories"
        github.use = ResourceUse(
            cpu: 0.021, cpuSeconds: 318, residentBytes: 71_400_000, openFiles: 14, threads: 9, processes: 2)
        github.restarts = 1
        github.lastExit = RunEnd(
            status: .signal(9), at: at("2026-11-20T09:13:58.000Z"), stderrTail: ["worker: 512 MB reached", "worker: giving up"],
            cause: "it used 513.0 MB of memory, more than its limit of 512.0 MB")

        var slack = server(
            "slack",
            .failed(
                ErrorReport(
                    code: "crash-loop", problem: "exit 1 after 3 restarts: missing SLACK_TOKEN",
                    remedy: "set SLACK_TOKEN in its definition, then restart it")), since: "2026-11-22T14:02:15.000Z")
        slack.restarts = 3
        slack.lastExit = RunEnd(
            status: .code(1), at: at("2026-11-22T14:02:15.000Z"),
            stderrTail: [
                "Traceback (most recent call last):", "  File \"server.py\", line 12, in <module>", "KeyError: 'SLACK_TOKEN'",
            ])

        var weather = server(
            "weather",
            .failed(
                ErrorReport(
                    code: "invalid-definition", problem: "the definition has 1 error", remedy: "mend the line named below")),
            since: "2026-11-22T08:00:00.000Z")
        weather.commandLine = ""
        weather.diagnostics = [
            Diagnostic(
                severity: .error, file: "servers/weather.yaml", line: 7, column: 3, message: "unknown key 'comand'",
                fix: "write 'command'")
        ]

        return [
            github,
            server("postgres", .degraded(reason: "tools/call takes 1.2 s"), sessions: [session(4, "Cursor", requests: 30)]),
            slack, weather, server("filesystem"), server("git"), server("time"),
            server("browser", .starting, since: "2026-11-22T14:02:14.000Z"),
            server("sqlite", .waiting(until: at("2026-11-22T14:02:19.000Z"), crashes: 2), since: "2026-11-22T14:02:11.000Z"),
            server("grafana", .stopped, since: "2025-12-03T10:00:00.000Z"),
            server("notion", .needsSecret(ErrorReport(code: "needs-secret", problem: "NOTION_KEY is not set", remedy: "set it"))),
            server("a-server-with-quite-a-long-name", .disabled),
        ]
    }

    static func record(_ message: String, _ level: LogLevel? = nil, second: Int = 11, stream: LogStream = .stderr) -> LogRecord {
        let time = Timestamp(millisecondsSince1970: at("2026-11-22T14:02:00.000Z").millisecondsSince1970 + Int64(second) * 1000)
        return LogRecord(time: time, stream: stream, level: level, run: 1, message: message)
    }

    static let log: [LogRecord] = [
        record("listening on stdio", .info, second: 11),
        record("client Cursor connected, protocol 2025-11-25", .info, second: 11, stream: .mcp),
        record("pool at 80 %: 16 of 20 connections in use", .warning, second: 13),
        record(
            "query timeout after 1200 ms while waiting for a connection from the pool of the reporting database", .error,
            second: 14),
        record("retry 1/3 in 250 ms", .debug, second: 15),
        record("{\"event\":\"vacuum\",\"table\":\"orders\",\"rows\":18231}", .info, second: 16),
        record("plain words without a level", second: 17),
        record("upstream timeout", .error, second: 21),
        record("restarted by mcp-manager", .notice, second: 22, stream: .manager),
    ]

    static func event(
        _ sequence: UInt64, _ name: String?, _ message: String, kind: ServerEvent.Kind = .phase, _ severity: Severity = .info,
        status: ServerStatus? = nil, second: Int = 0
    ) -> ServerEvent {
        ServerEvent(
            sequence: sequence, time: now + .seconds(second), server: name.map(id), kind: kind, severity: severity,
            message: message,
            status: status)
    }
}
