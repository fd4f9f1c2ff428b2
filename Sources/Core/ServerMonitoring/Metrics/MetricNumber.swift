/// A number as an exposition writes it.
struct MetricNumber {
    let value: Double

    init(_ value: Double) { self.value = value }

    /// A decimal number, an infinity or `NaN`, in the spellings all parsers take; `nil` for anything else.
    init?(_ text: String) {
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"),
                UInt8(ascii: "+"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
        if isPlain {
            guard let value = Double(text) else { return nil }
            self.value = value
        } else {
            switch text.lowercased() {
            case "+inf", "inf", "+infinity", "infinity": value = .infinity
            case "-inf", "-infinity": value = -.infinity
            case "nan": value = .nan
            default: return nil
            }
        }
    }

    /// Whole numbers without a point; else as short as it can be read back.
    var text: String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        // Up to here every whole number is exact.
        if abs(value) < 0x1p53, let whole = Int64(exactly: value) { return String(whole) }
        return value.description
    }
}
