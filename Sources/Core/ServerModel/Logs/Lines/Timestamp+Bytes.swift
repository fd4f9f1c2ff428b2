extension Timestamp {
    /// Appends what ``description`` is, without the detour of a `String`.
    package func write(to bytes: inout [UInt8]) {
        let day = CivilDate(secondsSince1970: secondsSince1970)
        guard 0...9999 ~= day.year else { return bytes.append(contentsOf: description.utf8) }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 24) { text in
            var end = 0
            func put(_ byte: UInt8) {
                text.initializeElement(at: end, to: byte)
                end += 1
            }
            func put(_ number: Int, _ separator: UInt8) {
                put(0x30 + UInt8(truncatingIfNeeded: number / 10))
                put(0x30 + UInt8(truncatingIfNeeded: number % 10))
                put(separator)
            }
            put(0x30 + UInt8(truncatingIfNeeded: day.year / 1000))
            put(0x30 + UInt8(truncatingIfNeeded: day.year / 100 % 10))
            put(day.year % 100, UInt8(ascii: "-"))
            put(day.month, UInt8(ascii: "-"))
            put(day.day, UInt8(ascii: "T"))
            put(day.hour, UInt8(ascii: ":"))
            put(day.minute, UInt8(ascii: ":"))
            put(day.second, UInt8(ascii: "."))
            let milliseconds = Int(millisecondOfSecond)
            put(0x30 + UInt8(truncatingIfNeeded: milliseconds / 100))
            put(milliseconds % 100, UInt8(ascii: "Z"))
            bytes.append(contentsOf: text)
        }
    }

    /// Reads the exact form of ``description`` (`2026-11-22T15:44:57.204Z`, 24 bytes) at `offset`; `nil` for any other.
    package init?(_ bytes: LineBytes, at offset: Int = 0) {
        guard bytes.byte(offset + 4) == UInt8(ascii: "-"), bytes.byte(offset + 7) == UInt8(ascii: "-"),
            bytes.byte(offset + 10) == UInt8(ascii: "T"), bytes.byte(offset + 13) == 0x3A, bytes.byte(offset + 16) == 0x3A,
            bytes.byte(offset + 19) == UInt8(ascii: "."), bytes.byte(offset + 23) == UInt8(ascii: "Z"),
            let year = bytes.number(offset, 4), let month = bytes.number(offset + 5, 2), let day = bytes.number(offset + 8, 2),
            let hour = bytes.number(offset + 11, 2), let minute = bytes.number(offset + 14, 2),
            let second = bytes.number(offset + 17, 2), let milliseconds = bytes.number(offset + 20, 3),
            hour < 24, minute < 60, second < 61, let days = CivilDate.dayNumber(year: year, month: month, day: day)
        else { return nil }
        let seconds = Int64(days) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
        self.init(millisecondsSince1970: seconds * 1000 + Int64(milliseconds))
    }
}
