/// Why a conversation with a server could not be opened.
public struct HandshakeFailure: Error, Hashable, Sendable {
    /// What went wrong, for programs: `no-common-version`, `initialize-refused`, `discovery-refused` or `bad-introduction`.
    public var code: String
    /// What happened, one sentence without a full stop; may quote the server's own message.
    public var problem: String
    /// What to do next.
    public var remedy: String

    /// A failure.
    public init(code: String, problem: String, remedy: String) {
        self.code = code
        self.problem = problem
        self.remedy = remedy
    }
}

extension HandshakeFailure {
    static func noCommonVersion(ours: [ProtocolVersion], theirs: [String]) -> HandshakeFailure {
        let offered = theirs.isEmpty ? "no version at all" : theirs.joined(separator: ", ")
        return HandshakeFailure(
            code: "no-common-version",
            problem: "the server offers \(offered); we speak \(ours.map(\.text).joined(separator: ", "))",
            remedy: "use a version of the server that speaks one of ours")
    }

    static func initializeRefused(_ error: ServerError) -> HandshakeFailure {
        if let explained = error.explained { return explained }
        let isModernOnly = ErrorCode.isModern(error.code)
        return HandshakeFailure(
            code: "initialize-refused",
            problem: "the server refused 'initialize': \(error)",
            remedy: isModernOnly
                ? "the server speaks only newer revisions: let its era be chosen automatically, or choose the modern one"
                : "look at the server's own log lines; it may lack a setting")
    }

    static func discoveryRefused(_ error: ServerError) -> HandshakeFailure {
        error.explained
            ?? HandshakeFailure(
                code: "discovery-refused",
                problem: "the server refused 'server/discover': \(error)",
                remedy: error.code == ErrorCode.missingCapability
                    ? "it needs a capability of the client that is not offered here"
                    : "let its era be chosen automatically, or choose the legacy one")
    }

    static func badIntroduction(to method: String, lacking what: String) -> HandshakeFailure {
        HandshakeFailure(
            code: "bad-introduction",
            problem: "the server's answer to '\(method)' has no \(what)",
            remedy: "the program may not be an MCP server, or a faulty one: look at its log lines")
    }
}

/// The error of a JSON-RPC answer.
struct ServerError: Hashable, Sendable, CustomStringConvertible {
    var code: Int
    var message: String
    var data: JSONValue?

    init(_ value: JSONValue) {
        // Some servers send no code or a text; both are still an error.
        code = value["code"]?.intValue ?? 0
        message = value["message"]?.stringValue ?? value.stringValue ?? ""
        data = value["data"]
    }

    /// Versions the server names as supported.
    var supported: [String] { data?["supported"]?.arrayValue?.compactMap(\.stringValue) ?? [] }

    /// What the connection, not the server, had to say: it explains itself in `data`.
    var explained: HandshakeFailure? {
        guard let code = data?["code"]?.stringValue, let problem = data?["problem"]?.stringValue,
            let remedy = data?["remedy"]?.stringValue
        else { return nil }
        return HandshakeFailure(code: code, problem: problem, remedy: remedy)
    }

    var description: String {
        let needs = data?["requiredCapabilities"].map { ", needs \($0)" } ?? ""
        return "\(message.isEmpty ? "no reason given" : message) (\(code)\(needs))"
    }
}
