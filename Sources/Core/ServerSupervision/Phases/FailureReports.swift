import ServerModel

/// Why a server failed, in words.
extension ErrorReport {
    static func startDeadline(_ id: ServerID, _ deadline: Duration) -> ErrorReport {
        ErrorReport(
            code: "start-timeout",
            problem: "it did not answer the MCP handshake within \(deadline.components.seconds) s",
            remedy: "check that it is an MCP server and speaks the transport its definition names ('mcp-manager logs \(id)'), "
                + "or give it longer with 'execution.start_timeout'")
    }

    static func ended(_ id: ServerID, _ end: RunEnd, wasReady: Bool) -> ErrorReport {
        ErrorReport(
            code: wasReady ? "exited" : "exited-at-start",
            problem: "\(end.status.words)\(wasReady ? "" : " before it was ready")\(end.lastWords)",
            remedy: "read 'mcp-manager logs \(id)', mend the cause, then run 'mcp-manager start \(id)'")
    }

    static func crashLoop(_ id: ServerID, _ end: RunEnd, crashes: Int, wasReady: Bool) -> ErrorReport {
        ErrorReport(
            code: "crash-loop",
            problem: "\(end.status.words)\(wasReady ? "" : " before it was ready"), \(crashes) times in a row\(end.lastWords)",
            remedy: "read 'mcp-manager logs \(id)', mend the cause, then run 'mcp-manager start \(id)'")
    }
}

extension RunEnd {
    /// The last line of stderr that says something, as `: “…”`; empty when there was none.
    var lastWords: String {
        stderrTail.last { line in line.contains { !$0.isWhitespace } }.map { ": “\($0)”" } ?? ""
    }
}
