import ServerModel

/// Moments and durations for people, in local time.
struct TimeText: Sendable {
    var now: Timestamp
    /// See ``ProcessContext/secondsFromUTC``.
    var secondsFromUTC: @Sendable (Timestamp) -> Int64

    /// `2026-11-22 15:44:57`
    func moment(_ moment: Timestamp) -> String {
        let date = local(moment)
        return "\(padded(date.year, 4))-\(padded(date.month))-\(padded(date.day)) \(clock(date))"
    }

    /// `2026-11-22 15:44:57.204`
    func precise(_ moment: Timestamp) -> String {
        "\(self.moment(moment)).\(padded(Int(moment.millisecondOfSecond), 3))"
    }

    /// `15:44:57`
    func timeOfDay(_ moment: Timestamp) -> String { clock(local(moment)) }

    /// How long ago: `12s`, `4m`, `3h 5m`, `2d 4h`. A moment in the future counts as now.
    func age(of moment: Timestamp) -> String {
        let seconds = max(0, (now.millisecondsSince1970 - moment.millisecondsSince1970) / 1000)
        let (minutes, hours, days) = (seconds / 60, seconds / 3600, seconds / 86_400)
        return switch seconds {
        case ..<60: "\(seconds)s"
        case ..<3600: "\(minutes)m"
        case ..<86_400: "\(hours)h \(minutes % 60)m"
        default: "\(days)d \(hours % 24)h"
        }
    }

    private func local(_ moment: Timestamp) -> CivilDate {
        CivilDate(secondsSince1970: moment.secondsSince1970 + secondsFromUTC(moment))
    }

    private func clock(_ date: CivilDate) -> String { "\(padded(date.hour)):\(padded(date.minute)):\(padded(date.second))" }

    private func padded(_ number: Int, _ width: Int = 2) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
