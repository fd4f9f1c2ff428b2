import Foundation

/// Looks for many sequences of bytes at once, in one pass.
struct ByteSearch: Sendable {
    private let needles: [[UInt8]]
    /// For each pair of bytes the needles that begin so, as indices; most have none.
    private let beginnings: [UInt16: [Int]]
    /// Whether it has any: looked up for every byte there is, so without a hash.
    private let isBeginning: [Bool]

    /// - Parameter needles: each of two bytes or more.
    init(_ needles: [[UInt8]]) {
        self.needles = needles
        beginnings = Dictionary(grouping: needles.indices) { Self.pair(needles[$0][0], needles[$0][1]) }
        var isBeginning = [Bool](repeating: false, count: 1 << 16)
        for pair in beginnings.keys { isBeginning[Int(pair)] = true }
        self.isBeginning = isBeginning
    }

    /// The indices of the needles that are there.
    func found(in bytes: UnsafeRawBufferPointer) -> Set<Int> {
        var found: Set<Int> = []
        guard let base = bytes.baseAddress, bytes.count > 1 else { return [] }
        isBeginning.withUnsafeBufferPointer { isBeginning in
            for place in 0..<bytes.count - 1 {
                let pair = Self.pair(bytes[place], bytes[place + 1])
                guard isBeginning[Int(pair)] else { continue }
                for index in beginnings[pair] ?? [] where needles[index].count <= bytes.count - place {
                    if memcmp(base + place, needles[index], needles[index].count) == 0 { found.insert(index) }
                }
            }
        }
        return found
    }

    private static func pair(_ first: UInt8, _ second: UInt8) -> UInt16 { UInt16(first) << 8 | UInt16(second) }
}
