import ModelContextProtocol

/// What a running tool call can tell its caller meanwhile.
public struct ToolContext: Sendable {
    let output: LineWriter
    let progressToken: JSONValue?
    let logger: String
    let wants: @Sendable (LogLevel) -> Bool

    /// Whether the caller asked for progress.
    public var wantsProgress: Bool { progressToken != nil }

    /// Whether the caller gave the call up, or the conversation ended; nothing the tool returns is waited for then.
    public var isCancelled: Bool { Task.isCancelled }

    /// Tells how far the work is, if the caller wants to know; `progress` must grow from call to call, towards `total` if that is known.
    public func progress(_ progress: Double, total: Double? = nil, message: String? = nil) {
        guard let progressToken else { return }
        var params: JSONValue = ["progressToken": progressToken, "progress": .number(progress)]
        params["total"] = total.map { .number($0) }
        params["message"] = message.map { .string($0) }
        output.write(JSONRPC.notification(method: "notifications/progress", params: params))
    }

    /// Sends a log message, if the caller wants those of this level.
    public func log(level: LogLevel, data: JSONValue) {
        guard wants(level) else { return }
        let params: JSONValue = ["level": .string(level.rawValue), "logger": .string(logger), "data": data]
        output.write(JSONRPC.notification(method: "notifications/message", params: params))
    }
}
