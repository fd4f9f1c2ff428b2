/// Finds several patterns in a text at once.
///
/// A filter tells in one pass where a pattern can begin at all, by its first three bytes: mostly nowhere. There the patterns that begin so
/// are compared. Where somebody has written a text to make that slow (much of a long pattern over and over), the long ones are searched
/// for in another way, which takes no longer than the text is long. See `PatternSearch+Careful`.
final class PatternSearch: Sendable {
    struct Pattern: Sendable {
        var bytes: Range<Int>
        /// The first three bytes.
        var start: UInt32
        var hasBitsBefore: Bool
        var hasBitsAfter: Bool
    }

    /// Longer patterns are the ones that can make comparing slow.
    static let short = 64

    /// Those with the same start side by side.
    let patterns: [Pattern]
    /// Of all patterns, one after the other.
    let bytes: [UInt8]
    /// A bit for each hash of three bytes that some pattern begins with.
    private let filter: [UInt64]
    /// The first pattern of each start, at the start's hash or the next free place; -1 where there is none. A power of two of them.
    private let table: [Int32]

    init(_ spellings: Set<Spelling>) {
        let sorted = spellings.map { ($0, Self.start($0.bytes[0], $0.bytes[1], $0.bytes[2])) }.sorted { $0.1 < $1.1 }
        var bytes: [UInt8] = []
        patterns = sorted.map { spelling, start in
            bytes += spelling.bytes
            return Pattern(
                bytes: (bytes.count - spelling.bytes.count)..<bytes.count, start: start, hasBitsBefore: spelling.hasBitsBefore,
                hasBitsAfter: spelling.hasBitsAfter)
        }
        self.bytes = bytes
        var filter = [UInt64](repeating: 0, count: 1 << 10)
        var size = 16
        while size < patterns.count * 2 { size *= 2 }
        var table = [Int32](repeating: -1, count: size)
        for (index, pattern) in patterns.enumerated() where index == 0 || patterns[index - 1].start != pattern.start {
            let hash = Self.hash(pattern.start)
            filter[hash >> 6] |= 1 << UInt64(hash & 63)
            var place = hash & (size - 1)
            while table[place] >= 0 { place = (place + 1) & (size - 1) }
            table[place] = Int32(truncatingIfNeeded: index)
        }
        (self.filter, self.table) = (filter, table)
    }

    /// Where patterns are; they may overlap and are only nearly in order.
    func places(in text: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
        guard text.count >= 3 else { return [] }
        var places: [Range<Int>] = []
        // Most texts need nothing of it.
        var patience = text.count * 16 + Self.short * 64
        scan(text, patternsUpTo: .max, patience: &patience) { places.add($0) }
        guard patience < 0 else { return places }
        places = []
        searchCarefully(text) { places.add($0) }
        patience = .max
        scan(text, patternsUpTo: Self.short, patience: &patience) { places.add($0) }
        return places
    }

    /// Ends early when `patience` is used up, one for each byte compared beyond the first few.
    private func scan(
        _ text: UnsafeBufferPointer<UInt8>, patternsUpTo longest: Int, patience: inout Int, found: (Range<Int>) -> Void
    ) {
        filter.withUnsafeBufferPointer { filter in
            var start = UInt32(text[0]) << 8 | UInt32(text[1]) << 16
            for position in 0..<(text.count - 2) {
                start = start >> 8 | UInt32(text[position + 2]) << 16
                let hash = Self.hash(start)
                guard filter[hash >> 6] & (1 << UInt64(hash & 63)) != 0 else { continue }
                compare(text, at: position, start, hash, upTo: longest, &patience, found)
                guard patience >= 0 else { return }
            }
        }
    }

    private func compare(
        _ text: UnsafeBufferPointer<UInt8>, at position: Int, _ start: UInt32, _ hash: Int, upTo longest: Int,
        _ patience: inout Int, _ found: (Range<Int>) -> Void
    ) {
        var place = hash & (table.count - 1)
        while table[place] >= 0, patterns[Int(table[place])].start != start { place = (place + 1) & (table.count - 1) }
        guard table[place] >= 0 else { return }
        for pattern in patterns[Int(table[place])...] {
            guard pattern.start == start else { return }
            guard pattern.bytes.count <= longest, position + pattern.bytes.count <= text.count else { continue }
            let equal = equalBytes(pattern, text, position)
            patience -= max(0, equal - Self.short)
            if equal == pattern.bytes.count { found(extended(pattern, position..<(position + equal), in: text)) }
        }
    }

    private func equalBytes(_ pattern: Pattern, _ text: UnsafeBufferPointer<UInt8>, _ position: Int) -> Int {
        bytes.withUnsafeBufferPointer { bytes in
            var equal = 3
            while equal < pattern.bytes.count, bytes[pattern.bytes.lowerBound + equal] == text[position + equal] { equal += 1 }
            return equal
        }
    }

    /// A place and the letters beside it that hold some of its bits.
    func extended(_ pattern: Pattern, _ place: Range<Int>, in text: UnsafeBufferPointer<UInt8>) -> Range<Int> {
        let isBefore = pattern.hasBitsBefore && place.lowerBound > 0 && Base64.isLetter(text[place.lowerBound - 1])
        let isAfter = pattern.hasBitsAfter && place.upperBound < text.count && Base64.isLetter(text[place.upperBound])
        return (place.lowerBound - (isBefore ? 1 : 0))..<(place.upperBound + (isAfter ? 1 : 0))
    }

    @inline(__always)
    private static func start(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> UInt32 {
        UInt32(first) | UInt32(second) << 8 | UInt32(third) << 16
    }

    /// In 0..<65536.
    @inline(__always)
    private static func hash(_ start: UInt32) -> Int { Int((start &* 0x9E37_79B1) >> 16) }
}

extension [Range<Int>] {
    /// Adds a place, to the last one where they overlap: of a text that is nothing but a secret's beginning there may be millions.
    mutating func add(_ place: Range<Int>) {
        if let last, place.lowerBound < last.upperBound, last.lowerBound < place.upperBound {
            self[count - 1] = Swift.min(last.lowerBound, place.lowerBound)..<Swift.max(last.upperBound, place.upperBound)
        } else {
            append(place)
        }
    }

    /// In order, those that overlap as one.
    func merged() -> [Range<Int>] {
        sorted { $0.lowerBound < $1.lowerBound }.reduce(into: []) { $0.add($1) }
    }
}
