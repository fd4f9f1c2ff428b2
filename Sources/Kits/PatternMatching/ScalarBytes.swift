/// The bytes of UTF-8 that spell the scalars of a set, as steps from node to node. What ends the same way shares its nodes.
struct ScalarBytes {
    /// What to do with a byte.
    struct Step: Hashable, Sendable {
        var low: UInt8
        var high: UInt8
        /// A node, or ``ScalarBytes/end``.
        var target: Int32
    }

    static let end: Int32 = -1
    /// Each after all that its steps lead to; so the first byte's is the last.
    private(set) var nodes: [[Step]] = []
    private var known: [[Step]: Int32] = [:]

    /// Scalars of one to four bytes, and what their first byte begins with.
    private static let lengths: [(scalars: ClosedRange<UInt32>, sign: UInt8)] = [
        (0...0x7F, 0), (0x80...0x7FF, 0xC0), (0x800...0xFFFF, 0xE0), (0x10000...0x10FFFF, 0xF0),
    ]

    init(_ set: ScalarSet) {
        var first: [Step] = []
        for (rest, length) in Self.lengths.enumerated() {
            let ranges = set.ranges.filter { $0.overlaps(length.scalars) }.map { $0.clamped(to: length.scalars) }
            first += steps(for: ranges, rest: rest, sign: length.sign)
        }
        // Not shared: it has to be the last, also when it is the same as another (it never is but for the empty set).
        nodes.append(first)
    }

    /// For values of which each byte holds six bits, before `rest` more bytes.
    private mutating func steps(for ranges: [ClosedRange<UInt32>], rest: Int, sign: UInt8) -> [Step] {
        guard rest > 0 else {
            return ranges.map { Step(low: sign | UInt8($0.lowerBound), high: sign | UInt8($0.upperBound), target: Self.end) }
        }
        let bits = UInt32(rest * 6)
        let whole: UInt32 = (1 << bits) - 1
        var steps: [Step] = []
        // What the values of one first byte go on with.
        var parts: [ClosedRange<UInt32>] = []
        var partial: UInt32 = 0
        for range in ranges {
            var low = range.lowerBound
            while low <= range.upperBound {
                let byte = low >> bits
                let isWhole = low & whole == 0 && range.upperBound >= low | whole
                if !parts.isEmpty, isWhole || byte != partial {
                    add(partial...partial, sign, node(for: parts, rest: rest - 1), to: &steps)
                    parts = []
                }
                if isWhole {
                    let last = (range.upperBound + 1) >> bits - 1
                    add(byte...last, sign, node(for: [0...whole], rest: rest - 1), to: &steps)
                    low = (last + 1) << bits
                } else {
                    let high = min(range.upperBound, low | whole)
                    parts.append((low & whole)...(high & whole))
                    partial = byte
                    low = high + 1
                }
            }
        }
        if !parts.isEmpty { add(partial...partial, sign, node(for: parts, rest: rest - 1), to: &steps) }
        return steps
    }

    private mutating func node(for ranges: [ClosedRange<UInt32>], rest: Int) -> Int32 {
        let steps = steps(for: ranges, rest: rest, sign: 0x80)
        if let node = known[steps] { return node }
        let node = Int32(truncatingIfNeeded: nodes.count)
        nodes.append(steps)
        known[steps] = node
        return node
    }

    private func add(_ bytes: ClosedRange<UInt32>, _ sign: UInt8, _ target: Int32, to steps: inout [Step]) {
        let (low, high) = (sign | UInt8(bytes.lowerBound), sign | UInt8(bytes.upperBound))
        if let last = steps.last, last.target == target, last.high + 1 == low {
            steps[steps.count - 1].high = high
        } else {
            steps.append(Step(low: low, high: high, target: target))
        }
    }
}
