import ServerModel

/// The newest samples of something, oldest first: bounded, and never of the future.
struct SampleWindow<Value: Hashable & Sendable>: Hashable, Sendable {
    /// However long a window is, more are not kept.
    static var limit: Int { 1000 }

    struct Sample: Hashable, Sendable {
        var time: Timestamp
        var value: Value
    }

    private(set) var samples: [Sample] = []

    mutating func add(_ value: Value, at now: Timestamp) {
        if samples.count >= Self.limit { samples.removeFirst(samples.count - Self.limit + 1) }
        samples.append(Sample(time: now, value: value))
    }

    /// Those younger than `length`.
    func since(_ length: Duration, before now: Timestamp) -> ArraySlice<Sample> {
        samples.drop { now - $0.time >= length }
    }

    mutating func forgetOlder(than length: Duration, before now: Timestamp) {
        let kept = since(length, before: now)
        // Moving everything for one sample at a time would be dear.
        if samples.count - kept.count > kept.count { samples = Array(kept) }
    }

    mutating func removeAll() { samples = [] }

    /// Samples later than `now` happened now.
    mutating func clamp(to now: Timestamp) {
        for index in samples.indices.reversed() {
            guard samples[index].time > now else { return }
            samples[index].time = now
        }
    }

    mutating func shift(by step: Duration) {
        for index in samples.indices { samples[index].time = samples[index].time + step }
    }
}

/// A call of a tool.
struct CallSample: Hashable, Sendable {
    var isFailed: Bool
    var milliseconds: Double
}

/// What a sample of a window without values says: that it happened.
struct Happened: Hashable, Sendable {}
