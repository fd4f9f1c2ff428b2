import ServerModel

/// How the time of each record is shown.
enum LogTimes: Hashable, Sendable, CaseIterable {
    /// `14:02:14`
    case clock
    /// `14:02:14.002`
    case precise
    /// `22 Nov 14:02:14`
    case date
    /// `+1.204 s` since the record above.
    case delta
    case off

    /// In the border, after "time".
    var word: String {
        switch self {
        case .clock: "short"
        case .precise: "exact"
        case .date: "date"
        case .delta: "delta"
        case .off: "off"
        }
    }

    /// Whether it says at what time of the day a record came.
    var tellsTime: Bool {
        switch self {
        case .clock, .precise, .date: true
        case .delta, .off: false
        }
    }

    /// Columns it takes.
    var width: Int {
        switch self {
        case .clock: 8
        case .precise: 12
        case .date: 15
        case .delta: 9
        case .off: 0
        }
    }

    /// The one `t` brings next.
    var next: LogTimes {
        let all = Self.allCases
        return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
    }

    func text(_ time: Timestamp, after before: Timestamp?, in zone: LocalTime) -> String {
        switch self {
        case .clock: zone.clock(time)
        case .precise: zone.precise(time)
        case .date: zone.dated(time)
        case .delta: before.map { Self.delta(time.millisecondsSince1970 - $0.millisecondsSince1970) } ?? ""
        case .off: ""
        }
    }

    /// `+3 ms`, `+1.204 s`, `+12 min`, `+3 h`; at most 9 columns.
    private static func delta(_ milliseconds: Int64) -> String {
        let sign = milliseconds < 0 ? "-" : "+"
        let size = milliseconds.magnitude
        switch size {
        case ..<1000: return "\(sign)\(size) ms"
        case ..<100_000:
            let rest = String(size % 1000)
            return "\(sign)\(size / 1000).\(String(repeating: "0", count: 3 - rest.count))\(rest) s"
        case ..<6_000_000: return "\(sign)\(size / 60_000) min"
        case ..<360_000_000: return "\(sign)\(size / 3_600_000) h"
        default: return "\(sign)\(min(99_999, size / 86_400_000)) d"
        }
    }
}

extension LocalTime {
    /// `22 Nov 14:02:14`, 15 columns.
    func dated(_ moment: Timestamp) -> String {
        let day = date(moment).day
        let month = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][date(moment).month - 1]
        return "\(day < 10 ? " " : "")\(day) \(month) \(clock(moment))"
    }
}
