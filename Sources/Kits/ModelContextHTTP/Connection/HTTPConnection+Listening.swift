import NIOCore
import NIOHTTP1

/// The stream of what a legacy server says unasked.
final class Listener {
    var exchange: Exchange?
    var body: ResponseBody?
    /// The server has offered this stream before, so it is missed when it breaks.
    var isEstablished = false
    /// How often in a row opening it has failed.
    var failures = 0
    /// How often in a row it ended without having said anything.
    var silentEnds = 0
    var timer: Scheduled<Void>?

    func cancel() {
        exchange?.cancel()
        exchange = nil
        timer?.cancel()
        timer = nil
    }
}

extension HTTPConnection {
    /// Opens the stream; a server need not have one.
    func listen() {
        guard listener == nil, !isOver else { return }
        let listener = Listener()
        self.listener = listener
        open(listener)
    }

    func stopListening() {
        listener?.cancel()
        listener = nil
    }

    private func open(_ listener: Listener) {
        let lastEventID = listener.body?.decoder.lastEventID
        guard let request = request(.GET, to: address, headers: streamHeaders(after: lastEventID)) else { return }
        listener.exchange = exchange(request) { [weak self] event in self?.received(event, on: listener, after: lastEventID) }
    }

    private func received(_ event: Exchange.Event, on listener: Listener, after lastEventID: String?) {
        guard !isOver else { return }
        switch event {
        case .sent: break
        case .head(let head):
            let body = ResponseBody(head, limit: settings.messageLimit, lastEventID: lastEventID)
            if body.kind == .events {
                listener.body = body
                listener.isEstablished = true
                listener.failures = 0
                return
            }
            listener.exchange?.cancel()
            listener.exchange = nil
            if body.status == 404, session?.id != nil { return end(.sessionLost(address)) }
            guard listener.isEstablished else { return self.listener = nil }
            openAgain(listener, failed: "HTTP \(body.status)", failure: nil)
        case .body(let part):
            for output in listener.body?.take(part) ?? [] where !isOver {
                switch output {
                case .event(name: "message", let data):
                    listener.silentEnds = 0
                    deliver(data, from: nil)
                case .event: break
                case .oversized(let byteCount): tell(.oversized(byteCount: byteCount))
                }
            }
        case .end:
            listener.exchange = nil
            listener.silentEnds += 1
            openAgain(listener, failed: nil, failure: nil)
        case .failed(let error):
            listener.exchange = nil
            openAgain(
                listener, failed: HTTPFailure.words(error),
                failure: HTTPFailure.unreached(error, address, settings.advice))
        }
    }

    /// The stream belongs to the session: a server that does not give it back, or is not there any more, is lost.
    private func openAgain(_ listener: Listener, failed reason: String?, failure: HTTPFailure?) {
        if let reason {
            listener.failures += 1
            guard listener.failures <= settings.retryLimit else {
                return end(failure ?? .connectionLost(address, reason))
            }
        }
        let asked = listener.failures > 0 ? nil : listener.body?.decoder.retry
        let delay = settings.retryDelay(after: max(listener.failures, listener.silentEnds) - 1, asked: asked)
        let this = NIOLoopBound((self, listener), eventLoop: loop)
        listener.timer = loop.scheduleTask(in: delay) {
            let (connection, listener) = this.value
            if connection.listener === listener { connection.open(listener) }
        }
    }
}
