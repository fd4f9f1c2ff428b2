/// Bytes that are in every match of a pattern, so that most texts need no closer look.
struct RequiredText: Sendable {
    /// Letters of which the case does not matter are small, and have their bit in ``masks``.
    private(set) var bytes: [UInt8] = []
    private var masks: [UInt8] = []

    /// More would not tell more, and a text could be written to make it slow.
    private static let longest = 32

    /// `nil` when no bytes are in every match. `isWhole` says whether a text that has them has a match.
    static func of(_ tree: SyntaxTree) -> (text: RequiredText, isWhole: Bool)? {
        var (runs, isWhole) = ([RequiredText()], true)
        collect(tree, into: &runs, &isWhole)
        guard let best = runs.max(by: { $0.bytes.count < $1.bytes.count }), !best.bytes.isEmpty else { return nil }
        return (best, isWhole && runs.count == 1)
    }

    private static func collect(_ tree: SyntaxTree, into runs: inout [RequiredText], _ isWhole: inout Bool) {
        switch tree {
        case .empty: break
        case .sequence(let parts): for part in parts { collect(part, into: &runs, &isWhole) }
        case .scalar(let set):
            if runs[runs.count - 1].bytes.count < longest, runs[runs.count - 1].append(set) { return }
            isWhole = false
            runs.append(RequiredText())
        case .repeated(let tree, let least, _):
            isWhole = false
            runs.append(RequiredText())
            if least > 0 { collect(tree, into: &runs, &isWhole) }
            runs.append(RequiredText())
        case .place, .either:
            isWhole = false
            runs.append(RequiredText())
        }
    }

    private mutating func append(_ set: ScalarSet) -> Bool {
        if let scalar = set.single {
            bytes += Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        } else if set.ranges.count == 2, let capital = ScalarSet([set.ranges[0]]).single,
            let small = ScalarSet([set.ranges[1]]).single, ("A"..."Z").contains(capital), small.value == capital.value | 0x20
        {
            bytes.append(UInt8(small.value))
            masks += [UInt8](repeating: 0, count: bytes.count - 1 - masks.count) + [0x20]
        } else {
            return false
        }
        masks += [UInt8](repeating: 0, count: bytes.count - masks.count)
        return true
    }

    /// Looks for the first and the last byte at sixteen places at once.
    func isIn(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text.count >= bytes.count, let start = text.baseAddress else { return false }
        let (end, last) = (text.count - bytes.count, bytes.count - 1)
        let (firstByte, lastByte) = (SIMD16(repeating: bytes[0]), SIMD16(repeating: bytes[last]))
        let (firstMask, lastMask) = (SIMD16(repeating: masks[0]), SIMD16(repeating: masks[last]))
        var position = 0
        while position + 15 <= end {
            let here = UnsafeRawPointer(start + position)
            let firsts = here.loadUnaligned(as: SIMD16<UInt8>.self) | firstMask
            let lasts = (here + last).loadUnaligned(as: SIMD16<UInt8>.self) | lastMask
            let differences = unsafeBitCast((firsts ^ firstByte) | (lasts ^ lastByte) .== 0, to: SIMD2<UInt64>.self)
            if differences[0] | differences[1] != 0 {
                for place in position..<(position + 16) where isAt(place, in: text) { return true }
            }
            position += 16
        }
        while position <= end {
            if isAt(position, in: text) { return true }
            position += 1
        }
        return false
    }

    @inline(__always)
    private func isAt(_ position: Int, in text: UnsafeBufferPointer<UInt8>) -> Bool {
        for index in bytes.indices where text[position + index] | masks[index] != bytes[index] { return false }
        return true
    }
}
