import ModelContextProtocol
import NIOCore
import ServerModel

/// The daemon as a client of its own servers: one question, one answer.
extension Supervisor {
    /// Asks the server `name` one thing, as a client called `client`; starts it like any client would.
    ///
    /// Returns the `result`. Throws `UnknownServer`, or an ``ErrorReport``: what keeps the server from answering, or its own
    /// refusal (code `refused`).
    public func ask(_ name: String, _ method: String, _ params: JSONObject = [:], as client: String) async throws -> JSONValue {
        var params = params
        var meta: JSONValue = params["_meta"] ?? [:]
        meta[MetaKey.protocolVersion] = .string(ProtocolVersion.newestModern.text)
        meta[MetaKey.clientCapabilities] = [:]
        meta[MetaKey.clientInfo] = Implementation(name: client, version: productVersion).value
        params["_meta"] = meta
        let request = ByteBuffer(bytes: JSONRPC.request(id: 1, method: method, params: .object(params)))
        let (lines, continuation) = AsyncStream.makeStream(of: ByteBuffer.self)
        let session = try openSession(name, peer: .inside { continuation.yield($0) }, platform: client, greeting: nil)
        defer { session.closed() }
        session.received(request)
        for await line in lines {
            guard let message = try? JSONValue.parse(Array(line.readableBytesView)), message["id"]?.intValue == 1 else {
                continue
            }
            if let result = message["result"] { return result }
            throw ErrorReport(answer: message["error"] ?? .null)
        }
        throw CancellationError()
    }
}

extension ErrorReport {
    /// Our own report if the error carries one, else the server's words.
    fileprivate init(answer error: JSONValue) {
        let data = error["data"]
        if let code = data?["code"]?.stringValue, let problem = data?["problem"]?.stringValue,
            let remedy = data?["remedy"]?.stringValue
        {
            self.init(code: code, problem: problem, remedy: remedy)
        } else {
            self.init(
                code: "refused", problem: error["message"]?.stringValue ?? "the server answered with an error",
                remedy: "check the name and the arguments (error \(error["code"]?.intValue ?? 0))")
        }
    }
}
