/// Whether a server answers slowly, for the server it is.
///
/// It is slow when the median of its last three answers is above the limit, and no longer when that is below half of the limit. The
/// limit is ten times its usual time, but at least 1 s, and at most half the timeout of a check. The usual time is the median of up to
/// 60 earlier answers, without those in times when it was slow; while fewer than three are known, the limit is half the timeout.
struct ResponseSpeed: Hashable, Sendable {
    /// The figures of the moment at which it became slow.
    struct Slowness: Hashable, Sendable {
        /// In milliseconds.
        var median, limit: Double
        /// In milliseconds; `nil`: not known yet.
        var usual: Double?
    }

    /// `nil`: it is not slow.
    private(set) var slowness: Slowness?

    private var recent: [Double] = []
    private var earlier: [Double] = []

    /// Takes the time of an answer.
    mutating func note(milliseconds: Double, timeout: Duration) {
        // A clock that jumped in between must not count as an answer before the question.
        recent.append(milliseconds.isFinite ? max(0, milliseconds) : 0)
        if recent.count > 3 {
            let oldest = recent.removeFirst()
            if slowness == nil { earlier.append(oldest) }
            if earlier.count > 60 { earlier.removeFirst() }
        }
        guard recent.count == 3, let median = Self.median(recent) else { return }
        let usual = earlier.count >= 3 ? Self.median(earlier) : nil
        let highest = timeout / .milliseconds(2)
        let limit = min(usual.map { max(1_000, 10 * $0) } ?? highest, highest)
        if slowness == nil && median > limit {
            slowness = Slowness(median: median, limit: limit, usual: usual)
        } else if slowness != nil && median < limit / 2 {
            slowness = nil
        }
    }

    /// A new run: how the one before ended says nothing of it; what is usual stays so.
    mutating func beginAgain() {
        recent = []
        slowness = nil
    }

    private static func median(_ values: [Double]) -> Double? {
        values.isEmpty ? nil : values.sorted()[(values.count - 1) / 2]
    }
}
