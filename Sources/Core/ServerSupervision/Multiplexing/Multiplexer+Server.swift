import ModelContextProtocol
import NIOCore
import ServerModel

/// What the server says.
extension Multiplexer {
    /// Bytes of a line that is no message. More than is kept, for secrets are looked for in it first.
    private static let longestRemark = 256 << 10

    /// Routes one line of the server's standard output.
    mutating func receivedFromServer(_ line: ByteBuffer) -> [Output] {
        let envelope: MessageEnvelope
        do {
            envelope = try line.envelope()
        } catch {
            // Real servers print banners; an SDK client skips them too. The log shows them.
            return [.log(.stdout, nil, line.text(upTo: Self.longestRemark))]
        }
        switch envelope.kind {
        case .result, .error: return answer(line, envelope)
        case .request: return question(line, envelope)
        case .notification: return notification(line, envelope)
        }
    }

    private mutating func answer(_ line: ByteBuffer, _ envelope: MessageEnvelope) -> [Output] {
        guard let range = envelope.id, let id = Int(line.bytes(range)) else {
            // About nothing in particular: worth a log line at most.
            return envelope.id == nil ? [.log(.stdout, .error, line.text(upTo: Self.longestRemark))] : []
        }
        if let errand = errands.removeValue(forKey: id) { return finished(errand, id: id, line, envelope) }
        if let outputs = listenEnded(id, line, envelope) { return outputs }
        answers &+= 1
        // An answer to nobody is late: its client left or cancelled.
        guard let call = calls.removeValue(forKey: id) else { return [] }
        if call.parking?.isAwaitingRetry == true { return keepAnswer(line, of: call, id: id) }
        sessions[call.session]?.callIDs[call.originalID] = nil
        if call.era == .legacy, call.request != nil, line.isQuestion(envelope) {
            return beginExchange(call, id: id, line, envelope)
        }
        return deliver(line, envelope, to: call, id: id) + (lacksBackChannel(line, envelope, call) ? [.needsLegacy] : [])
    }

    /// Whether a call failed because SDK servers cannot put questions in the middle of a modern call.
    private func lacksBackChannel(_ line: ByteBuffer, _ envelope: MessageEnvelope, _ call: Call) -> Bool {
        guard call.era == .legacy, introduction?.era == .modern, let range = envelope.error ?? envelope.result,
            envelope.kind == .error || envelope.isToolError
        else { return false }
        return line.contains("no back-channel", in: range)
    }

    /// Gives a client the answer to its call.
    mutating func deliver(_ line: ByteBuffer, _ envelope: MessageEnvelope, to call: Call, id: Int) -> [Output] {
        guard let range = envelope.id else { return [] }
        var edits: [MessageSplice.Edit] = [(range, call.originalID)]
        if let range = envelope.subscriptionID { edits.append((range, call.originalID)) }
        if call.era == .modern, introduction?.era == .legacy { edits += modernAnswer(line, envelope, to: call) }
        var outputs: [Output] = [.toClient(call.session, line.replacing(edits))]
        if envelope.kind == .error, call.method == "logging/setLevel" { forwardedLevel = nil }
        if let uri = call.subscription { subscriptionAnswered(uri, by: call, succeeded: envelope.kind == .result) }
        if let key = call.list, let range = envelope.result { outputs += keepList(line.bytes(range), as: key) }
        noteElicitations(line, envelope, of: call.session)
        return outputs + ended(call, id: id, answer: line, envelope)
    }

    private mutating func notification(_ line: ByteBuffer, _ envelope: MessageEnvelope) -> [Output] {
        // On a listen stream the tag names the call, whatever the method.
        if let range = envelope.subscriptionID { return tagged(line, envelope, range) }
        switch envelope.method {
        case "notifications/progress":
            guard let range = envelope.progressToken, let id = Int(line.bytes(range)), let call = calls[id], call.isAwaited,
                let token = call.progressToken
            else { return [] }
            return [.toClient(call.session, line.replacing([(range, token)]))]
        case "notifications/cancelled":
            return envelope.requestID.map { cancelledByServer($0, line) } ?? []
        case "notifications/message":
            return logMessage(line, envelope)
        case "notifications/tools/list_changed":
            return listChanged("tools", line)
        case "notifications/prompts/list_changed":
            return listChanged("prompts", line)
        case "notifications/resources/list_changed":
            return listChanged("resources", line)
        case "notifications/resources/updated":
            return resourceUpdated(line, envelope)
        case "notifications/elicitation/complete":
            guard let id = envelope.params.flatMap({ line.member("elicitationId", of: $0) }).flatMap({ String(token: $0) }),
                let owner = elicitations.removeValue(forKey: id)
            else { return [] }
            return [.toClient(owner, line)]
        case let method? where method.hasPrefix("notifications/tasks"):
            // Somebody's task: told to all, it would tell others.
            return sessions.count == 1 ? sessions.keys.map { .toClient($0, line) } : []
        default:
            return sessions.filter { $0.value.era != nil }.keys.sorted().map { .toClient($0, line) }
        }
    }

    /// A server takes a question back, or tears a subscription down.
    private mutating func cancelledByServer(_ range: Range<Int>, _ line: ByteBuffer) -> [Output] {
        let token = line.bytes(range)
        if let (id, question) = questions.first(where: { $0.value.serverID == token }) {
            questions[id] = nil
            guard question.isAtClient else { return unpark(question, id: id) }
            return [.toClient(question.session, line.replacing([(range, id.token)]))]
        }
        guard let id = Int(token) else { return [] }
        guard let (session, listenToken) = listenOwner(id) else { return ownListenEnded(id) }
        sessions[session]?.listens[listenToken] = nil
        return [.toClient(session, line.replacing([(range, listenToken)]))]
    }

    /// A log message has no owner on stdio: it goes to all who want its level, and into the server's log.
    private mutating func logMessage(_ line: ByteBuffer, _ envelope: MessageEnvelope) -> [Output] {
        let params = envelope.params.flatMap { try? JSONValue.parse(line.bytes($0)) }
        let level = params?["level"]?.stringValue.flatMap(LogLevel.init)
        let text = params?["data"].map { $0.stringValue ?? String(decoding: $0.serialized(), as: UTF8.self) } ?? ""
        let listeners = sessions.filter { wantsLog(level, $0.key, $0.value) }.keys.sorted()
        return [.log(.mcp, level, text, logger: params?["logger"]?.stringValue)] + listeners.map { .toClient($0, line) }
    }
}
