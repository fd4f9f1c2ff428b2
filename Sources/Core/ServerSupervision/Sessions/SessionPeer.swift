import NIOCore

/// The way to one client: lines out, and a brake on what comes in. Used on the event loop only.
public enum SessionPeer: Sendable {
    /// A client outside, at the other end of a socket.
    case socket(any Channel)
    /// A client inside the daemon, which gets each line as it is.
    case inside(@Sendable (ByteBuffer) -> Void)

    /// How much a client may leave unread before it is cut off; the others and the server must not suffer.
    static let unreadLimit = 128 << 20

    /// Writes one message and its newline; `false` when the client has stopped reading and was cut off.
    func send(_ line: ByteBuffer) -> Bool {
        guard case .socket(let channel) = self else {
            if case .inside(let deliver) = self { deliver(line) }
            return true
        }
        var line = line
        line.writeInteger(UInt8(ascii: "\n"))
        channel.writeAndFlush(line, promise: nil)
        guard !channel.isWritable, let unread = try? channel.syncOptions?.getOption(.bufferedWritableBytes) else { return true }
        guard unread > Self.unreadLimit else { return true }
        // At once; what was not written is lost.
        channel.close(promise: nil)
        return false
    }

    /// Reads no more from the client until told otherwise, so that it waits instead of us hoarding.
    func setReading(_ isReading: Bool) {
        guard case .socket(let channel) = self else { return }
        // Fails only for a closed channel, which reads nothing anyway.
        try? channel.syncOptions?.setOption(.autoRead, value: isReading)
    }

    /// Closes once everything sent so far was written.
    func close() {
        guard case .socket(let channel) = self else { return }
        channel.writeAndFlush(ByteBuffer()).whenComplete { _ in channel.close(promise: nil) }
    }
}
