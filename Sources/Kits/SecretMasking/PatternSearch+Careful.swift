/// After Knuth, Morris and Pratt: one step for each byte, whatever somebody has put into the text.
extension PatternSearch {
    /// Finds the long patterns.
    func searchCarefully(_ text: UnsafeBufferPointer<UInt8>, found: (Range<Int>) -> Void) {
        bytes.withUnsafeBufferPointer { bytes in
            for pattern in patterns where pattern.bytes.count > Self.short && pattern.bytes.count <= text.count {
                let progress = Progress(UnsafeBufferPointer(rebasing: bytes[pattern.bytes]))
                var matched = 0
                for position in text.indices {
                    progress.advance(&matched, text[position])
                    guard matched == pattern.bytes.count else { continue }
                    found(extended(pattern, (position + 1 - matched)..<(position + 1), in: text))
                }
            }
        }
    }
}

/// How much of a pattern has been seen.
private struct Progress {
    let pattern: UnsafeBufferPointer<UInt8>
    /// For each place, how many bytes up to it are also the pattern's first.
    private let fallbacks: [Int32]

    init(_ pattern: UnsafeBufferPointer<UInt8>) {
        self.pattern = pattern
        var fallbacks = [Int32](repeating: 0, count: pattern.count)
        var matched = 0
        for position in pattern.indices.dropFirst() {
            while matched > 0, pattern[matched] != pattern[position] { matched = Int(fallbacks[matched - 1]) }
            if pattern[matched] == pattern[position] { matched += 1 }
            fallbacks[position] = Int32(truncatingIfNeeded: matched)
        }
        self.fallbacks = fallbacks
    }

    @inline(__always)
    func advance(_ matched: inout Int, _ byte: UInt8) {
        if matched == pattern.count { matched = Int(fallbacks[matched - 1]) }
        while matched > 0, pattern[matched] != byte { matched = Int(fallbacks[matched - 1]) }
        if pattern[matched] == byte { matched += 1 }
    }
}
