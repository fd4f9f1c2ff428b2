import DaemonLaunch
import ModelContextProtocol

/// Why requests cannot be answered, in words a client shows to a person.
struct BridgeFailure: Hashable {
    var code: String
    var problem: String
    var remedy: String

    init(code: String, problem: String, remedy: String) {
        self.code = code
        self.problem = problem
        self.remedy = remedy
    }

    init(_ failure: LaunchFailure) {
        self.init(code: failure.code, problem: failure.problem, remedy: failure.remedy)
    }

    /// From `{"code":…,"problem":…,"remedy":…}`; `nil` for anything else.
    init?(_ value: JSONValue) {
        guard let code = value["code"]?.stringValue, let problem = value["problem"]?.stringValue,
            let remedy = value["remedy"]?.stringValue
        else { return nil }
        self.init(code: code, problem: problem, remedy: remedy)
    }

    /// From the `error` of an answer.
    init(error: Range<Int>, in line: UnsafeRawBufferPointer) {
        let error = try? JSONValue.parse(line, in: error)
        if let data = error?["data"], let failure = BridgeFailure(data) {
            self = failure
            return
        }
        self.init(
            code: "server-refused", problem: error?["message"]?.stringValue ?? "the server refused to begin again",
            remedy: "run 'mcp-manager status' to see how it is")
    }

    /// What requests that were on their way to a daemon that went away get.
    static let restarted = BridgeFailure(
        code: "daemon-restarted", problem: "the daemon of mcp-manager went away before it answered", remedy: "try again")

    static let keepsStopping = BridgeFailure(
        code: "daemon-failed", problem: "the daemon of mcp-manager stops again each time it is started",
        remedy: "run 'mcp-manager doctor'")

    static let silent = BridgeFailure(
        code: "daemon-silent", problem: "the daemon of mcp-manager runs, but does not answer",
        remedy: "try again; if that does not help, end it with 'mcp-manager daemon stop'")

    static let tooLong = BridgeFailure(
        code: "message-too-long", problem: "the client sent a message of more than 64 MiB",
        remedy: "send less in one message")

    static let misunderstood = BridgeFailure(
        code: "daemon-failed", problem: "the daemon of mcp-manager gave an answer that makes no sense here",
        remedy: "run 'mcp-manager daemon stop', so that the version that is installed is started")

    /// The JSON-RPC error (-32603, internal error) for the request whose raw id is `id`.
    func answer(to id: [UInt8]) -> [UInt8] {
        JSONRPC.error(
            id: id, code: -32603, message: "\(problem) — \(remedy)",
            data: ["code": .string(code), "problem": .string(problem), "remedy": .string(remedy)])
    }
}
