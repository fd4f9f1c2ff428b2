import NIOCore
import ServerModel

extension LocalProcess {
    /// What a process has to say, in this order: first `started` or `notStarted`, which is the end of it; at last `ended`.
    public typealias Output = ConnectionOutput

    /// How much is kept, and for how long.
    public struct Limits: Hashable, Sendable {
        /// The longest line of standard output; 64 MiB unless said.
        public var messageBytes = 64 << 20
        /// The longest line of standard error; what is longer is cut. 64 KiB unless said; `nil`: it is told as it comes, in no lines.
        public var stderrLineBytes: Int? = 64 << 10
        /// How long a pipe may stay open after the process and all it started have ended: it may have been given to somebody
        /// else. 200 ms unless said.
        public var drainTime = TimeAmount.milliseconds(200)

        public init() {}

        /// For those whose log cuts lines itself.
        package static let uncut: Limits = {
            var limits = Limits()
            limits.stderrLineBytes = nil
            return limits
        }()
    }
}
