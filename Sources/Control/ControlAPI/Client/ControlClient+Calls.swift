import ServerModel

/// Tools: what there is, calling them, and the calls that were made by whomever.
extension ControlClient {
    /// The recorded calls that were asked for, newest first.
    public func calls(_ query: CallQuery) async throws -> [CallRecord] {
        try await value(
            ControlRequest(
                .calls,
                query: [
                    (ControlRoute.Parameter.server, query.server?.rawValue),
                    (ControlRoute.Parameter.failed, query.failedOnly ? "true" : nil),
                    (ControlRoute.Parameter.tool, query.tool),
                    (ControlRoute.Parameter.before, query.before.map { "\($0)" }),
                    (ControlRoute.Parameter.limit, "\(query.limit)"),
                ]))
    }

    /// One recorded call. Throws `unknown-call`.
    public func call(_ id: Int) async throws -> CallRecord {
        try await value(ControlRequest(.call, at: ["id": "\(id)"]))
    }

    /// Makes a recorded call again. Throws `unknown-call`, or `arguments-incomplete` when its arguments were not kept whole.
    public func replay(call id: Int) async throws -> CallReplay {
        // A tool takes the time it takes.
        try await value(ControlRequest(.replayCall, at: ["id": "\(id)"], deadline: nil))
    }

    /// The tools of a server, which is started for that.
    public func tools(of id: ServerID) async throws -> [ToolDescription] {
        try await value(ControlRequest(.tools, id, deadline: nil))
    }

    /// Calls a tool; leaving the task ends the call.
    ///
    /// - Parameter arguments: the JSON text of an object.
    public func call(_ tool: String, of id: ServerID, arguments: String) async throws -> ToolCallResult {
        var request = ControlRequest(.callTool, at: ["id": id.rawValue, "tool": tool], deadline: nil)
        request.body = Array(arguments.utf8)
        return try await value(request)
    }
}
