import Foundation

/// Finds the numbers in `line 000000001 of …`, which must come one after the other.
public struct LineCounter: Sendable {
    /// The newest number; 0 before the first.
    public private(set) var last = 0
    /// What was missing or out of order, at most ten of them.
    public private(set) var faults: [String] = []
    private var rest: [UInt8] = []
    private static let mark = Array("line ".utf8)
    private static let digits = 9

    public init() {}

    public mutating func take(_ data: Data) {
        rest += data
        var start = 0
        rest.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return }
            while let found = memchr(base + start, Int32(Self.mark[0]), bytes.count - start) {
                let first = base.distance(to: UnsafeRawPointer(found))
                let at = first + Self.mark.count
                guard at + Self.digits < bytes.count else { break }
                start = first + 1
                guard memcmp(found, Self.mark, Self.mark.count) == 0 else { continue }
                var number = 0
                for byte in bytes[at..<at + Self.digits] {
                    guard (48...57).contains(byte) else {
                        number = -1
                        break
                    }
                    number = number * 10 + Int(byte - 48)
                }
                if number >= 0 { note(number) }
            }
        }
        // A mark may be cut in two.
        start = max(start, rest.count - Self.mark.count - Self.digits)
        rest.removeFirst(min(start, rest.count))
    }

    private mutating func note(_ number: Int) {
        if number != last + 1, faults.count < 10 { faults.append("\(number) came after \(last)") }
        last = number
    }
}
