import NIOCore
import ServerModel

extension LocalProcess {
    /// What a process has to say, in this order: first `started` or `notStarted`, which is the end of it; at last `ended`.
    public enum Output: Sendable {
        /// ``LocalProcess/processID`` is known now.
        case started
        /// Nothing was started, and nothing more will be told.
        case notStarted(LaunchError)
        /// One line of standard output, without its end. Never blank.
        case message(ByteBuffer)
        /// A line of standard output longer than ``Limits/messageBytes`` was thrown away.
        case oversized(byteCount: Int)
        /// One line of standard error, as valid UTF-8; if it was cut, its end says by how much.
        case stderrLine(String)
        /// Standard output has ended; the process may live on.
        case stdoutClosed
        /// The process ended, its output was read, its group was killed. Told once; nothing comes after it.
        case ended(ExitStatus)
    }

    /// How much is kept, and for how long.
    public struct Limits: Hashable, Sendable {
        /// The longest line of standard output; 64 MiB unless said.
        public var messageBytes = 64 << 20
        /// The longest line of standard error; what is longer is cut. 64 KiB unless said.
        public var stderrLineBytes = 64 << 10
        /// How long a pipe may stay open after the process ended: somebody it started may hold it. 200 ms unless said.
        public var drainTime = TimeAmount.milliseconds(200)

        public init() {}
    }
}
