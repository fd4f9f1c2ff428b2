/// Finds several patterns in a text at once.
///
/// A filter tells in one pass which patterns can be there at all, by their first three bytes; mostly none. Those are then searched for
/// after Knuth, Morris and Pratt, which takes no longer than the text is long, whatever somebody has put into it.
struct PatternSearch: Sendable {
    private struct Pattern: Sendable {
        var spelling: Spelling
        /// For each place, how many bytes before it are also the pattern's first.
        var fallbacks: [Int32]
    }

    private let patterns: [Pattern]
    /// A bit for each hash of three bytes that some pattern begins with.
    private let filter: [UInt64]
    private let starts: [UInt32: [Int]]

    init(_ spellings: [Spelling]) {
        patterns = spellings.map { Pattern(spelling: $0, fallbacks: Self.fallbacks(of: $0.bytes)) }
        var filter = [UInt64](repeating: 0, count: 1 << 10)
        var starts: [UInt32: [Int]] = [:]
        for (index, spelling) in spellings.enumerated() {
            let start = Self.start(spelling.bytes[0], spelling.bytes[1], spelling.bytes[2])
            let hash = Self.hash(start)
            filter[hash >> 6] |= 1 << UInt64(hash & 63)
            starts[start, default: []].append(index)
        }
        (self.filter, self.starts) = (filter, starts)
    }

    /// Where patterns are, in no order; they may overlap.
    func places(in text: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
        guard text.count >= 3 else { return [] }
        let candidates = candidates(in: text)
        guard !candidates.isEmpty else { return [] }
        return candidates.sorted().flatMap { places(of: patterns[$0], in: text) }
    }

    private func candidates(in text: UnsafeBufferPointer<UInt8>) -> Set<Int> {
        var candidates: Set<Int> = []
        var seen: Set<UInt32> = []
        filter.withUnsafeBufferPointer { filter in
            for position in 0..<(text.count - 2) {
                let start = Self.start(text[position], text[position + 1], text[position + 2])
                let hash = Self.hash(start)
                guard filter[hash >> 6] & (1 << UInt64(hash & 63)) != 0, seen.insert(start).inserted else { continue }
                candidates.formUnion(starts[start] ?? [])
            }
        }
        return candidates
    }

    private func places(of pattern: Pattern, in text: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
        let spelling = pattern.spelling
        guard spelling.bytes.count <= text.count else { return [] }
        var places: [Range<Int>] = []
        spelling.bytes.withUnsafeBufferPointer { bytes in
            pattern.fallbacks.withUnsafeBufferPointer { fallbacks in
                var matched = 0
                for (position, byte) in text.enumerated() {
                    while matched > 0, bytes[matched] != byte { matched = Int(fallbacks[matched - 1]) }
                    if bytes[matched] == byte { matched += 1 }
                    guard matched == bytes.count else { continue }
                    let start = position + 1 - matched
                    places.append(max(0, start - spelling.before)..<min(text.count, position + 1 + spelling.after))
                    matched = Int(fallbacks[matched - 1])
                }
            }
        }
        return places
    }

    private static func fallbacks(of bytes: [UInt8]) -> [Int32] {
        var fallbacks = [Int32](repeating: 0, count: bytes.count)
        var matched = 0
        for position in bytes.indices.dropFirst() {
            while matched > 0, bytes[matched] != bytes[position] { matched = Int(fallbacks[matched - 1]) }
            if bytes[matched] == bytes[position] { matched += 1 }
            fallbacks[position] = Int32(matched)
        }
        return fallbacks
    }

    @inline(__always)
    private static func start(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> UInt32 {
        UInt32(first) | UInt32(second) << 8 | UInt32(third) << 16
    }

    /// In 0..<65536.
    @inline(__always)
    private static func hash(_ start: UInt32) -> Int { Int((start &* 0x9E37_79B1) >> 16) }
}
