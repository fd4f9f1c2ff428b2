import ServerModel
import Testing

@testable import ServerMonitoring

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

struct `A line of a log's file` {
    @Test func `in JSON has its members in one order, and whose it is where that is told`() throws {
        var record = LogRecord(
            time: receipt, stream: .stderr, level: .error, run: 3, message: "a\"b\\\n\u{1}é",
            stated: Timestamp(millisecondsSince1970: 0),
            session: 4, correlation: "c", fields: ["b": "2", "a": "1"],
            styles: [LogStyle(range: 0..<1, attributes: "31"), LogStyle(range: 2..<3, attributes: "1;32")])
        record.server = try ServerID("demo")
        #expect(
            json(record)
                == #"{"time":"2026-11-28T09:00:02.500Z","stream":"stderr","level":"error","run":3,"message":"a\"b\\\n\u0001é","#
                + #""stated":"1970-01-01T00:00:00.000Z","session":4,"correlation":"c","fields":{"a":"1","b":"2"},"#
                + #""styles":[[0,1,"31"],[2,3,"1;32"]],"server":"demo"}"#
        )
        #expect(
            json(LogRecord(time: receipt, stream: .mcp, run: 0, message: ""))
                == #"{"time":"2026-11-28T09:00:02.500Z","stream":"mcp","run":0,"message":""}"#)
    }

    @Test(arguments: 0..<200)
    func `in JSON is what Codable makes, both ways`(seed: UInt64) throws {
        var noise = SeededGenerator(seed: seed)
        let record = LogRecord.random(&noise)
        let line = json(record)
        #expect(try JSONDecoder().decode(LogRecord.self, from: Data(line.utf8)) == record)
        #expect(read(line) == record)
        // In the order of `JSONEncoder`, which is another one.
        let encoded = String(decoding: try JSONEncoder().encode(record), as: UTF8.self)
        #expect(read(encoded) == record)
    }

    @Test(arguments: [
        #"{"message":"m","run":1,"stream":"stderr","time":"2026-11-28T09:00:02Z"}"#,
        #" { "run" : 1, "new":{"a":[1,"}"]} , "message" : "m", "stream":"stderr", "level":null, "time":"2026-11-28T09:00:02Z"} "#,
        #"{"m\u0065ssage":"m","run":1.0,"stream":"stderr","time":"2026-11-28T09:00:02.000Z"}"#,
    ])
    func `of another version is read too`(_ line: String) {
        #expect(
            read(line)
                == LogRecord(time: Timestamp(millisecondsSince1970: 1_795_856_402_000), stream: .stderr, run: 1, message: "m"))
    }

    @Test(arguments: [
        "", "{", "{}", "null", "text", #"{"time":"2026-11-28T09:00:02.000Z","stream":"stderr","run":1,"message":"cut"#,
        #"{"time":"2026-11-28T09:00:02.000Z","stream":"stderr","message":"no run"}"#,
        #"{"time":"2026-13-28T09:00:02.000Z","stream":"stderr","run":1,"message":"m"}"#,
        #"{"time":"2026-11-28T09:00:02.000Z","stream":"other","run":1,"message":"m"}"#,
        #"{"time":"2026-11-28T09:00:02.000Z","stream":"stderr","run":1,"message":"m","styles":[[5,1,"31"]]}"#,
    ])
    func `that is no record is none`(_ line: String) {
        #expect(read(line) == nil)
    }

    @Test func `as text is for people, and is read back but for what has no place there`() {
        let record = LogRecord(
            time: receipt, stream: .stderr, level: .warning, run: 3, message: "info: it\n\tfailed\n\nhere", fields: ["a": "b"])
        #expect(text(record) == "2026-11-28T09:00:02.500Z stderr #3 warning: info: it\n\t\tfailed\n\t\n\there\n")
        #expect(
            text(LogRecord(time: receipt, stream: .manager, run: 0, message: "warning: x\r\u{1B}"))
                == "2026-11-28T09:00:02.500Z manager #0: warning: x␍␛\n")
    }

    @Test(arguments: 0..<100)
    func `as text comes back`(seed: UInt64) {
        var noise = SeededGenerator(seed: seed)
        let full = LogRecord.random(&noise)
        let record = LogRecord(time: full.time, stream: full.stream, level: full.level, run: full.run, message: full.message)
        let line = text(record)
        let lines = line.dropLast().split(separator: "\n", omittingEmptySubsequences: false)
        #expect(kind(String(lines[0])) == .text)
        #expect(lines.dropFirst().allSatisfy { kind(String($0)) == .continuation })
        #expect(Array(line.dropLast().utf8).withUnsafeBufferPointer { LogRecord(textLine: $0) } == record)
    }

    @Test(arguments: [
        "2026-11-28T09:00:02.500Z", "2026-11-28T09:00:02.500Z stderr", "2026-11-28T09:00:02.500Z stderr #: x",
        "2026-11-28T09:00:02.500Z other #1: x",
        "2026-11-28T09:00:02.500Z stderr #1 loud: x", "2026-11-28T09:00:02.500Z stderr #1 warning",
        "2026-11-28 09:00:02 stderr #1: x", "",
    ])
    func `of foreign text is no record`(_ line: String) {
        #expect(Array(line.utf8).withUnsafeBufferPointer { LogRecord(textLine: $0) } == nil)
    }

    @Test func `tells its format and its time by how it begins`() {
        let record = LogRecord(time: receipt, stream: .stderr, run: 3, message: "m")
        #expect(kind(json(record)) == .json)
        #expect(kind(text(record)) == .text)
        #expect(kind("\tmore") == .continuation)
        #expect(kind("somebody else's") == .foreign)
        #expect([json(record), text(record)].map(time) == [receipt, receipt])
        #expect(time(#"{"run":1,"time":"2026-11-28T09:00:02.500Z","stream":"mcp","message":""}"#) == receipt)
        #expect(["\tmore", "else", "", #"{"time":"x"}"#].map(time) == [nil, nil, nil, nil])
    }

    @Test func `writes every time as its description`() {
        for time in [0, -1, 951_782_400_007, 253_402_300_799_999, -62_167_219_200_000, 253_402_300_800_000] {
            let time = Timestamp(millisecondsSince1970: Int64(time))
            var bytes: [UInt8] = []
            time.write(to: &bytes)
            #expect(String(decoding: bytes, as: UTF8.self) == time.description)
            if bytes.count == 24 { #expect(bytes.withUnsafeBufferPointer { Timestamp($0, at: 0) } == time) }
        }
    }

    private func json(_ record: LogRecord) -> String {
        var bytes: [UInt8] = []
        record.writeJSONLine(to: &bytes)
        return String(decoding: bytes.dropLast(), as: UTF8.self)
    }

    private func text(_ record: LogRecord) -> String {
        var bytes: [UInt8] = []
        record.writeTextLine(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private func read(_ line: String) -> LogRecord? { Array(line.utf8).withUnsafeBufferPointer { LogRecord(jsonLine: $0) } }
    private func kind(_ line: String) -> LogLine { Array(line.utf8).withUnsafeBufferPointer { LogLine.kind(of: $0) } }
    private func time(_ line: String) -> Timestamp? { Array(line.utf8).withUnsafeBufferPointer { LogLine.time(of: $0) } }
}

extension LogRecord {
    /// A record that uses any of what records have, as the cutter and ``reading(_:droppedBytes:time:stream:run:)`` could make it.
    fileprivate static func random(_ noise: inout SeededGenerator) -> LogRecord {
        func text() -> String {
            let bytes = noise.bytes(pieces: Int.random(in: 0..<8, using: &noise))
            return String(decoding: bytes.withUnsafeBufferPointer { CleanText($0).bytes }, as: UTF8.self)
        }
        func moment() -> Timestamp { Timestamp(millisecondsSince1970: Int64.random(in: 0..<4_000_000_000_000, using: &noise)) }
        func maybe<Value>(_ value: () -> Value) -> Value? { Bool.random(using: &noise) ? value() : nil }
        let message = text()
        return LogRecord(
            time: moment(), stream: LogStream.allCases.randomElement(using: &noise) ?? .stderr,
            level: LogLevel.allCases.randomElement(using: &noise), run: Int.random(in: -3...1_000, using: &noise),
            message: message,
            stated: maybe(moment), session: maybe { Int.random(in: 0..<100, using: &noise) }, correlation: maybe(text),
            fields: maybe { Dictionary((0..<Int.random(in: 0..<4, using: &noise)).map { _ in (text(), text()) }) { $1 } },
            styles: maybe {
                (0..<Int.random(in: 0..<3, using: &noise)).map { LogStyle(range: $0 * 3..<$0 * 3 + 2, attributes: "38;5;\($0)") }
            })
    }
}
