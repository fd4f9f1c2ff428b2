import ModelContextProtocol
import NIOCore
import NIOHTTP1

/// Requests on the one endpoint of Streamable HTTP, and what comes back.
extension HTTPConnection {
    func post(_ call: PendingCall) {
        guard openRequests < settings.openRequestLimit else { return waiting.append(call) }
        guard let request = request(.POST, to: address, headers: headers(for: call), body: call.line) else { return }
        call.holdsSlot = true
        openRequests += 1
        call.body = nil
        call.exchange = exchange(request) { [weak self] event in self?.received(event, of: call) }
    }

    /// Opens the stream of a request again where it broke.
    private func resume(_ call: PendingCall) {
        guard let request = request(.GET, to: address, headers: streamHeaders(after: call.lastEventID)) else { return }
        call.isResumed = true
        call.exchange = exchange(request) { [weak self] event in self?.received(event, of: call) }
    }

    private func received(_ event: Exchange.Event, of call: PendingCall) {
        switch event {
        case .sent:
            credit(call)
        case .head(let head):
            headReceived(head, of: call)
        case .body(let part):
            let known = call.lastEventID
            let outputs = call.body?.take(part) ?? []
            if call.lastEventID != known { call.fruitlessResumptions = 0 }
            call.retry = call.body?.decoder.retry ?? call.retry
            for output in outputs where !isOver {
                switch output {
                case .event(name: "message", let data): deliver(data, from: call)
                case .event: break
                case .oversized(let byteCount): tell(.oversized(byteCount: byteCount))
                }
            }
        case .end:
            call.exchange = nil
            completed(call)
        case .failed(let error):
            call.exchange = nil
            broke(call, error)
        }
    }

    private func headReceived(_ head: HTTPResponseHead, of call: PendingCall) {
        let status = Int(head.status.code)
        if (300..<400).contains(status), let place = head.headers.first(name: "location") {
            return redirect(call, head, to: place)
        }
        call.body = ResponseBody(head, limit: settings.messageLimit, lastEventID: call.lastEventID)
        // Only here: a refusal may carry the id of a session nobody asked for.
        if call.method == "initialize", (200..<300).contains(status) {
            call.session = head.headers.first(name: "mcp-session-id")
        }
    }

    /// A redirection within the origin is followed, and kept; to another it would take our token along.
    private func redirect(_ call: PendingCall, _ head: HTTPResponseHead, to place: String) {
        call.exchange?.cancel()
        call.exchange = nil
        call.redirections += 1
        guard let next = redirection(head), call.redirections <= 5 else {
            let shown = address.resolving(place)?.shown ?? "somewhere that is no address"
            let status = Int(head.status.code)
            return fail(call, .redirected(to: shown, from: address, settings.advice, status: status))
        }
        address = next
        release(call)
        if call.isResumed { resume(call) } else { post(call) }
    }

    /// Where the same request is to be sent instead, within the origin; `nil` when there is no such place.
    func redirection(_ head: HTTPResponseHead) -> ServerAddress? {
        guard [301, 302, 307, 308].contains(head.status.code), let place = head.headers.first(name: "location"),
            let next = address.resolving(place), next.hasOrigin(of: address)
        else { return nil }
        return next
    }

    private func completed(_ call: PendingCall) {
        release(call)
        guard !call.isOver, let body = call.body else { return call.cancel() }
        switch body.kind {
        case .events: streamEnded(call, reason: "the server ended it")
        case .refusal: refused(call, body)
        case .foreign(let type):
            let failure: HTTPFailure =
                body.status == 202
                ? .noAnswer(address, status: 202) : .notOurs(type, from: address, settings.advice, status: body.status)
            fail(call, failure)
        case .message:
            if let byteCount = body.oversize {
                tell(.oversized(byteCount: byteCount))
                return fail(call, .tooLong(settings.messageLimit))
            }
            let line = body.line
            if line.readableBytes > 0 { deliver(line, from: call) }
            if !call.isOver, !call.isLearning { fail(call, .noAnswer(address, status: body.status)) }
        }
    }

    private func broke(_ call: PendingCall, _ error: any Error) {
        release(call)
        guard !call.isOver else { return call.cancel() }
        let reason = HTTPFailure.words(error)
        guard let body = call.body else {
            // Nobody is there: that concerns all requests alike.
            if let failure = HTTPFailure.unreached(error, address, settings.advice) { return end(failure) }
            return fail(call, .streamLost(address, reason))
        }
        if body.kind == .events { streamEnded(call, reason: reason) } else { fail(call, .streamLost(address, reason)) }
    }

    /// A stream without an answer goes on elsewhere if the server numbered its events; a modern one is lost.
    private func streamEnded(_ call: PendingCall, reason: String) {
        guard !call.isModern, call.lastEventID != nil, call.fruitlessResumptions < settings.retryLimit else {
            return fail(call, .streamLost(address, reason))
        }
        let delay = settings.retryDelay(after: call.fruitlessResumptions, asked: call.retry)
        call.fruitlessResumptions += 1
        let this = NIOLoopBound((self, call), eventLoop: loop)
        call.timer = loop.scheduleTask(in: delay) {
            let (connection, call) = this.value
            if !call.isOver, !connection.isOver { connection.resume(call) }
        }
    }

