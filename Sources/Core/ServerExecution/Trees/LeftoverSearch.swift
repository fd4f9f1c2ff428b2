#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Looks for what an earlier daemon of a home has left, over again until nothing is there.
final class LeftoverSearch {
    private var membership: LeftoverMembership
    private var order: [ProcessIdentity] = []
    private var all: [ProcessIdentity: (run: RunName?, facts: ProcessFacts)] = [:]

    init(_ ledger: RunLedger) {
        membership = LeftoverMembership(home: ledger.home, boot: ledger.boot, records: ledger.records())
    }

    /// Those that live. What is started by this program meanwhile counts too: there must be nothing of that.
    func look() -> [ProcessIdentity] {
        // Two files for each process of the machine; for those of others no more.
        let everything = ProcessTable.current()
        let lineage = everything.lineage(of: getpid())
        let user = geteuid()
        let table = ProcessTable(everything.processes.values.filter { $0.user == user && !lineage.contains($0.processID) })
        // What has ended has, even if whoever adopted it takes no notice.
        let left = membership.members(in: table, mark: RunMark.of, executable: ProcessDetails.executable(of:))
            .filter { !$0.facts.isZombie }
        for member in left {
            let identity = member.facts.identity
            if all.updateValue(member, forKey: identity) == nil { order.append(identity) }
            membership.seen.insert(identity)
        }
        return left.map(\.facts.identity)
    }

    func found(surviving: Set<ProcessIdentity>) -> [Leftover] {
        order.compactMap { identity in
            all[identity].map { Leftover(run: $0.run, facts: $0.facts, hasEnded: !surviving.contains(identity)) }
        }
    }
}
