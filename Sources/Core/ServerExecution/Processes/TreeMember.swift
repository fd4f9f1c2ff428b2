/// One process of a run.
public struct TreeMember: Hashable, Sendable {
    public var facts: ProcessFacts
    /// How far below the leader, which has 0; of an orphan and what is below it, how far below the orphan.
    public var depth: Int
    /// It lost its parent, or is below one that did: it belongs to the run, but not to the leader's descendants any more.
    public var isOrphan: Bool

    public init(facts: ProcessFacts, depth: Int, isOrphan: Bool = false) {
        self.facts = facts
        self.depth = depth
        self.isOrphan = isOrphan
    }
}
