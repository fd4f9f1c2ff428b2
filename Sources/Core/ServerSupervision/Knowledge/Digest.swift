/// A digest that tells texts apart; FNV-1a, 64 bits. Not for anything secret.
public struct Digest: Hashable, Sendable {
    private var value: UInt64 = 0xcbf2_9ce4_8422_2325

    public init() {}

    public mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    }

    /// Short, of letters and digits.
    public var text: String { String(value, radix: 36) }
}
