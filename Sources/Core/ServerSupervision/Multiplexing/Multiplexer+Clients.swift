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
            if error.reason == .batch, sessions[session]?.takesBatches == true, let parts = line.parts() {
                return parts.flatMap { received($0, from: session) }
            }
            let code = error.reason == .batch || error.reason == .shape ? ErrorCode.invalidRequest : ErrorCode.parseError
            return [.toClient(session, Wire.error(id: nil, code: code, message: "\(error)"))]
        }
        switch envelope.kind {
        case .request: return request(ClientRequest(line, envelope, from: session))
        case .notification: return notification(line, envelope, from: session)
        case .result, .error: return answer(line, envelope, from: session)
        }
    }

    /// A request and what is written on its outside.
    struct ClientRequest {
        var line: ByteBuffer
        var envelope: MessageEnvelope
        var session: SessionID
        /// The client's id token.
        var id: [UInt8]
        var method: String
        /// A request says its era itself; clients need not have discovered anything before.
        var era: Era

        init(_ line: ByteBuffer, _ envelope: MessageEnvelope, from session: SessionID) {
            self.line = line
            self.envelope = envelope
            self.session = session
            id = envelope.id.map(line.bytes) ?? []
            method = envelope.method ?? ""
            era = envelope.protocolVersion == nil && method != "server/discover" ? .legacy : .modern
        }

        func member(_ name: String) -> [UInt8]? { envelope.params.flatMap { line.member(name, of: $0) } }
        func metaMember(_ name: String) -> [UInt8]? { envelope.meta.flatMap { line.member(name, of: $0) } }
        var params: JSONValue? { envelope.params.flatMap { try? JSONValue.parse(line.bytes($0)) } }
    }

    private mutating func request(_ request: ClientRequest) -> [Output] {
        introduce(request)
        switch upstream {
        case .ready(let server):
            switch request.method {
            case "initialize": return [reply(request, initializeResult(request, server))] + noteCatalog(of: request.session)
            case "server/discover": return [reply(request, server.discoverResult)] + noteCatalog(of: request.session)
            // Answered here: the server's own health is watched separately.
            case "ping" where request.era == .legacy: return [reply(request, [:])]
            default: return ordinary(request, server)
            }
        case .starting:
            if let answer = answerFromMemory(request) { return answer }
            // Clients wait only so long for this answer, and longer for all others.
            if request.method == "server/discover" { return promise(request) }
            return hold(request)
        case .down(let report, let returns):
            if returns, let answer = answerFromMemory(request) { return answer }
            return [.toClient(request.session, Wire.failure(id: request.id, report))]
        }
    }

    private mutating func hold(_ request: ClientRequest) -> [Output] {
        guard heldBytes + request.line.readableBytes <= Self.heldBytesLimit else {
            return [.toClient(request.session, Wire.failure(id: request.id, .tooMuchWaiting))]
        }
        held.append((request.session, request.line))
        heldBytes += request.line.readableBytes
        return []
    }

    private mutating func ordinary(_ request: ClientRequest, _ server: ServerIntroduction) -> [Output] {
        if request.envelope.requestState != nil, let outputs = resume(request) { return outputs }
        if let answer = answerFromFreshList(request, server) ?? answerPromised(request, server) { return [answer] }
        switch (client: request.era, server: server.era) {
        case (.legacy, .legacy):
            switch request.method {
            case "logging/setLevel": return setLevel(request, server)
            case "resources/subscribe": return subscribe(request)
            case "resources/unsubscribe": return unsubscribe(request)
            default: return forward(request)
            }
        case (.modern, .modern):
            return request.method == "subscriptions/listen" ? listen(request, server) : forward(request)
        case (.modern, .legacy):
            return modernRequestToLegacyServer(request, server)
        case (.legacy, .modern):
            return legacyRequestToModernServer(request, server)
        }
    }

    /// Forwards a request under an id and progress token of our own.
    mutating func forward(_ request: ClientRequest, adding extra: [MessageSplice.Edit] = []) -> [Output] {
        let (line, envelope) = (request.line, request.envelope)
        let callID = takeID()
        let ours = callID.token
        var edits = extra
        if let range = envelope.id { edits.append((range, ours)) }
        if let range = envelope.progressToken, !extra.contains(where: { $0.range.contains(range.lowerBound) }) {
            edits.append((range, ours))
        }
        var call = Call(session: request.session, originalID: request.id, method: request.method, era: request.era)
        call.progressToken = envelope.progressToken.map(line.bytes)
        call.list = listKey(request)
        if request.era == .modern {
            call.logLevel = request.metaMember(MetaKey.logLevel).flatMap { LogLevel(token: $0) }
        }
        if request.method == "tools/call" {
            call.record = Record(
                tool: envelope.name.flatMap { line.string($0) } ?? "",
                arguments: envelope.arguments.map { line.part($0, upTo: FinishedCall.keptBytes) },
                requestBytes: line.readableBytes)
        }
        return send(call, as: callID, line.replacing(edits))
    }

    /// Notes a call as in flight and sends its line.
    mutating func send(_ call: Call, as callID: Int, _ line: ByteBuffer) -> [Output] {
        calls[callID] = call
        sessions[call.session]?.callIDs[call.originalID] = callID
        sessions[call.session]?.requests += 1
        let began: [Output] = call.record == nil || call.rounds > 0 ? [] : [.callBegan(callID)]
        return began + [.toServer(line)]
    }

    mutating func takeID() -> Int {
        lastCallID += 1
        return lastCallID
    }

    func reply(_ request: ClientRequest, _ result: JSONValue) -> Output {
        .toClient(request.session, Wire.result(id: request.id, result))
    }
}

