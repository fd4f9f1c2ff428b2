/// Tells whether a text has a match, a table's look-up for each byte. What is in the table is found out when it is first needed.
///
/// Each of its nodes is a set of the program's states, together with what was before: a line's start, a word. Places are decided when the
/// byte after them is known. The table is bounded: when it is full, it begins anew; when that happens too often, the search gives up.
struct LazyAutomaton: Sendable {
    private static let mostNodes = 2_000
    private static let mostStates = 250_000
    /// So many bytes at least have to come of a full table.
    private static let leastYield = 20_000

    private static let unknown: Int32 = -1
    private static let matched: Int32 = -2
    private static let failed: Int32 = -3
    private static let given: Int32 = -4

    private let program: Program
    /// A row for each node: where each class of bytes leads, and whether the text may end there. Nodes are numbered by where rows begin.
    private var table: [Int32] = []
    private let rowLength: Int
    /// Of each node: what was before, and states in order.
    private var nodes: [[Int32]] = []
    private var numbers: [[Int32]: Int32] = [:]
    private var heldStates = 0
    private var first: Int32 = 0
    /// Bytes seen since the table was last empty.
    private var yield = 0

    private var reached: [Int32]
    private var round: Int32 = 0
    private var waiting: [Int32] = []
    /// How many states and bytes were looked at.
    private(set) var work = 0

    init(_ program: Program) {
        self.program = program
        rowLength = program.classCount + 1
        reached = [Int32](repeating: 0, count: program.states.count)
        clear()
    }

    /// `nil` when it gives up.
    mutating func hasMatch(in text: UnsafeBufferPointer<UInt8>) -> Bool? {
        var node = first
        var position = 0
        while true {
            let begun = position
            var next = node < 0 ? node : run(&node, &position, in: text)
            work += position - begun
            yield += position - begun
            if next == Self.unknown {
                let byte = position < text.count ? text[position] : nil
                next = follow(node, byte)
                position += 1
            }
            switch next {
            case Self.matched: return true
            case Self.failed: return false
            case Self.given: return nil
            default: node = next
            }
        }
    }

    /// As far as the table goes; what it says there.
    @inline(__always)
    private func run(_ node: inout Int32, _ position: inout Int, in text: UnsafeBufferPointer<UInt8>) -> Int32 {
        table.withUnsafeBufferPointer { table in
            program.classes.withUnsafeBufferPointer { classes in
                var (current, place) = (node, position)
                defer { (node, position) = (current, place) }
                while place < text.count {
                    let next = table[Int(current) + Int(classes[Int(text[place])])]
                    if next < 0 { return next }
                    current = next
                    place += 1
                }
                return table[Int(current) + rowLength - 1]
            }
        }
    }

    /// Finds out what a byte, or the end of the text, leads to, and remembers it.
    private mutating func follow(_ node: Int32, _ byte: UInt8?) -> Int32 {
        let place = Int(node) + (byte.map { Int(program.classes[Int($0)]) } ?? rowLength - 1)
        let (next, isStillThere) = successor(of: nodes[Int(node) / rowLength], byte)
        if isStillThere { table[place] = next }
        return next
    }

    private mutating func successor(of node: [Int32], _ byte: UInt8?) -> (Int32, isStillThere: Bool) {
        // Whether a letter beyond ASCII is of a word takes more than one byte to tell.
        if program.hasWordEdges, let byte, byte >= 0x80 { return (Self.given, true) }
        var states = Array(node.dropFirst())
        if program.hasPlaces {
            let surroundings = Surroundings(
                isAtLineStart: node[0] & 1 != 0, isAtLineEnd: byte == nil || byte == 0x0A || byte == 0x0D,
                isAfterWord: node[0] & 2 != 0, isBeforeWord: byte.map(Surroundings.isWord) ?? false)
            var closed: [Int32] = []
            round += 1
            for state in states where close(state, surroundings, into: &closed) { return (Self.matched, true) }
            states = closed
        }
        guard let byte else { return (Self.failed, true) }
        // What was before does not matter where the program never asks.
        var next: [Int32] = [program.hasPlaces ? (byte == 0x0A || byte == 0x0D ? 1 : 0) | (Surroundings.isWord(byte) ? 2 : 0) : 0]
        round += 1
        for state in states {
            guard case .bytes(let first, let end) = program.states[Int(state)],
                let target = program.target(first: first, end: end, on: byte)
            else { continue }
            if close(target, nil, into: &next) { return (Self.matched, true) }
        }
        if close(program.start, nil, into: &next) { return (Self.matched, true) }
        return number(of: next)
    }

    /// Adds what a state leads to without a byte; whether that is a match. Without `surroundings`, places are kept for later.
    private mutating func close(_ state: Int32, _ surroundings: Surroundings?, into states: inout [Int32]) -> Bool {
        waiting.removeAll(keepingCapacity: true)
        waiting.append(state)
        while let state = waiting.popLast() {
            guard reached[Int(state)] != round else { continue }
            reached[Int(state)] = round
            work += 1
            switch program.states[Int(state)] {
            case .bytes: states.append(state)
            case .fork(let one, let other):
                waiting.append(one)
                waiting.append(other)
            case .place(let place, let after):
                if let surroundings {
                    if surroundings.allow(place) { waiting.append(after) }
                } else {
                    states.append(state)
                }
            case .match: return true
            }
        }
        return false
    }

    private mutating func number(of unordered: [Int32]) -> (Int32, isStillThere: Bool) {
        var node = unordered
        node[1...].sort()
        if let number = numbers[node] { return (number, true) }
        var isStillThere = true
        if nodes.count >= Self.mostNodes || heldStates + node.count > Self.mostStates {
            let wasWorthIt = yield >= Self.leastYield
            clear()
            guard wasWorthIt else { return (Self.given, false) }
            isStillThere = false
        }
        return (insert(node), isStillThere)
    }

    private mutating func insert(_ node: [Int32]) -> Int32 {
        let number = Int32(truncatingIfNeeded: table.count)
        table.append(contentsOf: repeatElement(Self.unknown, count: rowLength))
        nodes.append(node)
        numbers[node] = number
        heldStates += node.count
        return number
    }

    private mutating func clear() {
        table.removeAll(keepingCapacity: true)
        nodes.removeAll(keepingCapacity: true)
        numbers.removeAll(keepingCapacity: true)
        (heldStates, yield, round) = (0, 0, 0)
        reached = [Int32](repeating: 0, count: reached.count)
        round = 1
        var node: [Int32] = [1]
        let isMatch = close(program.start, nil, into: &node)
        node[1...].sort()
        if !program.hasPlaces { node[0] = 0 }
        first = isMatch ? Self.matched : insert(node)
    }
}
