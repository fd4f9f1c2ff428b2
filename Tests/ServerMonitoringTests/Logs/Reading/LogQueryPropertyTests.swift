import ServerModel
import Testing

@testable import ServerMonitoring

/// Random logs and questions; the answers are compared with those of a few simple lines.
struct `Any question to any logs` {
    @Test(arguments: 0..<12)
    func `is answered as a simple reader would answer it`(seed: UInt64) throws {
        var numbers = SeededGenerator(seed: seed)
        for _ in 0..<25 {
            let names = Array(["a", "b", "c"].prefix(Int.random(in: 1...3, using: &numbers)))
            let logs = try WrittenLogs(names)
            let records = logs.sources.indices.map { numbers.fill(logs, log: $0) }
            for _ in 0..<4 {
                var query = numbers.query()
                let sizes = numbers.sizes()
                func answer() throws -> [LogRecord] {
                    try LogArchive.records(of: logs.sources, query, sizes: sizes, isWanted: { true })
                }
                #expect(try answer() == SimpleReader.all(records, query), "seed \(seed), \(query), \(sizes)")
                query.last = Int.random(in: 0...20, using: &numbers)
                #expect(try answer() == SimpleReader.newest(records, query), "seed \(seed), \(query), \(sizes)")
            }
        }
    }
}

/// Everything in memory, one record after the other.
private enum SimpleReader {
    static func all(_ logs: [[LogRecord]], _ query: LogQuery) throws -> [LogRecord] {
        var rest = try logs.map { try $0.filter { try matches($0, query) }[...] }
        var merged: [LogRecord] = []
        while let oldest = rest.compactMap(\.first?.time).min() {
            for log in rest.indices where rest[log].first?.time == oldest {
                merged.append(rest[log].removeFirst())
                break
            }
        }
        return merged
    }

    static func newest(_ logs: [[LogRecord]], _ query: LogQuery) throws -> [LogRecord] {
        var rest = try logs.map { try $0.filter { try matches($0, query) } }
        var merged: [LogRecord] = []
        while merged.count < query.last ?? 0, let newest = rest.compactMap(\.last?.time).max() {
            for log in rest.indices.reversed() where rest[log].last?.time == newest {
                merged.append(rest[log].removeLast())
                break
            }
        }
        return merged.reversed()
    }

    private static func matches(_ record: LogRecord, _ query: LogQuery) throws -> Bool {
        let texts = [record.message] + (record.fields.map { Array($0.values) } ?? [])
        let isExact = query.text?.contains(where: \.isUppercase) ?? false
        let hasText = query.text.map { text in texts.contains { has(isExact ? $0 : $0.lowercased(), text) } } ?? true
        // A traceback has many lines, and `^` and `$` are in each.
        let pattern = try query.pattern.map { try Regex($0).anchorsMatchLineEndings() }
        let hasPattern = pattern.map { record.message.firstMatch(of: $0) != nil } ?? true
        return hasText && hasPattern && query.since.map { record.time >= $0 } ?? true
            && query.until.map { record.time < $0 } ?? true
            && query.level.map { record.level ?? .info >= $0 } ?? true && query.session.map { record.session == $0 } ?? true
            && query.correlation.map { record.correlation == $0 } ?? true
            && query.streams.map { $0.contains(record.stream) } ?? true
    }

    private static func has(_ text: String, _ part: String) -> Bool {
        text.indices.contains { text[$0...].hasPrefix(part) }
    }
}

extension SeededGenerator {
    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }

    /// Writes some files of a log; returns what is in them, as it is read back.
    fileprivate mutating func fill(_ logs: WrittenLogs, log: Int) -> [LogRecord] {
        var records: [LogRecord] = []
        var second = 0
        for file in (0..<Int.random(in: 0...4, using: &self)).reversed() {
            if chance(20) { logs.write("noise\n\ttab\n", log: log, file: file) }
            for _ in 0..<Int.random(in: 0...15, using: &self) {
                second += chance(5) ? -50 : Int.random(in: 0...5, using: &self)
                var record = message(at: second)
                let isText = chance(40)
                if isText {
                    (record.session, record.correlation, record.fields) = (nil, nil, nil)
                }
                logs.write([record], log: log, file: file, as: isText ? .text : .json)
                if logs.sources[log].namesServer { record.server = logs.sources[log].server }
                records.append(record)
            }
            if chance(20) { logs.write(#"{"time":"2026-11-28T18:52:31.123Z","#, log: log, file: file) }
        }
        return records
    }

    private mutating func message(at second: Int) -> LogRecord {
        let words = [
            "error", "Error", "disk", "full", "\"quoted\"", "back\\slash", "Köln", "\n", "\n\t", "message", "level", "a.b", "ab",
        ]
        let message = (0..<Int.random(in: 0...6, using: &self)).map { _ in pick(words) }.joined(separator: " ")
        return .said(
            message, at: second, stream: pick(LogStream.allCases), level: chance(60) ? pick(LogLevel.allCases) : nil,
            session: chance(30) ? Int.random(in: 1...12, using: &self) : nil,
            correlation: chance(20) ? pick(["r1", "r12"]) : nil,
            fields: chance(20) ? [pick(["disk", "k"]): pick(words)] : nil)
    }

    fileprivate mutating func query() -> LogQuery {
        LogQuery(
            since: chance(25) ? .second(Int.random(in: -20...60, using: &self)) : nil,
            until: chance(25) ? .second(Int.random(in: -20...120, using: &self)) : nil,
            level: chance(25) ? pick(LogLevel.allCases) : nil,
            pattern: chance(25)
                ? pick(["error", "(?i)error", "k|l", "a.b", #"a\.b"#, #"dis?k\s"#, "^$", "(full )+", "K.ln"]) : nil,
            text: chance(40)
                ? pick(["error", "Error", "\"quoted", "k\\s", "köln", "message", "level", "disk\n", "a.b", "zebra"]) : nil,
            session: chance(10) ? 1 : nil, correlation: chance(10) ? "r1" : nil,
            streams: chance(20) ? [pick(LogStream.allCases), pick(LogStream.allCases)] : nil)
    }

    /// So small that every record is cut somewhere.
    fileprivate mutating func sizes() -> ReadingSizes {
        ReadingSizes(
            block: Int.random(in: 2...400, using: &self), firstBlock: Int.random(in: 2...400, using: &self),
            longestBlock: Int.random(in: 2...1_000, using: &self), part: Int.random(in: 1...600, using: &self),
            mostFound: Int.random(in: 1...400, using: &self), mostWaiting: Int.random(in: 1...1_000, using: &self))
    }
}
