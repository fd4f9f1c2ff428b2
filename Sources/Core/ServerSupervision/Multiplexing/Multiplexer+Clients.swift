import ModelContextProtocol
import NIOCore
import ServerModel

/// What clients say.
extension Multiplexer {
    /// Routes one line of a client.
    mutating func received(_ line: ByteBuffer, from session: SessionID) -> [Output] {
        guard sessions[session] != nil else { return [] }
        let envelope: MessageEnvelope
        do {
            envelope = try line.envelope()
        } catch {
            let code = error.reason == .batch || error.reason == .shape ? ErrorCode.invalidRequest : ErrorCode.parseError
            return [.toClient(session, Wire.error(id: nil, code: code, message: "\(error)"))]
        }
        switch envelope.kind {
        case .request: return request(line, envelope, from: session)
        case .notification: return notification(line, envelope, from: session)
        // We put no questions of the server to clients yet, so an answer has no owner.
        case .result, .error: return []
        }
    }

    private mutating func request(_ line: ByteBuffer, _ envelope: MessageEnvelope, from session: SessionID) -> [Output] {
        guard let idRange = envelope.id, let method = envelope.method else { return [] }
        let id = line.bytes(idRange)
        switch upstream {
        case .starting:
            guard heldBytes + line.readableBytes <= Self.heldBytesLimit else {
                return [.toClient(session, Wire.failure(id: id, .tooMuchWaiting))]
            }
            held.append((session, line))
            heldBytes += line.readableBytes
            return []
        case .down(let report):
            return [.toClient(session, Wire.failure(id: id, report))]
        case .ready(let server):
            switch method {
            case "initialize": return [.toClient(session, initialize(line, envelope, id: id, session, server))]
            case "server/discover": return [.toClient(session, discover(line, envelope, id: id, session, server))]
            // Answered here: the server's own health is watched separately.
            case "ping": return [.toClient(session, Wire.result(id: id, [:]))]
            default: return ordinary(line, envelope, id: id, method: method, session, server)
            }
        }
    }

    /// Answers from the one `initialize` (or `server/discover`) of the run; a second one upstream would overwrite its state.
    private mutating func initialize(
        _ line: ByteBuffer, _ envelope: MessageEnvelope, id: [UInt8], _ session: SessionID, _ server: ServerIntroduction
    ) -> ByteBuffer {
        let params = envelope.params.flatMap { try? JSONValue.parse(line.bytes($0)) }
        sessions[session]?.era = .legacy
        sessions[session]?.clientName = params?["clientInfo"]?["name"]?.stringValue
        let asked = params?["protocolVersion"]?.stringValue
        return Wire.result(id: id, server.initializeResult(askedFor: asked))
    }

    private mutating func discover(
        _ line: ByteBuffer, _ envelope: MessageEnvelope, id: [UInt8], _ session: SessionID, _ server: ServerIntroduction
    ) -> ByteBuffer {
        guard server.era == .modern else {
            // The client then opens with `initialize`, at once.
            return Wire.error(id: id, code: ErrorCode.methodNotFound, message: "Method not found")
        }
        let meta = envelope.meta.flatMap { try? JSONValue.parse(line.bytes($0)) }
        sessions[session]?.era = .modern
        sessions[session]?.clientName = meta?[MetaKey.clientInfo]?["name"]?.stringValue
        return Wire.result(id: id, server.result)
    }

    private mutating func ordinary(
        _ line: ByteBuffer, _ envelope: MessageEnvelope, id: [UInt8], method: String, _ session: SessionID,
        _ server: ServerIntroduction
    ) -> [Output] {
        // A request says its era itself; clients need not have discovered anything before.
        let era: ModelContextProtocol.ProtocolEra = envelope.protocolVersion == nil ? .legacy : .modern
        if sessions[session]?.era == nil { sessions[session]?.era = era }
        switch (client: era, server: server.era) {
        case (.legacy, .legacy):
            if method == "logging/setLevel", let answer = setLevel(line, envelope, id: id, session) { return answer }
            return [forward(line, envelope, id: id, method: method, session)]
        case (.modern, .modern):
            return [forward(line, envelope, id: id, method: method, session)]
        case (.modern, .legacy):
            return [.toClient(session, Wire.unsupportedVersion(id: id, supported: [server.protocolVersion]))]
        case (.legacy, .modern):
            return legacyRequestToModernServer(line, envelope, id: id, method: method, session)
        }
    }

    /// Forwards a request under an id and progress token of our own.
    private mutating func forward(
        _ line: ByteBuffer, _ envelope: MessageEnvelope, id: [UInt8], method: String, _ session: SessionID,
        adding extra: [MessageSplice.Edit] = []
    ) -> Output {
        lastCallID += 1
        let callID = lastCallID
        let ours = Array(String(callID).utf8)
        var edits = extra
        if let range = envelope.id { edits.append((range, ours)) }
        if let range = envelope.progressToken { edits.append((range, ours)) }
        calls[callID] = Call(
            session: session, originalID: id, method: method, progressToken: envelope.progressToken.map(line.bytes))
        sessions[session]?.callIDs[id] = callID
        sessions[session]?.requests += 1
        return .toServer(line.replacing(edits))
    }

