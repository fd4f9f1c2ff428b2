import ServerModel

/// The user's time zone, injected so that tests have one of their own.
struct LocalTime: Sendable {
    /// Seconds to add to UTC at a moment given in seconds since 1970.
    var offset: @Sendable (_ secondsSince1970: Int64) -> Int

    static let utc = LocalTime { _ in 0 }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// The calendar fields of a moment in this zone.
    func date(_ moment: Timestamp) -> CivilDate {
        let seconds = moment.secondsSince1970
        return CivilDate(secondsSince1970: seconds + Int64(offset(seconds)))
    }

    /// `14:02` for a moment of today, `20 Nov` for another day of this year, `Nov 2025` for another year; at most 8 columns.
    func short(_ moment: Timestamp, today: Timestamp) -> String {
        let date = date(moment)
        let now = self.date(today)
        if (date.year, date.month, date.day) == (now.year, now.month, now.day) {
            return "\(Self.two(date.hour)):\(Self.two(date.minute))"
        }
        let month = Self.months[date.month - 1]
        return date.year == now.year ? "\(date.day) \(month)" : "\(month) \(date.year)"
    }

    /// `14:02:11`, whatever the day.
    func clock(_ moment: Timestamp) -> String {
        let date = date(moment)
        return "\(Self.two(date.hour)):\(Self.two(date.minute)):\(Self.two(date.second))"
    }

    /// `14:02:11.204`, whatever the day.
    func precise(_ moment: Timestamp) -> String {
        let milliseconds = String(moment.millisecondOfSecond)
        return clock(moment) + "." + String(repeating: "0", count: 3 - milliseconds.count) + milliseconds
    }

    /// From `moment` to the next local midnight, when "today" changes its meaning.
    func untilMidnight(from moment: Timestamp) -> Duration {
        let date = date(moment)
        let secondOfDay = date.hour * 3600 + date.minute * 60 + date.second
        return .seconds(86_400 - secondOfDay)
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
