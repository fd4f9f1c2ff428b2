import NIOCore

/// Reads a process's output, line by line or as it comes. Told of the end exactly once, whatever happens to the channel.
final class OutputHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private enum Reading {
        case lines(LineFramer, (LineFramer.Line) -> Void)
        case chunks((ByteBuffer) -> Void)
    }

    private var reading: Reading
    /// Called once.
    var onEnd: (() -> Void)?

    /// Tells whole lines, of at most `limit` bytes.
    init(limit: Int, line: @escaping (LineFramer.Line) -> Void) {
        reading = .lines(LineFramer(limit: limit), line)
    }

    /// Tells what comes.
    init(chunk: @escaping (ByteBuffer) -> Void) {
        reading = .chunks(chunk)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = unwrapInboundIn(data)
        switch reading {
        case .chunks(let tell): tell(bytes)
        case .lines(var framer, let tell):
            // The framer's buffer has one owner at a time, or it would be copied.
            reading = .lines(LineFramer(limit: 0), tell)
            framer.append(bytes)
            while let next = framer.next() { tell(next) }
            reading = .lines(framer, tell)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        if case .lines(var framer, let tell) = reading, let last = framer.finish() { tell(last) }
        end()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // A pipe that cannot be read has ended, as far as anybody can tell.
        context.close(promise: nil)
    }

    /// Tells of the end, unless that was done.
    func end() {
        let ended = onEnd
        onEnd = nil
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
