/// When changes that come together are told: once it has been quiet for a moment, or they have gone on for long enough.
struct Debounce: Sendable {
    /// Editors take a few milliseconds for what they do when they save.
    static let quiet = Duration.milliseconds(150)
    static let longest = Duration.seconds(1)

    private var first: ContinuousClock.Instant?
    private var last: ContinuousClock.Instant?

    mutating func touched(at now: ContinuousClock.Instant) {
        first = first ?? now
        last = now
    }

    /// When to tell; `nil` when there is nothing to tell.
    var deadline: ContinuousClock.Instant? {
        guard let first, let last else { return nil }
        return min(last + Self.quiet, first + Self.longest)
    }

    mutating func reset() {
        (first, last) = (nil, nil)
    }
}
