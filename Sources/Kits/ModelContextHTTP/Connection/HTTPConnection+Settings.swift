import NIOCore

extension HTTPConnection {
    /// Which of the transports over HTTP a server speaks.
    public enum Transport: Hashable, Sendable {
        /// One endpoint for everything, from 2025-03-26 on; the modern revisions too.
        case streamable
        /// A stream of events and an endpoint it names, as of 2024-11-05.
        case events
        /// The first of the two that works.
        case any
    }

    /// How to reach a server, and how patient to be.
    public struct Settings: Sendable {
        /// `http` or `https`.
        public var url: String
        public var transport: Transport
        /// Sent with each request; may hold keys and tokens. Never sent to another origin.
        public var headers: [(name: String, value: String)]
        /// What a failure tells a person to do.
        public var advice = HTTPAdvice()
        /// The address holds a key or token: failures name no more of it than the host.
        public var hidesPath = false
        /// The longest message taken.
        public var messageLimit = 64 << 20
        /// How long to wait before opening a broken stream again, unless the server says; grows by half each time.
        public var firstRetry = TimeAmount.seconds(1)
        public var longestRetry = TimeAmount.seconds(30)
        /// How often in a row opening a stream again may lead nowhere.
        public var retryLimit = 3
        /// How long the stream of the old transport may take to name its endpoint, and a session to be closed.
        public var patience = TimeAmount.seconds(5)
        /// How many requests may be open at once; more wait.
        public var openRequestLimit = 128

        public init(url: String, transport: Transport = .any, headers: [(name: String, value: String)] = []) {
            self.url = url
            self.transport = transport
            self.headers = headers
        }

        func retryDelay(after failures: Int, asked: TimeAmount?) -> TimeAmount {
            if let asked { return min(asked, longestRetry) }
            var delay = firstRetry
            for _ in 0..<min(failures, 16) where delay < longestRetry { delay = .nanoseconds(delay.nanoseconds * 3 / 2) }
            return min(delay, longestRetry)
        }
    }

    /// What a connection has to say.
    public enum Output: Sendable {
        /// One message, without line breaks. Never blank.
        case message(ByteBuffer)
        /// A message longer than the limit was thrown away.
        case oversized(byteCount: Int)
        /// Something worth a line in a log.
        case remark(String)
        /// The connection is over; `nil`: it was closed from this side. Told once; nothing comes after it.
        case ended(HTTPFailure?)
    }
}
