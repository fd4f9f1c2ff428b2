import Synchronization

/// The processes of one run: who leads them, and what tells them from all others.
final class ProcessTree: Sendable {
    /// Its id stays taken until the run is released.
    let leader: ProcessIdentity
    let mark: RunMark?
    let name: RunName?
    /// What was seen below the leader: when their parents end, nothing may lead to them any more.
    private let seen = Mutex<Set<ProcessIdentity>>([])
    private static let manySeen = 64

    init(leader: ProcessIdentity, mark: RunMark?, name: RunName?) {
        self.leader = leader
        self.mark = mark
        self.name = name
    }

    func membership(adopter: Int32?, others: [ProcessIdentity]) -> TreeMembership {
        TreeMembership(leader: leader, mark: mark, seen: seen.withLock { $0 }, adopter: adopter, others: others)
    }

    var seenProcesses: [Int32] { seen.withLock { $0.map(\.processID) } }

    /// Remembers what is below the leader now.
    func remember(_ members: [TreeMember]) {
        seen.withLock { seen in
            for member in members where member.depth > 0 && !member.isOrphan { seen.insert(member.facts.identity) }
            if seen.count > Self.manySeen { seen = seen.filter(\.exists) }
        }
    }
}
