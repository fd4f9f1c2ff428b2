import NIOCore
import NIOPosix

/// HTTP as bytes, so that a test can say what no library would.
enum RawHTTP {
    /// All that comes in answer to a request of these lines until the connection is closed; empty when there is none.
    ///
    /// - Parameter isLast: whether the other side is told that it may close the connection.
    static func ask(_ port: Int, _ lines: String, isLast: Bool = true) async -> String {
        let group = MultiThreadedEventLoopGroup.singleton
        let answer = group.next().makePromise(of: String.self)
        do {
            let channel = try await ClientBootstrap(group: group)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(Collector(answer))
                    }
                }
                .connect(host: "127.0.0.1", port: port).get()
            try await channel.writeAndFlush(ByteBuffer(string: lines + (isLast ? "\r\nConnection: close" : "") + "\r\n\r\n"))
            return try await answer.futureResult.get()
        } catch {
            answer.fail(error)
            return ""
        }
    }

    /// Answers the first bytes of every connection with `answer`, and closes it. Returns the port too.
    static func serve(_ answer: String) async throws -> (server: any Channel, port: Int) {
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Answerer(answer: answer))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return (server, server.localAddress?.port ?? 0)
    }

    private final class Collector: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        private let answer: EventLoopPromise<String>
        private var bytes = ByteBuffer()

        init(_ answer: EventLoopPromise<String>) { self.answer = answer }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            var part = unwrapInboundIn(data)
            bytes.writeBuffer(&part)
        }

        func channelInactive(context: ChannelHandlerContext) { answer.succeed(String(buffer: bytes)) }
    }

    private final class Answerer: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        private let answer: String
        private var hasAnswered = false

        init(answer: String) { self.answer = answer }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            guard !hasAnswered else { return }
            hasAnswered = true
            let channel = context.channel
            channel.writeAndFlush(ByteBuffer(string: answer)).whenComplete { _ in channel.close(promise: nil) }
        }
    }
}
