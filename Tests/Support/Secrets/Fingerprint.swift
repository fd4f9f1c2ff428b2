/// What tells one text from another without telling it: its length and a hash (FNV-1a, 64 bits) of its bytes.
///
/// `digest_server.py` does the same.
public enum Fingerprint {
    public static func of(_ text: String) -> String {
        let hash = text.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        let digits = String(hash, radix: 16)
        return "\(text.utf8.count):\(String(repeating: "0", count: 16 - digits.count))\(digits)"
    }

    /// Of a variable that is not there.
    public static let none = "none"
}
