/// Numbers with units, as people write them.
enum Quantity {
    /// A decimal number without exponent, e.g. `0.5`.
    static func decimal(_ text: String) -> Double? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) || $0 == 45 || $0 == 46 }) else { return nil }
        return Double(text)
    }

    /// Seconds of `30`, `500ms`, `30s`, `5m`, `2h` or `1d`; `nil` when it is none.
    static func seconds(_ text: String) -> Double? {
        let units: [String: Double] = ["": 1, "ms": 0.001, "s": 1, "m": 60, "h": 3600, "d": 86_400]
        return split(text).flatMap { number, unit in units[unit].map { number * $0 } }
    }

    /// Bytes of `4096`, `10MB`, `512MiB` or `1g`; `nil` when it is none.
    ///
    /// `kB`, `MB`, `GB`, `TB` are decimal; `KiB` … `TiB` are binary, and so are the single letters, as with Docker and systemd.
    static func bytes(_ text: String) -> Int? {
        guard let (number, unit) = split(text), number >= 0 else { return nil }
        let powers = ["k": 1, "m": 2, "g": 3, "t": 4]
        let factor: Double
        switch (unit.first.map { String($0) }, unit.dropFirst()) {
        case (nil, _), ("b", ""): factor = 1
        case (let letter?, "b"): factor = power(1000, powers[letter])
        case (let letter?, "ib"), (let letter?, ""): factor = power(1024, powers[letter])
        default: return nil
        }
        let bytes = (number * factor).rounded()
        // Beyond this a Double skips whole numbers.
        return factor > 0 && bytes < 9_007_199_254_740_992 ? Int(bytes) : nil
    }

    /// A duration as people would write it: `500ms`, `90s`, `5m`.
    static func words(_ seconds: Double) -> String {
        let units = [(86_400.0, "d"), (3600, "h"), (60, "m"), (1, "s"), (0.001, "ms")]
        for (length, unit) in units {
            if let count = Int(exactly: (seconds / length).rounded()), count > 0, Double(count) * length == seconds {
                return "\(count)\(unit)"
            }
        }
        return "\(seconds)s"
    }

    /// The number, and the lowercased unit after it.
    private static func split(_ text: String) -> (number: Double, unit: String)? {
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        guard let number = decimal(String(digits)) else { return nil }
        return (number, text.dropFirst(digits.count).drop { $0 == " " }.lowercased())
    }

    /// 0 when there is no such power.
    private static func power(_ base: Double, _ exponent: Int?) -> Double {
        exponent.map { (0..<$0).reduce(1) { product, _ in product * base } } ?? 0
    }
}
