import ServerModel

@testable import ServerMonitoring

/// When the records of these tests are received: 2026-11-28, two seconds and some after 9 in UTC.
let receipt = Timestamp(millisecondsSince1970: 1_795_856_402_500)

/// What is read from one record.
func reading(_ text: String, droppedBytes: Int = 0) -> LogRecord {
    LogRecord.reading(Array(text.utf8), droppedBytes: droppedBytes, time: receipt, stream: .stderr, run: 3)
}

/// The records of a whole stream.
func records(of text: String) -> [String] {
    var cutter = RecordCutter()
    var records: [String] = []
    cutter.append(Array(text.utf8)) { records.append(String(decoding: $0.bytes, as: UTF8.self)) }
    cutter.finish { records.append(String(decoding: $0.bytes, as: UTF8.self)) }
    return records
}

extension SeededGenerator {
    /// Bytes that are likely to mean something to whoever reads logs, and some that mean nothing to anybody.
    mutating func bytes(pieces: Int) -> [UInt8] {
        (0..<pieces).flatMap { _ in
            Int.random(in: 0..<4, using: &self) == 0
                ? (0..<Int.random(in: 0..<6, using: &self)).map { _ in UInt8.random(in: 0...255, using: &self) }
                : Array((Self.pieces.randomElement(using: &self) ?? "").utf8)
        }
    }

    private static let pieces = [
        "\n", "\n", "\r\n", "\r", "\t", "    ", "\n    at f (x.js:1:2)", "\n  File \"x.py\", line 1\n", "ValueError: no\n",
        "Traceback (most recent call last):\n", "Error: x", "panic: y\n\ngoroutine 1 [running]:\n", "main.main()\n", "\u{1B}[31m",
        "\u{1B}[0m", "\u{1B}[38;5;9m", "\u{1B}[2K", "\u{1B}]0;title\u{07}", "é", "日本", "\u{9B}", "\u{202E}", "INFO: ", "text",
        "{\"level\":\"info\",\"msg\":\"", "\"}", "\\u001b", "\\n", "\\ud83d", "level=info msg=\"", "\"", "2026-11-28 10:00:00 ",
        "Caused by: z\n", "thread 'main' panicked at a.rs:1:2:\n", "╭─ Traceback (most recent call last) ─╮\n", "│ x │\n",
        "╰──╯\n",
        "During handling of the above exception, another exception occurred:\n", "\n\n", "[", "]", " - ", " | ",
    ]
}
