/// `monitoring:` — health checks, logging and metrics of one server.
public struct Monitoring: Codable, Hashable, Sendable {
    public var healthCheck = HealthCheck()
    public var logging = Logging()
    public var metrics = Metrics()

    public init() {}

    public struct HealthCheck: Codable, Hashable, Sendable {
        public var enabled = true
        /// Seconds between checks.
        public var interval: Double = 30
        /// Seconds an answer may take.
        public var timeout: Double = 10
        /// An HTTP path; `nil`: the protocol's own check.
        public var endpoint: String?
        /// Failures in a row before the server counts as unhealthy.
        public var retries: Int = 3

        public init() {}
    }

    public struct Logging: Codable, Hashable, Sendable {
        public var level: String?
        public var format: Format = .json
        /// The file's path, as written; `nil`: `logs/NAME/server.log` in the home.
        public var file: String?
        /// Bytes after which the file is rotated.
        public var maxSizeBytes: Int = 10_000_000
        /// Rotated files kept.
        public var backupCount: Int = 5
        public var console = false

        public init() {}

        public enum Format: String, Codable, Hashable, Sendable, CaseIterable {
            case json, text
        }
    }

    public struct Metrics: Codable, Hashable, Sendable {
        public var enabled = false
        public var port: Int?
        public var path: String?

        public init() {}
    }
}
