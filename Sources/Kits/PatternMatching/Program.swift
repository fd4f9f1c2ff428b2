/// A pattern as states and steps between them over the bytes of UTF-8 (after Thompson). Where there are several ways, all are taken.
final class Program: Sendable {
    enum State: Sendable {
        /// Goes on by a byte: the steps of these places in ``Program/steps``, in order.
        case bytes(first: Int32, end: Int32)
        case fork(Int32, Int32)
        case place(Place, Int32)
        case match
    }

    /// The most states that a pattern may have.
    static let largest = 20_000

    let states: [State]
    let steps: [ScalarBytes.Step]
    let start: Int32
    let hasPlaces: Bool
    let hasWordEdges: Bool
    /// Bytes that no step tells apart are of one class.
    let classes: [UInt8]
    let classCount: Int
    /// Whether a match that is not empty can begin with a byte.
    let begins: [Bool]

    init(_ tree: SyntaxTree) throws(PatternError) {
        var builder = ProgramBuilder()
        start = try builder.add(tree, before: builder.match)
        states = builder.states
        steps = builder.steps
        let places = states.compactMap { state -> Place? in if case .place(let place, _) = state { place } else { nil } }
        hasPlaces = !places.isEmpty
        hasWordEdges = places.contains { $0 == .wordEdge || $0 == .noWordEdge }
        classes = Self.classes(of: steps, hasPlaces: hasPlaces)
        classCount = Int(classes[255]) + 1
        begins = Self.beginnings(states, steps, from: start)
    }

    /// Where a step on a byte leads; `nil` when none does.
    @inline(__always)
    func target(first: Int32, end: Int32, on byte: UInt8) -> Int32? {
        for place in Int(first)..<Int(end) {
            let step = steps[place]
            if byte < step.low { return nil }
            if byte <= step.high { return step.target }
        }
        return nil
    }

    private static func classes(of steps: [ScalarBytes.Step], hasPlaces: Bool) -> [UInt8] {
        var begins = [Bool](repeating: false, count: 257)
        for step in steps {
            begins[Int(step.low)] = true
            begins[Int(step.high) + 1] = true
        }
        if hasPlaces {
            for edge in [0x0A, 0x0B, 0x0D, 0x0E, 0x30, 0x3A, 0x41, 0x5B, 0x5F, 0x60, 0x61, 0x7B, 0x80] { begins[edge] = true }
        }
        var current: UInt8 = 0
        return (0..<256).map { byte in
            if byte > 0, begins[byte] { current += 1 }
            return current
        }
    }

    private static func beginnings(_ states: [State], _ steps: [ScalarBytes.Step], from start: Int32) -> [Bool] {
        var begins = [Bool](repeating: false, count: 256)
        var seen = Set([start])
        var waiting = [start]
        while let state = waiting.popLast() {
            switch states[Int(state)] {
            case .bytes(let first, let end):
                for step in steps[Int(first)..<Int(end)] {
                    for byte in step.low...step.high { begins[Int(byte)] = true }
                }
            case .fork(let one, let other): waiting += [one, other].filter { seen.insert($0).inserted }
            case .place(_, let next): if seen.insert(next).inserted { waiting.append(next) }
            case .match: break
            }
        }
        return begins
    }
}

/// Writes a program from its end to its beginning.
struct ProgramBuilder {
    private(set) var states: [Program.State] = [.match]
    private(set) var steps: [ScalarBytes.Step] = []
    private var spellings: [ScalarSet: [[ScalarBytes.Step]]] = [:]
    /// Repeats of nothing add no state, and still take time.
    private var work = 0

    let match: Int32 = 0

    /// Where `tree` begins, when `next` comes after it.
    mutating func add(_ tree: SyntaxTree, before next: Int32) throws(PatternError) -> Int32 {
        work += 1
        guard work <= Program.largest * 4 else { throw PatternError(problem: .tooLarge, position: 1) }
        switch tree {
        case .empty: return next
        case .scalar(let set): return try add(set, before: next)
        case .place(let place): return try append(.place(place, next))
        case .sequence(let parts):
            var next = next
            for part in parts.reversed() { next = try add(part, before: next) }
            return next
        case .either(let trees):
            var all: Int32?
            for tree in trees.reversed() {
                let one = try add(tree, before: next)
                all = if let all { try append(.fork(one, all)) } else { one }
            }
            return all ?? next
        case .repeated(let tree, let least, let most): return try add(tree, least, most, before: next)
        }
    }

    private mutating func add(_ tree: SyntaxTree, _ least: Int, _ most: Int?, before next: Int32) throws(PatternError) -> Int32 {
        var start = next
        var needed = least
        if let most {
            for _ in 0..<(most - least) { start = try append(.fork(try add(tree, before: start), next)) }
        } else {
            let loop = try append(.match)
            start = try add(tree, before: loop)
            states[Int(loop)] = .fork(start, next)
            if least == 0 { return loop }
            needed -= 1
        }
        for _ in 0..<needed { start = try add(tree, before: start) }
        return start
    }

    private mutating func add(_ set: ScalarSet, before next: Int32) throws(PatternError) -> Int32 {
        let nodes = spellings[set] ?? ScalarBytes(set).nodes
        spellings[set] = nodes
        let base = Int32(truncatingIfNeeded: states.count)
        var last = base
        for node in nodes {
            let first = Int32(truncatingIfNeeded: steps.count)
            for step in node {
                let target = step.target == ScalarBytes.end ? next : base + step.target
                steps.append(ScalarBytes.Step(low: step.low, high: step.high, target: target))
            }
            last = try append(.bytes(first: first, end: Int32(truncatingIfNeeded: steps.count)))
        }
        return last
    }

    private mutating func append(_ state: Program.State) throws(PatternError) -> Int32 {
        guard states.count < Program.largest else { throw PatternError(problem: .tooLarge, position: 1) }
        states.append(state)
        return Int32(truncatingIfNeeded: states.count - 1)
    }
}
