import ModelContextProtocol
import NIOCore
import NIOHTTP1

/// What becomes of a line that is sent.
extension HTTPConnection {
    func dispatch(_ line: ByteBuffer) {
        guard let envelope = line.envelope else {
            note(unsent: -line.readableBytes)
            return tell(.remark("a line that is no message was not sent"))
        }
        switch envelope.kind {
        case .request: ask(line, envelope)
        case .notification where envelope.method == "notifications/cancelled": cancel(line, envelope)
        case .notification, .result, .error: sendOneWay(line, method: envelope.method)
        }
    }

    private func ask(_ line: ByteBuffer, _ envelope: MessageEnvelope) {
        guard let id = envelope.id else { return }
        let (key, token) = line.withUnsafeReadableBytes { (RequestKey(id, in: $0), JSONText.bytes(id, in: $0)) }
        let call = PendingCall(key: key, id: token, line: line, envelope)
        call.unsentBytes = line.readableBytes
        calls.updateValue(call, forKey: key)?.cancel()
        switch mode {
        case .streamable: post(call)
        case .events(let channel): ask(call, on: channel)
        }
    }

    private func cancel(_ line: ByteBuffer, _ envelope: MessageEnvelope) {
        let key = envelope.requestID.map { range in line.withUnsafeReadableBytes { RequestKey(range, in: $0) } }
        guard let key, let call = calls[key] else { return sendOneWay(line, method: envelope.method) }
        if case .events(let channel) = mode { return cancel(call, with: line, on: channel) }
        let wasSent = call.exchange != nil
        forget(call)
        if call.isModern || !wasSent {
            // Closing its stream is what cancels a modern request.
            call.cancel()
            note(unsent: -line.readableBytes)
        } else {
            sendOneWay(line, method: envelope.method)
            lingered(call)
        }
    }

    private func sendOneWay(_ line: ByteBuffer, method: String?) {
        switch mode {
        case .streamable:
            let opensSession = method == "notifications/initialized"
            // The server may refuse what it hears before it has heard this.
            if opensSession { held = [] }
            sendOneWay(line, to: address, headers: messageHeaders.merging(sessionHeaders)) { [weak self] outcome in
                self?.oneWayEnded(outcome, opensSession: opensSession)
            }
        case .events(let channel):
            sendOneWay(line, on: channel)
        }
    }

    private func oneWayEnded(_ outcome: OneWayOutcome, opensSession: Bool) {
        guard !isOver else { return }
        switch outcome {
        case .status(200..<300):
            if opensSession { listen() }
        case .status(404) where session?.id != nil:
            return end(.sessionLost(address))
        case .status(let status):
            tell(.remark("\(address.origin) refused a notification or an answer (HTTP \(status))"))
        case .failed(let error):
            if let failure = HTTPFailure.unreached(error, address, settings.advice) { return end(failure) }
            tell(.remark("a notification or an answer may not have reached \(address.origin): \(HTTPFailure.words(error))"))
        }
        guard opensSession, let lines = held else { return }
        held = nil
        for line in lines { if held == nil { dispatch(line) } else { held?.append(line) } }
    }

    // MARK: Headers

    /// Of every POST.
    var messageHeaders: HTTPHeaders {
        var headers = ownHeaders
        headers.replaceOrAdd(name: "Content-Type", value: "application/json")
        headers.replaceOrAdd(name: "Accept", value: "application/json, text/event-stream")
        return headers
    }

    /// Of everything in a legacy session.
    var sessionHeaders: HTTPHeaders {
        var headers = ownHeaders
        if let id = session?.id { headers.replaceOrAdd(name: "Mcp-Session-Id", value: id) }
        if let version = session?.version { headers.replaceOrAdd(name: "MCP-Protocol-Version", value: version) }
        return headers
    }

    /// Of every GET for a stream.
    func streamHeaders(after lastEventID: String?) -> HTTPHeaders {
        var headers = sessionHeaders
        headers.replaceOrAdd(name: "Accept", value: "text/event-stream")
        headers.replaceOrAdd(name: "Cache-Control", value: "no-cache")
        if let lastEventID { headers.replaceOrAdd(name: "Last-Event-ID", value: lastEventID) }
        return headers
    }

    func headers(for call: PendingCall) -> HTTPHeaders {
        guard let version = call.version else {
            return call.method == "initialize" ? messageHeaders : messageHeaders.merging(sessionHeaders)
        }
        var headers = messageHeaders
        headers.replaceOrAdd(name: "MCP-Protocol-Version", value: version)
        headers.replaceOrAdd(name: "Mcp-Method", value: HeaderText.encoded(call.method))
        guard ["tools/call", "prompts/get", "resources/read"].contains(call.method), let subject = call.subject else {
            return headers
        }
        headers.replaceOrAdd(name: "Mcp-Name", value: HeaderText.encoded(subject))
        guard call.method == "tools/call", argumentHeaders.concern(subject), let arguments = call.arguments else {
            return headers
        }
        for (name, value) in argumentHeaders.headers(for: subject, arguments: arguments) {
            headers.replaceOrAdd(name: name, value: value)
        }
        return headers
    }

    private var ownHeaders: HTTPHeaders {
        HTTPHeaders(settings.headers.map { ($0.name, $0.value) })
    }
}

extension ByteBuffer {
    /// What is written on the outside of this message; `nil` when it is none.
    var envelope: MessageEnvelope? { withUnsafeReadableBytes { try? MessageEnvelope.scan($0) } }
}

extension HTTPHeaders {
    /// These and `others`, which win.
    fileprivate func merging(_ others: HTTPHeaders) -> HTTPHeaders {
        var headers = self
        for (name, value) in others { headers.replaceOrAdd(name: name, value: value) }
        return headers
    }
}
