import ServerModel
import TerminalKit

/// One thing a record says.
struct LogFact: Hashable {
    /// `the message`
    var name: String
    /// As it is copied.
    var value: String
    /// What it can be made the filter for; `nil`: nothing.
    var narrow: Narrowing?

    enum Narrowing: Hashable {
        case level(LogLevel)
        case session(Int)
        case correlation(String)
        case field(String, String)

        func apply(to filter: inout LogFilter) {
            switch self {
            case .level(let level): filter.level = level
            case .session(let session): filter.session = session
            case .correlation(let id): filter.correlation = id
            case .field(let name, let value): filter.field = LogFilter.Field(name: name, value: value)
            }
        }
    }
}

/// A row of an open record, and what it is about.
struct LogFactRow {
    var line: StyledLine
    var fact: LogFact?
}

/// Everything a record says, in rows.
struct LogFacts {
    let record: LogRecord
    let zone: LocalTime
    let glyphs: Glyphs

    private static let labelWidth = 12

    func rows(width: Int) -> [LogFactRow] {
        var rows = facts(width: width)
        rows.append(LogFactRow(line: .blank, fact: nil))
        let message = LogFact(name: "the message", value: record.message)
        if let json = JSONLines.of(record.message) {
            rows += set(json, message, width: width)
        } else {
            rows += LogSetting().rows(of: bare).flatMap { $0.wrapped(to: max(10, width)) }.map { row in
                LogFactRow(line: StyledLine(pieces(of: row)), fact: message)
            }
        }
        let nested = fields.filter { Self.isNested($0.value) }
        if !nested.isEmpty {
            rows.append(LogFactRow(line: .blank, fact: nil))
            let whole = LogFact(name: "the record as JSON", value: LogText.json(record))
            rows += set(JSONLines.of(nested), whole, width: width)
        }
        return rows
    }

    private var fields: [String: String] { record.fields ?? [:] }

    /// Objects and lists are set in lines of their own below.
    private static func isNested(_ value: String) -> Bool { JSONLines.of(value) != nil }

    /// Without its fields, which have rows of their own.
    private var bare: LogRecord {
        var bare = record
        bare.fields = nil
        return bare
    }

    private func facts(width: Int) -> [LogFactRow] {
        var rows: [LogFactRow] = []
        func add(_ label: String, _ text: String, _ token: StyleToken = .text, narrow: LogFact.Narrowing? = nil) {
            let parts = SafeText(text).wrapped(to: max(10, width - Self.labelWidth))
            for (index, part) in parts.prefix(20).enumerated() {
                let name = SafeText(index == 0 ? label : "").truncated(to: Self.labelWidth - 1, ellipsis: glyphs.kit.ellipsis)
                let head = Piece(name.padded(to: Self.labelWidth), .textDim)
                rows.append(
                    LogFactRow(
                        line: StyledLine([head, Piece(part, token)]),
                        fact: LogFact(name: label, value: text, narrow: narrow)))
            }
        }
        add(
            "time", "\(LogText.day(record.time, in: zone)) \(zone.precise(record.time)) \(LogText.zone(record.time, zone))",
            .textStrong)
        // Where the zone is UTC, the row above is the same.
        if zone.offset(record.time.secondsSince1970) != 0 { add("UTC", record.time.description) }
        if let stated = record.stated {
            add("stated", "\(LogText.day(stated, in: zone)) \(zone.precise(stated)) \(LogText.zone(stated, zone))")
        }
        if let level = record.level { add("level", level.rawValue, LevelLook(level).token, narrow: .level(level)) }
        if let server = record.server { add("server", server.rawValue) }
        add("stream", record.stream.rawValue, .logSource)
        if record.run > 0 { add("run", "\(record.run)") }
        if let session = record.session { add("session", "\(session)", narrow: .session(session)) }
        if let id = record.correlation { add("id", id, narrow: .correlation(id)) }
        for (name, value) in fields.sorted(by: { $0.key < $1.key }) where !Self.isNested(value) {
            add(name, value, .jsonString, narrow: .field(name, value))
        }
        return rows
    }

    private func set(_ lines: [[Piece]], _ fact: LogFact, width: Int) -> [LogFactRow] {
        lines.flatMap { LogRow($0).wrapped(to: max(10, width)) }.map { LogFactRow(line: StyledLine(pieces(of: $0)), fact: fact) }
    }

    /// A row cut where its style changes.
    private func pieces(of row: LogRow) -> [Piece] {
        guard !row.isClear else { return [Piece(glyphs.screenCleared, .textDim)] }
        guard !row.spans.isEmpty else { return [Piece(row.text)] }
        var pieces: [Piece] = []
        var column = 0
        for span in row.spans where span.columns.lowerBound >= column {
            let plain = row.text.dropFirst(columns: column).prefix(columns: span.columns.lowerBound - column)
            if !plain.isEmpty { pieces.append(Piece(plain)) }
            pieces.append(
                Piece(row.text.dropFirst(columns: span.columns.lowerBound).prefix(columns: span.columns.count), span.style))
            column = span.columns.upperBound
        }
        let rest = row.text.dropFirst(columns: column)
        return rest.isEmpty && !pieces.isEmpty ? pieces : pieces + [Piece(rest)]
    }
}

extension LogText {
    /// `2026-11-22`
    static func day(_ time: Timestamp, in zone: LocalTime) -> String {
        let date = zone.date(time)
        return "\(date.year)-\(date.month < 10 ? "0" : "")\(date.month)-\(date.day < 10 ? "0" : "")\(date.day)"
    }

    /// `2026-11-22 14:02:14`
    static func moment(_ time: Timestamp, in zone: LocalTime) -> String { "\(day(time, in: zone)) \(zone.clock(time))" }

    /// `UTC+01:00`, or `UTC`
    static func zone(_ time: Timestamp, _ zone: LocalTime) -> String {
        let offset = zone.offset(time.secondsSince1970)
        guard offset != 0 else { return "UTC" }
        let minutes = Int(offset.magnitude) / 60
        let (hour, minute) = (minutes / 60, minutes % 60)
        return "UTC\(offset < 0 ? "-" : "+")\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
    }
}
