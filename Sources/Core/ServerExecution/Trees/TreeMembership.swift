/// Which processes belong to a run, decided from one look at the machine. Pure.
///
/// Below the leader is what it started; but a process whose parent ended is adopted by somebody else, and one that calls `setsid`
/// leaves session and group too. What then tells whose it is: that it was seen below the leader, the mark all of a run carry,
/// and at last that no other run could have started it.
struct TreeMembership: Sendable {
    var leader: ProcessIdentity
    /// `nil`: nothing carries one.
    var mark: RunMark?
    /// Seen below the leader earlier.
    var seen: Set<ProcessIdentity> = []
    /// Who gets the orphans of all runs; `nil` when it is nobody of ours.
    var adopter: Int32?
    /// The leaders of the other runs that live.
    var others: [ProcessIdentity] = []

    /// The leader first, each before its children, then the orphans with theirs, the oldest first.
    ///
    /// `mark` tells what a process carries. It is asked for those alone that nothing else explains.
    func members(in table: ProcessTable, mark: (Int32) -> RunMark?) -> [TreeMember] {
        var found: [TreeMember] = []
        if table.processes[leader.processID]?.identity == leader { found = table.members(below: leader.processID) }
        var taken = Set(found.map(\.facts.processID))
        let strangers = table.processes.values.filter { !taken.contains($0.processID) && isOurs($0, mark) }
        let ids = Set(strangers.map(\.processID))
        for orphan in strangers.sorted(by: isOlder) where !table.isBelow(any: ids, orphan) {
            found += table.members(below: orphan.processID, isOrphan: true).filter { taken.insert($0.facts.processID).inserted }
        }
        return found
    }

    private func isOurs(_ process: ProcessFacts, _ mark: (Int32) -> RunMark?) -> Bool {
        let identity = process.identity
        if process.processID == adopter || others.contains(identity) { return false }
        if seen.contains(identity) { return true }
        // The leader's id is not free while the run lives.
        if process.session == leader.processID || process.group == leader.processID { return true }
        if let carried = mark(process.processID) { return carried == self.mark }
        return process.parent == adopter && isSoleSuspect(startedBefore: process)
    }

    /// An orphan that carries nothing can only be of a run that lived when it was started. The clock is coarse: 10 ms.
    private func isSoleSuspect(startedBefore process: ProcessFacts) -> Bool {
        leader.startTime <= process.startTime && !others.contains { $0.startTime <= process.startTime }
    }

    private func isOlder(_ one: ProcessFacts, _ other: ProcessFacts) -> Bool {
        (one.startTime, one.processID) < (other.startTime, other.processID)
    }
}

extension ProcessTable {
    /// Whether an ancestor of `process` is among `ids`.
    func isBelow(any ids: Set<Int32>, _ process: ProcessFacts) -> Bool {
        var visited: Set<Int32> = [process.processID]
        var parent = process.parent
        while visited.insert(parent).inserted, let next = processes[parent] {
            if ids.contains(parent) { return true }
            parent = next.parent
        }
        return false
    }

    /// This process and those above it.
    func lineage(of process: Int32) -> Set<Int32> {
        var lineage: Set<Int32> = []
        var next = process
        while lineage.insert(next).inserted, let facts = processes[next] { next = facts.parent }
        return lineage
    }

    func without(_ ids: Set<Int32>) -> ProcessTable {
        ProcessTable(processes.values.filter { !ids.contains($0.processID) })
    }
}
