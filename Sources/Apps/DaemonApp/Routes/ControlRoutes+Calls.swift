import ControlAPI
import Hummingbird
import ModelContextProtocol
import NIOCore
import ServerModel
import ServerSupervision

/// The routes about tools and their calls.
extension ControlRoutes {
    func tools(of name: String, _ request: Request) async throws -> Response {
        await definitions.refresh()
        return try await whileWanted(request) { _ in
            try await masked(name) { mask in
                let tools = try await supervisor.tools(of: name)
                let mask = try await mask()
                return try .json(tools.map { $0.masked(mask) })
            }
        }
    }

    func call(_ tool: String, of name: String, _ request: Request) async throws -> Response {
        guard let tool = URLText.unescaped(tool) else { throw ErrorReport.notEscaped(tool) }
        await definitions.refresh()
        return try await whileWanted(request) { body in
            let arguments = try await body.arguments()
            return try await masked(name) { mask in
                let result = try await supervisor.call(tool, of: name, arguments: arguments)
                return try .json(ToolCallResult(result.masked(try await mask())))
            }
        }
    }

    func replay(_ id: Int, _ request: Request) async throws -> Response {
        await definitions.refresh()
        let replayer = CallReplayer(history: history, supervisor: supervisor)
        return try await whileWanted(request) { _ in try .json(await replayer.replay(id)) }
    }

    /// Throws an ``ErrorReport`` for what is no number.
    func callNumber(_ text: String) throws -> Int {
        guard let id = Int(text) else {
            throw ErrorReport(
                code: "bad-request", problem: "'\(text)' is not the number of a call",
                remedy: "run 'mcp-manager calls' for the numbers")
        }
        return id
    }

    /// Does it, until whoever asked leaves: then the server is told that the call is cancelled.
    func whileWanted(
        _ request: Request, _ work: (RequestBody) async throws -> Response
    ) async throws -> Response {
        do {
            return try await request.body.consumeWithCancellationOnInboundClose(work)
        } catch is CancellationError {
            throw ErrorReport(code: "cancelled", problem: "the call was ended before its answer", remedy: "call again")
        }
    }
}

extension Request {
    /// The query of `calls`. Throws an ``ErrorReport`` that says what is wrong with it.
    func callQuery() throws -> CallQuery {
        let query = uri.queryParameters
        func text(_ name: String) -> String? { query[Substring(name)].map(String.init) }
        var limit = try count(ControlRoute.Parameter.limit, default: 50)
        limit = min(max(1, limit), CallQuery.largestLimit)
        var before: Int?
        if let text = text(ControlRoute.Parameter.before) {
            guard let id = Int(text) else {
                throw ErrorReport(
                    code: "bad-request", problem: "'before' must be the number of a call", remedy: "write before=1234")
            }
            before = id
        }
        return CallQuery(
            server: try text(ControlRoute.Parameter.server).map { try ServerID($0) },
            failedOnly: text(ControlRoute.Parameter.failed) == "true", tool: text(ControlRoute.Parameter.tool), before: before,
            limit: limit)
    }
}

extension RequestBody {
    /// A tool's arguments: a JSON object of at most 64 MiB; no body at all is none.
    fileprivate func arguments() async throws -> JSONObject? {
        let body = try await collect(upTo: 64 << 20)
        guard body.readableBytes > 0 else { return nil }
        guard let arguments = (try? JSONValue.parse(Array(body.readableBytesView)))?.objectValue else {
            throw ErrorReport(
                code: "bad-request", problem: "the request's body is not a JSON object", remedy: #"send {"name": value, …}"#)
        }
        return arguments
    }
}

extension ErrorReport {
    fileprivate static func notEscaped(_ tool: String) -> ErrorReport {
        ErrorReport(
            code: "bad-request", problem: "'\(tool)' is not a tool's name as a URL has it",
            remedy: "write every byte that is no letter or digit as %XX")
    }
}
