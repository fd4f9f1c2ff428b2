import NIOCore

/// Reads a process's output, line by line. Told of the end exactly once, whatever happens to the channel.
final class OutputHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private var framer: LineFramer
    private let line: (LineFramer.Line) -> Void
    private var ended: (() -> Void)?

    init(limit: Int, line: @escaping (LineFramer.Line) -> Void, ended: @escaping () -> Void) {
        framer = LineFramer(limit: limit)
        self.line = line
        self.ended = ended
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        framer.append(unwrapInboundIn(data))
        while let next = framer.next() { line(next) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        if let last = framer.finish() { line(last) }
        end()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // A pipe that cannot be read has ended, as far as anybody can tell.
        context.close(promise: nil)
    }

    /// Tells of the end, unless that was done.
    func end() {
        let ended = self.ended
        self.ended = nil
        ended?()
    }
}

/// Watches whether a process takes what is written to it.
final class InputHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let writabilityChanged: (Bool) -> Void

    init(writabilityChanged: @escaping (Bool) -> Void) {
        self.writabilityChanged = writabilityChanged
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        writabilityChanged(context.channel.isWritable)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // The process closed its end. That it ended, if it did, is told by the reaper.
        context.close(promise: nil)
    }
}