    private func refused(_ call: PendingCall, _ body: ResponseBody) {
        let status = body.status
        if status == 404, !call.isModern, session?.id != nil { return end(.sessionLost(address)) }
        if call.isResumed { return fail(call, .streamLost(address, "it cannot be resumed (HTTP \(status))")) }
        let line = body.line
        let envelope = line.envelope
        var answer: ByteBuffer?
        if let envelope, envelope.kind == .error, status != 401, status != 403 {
            answer = line.refusal(envelope, to: call.id)
        }
        if call.method == "initialize", [400, 404, 405].contains(status), settings.transport == .any, case .streamable = mode {
            let failure = HTTPFailure.status(status, body: body.excerpt, from: address, settings.advice)
            return openEvents(instead: (call, answer ?? ByteBuffer(bytes: failure.answer(to: call.id))))
        }
        if let answer { return self.answer(call, answer) }
        let said = envelope.flatMap { line.errorMessage($0) } ?? body.excerpt
        fail(call, .status(status, body: said, from: address, settings.advice))
    }

    // MARK: Answers

    /// A message of the server's; `call` is the request on whose stream or in whose response it came.
    func deliver(_ line: ByteBuffer, from call: PendingCall?) {
        guard let envelope = line.envelope else {
            return tell(.remark("\(address.origin) sent something that is no message"))
        }
        switch envelope.kind {
        case .request, .notification:
            tell(.message(line))
        case .result, .error:
            let key = envelope.id.map { range in line.withUnsafeReadableBytes { RequestKey(range, in: $0) } }
            if let key, let asked = calls[key] {
                answer(asked, line)
            } else if envelope.kind == .error, let call, !call.isOver, let refusal = line.refusal(envelope, to: call.id) {
                // Without an id, or with one of its own making: it can only be about this request.
                answer(call, refusal)
            }
        // Everything else was answered or cancelled before.
        }
    }

    func answer(_ call: PendingCall, _ line: ByteBuffer) {
        guard !call.isOver else { return }
        if retriesAfterLearning(call, line) { return }
        forget(call)
        lingered(call)
        var line = line
        switch call.method {
        case "initialize" where !call.isModern: note(introduction: line, of: call)
        case "tools/list" where call.isModern: line = learn(line, from: call)
        default: break
        }
        if let onAnswer = call.onAnswer { onAnswer(line) } else { tell(.message(line)) }
    }

    func fail(_ call: PendingCall, _ failure: HTTPFailure) {
        guard !call.isOver else { return }
        forget(call)
        call.cancel()
        if let onAnswer = call.onAnswer { onAnswer(nil) } else { tell(.message(ByteBuffer(bytes: failure.answer(to: call.id)))) }
    }

    /// The request has had its answer, or needs none any more.
    func forget(_ call: PendingCall) {
        call.isOver = true
        if calls[call.key] === call { calls[call.key] = nil }
        waiting.removeAll { $0 === call }
        credit(call)
        release(call)
    }

    /// A server that keeps the stream of an answered request open is not waited for.
    func lingered(_ call: PendingCall) {
        guard call.exchange != nil else { return call.cancel() }
        let this = NIOLoopBound(call, eventLoop: loop)
        call.timer = loop.scheduleTask(in: settings.patience) { this.value.cancel() }
    }

    func credit(_ call: PendingCall) {
        let count = call.unsentBytes
        call.unsentBytes = 0
        if count > 0 { note(unsent: -count) }
    }

    func release(_ call: PendingCall) {
        guard call.holdsSlot else { return }
        call.holdsSlot = false
        openRequests -= 1
        if !waiting.isEmpty, openRequests < settings.openRequestLimit { post(waiting.removeFirst()) }
    }

    private func note(introduction line: ByteBuffer, of call: PendingCall) {
        let version = line.withUnsafeReadableBytes { bytes -> String?? in
            guard let envelope = try? MessageEnvelope.scan(bytes), let result = envelope.result else { return nil }
            return JSONText.member("protocolVersion", of: result, in: bytes).flatMap { JSONText.string($0, in: bytes) }
        }
        if let version { session = Session(id: call.session, version: version) }
    }
}

extension ByteBuffer {
    /// The error in this message as the answer to the request with the raw id token `id`; `nil` when there is none.
    fileprivate func refusal(_ envelope: MessageEnvelope, to id: [UInt8]) -> ByteBuffer? {
        guard let error = envelope.error else { return nil }
        return withUnsafeReadableBytes { bytes in
            var line = ByteBuffer(string: #"{"jsonrpc":"2.0","id":"#)
            line.writeBytes(id)
            line.writeString(#","error":"#)
            line.writeBytes(bytes[error])
            line.writeString("}")
            return line
        }
    }

    fileprivate func errorMessage(_ envelope: MessageEnvelope) -> String? {
        withUnsafeReadableBytes { bytes in
            envelope.error.flatMap { JSONText.member("message", of: $0, in: bytes) }.flatMap { JSONText.string($0, in: bytes) }
        }
    }
}
