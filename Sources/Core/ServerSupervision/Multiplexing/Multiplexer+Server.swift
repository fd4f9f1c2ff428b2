import ModelContextProtocol
import NIOCore
import ServerModel

/// What the server says.
extension Multiplexer {
    /// Routes one line of the server's standard output.
    mutating func receivedFromServer(_ line: ByteBuffer) -> [Output] {
        let envelope: MessageEnvelope
        do {
            envelope = try line.envelope()
        } catch {
            // Real servers print banners; an SDK client skips them too. The log shows them.
            return [.log(.stdout, nil, line.text(upTo: 4096))]
        }
        switch envelope.kind {
        case .result, .error: return answer(line, envelope)
        case .request: return question(line, envelope)
        case .notification: return notification(line, envelope)
        }
    }

    private mutating func answer(_ line: ByteBuffer, _ envelope: MessageEnvelope) -> [Output] {
        // An answer to nobody is late (its client left or cancelled), or an error without an id: worth a log line at most.
        guard let range = envelope.id, let callID = Int(line.bytes(range)), let call = calls.removeValue(forKey: callID)
        else {
            return envelope.id == nil ? [.log(.stdout, .error, line.text(upTo: 4096))] : []
        }
        sessions[call.session]?.callIDs[call.originalID] = nil
        if sessions[call.session]?.era == .legacy, envelope.kind == .result, isQuestion(line, envelope) {
            return [.toClient(call.session, Wire.failure(id: call.originalID, .cannotAsk))]
        }
        var edits = [(range, call.originalID)]
        if let range = envelope.subscriptionID { edits.append((range, call.originalID)) }
        return [.toClient(call.session, line.replacing(edits))]
    }

    /// Whether a modern result asks the client something first, which a legacy client cannot understand.
    private func isQuestion(_ line: ByteBuffer, _ envelope: MessageEnvelope) -> Bool {
        guard case .ready(let server) = upstream, server.era == .modern, let range = envelope.result,
            line.contains("input_required", in: range)
        else { return false }
        return (try? JSONValue.parse(line.bytes(range)))?["resultType"]?.stringValue == "input_required"
    }

    /// Every request of a server gets a reply, or the tool that asks would hang for ever.
    private func question(_ line: ByteBuffer, _ envelope: MessageEnvelope) -> [Output] {
        guard let range = envelope.id else { return [] }
        let id = line.bytes(range)
        if envelope.method == "ping" { return [.toServer(Wire.result(id: id, [:]))] }
        // We declared no such capability in the handshake, because nothing on the wire says whose question it is.
        return [
            .toServer(
                Wire.error(
                    id: id, code: ErrorCode.methodNotFound,
                    message: "\(envelope.method ?? "this") is not supported: several clients may share this server"))
        ]
    }

    private func notification(_ line: ByteBuffer, _ envelope: MessageEnvelope) -> [Output] {
        // On a listen stream the tag names the call, whatever the method.
        if let range = envelope.subscriptionID {
            guard let callID = Int(line.bytes(range)), let call = calls[callID] else { return [] }
            return [.toClient(call.session, line.replacing([(range, call.originalID)]))]
        }
        switch envelope.method {
        case "notifications/progress":
            guard let range = envelope.progressToken, let callID = Int(line.bytes(range)), let call = calls[callID],
                let token = call.progressToken
            else { return [] }
            return [.toClient(call.session, line.replacing([(range, token)]))]
        case "notifications/cancelled":
            // Sensible only for a listen the server tears down; its own questions were answered already.
            guard let range = envelope.requestID, let callID = Int(line.bytes(range)), let call = calls[callID] else { return [] }
            return [.toClient(call.session, line.replacing([(range, call.originalID)]))]
        case "notifications/message":
            return logMessage(line, envelope)
        default:
            return sessions.keys.sorted().map { .toClient($0, line) }
        }
    }

    /// A log message has no owner on stdio: it goes to all who want its level, and into the server's log.
    private func logMessage(_ line: ByteBuffer, _ envelope: MessageEnvelope) -> [Output] {
        let params = envelope.params.flatMap { try? JSONValue.parse(line.bytes($0)) }
        let level = params?["level"]?.stringValue.flatMap(LogLevel.init)
        let text = params?["data"].map { $0.stringValue ?? String(decoding: $0.serialized(), as: UTF8.self) } ?? ""
        let listeners = sessions.filter { session in
            guard let wish = session.value.logLevel, let level else { return true }
            return level >= wish
        }
        return [.log(.mcp, level, text)] + listeners.keys.sorted().map { .toClient($0, line) }
    }
}