    private mutating func notification(_ line: ByteBuffer, _ envelope: MessageEnvelope, from session: SessionID) -> [Output] {
        switch envelope.method {
        case "notifications/cancelled":
            guard let range = envelope.requestID else { return [] }
            let id = line.bytes(range)
            // A held request has not left yet; it is simply forgotten.
            let isHeld = held.contains { $0.session == session && $0.line.isRequest(id: id) }
            if isHeld {
                held.removeAll { $0.session == session && $0.line.isRequest(id: id) }
                heldBytes = held.reduce(0) { $0 + $1.line.readableBytes }
            }
            guard let callID = sessions[session]?.callIDs[id], case .ready = upstream else { return [] }
            return [.toServer(line.replacing([(range, Array(String(callID).utf8))]))]
        case "notifications/initialized", "notifications/roots/list_changed", "notifications/progress":
            // The first is ours to say, once a run; the others speak of questions we never put to clients.
            return []
        default:
            guard case .ready = upstream else { return [] }
            return [.toServer(line)]
        }
    }
}

// MARK: - Bridging what a revision lacks

extension Multiplexer {
    /// The server shall be as verbose as the most curious client; what others did not ask for is filtered on the way back.
    private mutating func setLevel(
        _ line: ByteBuffer, _ envelope: MessageEnvelope, id: [UInt8], _ session: SessionID
    ) -> [Output]? {
        guard let level = requestedLevel(line, envelope) else { return nil }
        sessions[session]?.logLevel = level
        if let forwardedLevel, forwardedLevel <= level { return [.toClient(session, Wire.result(id: id, [:]))] }
        forwardedLevel = level
        return nil
    }

    private func requestedLevel(_ line: ByteBuffer, _ envelope: MessageEnvelope) -> LogLevel? {
        envelope.params.flatMap { try? JSONValue.parse(line.bytes($0)) }?["level"]?.stringValue.flatMap(LogLevel.init)
    }

    /// A legacy client's request as a modern server wants it: each carries version, client and capabilities.
    private mutating func legacyRequestToModernServer(
        _ line: ByteBuffer, _ envelope: MessageEnvelope, id: [UInt8], method: String, _ session: SessionID
    ) -> [Output] {
        switch method {
        case "logging/setLevel":
            let level = requestedLevel(line, envelope)
            sessions[session]?.logLevel = level
            return [.toClient(session, Wire.result(id: id, [:]))]
        case "resources/subscribe", "resources/unsubscribe":
            return [.toClient(session, Wire.failure(id: id, .noSubscriptions))]
        default:
            return [
                forward(
                    line, envelope, id: id, method: method, session, adding: line.metaEdits(modernMeta(for: session), envelope))
            ]
        }
    }

    private func modernMeta(for session: SessionID) -> [MessageSplice.Member] {
        let state = sessions[session]
        let client = Implementation(name: state?.clientName ?? "mcp-manager", version: productVersion)
        var members: [MessageSplice.Member] = [
            (MetaKey.protocolVersion, JSONValue.string(ProtocolVersion.newestModern.text).serialized()),
            (MetaKey.clientCapabilities, JSONValue.object([:]).serialized()),
            (MetaKey.clientInfo, client.value.serialized()),
        ]
        if let level = state?.logLevel { members.append((MetaKey.logLevel, JSONValue.string(level.rawValue).serialized())) }
        return members
    }
}

extension ServerIntroduction {
    /// What a legacy client's `initialize` is answered with, from either era's introduction.
    func initializeResult(askedFor asked: String?) -> JSONValue {
        let offered = (era == .legacy ? ProtocolVersion(protocolVersion) : nil) ?? .newestLegacy
        let agreed = ProtocolVersion.agreed(asked: asked, offered: offered).text
        if era == .legacy {
            var answer = result
            answer["protocolVersion"] = .string(agreed)
            return answer
        }
        var answer: JSONValue = [
            "protocolVersion": .string(agreed),
            "capabilities": capabilities.withoutListening,
            "serverInfo": ["name": .string(name ?? "unknown"), "version": .string(version ?? "0")],
        ]
        if let instructions { answer["instructions"] = .string(instructions) }
        return answer
    }
}

extension JSONValue {
    /// Capabilities without the promises that need a `subscriptions/listen` of our own.
    fileprivate var withoutListening: JSONValue {
        var capabilities = self
        for area in ["tools", "prompts", "resources"] where capabilities[area] != nil {
            capabilities[area]?["listChanged"] = nil
            capabilities[area]?["subscribe"] = nil
        }
        return capabilities
    }
}
