import ServerModel
import Synchronization

/// Counts the calls of tools, for `/metrics`.
///
/// `record` is called for every finished call and costs well below a microsecond. Names of tools are foreign text, and a client may
/// call tools that nobody has: so many of them are counted each for itself, all others together as `other`.
public final class CallMetrics: Sendable {
    public struct Limits: Hashable, Sendable {
        /// Tools of one server that are counted each for itself.
        public var toolsPerServer = 100
        /// The same, of all servers together. Each tool makes 21 lines.
        public var tools = 2_000
        /// Bytes of a tool's name; what is longer is cut.
        public var nameBytes = 128

        public init() {}
    }

    private struct State {
        var servers: [ServerID: ServerTally] = [:]
        /// Of all servers.
        var tools = 0
    }

    /// The tools beyond the limits, and those without a name.
    static let other = "other"

    private let limits: Limits
    private let state = Mutex(State())

    public init(limits: Limits = Limits()) { self.limits = limits }

    /// Counts a finished call.
    public func record(_ record: CallRecord) {
        let name = label(record.tool)
        state.withLock { state in
            let hasRoom = state.tools < limits.tools
            let isNew = state.servers[record.server, default: ServerTally()]
                .count(record, as: name, limit: hasRoom ? limits.toolsPerServer : 0)
            if isNew { state.tools += 1 }
        }
    }

    /// Forgets a server that is defined no more.
    public func forget(_ server: ServerID) {
        state.withLock { state in state.tools -= state.servers.removeValue(forKey: server)?.tools.count ?? 0 }
    }

    /// What was counted, by server and tool.
    public func families() -> [MetricFamily] {
        // The lines are made of a copy, while calls go on.
        let servers = state.withLock { $0.servers }.sorted { $0.key < $1.key }
        var calls = MetricFamily(
            "mcp_manager_tool_calls_total", .counter,
            help: """
                Calls of tools that have ended, by how: ok, tool-error (the tool said that it failed), refused (the server \
                answered with an error), cancelled (the client did not want the answer any more), lost (the server ended before it \
                answered).
                """)
        var durations = MetricFamily(
            "mcp_manager_tool_call_duration_seconds", .histogram,
            help: "From the request for a call to its answer, however it ended.")
        var bytes = MetricFamily(
            "mcp_manager_tool_call_bytes_total", .counter, help: "Bytes of the requests for calls and of their responses.")
        for (server, tally) in servers {
            for (tool, counted) in tally.all.sorted(by: { $0.key < $1.key }) {
                calls.samples += counted.outcomes(["server": server.rawValue, "tool": tool])
                durations.samples += counted.durations(["server": server.rawValue, "tool": tool])
            }
            bytes.samples += [
                MetricSample(Double(tally.requestBytes), ["server": server.rawValue, "direction": "request"]),
                MetricSample(Double(tally.responseBytes), ["server": server.rawValue, "direction": "response"]),
            ]
        }
        return [calls, durations, bytes]
    }

    /// The name of a tool as the value of a label: without control characters, and not too long.
    private func label(_ tool: String) -> String {
        var name = MetricLabels.cleaned(tool)
        if name.utf8.count > limits.nameBytes {
            var end = name.utf8.index(name.startIndex, offsetBy: limits.nameBytes)
            while end > name.startIndex, name.utf8[end] & 0xC0 == 0x80 { end = name.utf8.index(before: end) }
            name = String(name[..<end])
        }
        return name.isEmpty ? Self.other : name
    }
}
