/// Which names Prometheus takes, in every version of it.
public enum MetricName {
    /// A family's name: letters, digits, `_` and `:`, not beginning with a digit.
    public static func isValid(_ name: String) -> Bool {
        isWord(name) { $0 == UInt8(ascii: ":") }
    }

    /// A label's name: letters, digits and `_`, not beginning with a digit, nor with the `__` of Prometheus' own.
    public static func isValidLabel(_ name: String) -> Bool {
        isWord(name) { _ in false } && !name.utf8.starts(with: "__".utf8)
    }

    private static func isWord(_ name: String, or isAllowed: (UInt8) -> Bool) -> Bool {
        guard let first = name.utf8.first, !(0x30...0x39).contains(first) else { return false }
        return name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                true
            default: isAllowed(byte)
            }
        }
    }
}
