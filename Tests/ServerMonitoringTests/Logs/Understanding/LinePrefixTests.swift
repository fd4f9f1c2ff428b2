import ServerModel
import Testing

@testable import ServerMonitoring

struct `A plain line` {
    /// `nil` as time: none is stated, or none can be said in UTC.
    @Test(
        arguments: [
            // Python: logging, rich (FastMCP), loguru, uvicorn, structlog, Flask, warnings.
            ("ERROR:root:it failed", LogLevel.error, nil),
            ("WARNING: deprecated", .warning, nil),
            ("2026-11-28 10:00:00,123 - mcp.server - ERROR - it failed", .error, "2026-11-28T09:00:00.123Z"),
            ("2026-11-28 10:00:00,123 - mcp.server - 4711 - DEBUG - found", .debug, "2026-11-28T09:00:00.123Z"),
            ("2026-11-28 09:00:00,123 INFO [server] ready", .info, "2026-11-28T09:00:00.123Z"),
            ("2026-11-28 14:30:00,123 mcp.server INFO ready", .info, "2026-11-28T09:00:00.123Z"),
            ("mcp.server - WARNING - slow", .warning, nil),
            (
                "[11/28/26 10:00:00] INFO     Processing request of type ListToolsRequest   server.py:534", .info,
                "2026-11-28T09:00:00.000Z"
            ),
            ("                    WARNING  Tool already exists: add                      tools.py:48", .warning, nil),
            ("2026-11-28 10:00:00.123 | SUCCESS  | app:main:12 - done", .info, "2026-11-28T09:00:00.123Z"),
            ("2026-11-28 10:00:00.123 | ERROR    | app:main:12 - failed", .error, "2026-11-28T09:00:00.123Z"),
            ("INFO:     Uvicorn running on http://127.0.0.1:8000", .info, nil),
            ("2026-11-28 10:00:00 [warning  ] slow answer   tool=add", .warning, "2026-11-28T09:00:00.000Z"),
            ("[2026-11-28 10:00:00,123] ERROR in app: failed", .error, "2026-11-28T09:00:00.123Z"),
            ("/app/x.py:12: DeprecationWarning: use y", .warning, nil),
            ("I1128 09:00:00.250000 123456 app.py:12] hello", .info, "2026-11-28T09:00:00.250Z"),
            // Node: winston, console with brackets, Node itself, npm.
            ("info: server started", .info, nil),
            ("error: it failed", .error, nil),
            ("2026-11-28T09:00:00.123Z warn: slow", .warning, "2026-11-28T09:00:00.123Z"),
            ("2026-11-28T09:00:00.123Z [error]: failed", .error, "2026-11-28T09:00:00.123Z"),
            ("[INFO] server started", .info, nil),
            ("[my-server] ERROR failed", .error, nil),
            ("(node:123) Warning: Setting the NODE_TLS_REJECT_UNAUTHORIZED", .warning, nil),
            ("(node:123) [DEP0040] DeprecationWarning: punycode", .warning, nil),
            ("npm ERR! code ENOENT", .error, nil),
            ("npm error code ENOENT", .error, nil),
            ("npm warn deprecated x@1", .warning, nil),
            ("npm notice New version", .notice, nil),
            ("TypeError: x is not a function", .error, nil),
            ("Error [ERR_MODULE_NOT_FOUND]: no such module", .error, nil),
            // Go: klog, zap, logrus, zerolog, log.
            ("E1128 09:00:00.123456       1 server.go:12] failed", .error, "2026-11-28T09:00:00.123Z"),
            ("F20261128 09:00:00.123456 1 server.go:12] failed", .critical, "2026-11-28T09:00:00.123Z"),
            ("2026-11-28T10:00:00.123+0100\tINFO\tserver/main.go:12\tready", .info, "2026-11-28T09:00:00.123Z"),
            ("2026-11-28T10:00:00.123+0100\tdebug\tserver/main.go:12\tready", .debug, "2026-11-28T09:00:00.123Z"),
            ("WARN[0003] slow answer                  tool=add", .warning, nil),
            ("2026-11-28T10:00:00+01:00 ERR failed error=\"x\"", .error, "2026-11-28T09:00:00.000Z"),
            ("2026/11/28 10:00:00 ERROR failed", .error, "2026-11-28T09:00:00.000Z"),
            ("panic: boom", .critical, nil),
            // Rust: tracing, env_logger.
            ("2026-11-28T09:00:00.123456Z  INFO server: ready", .info, "2026-11-28T09:00:00.123Z"),
            ("2026-11-28T09:00:00.123456Z ERROR request{id=1}: server: failed", .error, "2026-11-28T09:00:00.123Z"),
            ("[2026-11-28T09:00:00Z WARN  server] slow", .warning, "2026-11-28T09:00:00.000Z"),
            // Java, Ruby, .NET, syslog.
            ("2026-11-28 10:00:00 ERROR [main] Server - failed", .error, "2026-11-28T09:00:00.000Z"),
            ("2026-11-28 10:00:00.123 [main] WARN  com.example.Server - slow", .warning, "2026-11-28T09:00:00.123Z"),
            ("10:00:00.123 [main] DEBUG com.example.Server - x", .debug, "2026-11-28T09:00:00.123Z"),
            ("2026-11-28T10:00:00.123+01:00  INFO 1234 --- [main] c.e.Server : ready", .info, "2026-11-28T09:00:00.123Z"),
            ("SEVERE: failed", .error, nil),
            ("E, [2026-11-28T10:00:00.123456 #123] ERROR -- : failed", .error, "2026-11-28T09:00:00.123Z"),
            ("fail: Microsoft.Hosting.Lifetime[0]", .error, nil),
            ("[10:00:00 INF] ready", .info, "2026-11-28T09:00:00.000Z"),
            ("<3>disk is gone", .error, nil),
            ("<134>1 2026-11-28T09:00:00Z host app", .info, nil),
            // A time alone, and one that no zone explains.
            ("2026/11/28 10:00:00 http: Server closed", nil, "2026-11-28T09:00:00.000Z"),
            ("2026-11-20 10:00:00 INFO replayed", .info, nil),
            ("FATAL ERROR: Reached heap limit", .critical, nil),
        ] as [(String, LogLevel?, String?)])
    func `states its level and time where loggers write them`(_ line: String, _ level: LogLevel?, _ stated: String?) {
        let record = reading(line)
        #expect(record.level == level)
        #expect(record.stated?.description == stated)
        #expect(record.message == line)
        #expect(record.fields == nil)
    }

