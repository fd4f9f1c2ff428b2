import CKernel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The processes of this machine at one moment; a plain value, so what is decided from it can be tested with any.
public struct ProcessTable: Sendable {
    public var processes: [Int32: ProcessFacts]
    private let children: [Int32: [Int32]]

    public init(_ processes: [ProcessFacts]) {
        self.processes = Dictionary(processes.map { ($0.processID, $0) }) { first, _ in first }
        children = Dictionary(grouping: processes.sorted { $0.processID < $1.processID }, by: \.parent)
            .mapValues { $0.map(\.processID) }
    }

    /// All there are now. Costs two files for each process: some milliseconds on a machine with hundreds.
    public static func current() -> ProcessTable {
        var capacity = 1024
        while true {
            let ids = [Int32](unsafeUninitializedCapacity: capacity) { buffer, count in
                count = Int(max(0, ck_process_list(buffer.baseAddress, Int32(capacity))))
                if count > capacity { (capacity, count) = (count + 256, 0) }
            }
            if !ids.isEmpty || capacity > 1 << 22 { return ProcessTable(ids.compactMap { ProcessFacts(of: $0) }) }
        }
    }

    /// `roots` and everything below them now, each before its children. Reads nothing else where the kernel keeps lists of children.
    public static func trees(of roots: [Int32]) -> ProcessTable {
        var found: [ProcessFacts] = []
        var seen: Set<Int32> = []
        var waiting = roots
        while let next = waiting.popLast() {
            guard seen.insert(next).inserted, let facts = ProcessFacts(of: next) else { continue }
            found.append(facts)
            guard let children = children(of: next) else { return current().trees(of: roots) }
            waiting += children
        }
        return ProcessTable(found)
    }

    /// The part of this table that is `roots` and everything below them.
    public func trees(of roots: [Int32]) -> ProcessTable {
        ProcessTable(roots.flatMap { descendants(of: $0) })
    }

    /// A process and everything below it, each before its children; empty when it is not there.
    public func descendants(of root: Int32) -> [ProcessFacts] { members(below: root).map(\.facts) }

    /// As ``descendants(of:)``, each with its depth.
    func members(below root: Int32, isOrphan: Bool = false) -> [TreeMember] {
        guard let facts = processes[root] else { return [] }
        var found = [TreeMember(facts: facts, depth: 0, isOrphan: isOrphan)]
        var seen: Set<Int32> = [root]
        func add(below parent: Int32, depth: Int) {
            for child in children[parent] ?? [] where seen.insert(child).inserted {
                if let facts = processes[child] { found.append(TreeMember(facts: facts, depth: depth, isOrphan: isOrphan)) }
                add(below: child, depth: depth + 1)
            }
        }
        add(below: root, depth: 1)
        return found
    }

    /// The children of a process now; `nil` when the kernel keeps no such list.
    static func children(of process: Int32) -> [Int32]? {
        ids { ck_process_children(process, $0, $1) }
    }

    /// The orphans that came to us; `nil` when the kernel keeps no such list.
    static func adoptedChildren() -> [Int32]? {
        ids { ck_adopted_children($0, $1) }
    }

    private static func ids(_ read: (UnsafeMutablePointer<Int32>?, Int32) -> Int32) -> [Int32]? {
        var capacity = 64
        while true {
            var result: Int32 = 0
            let ids = [Int32](unsafeUninitializedCapacity: capacity) { buffer, count in
                result = read(buffer.baseAddress, Int32(capacity))
                count = Int(min(max(0, result), Int32(capacity)))
            }
            if result == -ENOSYS { return nil }
            guard Int(result) > capacity else { return ids }
            capacity = Int(result) + 64
        }
    }
}
