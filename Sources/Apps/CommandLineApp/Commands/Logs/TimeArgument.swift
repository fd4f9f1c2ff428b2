import ServerModel

/// Moments and lengths of time as people type them.
enum TimeArgument {
    /// What is understood, for help and errors.
    static let forms = "10:00, '2026-11-28 10:00', 2026-11-28T10:00:00Z, or an age like 90s, 10m, 2h, 3d"

    /// The moment that `text` means, in local time unless it says otherwise; `nil` when it means none.
    ///
    /// `10:00` is the last time it was ten: today, or yesterday. `10m` is ten minutes ago.
    static func moment(_ text: String, _ times: TimeText) -> Timestamp? {
        if let seconds = seconds(text) { return times.now + .seconds(-seconds) }
        if let moment = timeOfDay(text, times) { return moment }
        guard let parts = split(text) else { return nil }
        guard let zone = parts.zone else { return local("\(parts.date)T\(parts.time)", times) }
        return Timestamp("\(parts.date)T\(parts.time)Z").map { $0 + .seconds(-zone) }
    }

    /// Seconds in `90s`, `10m`, `2h`, `3d`, `1w`, or several of them, the longer before: `1h30m`. `nil` for anything else.
    static func seconds(_ text: String) -> Int64? {
        let units: [(Character, Int64)] = [("w", 604_800), ("d", 86_400), ("h", 3600), ("m", 60), ("s", 1)]
        var allowed = units[...]
        var (sum, digits) = (Int64(0), "")
        for character in text {
            if character.isASCII, character.isNumber {
                digits.append(character)
            } else {
                // Nine digits of weeks are longer than there was history.
                guard let index = allowed.firstIndex(where: { $0.0 == character }), (1...9).contains(digits.count),
                    let count = Int64(digits)
                else { return nil }
                sum += count * allowed[index].1
                allowed = allowed[(index + 1)...]
                digits = ""
            }
        }
        return digits.isEmpty && !text.isEmpty && sum <= 3_153_600_000 ? sum : nil
    }

    private static func timeOfDay(_ text: String, _ times: TimeText) -> Timestamp? {
        guard let time = clock(text) else { return nil }
        let today = times.moment(times.now).prefix(10)
        guard let moment = local("\(today)T\(time)", times) else { return nil }
        if moment <= times.now { return moment }
        // Yesterday at this time, also where a day has 23 hours.
        let yesterday = times.moment(times.now + .seconds(-86_400)).prefix(10)
        return local("\(yesterday)T\(time)", times)
    }

    /// Date and time in full, and how many seconds the zone it names is ahead of UTC; `nil`: it names none.
    private static func split(_ text: String) -> (date: Substring, time: String, zone: Int64?)? {
        let date = text.prefix(10)
        let rest = text.dropFirst(10)
        guard date.utf8.count == 10 else { return nil }
        if rest.isEmpty { return (date, "00:00:00", nil) }
        guard let separator = rest.first, separator == "T" || separator == " " || separator == "t" else { return nil }
        let time = rest.dropFirst()
        if time.last == "Z" || time.last == "z" { return clock(String(time.dropLast())).map { (date, $0, 0) } }
        guard let sign = time.lastIndex(where: { $0 == "+" || $0 == "-" }) else {
            return clock(String(time)).map { (date, $0, nil) }
        }
        // `+01:00`, `+0100` or `+01`.
        let digits = time[time.index(after: sign)...].filter { $0 != ":" }
        guard digits.count == 2 || digits.count == 4, digits.allSatisfy({ $0.isASCII && $0.isNumber }),
            let hours = Int64(digits.prefix(2)), let minutes = Int64(digits.count == 4 ? digits.suffix(2) : "0"), minutes < 60,
            hours < 24
        else { return nil }
        let zone = (hours * 3600 + minutes * 60) * (time[sign] == "-" ? -1 : 1)
        return clock(String(time[..<sign])).map { (date, $0, zone) }
    }

    /// `10:00`, `10:00:30` or `10:00:30.5` with seconds; `nil` for anything else.
    private static func clock(_ text: String) -> String? {
        let time = text.utf8.count == 5 ? text + ":00" : text
        // The day does not matter: this asks whether there is such a time.
        return Timestamp("2000-01-01T\(time)Z") == nil ? nil : time
    }

    /// The moment when clocks here show `text`, a date and time without a zone.
    ///
    /// When clocks go back, a time is there twice; the answer is one of the two. One that is left out becomes one beside it.
    private static func local(_ text: String, _ times: TimeText) -> Timestamp? {
        guard let shown = Timestamp(text + "Z") else { return nil }
        // The zone at nearly that moment, and then at the moment that follows from it.
        let near = shown + .seconds(-times.secondsFromUTC(shown))
        return shown + .seconds(-times.secondsFromUTC(near))
    }
}
