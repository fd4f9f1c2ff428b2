/// Unicode scalars, as ranges in order that neither overlap nor touch. Surrogates are never among them.
struct ScalarSet: Hashable, Sendable {
    private(set) var ranges: [ClosedRange<UInt32>]

    private static let below: ClosedRange<UInt32> = 0...0xD7FF
    private static let above: ClosedRange<UInt32> = 0xE000...0x10FFFF

    /// In any order.
    init(_ unordered: [ClosedRange<UInt32>]) {
        let valid = unordered.flatMap { range in
            [Self.below, Self.above].filter { $0.overlaps(range) }.map { $0.clamped(to: range) }
        }
        ranges = []
        for range in valid.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = ranges.last, range.lowerBound <= last.upperBound + 1 {
                ranges[ranges.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                ranges.append(range)
            }
        }
    }

    init(_ scalar: Unicode.Scalar) {
        ranges = [scalar.value...scalar.value]
    }

    /// All others.
    var inverted: ScalarSet {
        var others: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in ranges {
            if range.lowerBound > next { others.append(next...(range.lowerBound - 1)) }
            next = range.upperBound + 1
        }
        if next <= Self.above.upperBound { others.append(next...Self.above.upperBound) }
        return ScalarSet(others)
    }

    func union(_ other: ScalarSet) -> ScalarSet {
        ScalarSet(ranges + other.ranges)
    }

    func contains(_ scalar: UInt32) -> Bool {
        var (low, high) = (0, ranges.count)
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < scalar { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].contains(scalar)
    }

    /// The only one; `nil` when there are none or more.
    var single: Unicode.Scalar? {
        guard ranges.count == 1, ranges[0].count == 1 else { return nil }
        return Unicode.Scalar(ranges[0].lowerBound)
    }
}

extension ScalarSet {
    static let digits = ScalarSet([0x30...0x39])
    static let lineBreaks = ScalarSet([0xA...0xA, 0xD...0xD])
    static let spaces = unicode(0x09...0x3000) { $0.properties.isWhitespace }

    /// Letters, marks, digits and connectors of all scripts, as Annex C of UTS #18 has them.
    static let word = unicode(0x30...0x323AF) { scalar in
        let properties = scalar.properties
        if properties.isAlphabetic || properties.isJoinControl { return true }
        switch properties.generalCategory {
        case .decimalNumber, .connectorPunctuation, .nonspacingMark, .spacingMark, .enclosingMark: return true
        default: return false
        }
    }.union(ScalarSet([0xE0100...0xE01EF]))

    /// Asks every scalar once in the life of the program.
    private static func unicode(_ candidates: ClosedRange<UInt32>, _ isMember: (Unicode.Scalar) -> Bool) -> ScalarSet {
        var ranges: [ClosedRange<UInt32>] = []
        for value in candidates {
            guard let scalar = Unicode.Scalar(value), isMember(scalar) else { continue }
            if let last = ranges.last, last.upperBound + 1 == value {
                ranges[ranges.count - 1] = last.lowerBound...value
            } else {
                ranges.append(value...value)
            }
        }
        return ScalarSet(ranges)
    }
}
