import ServerModel

/// What a message says first that columns beside it say already: when it was written, and how severe it is.
///
/// Nothing else is ever passed over: a time of another moment, a level of another name and a line that would be left empty stay.
struct LogLead: Hashable {
    /// The columns there are.
    var hasTime = false
    var hasLevel = false

    /// Further in than this no lead ends.
    private static let longest = 80
    /// A time this near to the record's own says nothing new, in milliseconds.
    private static let nearness: Int64 = 2_000

    /// The line without its lead; only for the first line of a record.
    func stripped(_ line: Substring, of record: LogRecord) -> Substring {
        guard hasTime || hasLevel else { return line }
        let reader = Reader(bytes: Array(line.utf8.prefix(Self.longest)))
        var place = 0
        if hasTime, Self.isNow(record), let end = reader.time(at: 0).flatMap({ reader.separator(at: $0) }) { place = end }
        if hasLevel, let level = record.level, let end = reader.level(level, at: place) { place = end }
        guard place > 0, place < reader.bytes.count, reader.bytes[place] != 0x0D else { return line }
        return line[line.utf8.index(line.startIndex, offsetBy: place)...]
    }

    private static func isNow(_ record: LogRecord) -> Bool {
        guard let stated = record.stated else { return false }
        return abs(stated.millisecondsSince1970 - record.time.millisecondsSince1970) <= nearness
    }

    /// The beginning of a line.
    private struct Reader {
        let bytes: [UInt8]

        private func byte(_ place: Int) -> UInt8 { place < bytes.count ? bytes[place] : 0 }

        private func isDigit(_ place: Int) -> Bool { (0x30...0x39).contains(byte(place)) }

        /// Where a text of this form ends; `0` stands for any digit.
        private func end(of form: StaticString, at place: Int) -> Int? {
            for index in 0..<form.utf8CodeUnitCount {
                let wanted = form.utf8Start[index]
                guard wanted == 0x30 ? isDigit(place + index) : byte(place + index) == wanted else { return nil }
            }
            return place + form.utf8CodeUnitCount
        }

        private func blanks(from place: Int) -> Int {
            var place = place
            while byte(place) == 0x20 || byte(place) == 0x09 { place += 1 }
            return place
        }

        /// Where a time ends, in brackets or not: `2026-11-28T10:00:00.123Z`, `2026/11/28 10:00:00,123 +0100`, `10:00:00`.
        func time(at place: Int) -> Int? {
            if byte(place) == UInt8(ascii: "[") {
                guard let end = bareTime(at: place + 1), byte(end) == UInt8(ascii: "]") else { return nil }
                return end + 1
            }
            return bareTime(at: place)
        }

        private func bareTime(at place: Int) -> Int? {
            var place = place
            if let day = end(of: "0000-00-00", at: place) ?? end(of: "0000/00/00", at: place) {
                guard byte(day) == 0x20 || byte(day) | 0x20 == UInt8(ascii: "t") else { return nil }
                place = day + 1
            }
            guard var end = end(of: "00:00:00", at: place) else { return nil }
            if byte(end) == UInt8(ascii: ".") || byte(end) == UInt8(ascii: ","), isDigit(end + 1) {
                end += 1
                while isDigit(end) { end += 1 }
            }
            return zone(at: end)
        }

        private func zone(at place: Int) -> Int {
            if byte(place) | 0x20 == UInt8(ascii: "z") { return place + 1 }
            if let end = end(of: " UTC", at: place) { return end }
            let start = byte(place) == 0x20 ? place + 1 : place
            guard byte(start) == UInt8(ascii: "+") || byte(start) == UInt8(ascii: "-") else { return place }
            return end(of: "00:00", at: start + 1) ?? end(of: "0000", at: start + 1) ?? place
        }

        /// Behind the blanks that must follow a part, and a dash or a bar between them.
        func separator(at place: Int) -> Int? {
            let next = blanks(from: place)
            guard next > place else { return nil }
            guard byte(next) == UInt8(ascii: "-") || byte(next) == UInt8(ascii: "|") else { return next }
            let behind = blanks(from: next + 1)
            return behind > next + 1 ? behind : next
        }

        /// Where what follows a level's word begins: `ERROR: `, `[error] `, `WARN  `, `INFO | `. A word alone is in capitals.
        func level(_ level: LogLevel, at place: Int) -> Int? {
            let isBracketed = byte(place) == UInt8(ascii: "[")
            let start = isBracketed ? blanks(from: place + 1) : place
            var end = start
            while (0x61...0x7A).contains(byte(end) | 0x20) { end += 1 }
            let word = String(decoding: bytes[min(start, bytes.count)..<min(end, bytes.count)], as: UTF8.self)
            guard Self.words(level).contains(word.uppercased()) else { return nil }
            if isBracketed {
                end = blanks(from: end)
                guard byte(end) == UInt8(ascii: "]") else { return nil }
                end += 1
            }
            if byte(end) == UInt8(ascii: ":") { return separator(at: end + 1) }
            guard isBracketed || word.utf8.allSatisfy({ $0 < 0x61 }) else { return nil }
            return separator(at: end)
        }

        /// The words that say no more than the column does. `FATAL`, `TRACE` and the like say more.
        private static func words(_ level: LogLevel) -> [String] {
            switch level {
            case .debug: ["DEBUG", "DBG"]
            case .info: ["INFO", "INF"]
            case .notice: ["NOTICE"]
            case .warning: ["WARN", "WARNING", "WRN"]
            case .error: ["ERROR", "ERR"]
            case .critical: ["CRITICAL", "CRIT"]
            case .alert: ["ALERT"]
            case .emergency: ["EMERGENCY", "EMERG"]
            }
        }
    }
}
