import ServerModel

/// Whether a log is flowing: lines come one after another, with no long rest between them.
///
/// What is repeated when a log is opened is no flow, however many pieces it comes in; nor is a line now and then.
struct LogFlow: Hashable {
    /// When lines began to come without a rest, and when the last came.
    private var began: Timestamp
    private var last: Timestamp

    /// After this long without a line it rests.
    static let rest = Duration.seconds(3)
    /// As long may the opening take.
    private static let opening = Duration.seconds(1)

    /// Lines came at `now`, after what came before.
    init(_ before: LogFlow?, at now: Timestamp) {
        began = before.flatMap { $0.end > now ? $0.began : nil } ?? now
        last = now
    }

    /// When it will rest, if nothing more comes.
    var end: Timestamp { last + Self.rest }

    func flows(at now: Timestamp) -> Bool { now < end && last - began >= Self.opening }
}
