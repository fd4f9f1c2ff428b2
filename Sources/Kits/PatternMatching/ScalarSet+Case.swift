/// Capitals and small letters, one scalar for one: `ß` is not `SS`. Letters of ASCII are only ever each other's.
extension ScalarSet {
    /// With the capitals of its small letters and the small letters of its capitals.
    var ignoringCase: ScalarSet {
        var added: [ClosedRange<UInt32>] = []
        for range in ranges {
            if let big = Self.common(range, 0x41...0x5A) { added.append((big.lowerBound + 32)...(big.upperBound + 32)) }
            if let small = Self.common(range, 0x61...0x7A) { added.append((small.lowerBound - 32)...(small.upperBound - 32)) }
        }
        if let last = ranges.last, last.upperBound >= 0x80 {
            for family in Self.families where family.contains(where: contains) {
                added += family.map { $0...$0 }
            }
        }
        return ScalarSet(ranges + added)
    }

    private static func common(_ range: ClosedRange<UInt32>, _ other: ClosedRange<UInt32>) -> ClosedRange<UInt32>? {
        range.overlaps(other) ? range.clamped(to: other) : nil
    }

    /// Letters beyond ASCII that differ only in case: mostly two, three in `Σσς`.
    private static let families: [[UInt32]] = {
        var families: [UInt32: [UInt32]] = [:]
        for value: UInt32 in 0x80...0x1E943 {
            guard let scalar = Unicode.Scalar(value), scalar.properties.changesWhenCaseMapped else { continue }
            let name = folded(scalar)
            // The sign for kelvin and the long s would make plain letters slow to find.
            if name >= 0x80 { families[name, default: []].append(value) }
        }
        return families.values.filter { $0.count > 1 }
    }()

    private static func folded(_ scalar: Unicode.Scalar) -> UInt32 {
        let capital = only(scalar.properties.uppercaseMapping) ?? scalar
        return (only(capital.properties.lowercaseMapping) ?? capital).value
    }

    private static func only(_ mapping: String) -> Unicode.Scalar? {
        let scalars = mapping.unicodeScalars
        return scalars.count == 1 ? scalars.first : nil
    }
}
