/// A process that an earlier daemon of this home had left behind when it was killed.
public struct Leftover: Hashable, Sendable {
    /// Whose it was; `nil` when that is not known any more.
    public var run: RunName?
    public var facts: ProcessFacts
    /// `false` for one that the kernel does not let go of.
    public var hasEnded: Bool
}

/// Which processes were left behind, decided from one look at the machine. Pure.
struct LeftoverMembership: Sendable {
    /// The home of the marks that count.
    var home: UInt32
    var boot: String
    var records: [RunRecord]
    /// Found in an earlier look.
    var seen: Set<ProcessIdentity> = []

    /// Each before its children. Whoever asks, and what it descends from, is in no such `table`.
    ///
    /// A record counts only for exactly the process it was made of; `executable` tells a process's program.
    func members(
        in table: ProcessTable, mark: (Int32) -> RunMark?, executable: (Int32) -> String?
    ) -> [(run: RunName?, facts: ProcessFacts)] {
        var leaders: [Int32: RunRecord] = [:]
        for record in records where record.boot == boot && !record.executable.isEmpty {
            let process = record.leader.processID
            guard table.processes[process]?.identity == record.leader, executable(process) == record.executable else { continue }
            leaders[process] = record
        }
        let named = Dictionary(records.map { ($0.serial, $0.name) }) { first, _ in first }
        var names: [Int32: RunName] = [:]
        let left = table.processes.values.filter { process in
            let places = [process.processID, process.session, process.group]
            if let record = places.compactMap({ leaders[$0] }).first {
                names[process.processID] = record.name
                return true
            }
            guard let carried = mark(process.processID), carried.home == home else { return seen.contains(process.identity) }
            names[process.processID] = named[carried.serial] ?? nil
            return true
        }
        let ids = Set(left.map(\.processID))
        var taken: Set<Int32> = []
        var found: [(run: RunName?, facts: ProcessFacts)] = []
        for root in left.sorted(by: { $0.processID < $1.processID }) where !table.isBelow(any: ids, root) {
            for facts in table.descendants(of: root.processID) where taken.insert(facts.processID).inserted {
                found.append((names[facts.processID] ?? names[root.processID], facts))
            }
        }
        return found
    }
}
