import ServerModel

/// The calls of one server's tools, counted.
struct ServerTally: Sendable {
    private(set) var tools: [String: CallTally] = [:]
    private(set) var requestBytes: UInt64 = 0
    private(set) var responseBytes: UInt64 = 0
    /// The calls of all tools that have no count of their own.
    private var rest: CallTally?

    /// Every tool that was called, with the rest under its name.
    var all: [String: CallTally] {
        var all = tools
        // A tool may have that very name.
        if let rest { all[CallMetrics.other] = rest + (tools[CallMetrics.other] ?? CallTally()) }
        return all
    }

    /// Counts a call of the tool `name`; whether it has a count of its own from now on. There are at most `limit` of those.
    mutating func count(_ record: CallRecord, as name: String, limit: Int) -> Bool {
        requestBytes &+= UInt64(max(0, record.requestBytes))
        responseBytes &+= UInt64(max(0, record.responseBytes))
        let before = tools.count
        if before < limit || tools[name] != nil {
            tools[name, default: CallTally()].count(record)
        } else {
            rest = rest ?? CallTally()
            rest?.count(record)
        }
        return tools.count > before
    }
}

/// The calls of one tool, counted.
struct CallTally: Sendable {
    /// Upper limits of the histogram's buckets, in microseconds and as their labels say it; a last one has no limit.
    private static let buckets: [(microseconds: Int, label: String)] = [
        (5_000, "0.005"), (10_000, "0.01"), (25_000, "0.025"), (50_000, "0.05"), (100_000, "0.1"), (250_000, "0.25"),
        (500_000, "0.5"), (1_000_000, "1"), (2_500_000, "2.5"), (5_000_000, "5"), (10_000_000, "10"), (30_000_000, "30"),
        (60_000_000, "60"), (.max, "+Inf"),
    ]
    private static let limits = buckets.map(\.microseconds)

    /// Each call is in one bucket only.
    private var inBucket = [UInt64](repeating: 0, count: buckets.count)
    private var microseconds: UInt64 = 0
    private var ok: UInt64 = 0, toolError: UInt64 = 0, refused: UInt64 = 0, cancelled: UInt64 = 0, lost: UInt64 = 0

    mutating func count(_ record: CallRecord) {
        let duration = max(0, record.durationMicroseconds)
        microseconds &+= UInt64(duration)
        inBucket[Self.limits.firstIndex { duration <= $0 } ?? inBucket.count - 1] += 1
        switch record.outcome {
        case .ok: ok += 1
        case .toolError: toolError += 1
        case .refused: refused += 1
        case .cancelled: cancelled += 1
        case .lost: lost += 1
        }
    }

    static func + (a: CallTally, b: CallTally) -> CallTally {
        var sum = a
        for index in sum.inBucket.indices { sum.inBucket[index] += b.inBucket[index] }
        sum.microseconds &+= b.microseconds
        sum.ok += b.ok
        sum.toolError += b.toolError
        sum.refused += b.refused
        sum.cancelled += b.cancelled
        sum.lost += b.lost
        return sum
    }

    /// One for each outcome, also those that never were: an increase from nothing is none to Prometheus.
    func outcomes(_ labels: MetricLabels) -> [MetricSample] {
        CallRecord.Outcome.allCases.map { outcome in
            let count =
                switch outcome {
                case .ok: ok
                case .toolError: toolError
                case .refused: refused
                case .cancelled: cancelled
                case .lost: lost
                }
            return MetricSample(Double(count), labels.adding("outcome", outcome.rawValue))
        }
    }

    func durations(_ labels: MetricLabels) -> [MetricSample] {
        var sum: UInt64 = 0
        var samples: [MetricSample] = []
        for (count, bucket) in zip(inBucket, Self.buckets) {
            sum += count
            samples.append(MetricSample(Double(sum), labels.adding("le", bucket.label), part: .bucket))
        }
        return samples + [
            MetricSample(Double(microseconds) / 1_000_000, labels, part: .sum), MetricSample(Double(sum), labels, part: .count),
        ]
    }
}
