/// A moment in UTC with millisecond precision; ISO 8601 on the wire (`2026-11-22T15:44:57.204Z`).
public struct Timestamp: Hashable, Sendable {
    public var millisecondsSince1970: Int64

    public init(millisecondsSince1970: Int64) {
        self.millisecondsSince1970 = millisecondsSince1970
    }

    /// Whole seconds since 1970, as `time_t` counts them.
    public var secondsSince1970: Int64 {
        // Rounds down, also before 1970.
        (millisecondsSince1970 - millisecondOfSecond) / 1000
    }

    /// 0–999.
    public var millisecondOfSecond: Int64 {
        let rest = millisecondsSince1970 % 1000
        return rest < 0 ? rest + 1000 : rest
    }
}

extension Timestamp: Comparable {
    public static func < (a: Timestamp, b: Timestamp) -> Bool { a.millisecondsSince1970 < b.millisecondsSince1970 }

    public static func + (moment: Timestamp, duration: Duration) -> Timestamp {
        let (seconds, attoseconds) = duration.components
        return Timestamp(
            millisecondsSince1970: moment.millisecondsSince1970 + seconds * 1000 + attoseconds / 1_000_000_000_000_000)
    }

    public static func - (end: Timestamp, start: Timestamp) -> Duration {
        .milliseconds(end.millisecondsSince1970 - start.millisecondsSince1970)
    }
}

extension Timestamp: CustomStringConvertible {
    /// ISO 8601 in UTC with milliseconds.
    public var description: String {
        let day = CivilDate(secondsSince1970: secondsSince1970)
        return "\(padded(day.year, 4))-\(padded(day.month))-\(padded(day.day))"
            + "T\(padded(day.hour)):\(padded(day.minute)):\(padded(day.second)).\(padded(Int(millisecondOfSecond), 3))Z"
    }

    /// Reads what ``description`` writes: years 0–9999 in UTC, with or without a fraction; `nil` for anything else.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        func number(_ range: Range<Int>) -> Int? {
            guard range.upperBound <= bytes.count else { return nil }
            return bytes[range].reduce(Optional(0)) { sum, byte in
                guard let sum, (48...57).contains(byte) else { return nil }
                return sum * 10 + Int(byte - 48)
            }
        }
        guard bytes.count >= 20, bytes.last == UInt8(ascii: "Z"),
            [4, 7, 10, 13, 16].map({ bytes[$0] }).elementsEqual("--T::".utf8),
            let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
            let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
            (1...12).contains(month), (1...CivilDate.daysInMonth(month, of: year)).contains(day),
            // 60 is a leap second, which falls on the first second of the next minute.
            hour < 24, minute < 60, second < 61
        else { return nil }
        var milliseconds = 0
        let fraction = bytes[19..<(bytes.count - 1)]
        if !fraction.isEmpty {
            let digits = fraction.dropFirst()
            guard fraction.first == UInt8(ascii: "."), !digits.isEmpty, digits.allSatisfy({ (48...57).contains($0) }),
                let thousandths = number(20..<(20 + min(digits.count, 3)))
            else { return nil }
            milliseconds = [thousandths * 100, thousandths * 10, thousandths][min(digits.count, 3) - 1]
        }
        let days = CivilDate.days(year: year, month: month, day: day)
        let seconds = Int64(days) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
        self.init(millisecondsSince1970: seconds * 1000 + Int64(milliseconds))
    }
}

extension Timestamp: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let moment = Timestamp(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is not an ISO 8601 time in UTC")
        }
        self = moment
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// Calendar fields of a moment; in UTC, or in local time when the offset was added before.
///
/// Days from civil and back after Howard Hinnant, "chrono-compatible low-level date algorithms".
public struct CivilDate: Hashable, Sendable {
    public var year, month, day, hour, minute, second: Int

    public init(secondsSince1970 seconds: Int64) {
        // Rounds down, also before 1970.
        let (whole, rest) = seconds.quotientAndRemainder(dividingBy: 86_400)
        let (days, secondOfDay) = rest < 0 ? (Int(whole) - 1, Int(rest) + 86_400) : (Int(whole), Int(rest))
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        (hour, minute, second) = (secondOfDay / 3600, secondOfDay / 60 % 60, secondOfDay % 60)
    }

    /// 28–31; `month` from 1 to 12.
    static func daysInMonth(_ month: Int, of year: Int) -> Int {
        let next = month == 12 ? days(year: year + 1, month: 1, day: 1) : days(year: year, month: month + 1, day: 1)
        return next - days(year: year, month: month, day: 1)
    }

    /// The same; `nil` for a date that does not exist.
    package static func dayNumber(year: Int, month: Int, day: Int) -> Int? {
        guard (1...12).contains(month), (1...daysInMonth(month, of: year)).contains(day) else { return nil }
        return days(year: year, month: month, day: day)
    }

    /// Days from 1970-01-01 to a date of the Gregorian calendar.
    static func days(year: Int, month: Int, day: Int) -> Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}

/// A number with leading zeros up to `width` digits.
private func padded(_ number: Int, _ width: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
