/// Tells contents apart: FNV-1a, 64 bits, and the length. Not for anything secret.
package struct ContentDigest {
    private var value: UInt64 = 0xcbf2_9ce4_8422_2325
    private var count = 0

    package init() {}

    package static func text(of bytes: [UInt8]) -> String {
        var digest = ContentDigest()
        for byte in bytes { digest.add(byte) }
        return "\(digest.short)-\(digest.count)"
    }

    /// Adds a text and where it ends, so that `ab`, `c` and `a`, `bc` differ.
    package mutating func add(_ text: String) {
        for byte in text.utf8 { add(byte) }
        add(0)
    }

    private mutating func add(_ byte: UInt8) {
        value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
        count += 1
    }

    /// Of letters and digits.
    package var short: String { String(value, radix: 36) }
}