    @Test(arguments: [
        "no error found", "0 errors, 0 warnings", "error_count=0", "errors: 0", "Error: 0", "error: none", "Warnings: none",
        "finished without an error: fine", "The ERROR page was shown", "handled error", "error handler installed",
        "2026/11/28 10:00:00 error handler installed", "2026-11-28 10:00:00 got ERROR from upstream", "Loaded info.json",
        "retry - no error - going on", "GET /error HTTP/1.1", "warning-free build", "critical-css: built", "fine then",
        "[errors] none", "informational: x", "debugger attached", "an Error: in the middle", "http://error: x", "", " ", ":", "[",
        "[]",
        "2026-11-28", "<>", "<999>x", "(node:", "npm ", "E1128", "E, [", " - ERROR - ", "╭─ FastMCP 2.0 ─╮",
    ])
    func `states no level by the mere word`(_ line: String) {
        #expect(reading(line).level == nil)
    }

    @Test func `without a zone is in the zone that makes it fresh`() {
        #expect(reading("2026-11-28 14:45:00 INFO x").stated?.description == "2026-11-28T09:00:00.000Z")
        #expect(reading("2026-11-27 22:00:00 INFO x").stated?.description == "2026-11-28T09:00:00.000Z")
        #expect(reading("2026-11-28 14:50:00 INFO x").stated == nil)
        #expect(reading("2026-11-28T08:00:00Z INFO x").stated?.description == "2026-11-28T08:00:00.000Z")
    }

    @Test func `that was cut says how much is missing`() {
        #expect(reading("INFO: long", droppedBytes: 12_000).message == "INFO: long… +12 KiB")
    }
}
