/// Durations and sizes, as the daemon reads them in definitions (`Quantity` of ServerConfiguration, which stays on its side).
extension FormField {
    /// Why a text is no duration in this range of seconds; `nil` when it is one.
    static func objection(toDuration text: String, in range: ClosedRange<Double>) -> String? {
        let units: [String: Double] = ["": 1, "ms": 0.001, "s": 1, "m": 60, "h": 3600, "d": 86_400]
        guard let (number, unit) = split(text), let factor = units[unit] else {
            return "write seconds, or a unit: 500ms, 30s, 5m, 2h"
        }
        let seconds = number * factor
        if seconds < range.lowerBound { return "\(words(range.lowerBound)) or more" }
        return seconds > range.upperBound ? "\(words(range.upperBound)) or less" : nil
    }

    /// Why a text is no size; `nil` when it is one.
    static func objection(toSize text: String) -> String? {
        let advice = "write bytes, or a unit: 10MB, 512MiB, 2GiB"
        guard let (number, unit) = split(text), number > 0 else { return advice }
        let units = ["", "b"] + ["k", "m", "g", "t"].flatMap { [$0, $0 + "b", $0 + "ib"] }
        return units.contains(unit) ? nil : advice
    }

    private static func words(_ seconds: Double) -> String {
        for (length, unit) in [(86_400.0, "d"), (3600, "h")] where seconds >= length {
            return "\(Int(seconds / length))\(unit)"
        }
        return "\(Int(seconds))s"
    }

    /// The number, and the lowercased unit after it.
    private static func split(_ text: String) -> (number: Double, unit: String)? {
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        guard let number = Double(String(digits)) else { return nil }
        return (number, text.dropFirst(digits.count).drop { $0 == " " }.lowercased())
    }
}
