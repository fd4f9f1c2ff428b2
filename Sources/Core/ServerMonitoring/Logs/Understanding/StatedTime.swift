import ServerModel

/// A moment as a line writes it, which may lack its zone, or its date.
struct StatedTime {
    /// Seconds and milliseconds since 1970 as if the clock showed UTC; of a time without a date, since midnight.
    private var milliseconds: Int64
    /// `nil`: the zone is not stated.
    private var secondsEastOfUTC: Int?
    private var hasDate = true
    /// The offset behind it, in the line it was read from.
    var end: Int

    /// How far a moment without a zone may be from when it was received, in milliseconds.
    private static let tolerance: Int64 = 120_000
    private static let quarter: Int64 = 900_000

    /// The moment it says, for a record that was received at `received`.
    ///
    /// Servers write without a zone what their clock shows, and are heard at once: it is in that zone, by quarters of an hour,
    /// which brings it to the time it was received. `nil` when none brings it near enough (two minutes).
    func moment(received: Timestamp) -> Timestamp? {
        if let secondsEastOfUTC { return Timestamp(millisecondsSince1970: milliseconds - Int64(secondsEastOfUTC) * 1000) }
        let distance = milliseconds - received.millisecondsSince1970
        let quarters = (Double(distance) / Double(Self.quarter)).rounded()
        // Zones reach from 12 hours west to 14 hours east.
        guard !hasDate || (-48...56).contains(quarters) else { return nil }
        let moment = milliseconds - Int64(quarters) * Self.quarter
        guard abs(moment - received.millisecondsSince1970) <= Self.tolerance else { return nil }
        return Timestamp(millisecondsSince1970: moment)
    }

    private init(milliseconds: Int64, secondsEastOfUTC: Int?, hasDate: Bool = true, end: Int) {
        self.milliseconds = milliseconds
        self.secondsEastOfUTC = secondsEastOfUTC
        self.hasDate = hasDate
        self.end = end
    }
}

// MARK: The ways to write it

extension StatedTime {
    /// Any of the ways below that have a date or colons, at `offset` of `line`.
    init?(in line: LineBytes, at offset: Int) {
        guard line.byte(offset).isASCIIDigit else { return nil }
        if let time = StatedTime(dateIn: line, at: offset) ?? StatedTime(shortDateIn: line, at: offset)
            ?? StatedTime(clockIn: line, at: offset)
        {
            self = time
        } else {
            return nil
        }
    }

    /// `2026-11-28T10:00:00.123Z`, `2026-11-28 10:00:00,123`, `2026/11/28 10:00:00`, with `+01:00`, `+0100`, ` UTC` or no zone.
    init?(dateIn line: LineBytes, at offset: Int) {
        let separator = line.byte(offset + 4)
        guard separator == UInt8(ascii: "-") || separator == UInt8(ascii: "/"), line.byte(offset + 7) == separator,
            let year = line.number(offset, 4), let month = line.number(offset + 5, 2), let day = line.number(offset + 8, 2),
            line.byte(offset + 10) == UInt8(ascii: "T") || line.byte(offset + 10) == 0x20
                || line.byte(offset + 10) == UInt8(ascii: "t"),
            let clock = ClockTime(line, at: offset + 11),
            let days = CivilDate.dayNumber(year: year, month: month, day: day)
        else { return nil }
        let zone = Self.zone(line, at: clock.end)
        self.init(
            milliseconds: Int64(days) * 86_400_000 + Int64(clock.milliseconds), secondsEastOfUTC: zone?.seconds,
            end: zone?.end ?? clock.end)
    }

