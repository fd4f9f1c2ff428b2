/// Tells whether a word, something without quotes, is one that a format has: a number, a date, `true`.
struct WrittenWord {
    private let bytes: [UInt8]
    private var position = 0

    private init(_ text: String) { bytes = Array(text.utf8) }

    /// RFC 8259, sections 3 and 6.
    static func isJSON(_ text: String) -> Bool {
        if ["true", "false", "null"].contains(text) { return true }
        var word = WrittenWord(text)
        _ = word.takes("-")
        guard word.takesWhole(separated: false) else { return false }
        return word.takesFraction(separated: false) && word.isAtEnd
    }

    /// TOML 1.1: booleans, integers, floats, dates and times.
    static func isTOML(_ text: String) -> Bool {
        if ["true", "false"].contains(text) { return true }
        let digits = text.first == "+" || text.first == "-" ? text.dropFirst() : text[...]
        if ["inf", "nan"].contains(digits) { return true }
        for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where text.hasPrefix(prefix) {
            var word = WrittenWord(String(text.dropFirst(2)))
            return word.takesDigits { Character(Unicode.Scalar($0)).hexDigitValue.map { $0 < radix } ?? false } && word.isAtEnd
        }
        var number = WrittenWord(String(digits))
        if number.takesWhole(separated: true), number.takesFraction(separated: true), number.isAtEnd { return true }
        var moment = WrittenWord(text)
        return moment.takesMoment() && moment.isAtEnd
    }

    // MARK: Parts

    private var isAtEnd: Bool { position == bytes.count }

    private mutating func takes(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    /// One digit or more; between two there may be one `_`.
    private mutating func takesDigits(separated: Bool = true, _ isDigit: (UInt8) -> Bool = \.isDigit) -> Bool {
        let start = position
        while position < bytes.count {
            if isDigit(bytes[position]) {
                position += 1
            } else if separated, position > start, bytes[position] == UInt8(ascii: "_"), position + 1 < bytes.count,
                isDigit(bytes[position + 1])
            {
                position += 2
            } else {
                break
            }
        }
        return position > start
    }

    /// Digits of which the first is no needless zero.
    private mutating func takesWhole(separated: Bool) -> Bool {
        let start = position
        return takesDigits(separated: separated) && (bytes[start] != UInt8(ascii: "0") || position == start + 1)
    }

    /// What may follow: `.5`, `e-3`, both or neither.
    private mutating func takesFraction(separated: Bool) -> Bool {
        if takes("."), !takesDigits(separated: separated) { return false }
        guard takes("e") || takes("E") else { return true }
        if !takes("+") { _ = takes("-") }
        return takesDigits(separated: separated)
    }

    /// Exactly so many digits, within the range.
    private mutating func number(_ count: Int, in range: ClosedRange<Int>) -> Int? {
        guard position + count <= bytes.count, bytes[position..<position + count].allSatisfy(\.isDigit) else { return nil }
        let number = bytes[position..<position + count].reduce(0) { $0 * 10 + Int($1 - 48) }
        position += count
        return range.contains(number) ? number : nil
    }

    /// A date, a time, or both.
    private mutating func takesMoment() -> Bool {
        guard bytes.count > 4, bytes[4] == UInt8(ascii: "-") else { return takesTime() }
        guard takesDate() else { return false }
        if isAtEnd { return true }
        guard takes("T") || takes("t") || takes(" "), takesTime() else { return false }
        if isAtEnd || takes("Z") || takes("z") { return true }
        return (takes("+") || takes("-")) && number(2, in: 0...23) != nil && takes(":") && number(2, in: 0...59) != nil
    }

    private mutating func takesDate() -> Bool {
        guard let year = number(4, in: 0...9999), takes("-"), let month = number(2, in: 1...12), takes("-"),
            let day = number(2, in: 1...31)
        else { return false }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return day <= [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }

    private mutating func takesTime() -> Bool {
        guard number(2, in: 0...23) != nil, takes(":"), number(2, in: 0...59) != nil else { return false }
        // Seconds may be left out; the last of a day may be a leap second.
        guard takes(":") else { return true }
        guard number(2, in: 0...60) != nil else { return false }
        return !takes(".") || takesDigits(separated: false)
    }
}
