import ServerModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What the bytes at a line's beginning say, which is enough to pass over most lines without decoding them.
///
/// It never passes over a record that matches: a line that does not look as we write them is decoded.
struct LineHead: Sendable {
    private let since: [UInt8]?
    private let until: [UInt8]?
    /// Those that are not severe enough, and those from elsewhere, with the quotation mark behind.
    private let lowerLevels: [[UInt8]]
    private let otherStreams: [[UInt8]]
    /// Whether a record that states no level is passed over.
    private let needsLevel: Bool
    /// As it stands in JSON lines.
    private let session: Needle?
    private static let levelKey = Needle(#""level":""#.utf8, ignoresCase: false)

    init(_ query: LogQuery) {
        since = query.since.flatMap(Self.bytes)
        until = query.until.flatMap(Self.bytes)
        let level = query.level ?? .debug
        lowerLevels = LogLevel.allCases.filter { $0 < level }.map { Array("\($0.rawValue)\"".utf8) }
        otherStreams = LogStream.allCases.filter { query.streams?.contains($0) == false }.map { Array("\($0.rawValue)\"".utf8) }
        needsLevel = level > .info
        session = query.session.flatMap { Needle(#""session":\#($0)"#.utf8, ignoresCase: false) }
    }

    /// The length of every time in a log; times of this length are in the order of their bytes.
    private static let timeLength = 24

    private static func bytes(of time: Timestamp) -> [UInt8]? {
        let bytes = Array(time.description.utf8)
        return bytes.count == timeLength && bytes[0].isASCIIDigit ? bytes : nil
    }

    /// Where in the record the message may begin; `nil` when the query is not about such a record.
    func body(of record: LineBytes) -> Int? {
        let isJSON = record.has(#"{"time":""#)
        var place = isJSON ? 9 : 0
        guard record.byte(place).isASCIIDigit, record.byte(place + Self.timeLength - 1) == UInt8(ascii: "Z") else { return 0 }
        if let since, record.compare(since, at: place) < 0 { return nil }
        if let until, record.compare(until, at: place) >= 0 { return nil }
        place += Self.timeLength
        guard isJSON else { return 0 }
        if let session, session.find(in: record, from: place) == nil { return nil }
        guard record.has(#"","stream":""#, at: place) else { return 0 }
        place += 12
        if otherStreams.contains(where: { record.has($0, at: place) }) { return nil }
        guard let quote = record.first(UInt8(ascii: "\""), from: place) else { return 0 }
        place = quote
        if record.has(#"","level":""#, at: place) {
            place += 11
            if lowerLevels.contains(where: { record.has($0, at: place) }) { return nil }
            guard let quote = record.first(UInt8(ascii: "\""), from: place) else { return 0 }
            place = quote
        } else if needsLevel, Self.levelKey?.find(in: record, from: place) == nil {
            return nil
        }
        guard record.has(#"","run":"#, at: place) else { return place }
        place += 8
        while record.byte(place).isASCIIDigit { place += 1 }
        return record.has(#","message":""#, at: place) ? place + 12 : place
    }
}

extension LineBytes {
    fileprivate func has(_ text: [UInt8], at offset: Int) -> Bool {
        guard let start = baseAddress, offset + text.count <= count else { return false }
        return memcmp(start + offset, text, text.count) == 0
    }

    /// How the bytes at `offset` are ordered beside `other`: below 0 when they come before. There are enough of them.
    fileprivate func compare(_ other: [UInt8], at offset: Int) -> Int32 {
        guard let start = baseAddress else { return -1 }
        return memcmp(start + offset, other, other.count)
    }
}
