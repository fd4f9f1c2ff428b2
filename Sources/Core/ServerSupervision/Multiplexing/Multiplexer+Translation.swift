import ModelContextProtocol
import NIOCore
import ServerModel

/// What one era writes and the other does not, for messages that pass otherwise unchanged.
extension Multiplexer {
    // MARK: A modern client, a legacy server

    mutating func modernRequestToLegacyServer(_ request: ClientRequest, _ server: ServerIntroduction) -> [Output] {
        let version = request.envelope.protocolVersion.flatMap { request.line.string($0) } ?? ""
        guard ProtocolVersion(version)?.era == .modern else {
            let ours = ProtocolVersion.known(in: .modern).map(\.text)
            return [.toClient(request.session, Wire.unsupportedVersion(id: request.id, supported: ours, requested: version))]
        }
        switch request.method {
        case "subscriptions/listen":
            return listen(request, server)
        case "ping", "logging/setLevel", "resources/subscribe", "resources/unsubscribe":
            // Gone in that era.
            return [.toClient(request.session, Wire.methodNotFound(id: request.id))]
        default:
            guard let range = request.envelope.meta, var meta = try? JSONValue.parse(request.line.bytes(range)) else {
                return forward(request)
            }
            let capabilities = meta[MetaKey.clientCapabilities] ?? [:]
            let level = meta[MetaKey.logLevel]?.stringValue.flatMap(LogLevel.init)
            for key in MetaKey.ofModernRequests { meta[key] = nil }
            // Our id for the call is the next one; its progress is reported under it.
            if meta[MetaKey.progressToken] != nil { meta[MetaKey.progressToken] = .integer(lastCallID + 1) }
            let outputs = forward(request, adding: [(range, meta.serialized())])
            calls[lastCallID]?.capabilities = capabilities
            return raiseLevel(to: level, server) + outputs
        }
    }

    /// A legacy server's answer as a modern client reads it.
    func modernAnswer(_ line: ByteBuffer, _ envelope: MessageEnvelope, to call: Call) -> [MessageSplice.Edit] {
        if let error = envelope.error {
            // That code is not to be used in the modern era.
            guard call.method == "resources/read", let code = line.memberRange("code", of: error),
                line.bytes(code) == Array("-32002".utf8)
            else { return [] }
            return [(code, Array("\(ErrorCode.invalidParams)".utf8))]
        }
        let isCacheable = ServerMemory.listMethods.contains(call.method) || call.method == "resources/read"
        return line.resultEdits(isCacheable ? ModernWords.listResult : ModernWords.result, envelope)
    }

    // MARK: A legacy client, a modern server

    mutating func legacyRequestToModernServer(_ request: ClientRequest, _ server: ServerIntroduction) -> [Output] {
        switch request.method {
        case "logging/setLevel":
            return setLevel(request, server)
        case "resources/subscribe":
            return subscribe(request)
        case "resources/unsubscribe":
            return unsubscribe(request)
        default:
            let meta = request.line.metaEdits(modernMeta(for: request.session), request.envelope)
            let outputs = forward(request, adding: meta)
            if Self.mayAsk.contains(request.method) { calls[lastCallID]?.request = request.line }
            return outputs
        }
    }

    /// The requests a modern server may answer with questions.
    static let mayAsk: Set<String> = ["tools/call", "prompts/get", "resources/read"]

    /// What each request of a legacy client has to carry for a modern server: version, client and capabilities.
    func modernMeta(for session: SessionID) -> [MessageSplice.Member] {
        let state = sessions[session]
        let client = state?.clientInfo ?? Implementation(name: "mcp-manager", version: productVersion).value
        var declared: JSONValue = [:]
        for capability in ["elicitation", "sampling", "roots"] {
            declared[capability] = state?.capabilities[capability]
        }
        var members = ModernWords.requestMeta(client: client, capabilities: declared)
        // Before a legacy client has asked for a level the server chooses; a modern one would choose silence.
        let level = state?.logLevel ?? .info
        if introduction?.capabilities["logging"] != nil {
            members.append((MetaKey.logLevel, JSONValue.string(level.rawValue).serialized()))
        }
        return members
    }

    /// The same for our own requests.
    var ownModernMeta: [MessageSplice.Member] {
        ModernWords.requestMeta(client: Implementation(name: "mcp-manager", version: productVersion).value, capabilities: [:])
    }
}

/// What modern messages have that legacy ones lack, as members to add.
enum ModernWords {
    static let result: [MessageSplice.Member] = [("resultType", Array(#""complete""#.utf8))]
    /// Of results that may be cached; we promise nothing.
    static let listResult: [MessageSplice.Member] =
        result + [("ttlMs", Array("0".utf8)), ("cacheScope", Array(#""private""#.utf8))]

    static func requestMeta(client: JSONValue, capabilities: JSONValue) -> [MessageSplice.Member] {
        [
            (MetaKey.protocolVersion, JSONValue.string(ProtocolVersion.newestModern.text).serialized()),
            (MetaKey.clientCapabilities, capabilities.serialized()),
            (MetaKey.clientInfo, client.serialized()),
        ]
    }
}

extension MetaKey {
    /// What every modern request may carry and legacy ones never do.
    fileprivate static let ofModernRequests = [protocolVersion, clientCapabilities, clientInfo, logLevel]
}
