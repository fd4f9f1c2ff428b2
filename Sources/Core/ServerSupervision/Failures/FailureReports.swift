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
            problem: "\(end.status.words)\(wasReady ? "" : " before it was ready")\(end.why)",
            remedy: end.remedy(id))
    }

    /// In development mode, while its source is watched.
    static func newCodeFails(_ id: ServerID, _ end: RunEnd) -> ErrorReport {
        ErrorReport(
            code: "new-code-fails", problem: "the new code does not become ready: \(end.status.words)\(end.why)",
            remedy: "mend it and save: its files are still watched ('mcp-manager logs \(id)' has the whole story)")
    }

    static func crashLoop(_ id: ServerID, _ end: RunEnd, crashes: Int, wasReady: Bool) -> ErrorReport {
        ErrorReport(
            code: "crash-loop",
            problem: "\(end.status.words)\(wasReady ? "" : " before it was ready"), \(crashes) times in a row\(end.why)",
            remedy: end.remedy(id))
    }
}

extension RunEnd {
    /// Its cause, else the last line of stderr that says something, after a colon; empty when there is neither.
    var why: String {
        if let cause { return ": \(cause)" }
        return stderrTail.last { line in line.contains { !$0.isWhitespace } }.map { ": “\($0)”" } ?? ""
    }

    fileprivate func remedy(_ id: ServerID) -> String {
        hint.map { "\($0); more is in 'mcp-manager logs \(id)'" }
            ?? "read 'mcp-manager logs \(id)', mend the cause, then run 'mcp-manager start \(id)'"
    }
}
