import NIOCore

/// The wire to one client: lines out, and a brake on what comes in. Used on the event loop only.
public struct SessionPeer: Sendable {
    /// How much a client may leave unread before it is cut off; the others and the server must not suffer.
    static let unreadLimit = 128 << 20

    private let channel: any Channel

    public init(channel: any Channel) {
        self.channel = channel
    }

    /// Writes one message and its newline; `false` when the client has stopped reading and was cut off.
    func send(_ line: ByteBuffer) -> Bool {
        var line = line
        line.writeInteger(UInt8(ascii: "\n"))
        channel.writeAndFlush(line, promise: nil)
        guard !channel.isWritable, let unread = try? channel.syncOptions?.getOption(.bufferedWritableBytes) else { return true }
        guard unread > Self.unreadLimit else { return true }
        cutOff()
        return false
    }

    /// Reads no more from the client until told otherwise, so that it waits instead of us hoarding.
    func setReading(_ isReading: Bool) {
        // Fails only for a closed channel, which reads nothing anyway.
        try? channel.syncOptions?.setOption(.autoRead, value: isReading)
    }

    /// Closes once everything sent so far was written.
    func close() {
        let channel = channel
        channel.writeAndFlush(ByteBuffer()).whenComplete { _ in channel.close(promise: nil) }
    }

    /// Closes at once; what was not written is lost.
    private func cutOff() {
        channel.close(promise: nil)
    }
}
