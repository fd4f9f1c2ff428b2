import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// One HTTP request and its response as it arrives. Confined to the loop it was begun on.
final class Exchange {
    enum Event {
        /// The request is on its way, all of it.
        case sent
        case head(HTTPResponseHead)
        case body(ByteBuffer)
        /// The response is complete. The last event.
        case end
        /// The last event.
        case failed(any Error)
    }

    private var handler: ((Event) -> Void)?
    private var task: HTTPClient.Task<Void>?

    /// Begins a request. `handler` is never called before this returns; `pace` says from when on more of the body is wanted.
    init(
        _ request: HTTPClient.Request, client: HTTPClient, loop: any EventLoop, pace: @escaping () -> EventLoopFuture<Void>,
        handler: @escaping (Event) -> Void
    ) {
        self.handler = handler
        let this = NIOLoopBound(self, eventLoop: loop)
        let pace = NIOLoopBound(pace, eventLoop: loop)
        let relay = ResponseRelay(
            tell: { this.value.tell($0) },
            pace: { pace.value() })
        task = client.execute(request: request, delegate: relay, eventLoop: .delegateAndChannel(on: loop))
    }

    /// Ends the request, whatever state it is in; nothing more is told.
    func cancel() {
        handler = nil
        task?.cancel()
        task = nil
    }

    private func tell(_ event: Event) {
        let handler = handler
        switch event {
        case .end, .failed:
            self.handler = nil
            task = nil
        case .sent, .head, .body: break
        }
        handler?(event)
    }
}

/// Hands on what the client tells.
private final class ResponseRelay: HTTPClientResponseDelegate {
    private let tell: @Sendable (Exchange.Event) -> Void
    private let pace: @Sendable () -> EventLoopFuture<Void>

    init(tell: @escaping @Sendable (Exchange.Event) -> Void, pace: @escaping @Sendable () -> EventLoopFuture<Void>) {
        self.tell = tell
        self.pace = pace
    }

    func didSendRequest(task: HTTPClient.Task<Void>) { tell(.sent) }

    func didReceiveHead(task: HTTPClient.Task<Void>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
        tell(.head(head))
        return pace()
    }

    func didReceiveBodyPart(task: HTTPClient.Task<Void>, _ buffer: ByteBuffer) -> EventLoopFuture<Void> {
        tell(.body(buffer))
        return pace()
    }

    func didReceiveError(task: HTTPClient.Task<Void>, _ error: any Error) { tell(.failed(error)) }

    func didFinishRequest(task: HTTPClient.Task<Void>) throws { tell(.end) }
}