    /// `11/28/26 10:00:00`, as rich writes it: month, day, year.
    init?(shortDateIn line: LineBytes, at offset: Int) {
        guard line.byte(offset + 2) == UInt8(ascii: "/"), line.byte(offset + 5) == UInt8(ascii: "/"),
            line.byte(offset + 8) == 0x20,
            let month = line.number(offset, 2), let day = line.number(offset + 3, 2), let year = line.number(offset + 6, 2),
            let clock = ClockTime(line, at: offset + 9), let days = CivilDate.dayNumber(year: 2000 + year, month: month, day: day)
        else { return nil }
        self.init(milliseconds: Int64(days) * 86_400_000 + Int64(clock.milliseconds), secondsEastOfUTC: nil, end: clock.end)
    }

    /// `10:00:00.123`.
    init?(clockIn line: LineBytes, at offset: Int) {
        guard let clock = ClockTime(line, at: offset) else { return nil }
        self.init(milliseconds: Int64(clock.milliseconds), secondsEastOfUTC: nil, hasDate: false, end: clock.end)
    }

    /// A number of seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by its size: years 1973–2286.
    init?(sinceEpoch text: LineBytes) {
        var value: Int64 = 0
        var offset = 0
        while offset < text.count, text[offset].isASCIIDigit {
            guard offset < 19 else { return nil }
            value = value &* 10 &+ Int64(text[offset] - 0x30)
            offset += 1
        }
        // The largest of nineteen digits do not fit.
        guard value >= 0 else { return nil }
        var fraction: Int64 = 0
        if offset < text.count {
            guard offset > 0, text[offset] == UInt8(ascii: "."), offset + 1 < text.count else { return nil }
            var weight: Int64 = 100
            for index in offset + 1..<text.count {
                guard text[index].isASCIIDigit else { return nil }
                fraction += Int64(text[index] - 0x30) * weight
                weight /= 10
            }
        }
        let milliseconds: Int64
        switch offset {
        case 9...10: milliseconds = value * 1000 + fraction
        case 12...13: milliseconds = value
        case 15...16: milliseconds = value / 1000
        case 18...19: milliseconds = value / 1_000_000
        default: return nil
        }
        self.init(milliseconds: milliseconds, secondsEastOfUTC: 0, end: text.count)
    }

    private static func zone(_ line: LineBytes, at offset: Int) -> (seconds: Int, end: Int)? {
        let start = line.byte(offset) == 0x20 ? offset + 1 : offset
        switch line.byte(start) {
        case UInt8(ascii: "Z"), UInt8(ascii: "z"): return line.byte(start + 1).isLetter ? nil : (0, start + 1)
        case UInt8(ascii: "U"): return line.has("UTC", at: start) ? (0, start + 3) : nil
        case UInt8(ascii: "+"), UInt8(ascii: "-"):
            guard let hours = line.number(start + 1, 2), hours <= 14 else { return nil }
            let hasColon = line.byte(start + 3) == 0x3A
            let minutes = line.number(start + (hasColon ? 4 : 3), 2)
            let end = start + 3 + (minutes == nil ? 0 : hasColon ? 3 : 2)
            let seconds = hours * 3600 + (minutes ?? 0) * 60
            return (line[start] == UInt8(ascii: "-") ? -seconds : seconds, end)
        default: return nil
        }
    }
}

/// `10:00:00`, with or without a fraction behind a dot or comma.
private struct ClockTime {
    /// Since midnight.
    var milliseconds: Int
    var end: Int

    init?(_ line: LineBytes, at offset: Int) {
        guard line.byte(offset + 2) == 0x3A, line.byte(offset + 5) == 0x3A, let hour = line.number(offset, 2),
            let minute = line.number(offset + 3, 2), let second = line.number(offset + 6, 2),
            hour < 24, minute < 60, second < 61
        else { return nil }
        milliseconds = (hour * 3600 + minute * 60 + second) * 1000
        end = offset + 8
        let mark = line.byte(end)
        guard mark == UInt8(ascii: ".") || mark == UInt8(ascii: ","), line.byte(end + 1).isASCIIDigit else { return }
        end += 1
        var weight = 100
        while line.byte(end).isASCIIDigit {
            milliseconds += Int(line[end] - 0x30) * weight
            weight /= 10
            end += 1
        }
    }
}
