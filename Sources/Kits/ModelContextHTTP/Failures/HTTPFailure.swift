import ModelContextProtocol

/// Why a server could not be reached, or did not answer as a server does.
public struct HTTPFailure: Error, Hashable, Sendable {
    /// For programs: `no-such-host`, `connection-refused`, `unreachable`, `connect-timeout`, `tls-expired`, `tls-untrusted`,
    /// `tls-name`, `tls-failed`, `connection-lost`, `stream-lost`, `session-lost`, `unauthorized`, `forbidden`, `redirected`,
    /// `http-status`, `no-answer`, `answer-too-long`, `not-mcp` or `bad-address`.
    public var code: String
    /// What happened, to what; a clause without a full stop. May quote the server.
    public var problem: String
    /// What to do next.
    public var remedy: String
    /// The status of the answer; `nil` when there was none.
    public var status: Int?

    public init(code: String, problem: String, remedy: String, status: Int? = nil) {
        self.code = code
        self.problem = problem
        self.remedy = remedy
        self.status = status
    }

    /// The refusal of the request whose raw id token is `id`, as if the server had said it.
    func answer(to id: [UInt8]) -> [UInt8] {
        var data: JSONValue = ["code": .string(code), "problem": .string(problem), "remedy": .string(remedy)]
        data["httpStatus"] = status.map { .integer($0) }
        return JSONRPC.error(id: id, code: ErrorCode.connectionClosed, message: "\(problem); \(remedy)", data: data)
    }
}

/// What only the owner of a connection can tell a person to do.
public struct HTTPAdvice: Hashable, Sendable {
    /// Where the server's address is written.
    public var address = "check the address of the server"
    /// Where a token or key for it is set.
    public var authorization = "check the token or key that is sent to it"

    public init() {}
}

extension HTTPFailure {
    static func badAddress(_ text: String, _ advice: HTTPAdvice) -> HTTPFailure {
        HTTPFailure(
            code: "bad-address", problem: "'\(text)' is not an address that begins with http:// or https:// and names a host",
            remedy: advice.address)
    }

    /// An answer that is not one of a server's, by its status. `body` is what it said.
    static func status(_ status: Int, body: String, from address: ServerAddress, _ advice: HTTPAdvice) -> HTTPFailure {
        let said = body.isEmpty ? "" : ": \(body)"
        let (code, problem, remedy): (String, String, String) =
            switch status {
            case 401: ("unauthorized", "\(address.origin) wants to know who asks (HTTP 401)\(said)", advice.authorization)
            case 403: ("forbidden", "\(address.origin) does not allow this (HTTP 403)\(said)", advice.authorization)
            case 404: ("http-status", "there is nothing at \(address.shown) (HTTP 404)\(said)", advice.address)
            case 405: ("http-status", "\(address.shown) does not take requests (HTTP 405)\(said)", advice.address)
            case 413:
                ("http-status", "the message is too long for \(address.origin) (HTTP 413)\(said)", "send less at once")
            case 429: ("http-status", "\(address.origin) is asked too often (HTTP 429)\(said)", "try again later")
            case 500...: ("http-status", "\(address.origin) has failed (HTTP \(status))\(said)", "look at that server's own log")
            default: ("http-status", "\(address.shown) answered with HTTP \(status)\(said)", advice.address)
            }
        return HTTPFailure(code: code, problem: problem, remedy: remedy, status: status)
    }

    static func redirected(to place: String, from address: ServerAddress, _ advice: HTTPAdvice, status: Int) -> HTTPFailure {
        HTTPFailure(
            code: "redirected",
            problem: "\(address.origin) sends us on to \(place), which is somebody else as far as we can tell",
            remedy: "if that is right, write that address instead; \(advice.address)", status: status)
    }

    static func sessionLost(_ address: ServerAddress) -> HTTPFailure {
        HTTPFailure(
            code: "session-lost", problem: "\(address.origin) forgot our session", remedy: "open a new one", status: 404)
    }

    static func notOurs(_ what: String, from address: ServerAddress, _ advice: HTTPAdvice, status: Int) -> HTTPFailure {
        HTTPFailure(
            code: "not-mcp", problem: "\(address.shown) answered with \(what), not with an MCP message", remedy: advice.address,
            status: status)
    }

    static func noAnswer(_ address: ServerAddress, status: Int) -> HTTPFailure {
        HTTPFailure(
            code: "no-answer", problem: "\(address.origin) took the request but did not answer it",
            remedy: "ask again; look at that server's own log", status: status)
    }

    static func tooLong(_ limit: Int) -> HTTPFailure {
        HTTPFailure(
            code: "answer-too-long", problem: "the answer is longer than \(limit >> 20) MiB", remedy: "ask for less at once")
    }

    static func streamLost(_ address: ServerAddress, _ reason: String) -> HTTPFailure {
        HTTPFailure(
            code: "stream-lost", problem: "the connection to \(address.origin) broke before the answer was there: \(reason)",
            remedy: "ask again, if what was asked may be done twice")
    }

    static func connectionLost(_ address: ServerAddress, _ reason: String) -> HTTPFailure {
        HTTPFailure(
            code: "connection-lost", problem: "the connection to \(address.origin) was lost: \(reason)",
            remedy: "look at that server's own log")
    }

    static func noEndpoint(_ address: ServerAddress, _ advice: HTTPAdvice) -> HTTPFailure {
        HTTPFailure(
            code: "not-mcp", problem: "\(address.shown) opened a stream of events but named no endpoint for messages",
            remedy: advice.address)
    }
}
