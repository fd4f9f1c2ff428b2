/// How much of the past is kept.
public struct CallHistoryLimits: Hashable, Sendable {
    /// Arguments and results are cut to so many bytes each.
    public var textBytes = 16 << 10
    /// What went wrong, the same.
    public var problemBytes = 2 << 10
    /// Records older than this go.
    public var age: Duration = .seconds(30 * 86_400)
    /// The oldest go when there are more.
    public var records = 100_000
    /// The oldest go when the file needs more.
    public var fileBytes = 200 << 20
    /// How often to look, in records written; and once at the start.
    public var recordsBetweenLooks = 1_000
    /// How many records may wait to be written; then the oldest of those go.
    public var waitingRecords = 10_000
    /// How many bytes of text they may have together.
    public var waitingBytes = 64 << 20

    /// How long records gather before they are written together: one transaction for each call would slow the calls themselves on
    /// a small machine. What a daemon that is killed has gathered is lost.
    public var gatheringMilliseconds = 250

    public init() {}
}
