import ServerModel

/// Moments as people type them: `10:00`, `10:00:30`, `2026-11-28`, `2026-11-28 10:00`, or an age like `90s`, `10m`, `2h`, `3d`.
enum LogMoment {
    /// For remarks and errors.
    static let forms = "10:00, 2026-11-28 10:00, or an age like 10m, 2h, 3d"

    /// `10:00` is the last time it was ten. `nil` for what means no moment.
    static func read(_ text: String, now: Timestamp, in zone: LocalTime) -> Timestamp? {
        let words = text.split(separator: " ")
        switch words.count {
        case 1:
            if let seconds = age(words[0]) { return now + .seconds(-seconds) }
            if let second = secondOfDay(words[0]) {
                let today = start(ofDay: 0, now: now, in: zone) + .seconds(second)
                return today <= now ? today : start(ofDay: -1, now: now, in: zone) + .seconds(second)
            }
            return day(words[0], in: zone)
        case 2:
            guard let day = day(words[0], in: zone), let second = secondOfDay(words[1]) else { return nil }
            return day + .seconds(second)
        default: return nil
        }
    }

    /// Local midnight: of today (`0`), yesterday (`-1`) and so on.
    static func start(ofDay offset: Int, now: Timestamp, in zone: LocalTime) -> Timestamp {
        let date = zone.date(now + .seconds(offset * 86_400))
        return moment("\(date.year)-\(two(date.month))-\(two(date.day))", in: zone) ?? now
    }

    private static func age(_ text: Substring) -> Int? {
        guard let unit = text.last, let number = Int(text.dropLast()), (0...100_000).contains(number) else { return nil }
        switch unit {
        case "s": return number
        case "m": return number * 60
        case "h": return number * 3600
        case "d": return number * 86_400
        default: return nil
        }
    }

    private static func secondOfDay(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
        guard (2...3).contains(parts.count), let hour = parts[0], let minute = parts[1], (0..<24).contains(hour),
            (0..<60).contains(minute)
        else { return nil }
        guard parts.count == 3 else { return hour * 3600 + minute * 60 }
        guard let second = parts[2], (0..<60).contains(second) else { return nil }
        return hour * 3600 + minute * 60 + second
    }

    private static func day(_ text: Substring, in zone: LocalTime) -> Timestamp? { moment(String(text), in: zone) }

    /// Local midnight of a written day.
    private static func moment(_ day: String, in zone: LocalTime) -> Timestamp? {
        guard day.utf8.count == 10, let shown = Timestamp("\(day)T00:00:00Z") else { return nil }
        // The zone at nearly that moment, and then at the moment that follows from it.
        let near = shown + .seconds(-zone.offset(shown.secondsSince1970))
        return shown + .seconds(-zone.offset(near.secondsSince1970))
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