// MARK: - Notifications and answers

extension Multiplexer {
    private mutating func notification(_ line: ByteBuffer, _ envelope: MessageEnvelope, from session: SessionID) -> [Output] {
        switch envelope.method {
        case "notifications/cancelled":
            return envelope.requestID.map { cancel($0, line, from: session) } ?? []
        case "notifications/initialized":
            // Ours to say, once a run.
            return tellOfRoots(of: session)
        case "notifications/progress":
            // Of a question's own work; what else has a token of the client is none of the server's business.
            guard isReady, let token = envelope.progressToken.map(line.bytes),
                questions.values.contains(where: { $0.session == session && $0.progressToken == token })
            else { return [] }
            return [.toServer(line)]
        case "notifications/roots/list_changed":
            guard introduction?.era == .legacy else { return [] }
            return [.toServer(line)]
        default:
            return isReady ? [.toServer(line)] : []
        }
    }

    private mutating func cancel(_ range: Range<Int>, _ line: ByteBuffer, from session: SessionID) -> [Output] {
        let id = line.bytes(range)
        // A held request has not left yet; it is simply forgotten.
        if held.contains(where: { $0.session == session && $0.line.isRequest(id: id) }) {
            held.removeAll { $0.session == session && $0.line.isRequest(id: id) }
            heldBytes = held.reduce(0) { $0 + $1.line.readableBytes }
        }
        if let listen = sessions[session]?.listens.removeValue(forKey: id) {
            return endListen(listen, of: session, reason: "the client ended it")
        }
        if let outputs = stopAwaitingListen(id, of: session) { return outputs }
        guard let callID = sessions[session]?.callIDs.removeValue(forKey: id) else { return [] }
        if let exchange = exchanges.removeValue(forKey: callID) {
            return withdrawQuestions(ofCall: callID, reason: "the request was cancelled")
                + ended(exchange.call, id: callID, .cancelled, problem: "cancelled by the client")
        }
        // A late answer then meets nobody; some servers send one, although nobody waits for it.
        guard let call = calls.removeValue(forKey: callID) else { return [] }
        let upstream: [Output] = isReady ? [.toServer(line.replacing([(range, callID.token)]))] : []
        return upstream + subscriptionCancelled(call) + ended(call, id: callID, .cancelled, problem: "cancelled by the client")
    }

    /// A client's answer to a question of the server.
    private mutating func answer(_ line: ByteBuffer, _ envelope: MessageEnvelope, from session: SessionID) -> [Output] {
        guard let range = envelope.id, let id = Int(line.bytes(range)), let question = questions[id],
            question.session == session, question.isAtClient
        else { return [] }
        questions[id] = nil
        guard let serverID = question.serverID else { return exchangeAnswered(question, line, envelope) }
        return isReady ? [.toServer(line.replacing([(range, serverID)]))] : []
    }
}

// MARK: - Records

extension Multiplexer {
    /// The end of a call: nothing unless it is one of a tool.
    func ended(
        _ call: Call, id: Int, _ outcome: CallRecord.Outcome, problem: String? = nil, responseBytes: Int = 0,
        result: ByteBuffer? = nil
    ) -> [Output] {
        guard let record = call.record else { return [] }
        let finished = FinishedCall(
            id: id, session: call.session, client: sessions[call.session]?.clientName, tool: record.tool,
            requestBytes: record.requestBytes, responseBytes: responseBytes, outcome: outcome, problem: problem,
            arguments: record.arguments, result: result)
        return [.callEnded(finished)]
    }

    /// The end of a call that the server has answered.
    func ended(_ call: Call, id: Int, answer line: ByteBuffer, _ envelope: MessageEnvelope) -> [Output] {
        guard call.record != nil else { return [] }
        let bytes = line.readableBytes
        if let range = envelope.error {
            let error = try? JSONValue.parse(line.bytes(range))
            return ended(
                call, id: id, .refused, problem: error?["message"]?.stringValue, responseBytes: bytes,
                result: line.part(range, upTo: FinishedCall.keptBytes))
        }
        return ended(
            call, id: id, envelope.isToolError ? .toolError : .ok, responseBytes: bytes,
            result: envelope.result.map { line.part($0, upTo: FinishedCall.keptBytes) })
    }
}
