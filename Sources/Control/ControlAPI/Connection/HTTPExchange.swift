import NIOCore
import NIOHTTP1
import NIOPosix
import ServerModel

/// One request and its answer, on a connection of its own.
///
/// The answer's parts are pulled: nothing is read from the socket before somebody asks, so a slow reader slows the daemon's
/// writing instead of filling memory. Letting go of the exchange closes the connection.
final class HTTPExchange: Sendable {
    let request: ControlRequest
    /// What to throw when the connection ends too early.
    let lost: ConnectionLost
    private let channel: any Channel
    private let inbox: PartInbox

    /// One loop serves every connection of the process; it costs nothing while nothing happens.
    private static let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)

    /// Sends `request` over a connected stream socket, which it owns from here on.
    static func begin(_ request: ControlRequest, on descriptor: CInt, lost: ConnectionLost) async throws -> HTTPExchange {
        let inbox = PartInbox()
        let bootstrap = ClientBootstrap(group: group)
            .channelOption(.autoRead, value: false)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHTTPClientHandlers()
                    try channel.pipeline.syncOperations.addHandler(
                        PartReceiver(inbox: inbox, lost: lost, deadline: request.deadline))
                }
            }
        do {
            let channel = try await bootstrap.withConnectedSocket(descriptor).get()
            let exchange = HTTPExchange(request, on: channel, inbox: inbox, lost: lost)
            exchange.send()
            return exchange
        } catch is IOError {
            throw lost
        } catch is ChannelError {
            throw lost
        }
    }

    private init(_ request: ControlRequest, on channel: any Channel, inbox: PartInbox, lost: ConnectionLost) {
        self.request = request
        self.channel = channel
        self.inbox = inbox
        self.lost = lost
    }

    deinit { channel.close(promise: nil) }

    /// The next part of the answer, `nil` after its end.
    ///
    /// Throws ``ConnectionLost``, ``DaemonSilent`` or, when the task is cancelled, `CancellationError`.
    func next() async throws -> HTTPClientResponsePart? {
        try await withTaskCancellationHandler {
            try Task.checkCancellation()
            return try await inbox.next { channel.read() }
        } onCancel: {
            inbox.finish(.failure(CancellationError()))
            channel.close(promise: nil)
        }
    }

    /// Failing writes need no promise: they close the channel, and the reader is told.
    private func send() {
        channel.write(HTTPClientRequestPart.head(request.head), promise: nil)
        if let body = request.body {
            channel.write(HTTPClientRequestPart.body(.byteBuffer(ByteBuffer(bytes: body))), promise: nil)
        }
        channel.writeAndFlush(HTTPClientRequestPart.end(nil), promise: nil)
    }
}

/// The end of the pipeline: everything that comes or fails goes to the inbox.
private final class PartReceiver: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart

    private let inbox: PartInbox
    private let lost: ConnectionLost
    private let deadline: Int?
    private var timer: Scheduled<Void>?

    init(inbox: PartInbox, lost: ConnectionLost, deadline: Int?) {
        self.inbox = inbox
        self.lost = lost
        self.deadline = deadline
    }

    func channelActive(context: ChannelHandlerContext) {
        guard let deadline else { return }
        let (inbox, channel) = (inbox, context.channel)
        timer = context.eventLoop.scheduleTask(in: .seconds(Int64(deadline))) {
            inbox.finish(.failure(DaemonSilent(seconds: deadline)))
            channel.close(promise: nil)
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = unwrapInboundIn(data)
        if case .end = part {
            inbox.finish(.success(()))
        } else {
            inbox.deliver(part)
        }
    }

    /// A read may bring less than one part; the reader still waits, so read on.
    func channelReadComplete(context: ChannelHandlerContext) {
        if inbox.isAwaited { context.read() }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        inbox.finish(.failure(lost))
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        timer?.cancel()
        inbox.finish(.failure(lost))
    }
}
