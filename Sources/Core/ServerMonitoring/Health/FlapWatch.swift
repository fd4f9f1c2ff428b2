/// Whether a server stops serving again and again: three times within ten minutes, until ten minutes pass without.
struct FlapWatch: Hashable, Sendable {
    static let drops = 3

    /// When it stopped serving, within the last window before the last time.
    private var moments: [Duration] = []
    /// How often it had within the window when it last did; `nil`: not often enough.
    private var count: Int?

    /// It served, and does not any more.
    mutating func noteDrop(at now: Duration) {
        if count != nil && !isFlapping(at: now) { count = nil }
        moments.removeAll { now - $0 > HealthJudge.window }
        moments.append(now)
        // Nothing crashes a thousand times in ten minutes, but memory is no place to find out.
        if moments.count > 1_000 { moments.removeFirst() }
        if count != nil || moments.count >= Self.drops { count = moments.count }
    }

    func isFlapping(at now: Duration) -> Bool { dropsWhileFlapping(at: now) != nil }

    /// How often it stopped serving within ten minutes; `nil` while it does not flap.
    func dropsWhileFlapping(at now: Duration) -> Int? {
        guard let count, let last = moments.last, now - last < HealthJudge.window else { return nil }
        return count
    }
}
