/// A call that was made again, beside the one it repeats.
public struct CallReplay: Codable, Hashable, Sendable {
    /// The call as it was.
    public var original: CallRecord
    /// The same call, made now; kept in the history like any other. Its id is 0 when the history could not keep it.
    public var replay: CallRecord

    public init(original: CallRecord, replay: CallRecord) {
        self.original = original
        self.replay = replay
    }

    /// Whether both ended in the same way with the same text, as far as it was kept.
    public var isSame: Bool {
        original.outcome == replay.outcome && original.result == replay.result && original.resultLoss == replay.resultLoss
    }
}
