import ModelContextProtocol
import NIOCore
import NIOHTTP1

/// The transport of 2024-11-05: one stream for all the server says, and the endpoint it names for what is sent.
final class EventsChannel {
    var exchange: Exchange?
    var body: ResponseBody?
    /// `nil` until the server has named it.
    var endpoint: ServerAddress?
    /// Sent before there was an endpoint.
    var backlog: [PendingCall] = []
    var oneWayBacklog: [ByteBuffer] = []
    /// The `initialize` that Streamable HTTP refused, and its refusal, in case this transport leads nowhere either.
    var alternative: (call: PendingCall, refusal: ByteBuffer)?
    var deadline: Scheduled<Void>?
    var redirections = 0

    func cancel() {
        exchange?.cancel()
        exchange = nil
        deadline?.cancel()
        deadline = nil
    }
}

extension HTTPConnection {
    /// Opens the stream; `refusal` is what the other transport answered to `call`, if that was tried before.
    func openEvents(instead alternative: (call: PendingCall, refusal: ByteBuffer)?) {
        let channel = EventsChannel()
        channel.alternative = alternative
        mode = .events(channel)
        open(channel)
        let this = NIOLoopBound((self, channel), eventLoop: loop)
        channel.deadline = loop.scheduleTask(in: settings.patience) {
            let (connection, channel) = this.value
            connection.refused(channel, .noEndpoint(connection.address, connection.settings.advice))
        }
    }

    private func open(_ channel: EventsChannel) {
        guard let request = request(.GET, to: address, headers: streamHeaders(after: nil)) else { return }
        channel.exchange = exchange(request) { [weak self] event in self?.received(event, on: channel) }
    }

    private func received(_ event: Exchange.Event, on channel: EventsChannel) {
        guard !isOver else { return }
        switch event {
        case .sent: break
        case .head(let head):
            if let next = redirection(head), channel.redirections < 5 {
                channel.redirections += 1
                channel.exchange?.cancel()
                address = next
                return open(channel)
            }
            let body = ResponseBody(head, limit: settings.messageLimit)
            guard body.kind == .events else { return refused(channel, failure(of: body)) }
            channel.body = body
        case .body(let part):
            for output in channel.body?.take(part) ?? [] where !isOver {
                switch output {
                case .event(name: "endpoint", let data): named(String(buffer: data), on: channel)
                case .event(name: "message", let data): deliver(data, from: nil)
                case .event: break
                case .oversized(let byteCount): tell(.oversized(byteCount: byteCount))
                }
            }
        case .end: broke(channel, .connectionLost(address, "the server ended it"))
        case .failed(let error):
            let lost = HTTPFailure.connectionLost(address, HTTPFailure.words(error))
            broke(channel, HTTPFailure.unreached(error, address, settings.advice) ?? lost)
        }
    }

    private func failure(of body: ResponseBody) -> HTTPFailure {
        guard case .refusal = body.kind else {
            return .notOurs("something else", from: address, settings.advice, status: body.status)
        }
        return .status(body.status, body: "", from: address, settings.advice)
    }

    private func named(_ reference: String, on channel: EventsChannel) {
        guard channel.endpoint == nil else { return }
        guard let endpoint = address.resolving(reference), endpoint.hasOrigin(of: address) else {
            let shown = address.resolving(reference)?.shown ?? "somewhere that is no address"
            return refused(channel, .redirected(to: shown, from: address, settings.advice, status: 200))
        }
        channel.endpoint = endpoint
        channel.deadline?.cancel()
        channel.deadline = nil
        let calls = (channel.alternative.map { [$0.call] } ?? []) + channel.backlog
        channel.alternative = nil
        channel.backlog = []
        for call in calls where !call.isOver { ask(call, on: channel) }
        let lines = channel.oneWayBacklog
        channel.oneWayBacklog = []
        for line in lines { sendOneWay(line, on: channel) }
    }

    private func broke(_ channel: EventsChannel, _ failure: HTTPFailure) {
        channel.exchange = nil
        // The stream is the session.
        if channel.endpoint == nil { refused(channel, failure) } else { end(failure) }
    }

    /// This transport leads nowhere: what the other one answered counts after all.
    private func refused(_ channel: EventsChannel, _ failure: HTTPFailure) {
        guard !isOver, channel.endpoint == nil else { return }
        channel.cancel()
        guard let (call, refusal) = channel.alternative else { return end(failure) }
        channel.alternative = nil
        mode = .streamable
        answer(call, refusal)
        for call in channel.backlog where !call.isOver { post(call) }
        for line in channel.oneWayBacklog { dispatch(line) }
    }

    // MARK: Sending

    func ask(_ call: PendingCall, on channel: EventsChannel) {
        guard !call.isModern else {
            forget(call)
            let text = "the server speaks HTTP with server-sent events, which is older than \(call.version ?? "")"
            return tell(.message(ByteBuffer(bytes: JSONRPC.error(id: call.id, code: ErrorCode.methodNotFound, message: text))))
        }
        guard let endpoint = channel.endpoint else { return channel.backlog.append(call) }
        call.body = nil
        guard let request = request(.POST, to: endpoint, headers: messageHeaders, body: call.line) else { return }
        call.wasPosted = true
        call.exchange = exchange(request) { [weak self] event in self?.received(event, ofPosting: call) }
    }

    /// A request whose POST was taken goes on without any exchange of ours: the server has to be told.
    func cancel(_ call: PendingCall, with line: ByteBuffer, on channel: EventsChannel) {
        forget(call)
        guard call.wasPosted else { return note(unsent: -line.readableBytes) }
        sendOneWay(line, on: channel)
        lingered(call)
    }

    func sendOneWay(_ line: ByteBuffer, on channel: EventsChannel) {
        guard let endpoint = channel.endpoint else { return channel.oneWayBacklog.append(line) }
        sendOneWay(line, to: endpoint, headers: messageHeaders) { [weak self] outcome in
            guard let self, !isOver else { return }
            switch outcome {
            case .status(200..<300): break
            case .status(404): end(.sessionLost(address))
            case .status(let status):
                tell(.remark("\(address.origin) refused a notification or an answer (HTTP \(status))"))
            case .failed(let error):
                tell(.remark("a notification or an answer may not have reached \(address.origin): \(HTTPFailure.words(error))"))
            }
        }
    }

    /// The response says only whether the message was taken: the answer comes on the stream.
    private func received(_ event: Exchange.Event, ofPosting call: PendingCall) {
        switch event {
        case .sent: credit(call)
        case .head(let head): call.body = ResponseBody(head, limit: 1 << 16)
        case .body(let part): _ = call.body?.take(part)
        case .end:
            call.exchange = nil
            guard !call.isOver, let body = call.body, case .refusal = body.kind else { return }
            if body.status == 404 { return end(.sessionLost(address)) }
            fail(call, .status(body.status, body: body.excerpt, from: address, settings.advice))
        case .failed(let error):
            call.exchange = nil
            guard !call.isOver else { return }
            if let failure = HTTPFailure.unreached(error, address, settings.advice) { return end(failure) }
            fail(call, .streamLost(address, HTTPFailure.words(error)))
        }
    }
}
