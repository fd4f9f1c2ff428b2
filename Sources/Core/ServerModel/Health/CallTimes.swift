/// How long a server's tool calls took, by their nearest rank (`GET /api/v1/servers/{id}/health`).
public struct CallTimes: Codable, Hashable, Sendable {
    /// The length of the time that was looked at, in seconds; it ends now.
    public var spanSeconds: Int
    /// How many calls there were; at least one.
    public var calls: Int
    /// Half, 95 % and 99 % of them took at most so long, in milliseconds.
    public var p50Milliseconds, p95Milliseconds, p99Milliseconds: Double

    public init(
        spanSeconds: Int, calls: Int, p50Milliseconds: Double, p95Milliseconds: Double, p99Milliseconds: Double
    ) {
        self.spanSeconds = spanSeconds
        self.calls = calls
        self.p50Milliseconds = p50Milliseconds
        self.p95Milliseconds = p95Milliseconds
        self.p99Milliseconds = p99Milliseconds
    }

    /// - durations: in milliseconds, in any order; `nil` when there are none.
    public init?(spanSeconds: Int, of durations: [Double]) {
        guard !durations.isEmpty else { return nil }
        let sorted = durations.sorted()
        func rank(_ percent: Int) -> Double { sorted[max(0, (sorted.count * percent + 99) / 100 - 1)] }
        self.init(
            spanSeconds: spanSeconds, calls: sorted.count, p50Milliseconds: rank(50), p95Milliseconds: rank(95),
            p99Milliseconds: rank(99))
    }
}
