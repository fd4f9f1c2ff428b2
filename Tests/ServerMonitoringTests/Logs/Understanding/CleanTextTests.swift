import ServerModel
import Testing

@testable import ServerMonitoring

struct `Foreign text in a log` {
    @Test(arguments: [
        ("plain\ttext\nof two lines", "plain\ttext\nof two lines"),
        // Sequences that move, erase, name or ask: seen, not obeyed.
        ("a\u{1B}[2Jb", "a␛[2Jb"), ("a\u{1B}[10;20Hb", "a␛[10;20Hb"), ("a\u{1B}[?25lb", "a␛[?25lb"),
        ("a\u{1B}[>4;1mb", "a␛[>4;1mb"),
        ("a\u{1B}[1 qb", "a␛[1 qb"), ("a\u{1B}]0;title\u{07}b", "a␛]0;title␇b"),
        ("a\u{1B}]8;;http://x\u{1B}\\b", "a␛]8;;http://x␛\\b"),
        ("a\u{1B}P1$r\u{1B}\\b", "a␛P1$r␛\\b"), ("a\u{1B}cb", "a␛cb"), ("a\u{1B}(0b", "a␛(0b"), ("a\u{1B}", "a␛"),
        ("a\u{1B}[", "a␛["),
        ("a\u{1B}[31", "a␛[31"), ("a\u{1B}[3\u{1B}[1mb", "a␛[3b"),
        // Lone control characters of ASCII and above.
        ("a\u{00}\u{07}\u{08}\u{0B}\u{0C}\u{7F}b", "a␀␇␈␋␌␡b"), ("a\u{85}\u{9B}31mb", "a\u{FFFD}\u{FFFD}31mb"),
        // What overrides the direction of text.
        ("a\u{202A}\u{202B}\u{202C}\u{202D}\u{202E}b", "a\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}b"),
        ("a\u{2066}\u{2067}\u{2068}\u{2069}b", "a\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}b"), ("é – 日本 😀 \u{200D}", "é – 日本 😀 \u{200D}"),
        // Carriage returns: the last state that is not blank.
        ("10%\r50%\r100%", "100%"), ("100%\r", "100%"), ("100%\r      \r", "100%"), ("50%\r\u{1B}[K", "50%"), ("a\r\nb", "a\nb"),
        ("one\n10%\r20%\ntwo", "one\n20%\ntwo"), ("\rx", "x"), ("a\r\r\rb", "b"), ("\r", ""),
    ])
    func `is made harmless`(_ foreign: String, _ expected: String) {
        #expect(String(decoding: CleanText(foreign).bytes, as: UTF8.self) == expected)
        #expect(reading(foreign).message == expected)
    }

    @Test(
        arguments: [
            ("\u{1B}[31mred\u{1B}[0m plain", "red plain", ["0..<3 31"]),
            ("\u{1B}[1m\u{1B}[31mboth\u{1B}[22mred\u{1B}[mx", "bothredx", ["0..<4 1;31", "4..<7 31"]),
            ("\u{1B}[31;1mboth", "both", ["0..<4 1;31"]),
            ("\u{1B}[31ma\u{1B}[31mb\u{1B}[39mc", "abc", ["0..<2 31"]),
            ("\u{1B}[38;5;208ma\u{1B}[48;2;1;2;3mb", "ab", ["0..<1 38;5;208", "1..<2 38;5;208;48;2;1;2;3"]),
            (
                "\u{1B}[38:5:208ma\u{1B}[38:2::1:2:3mb\u{1B}[38:2:4:5:6mc", "abc",
                ["0..<1 38;5;208", "1..<2 38;2;1;2;3", "2..<3 38;2;4;5;6"]
            ),
            ("\u{1B}[4:3;58;5;9mwavy\u{1B}[4:0;59mx", "wavyx", ["0..<4 4;58;5;9"]),
            ("\u{1B}[7;3;9;53;21;5;2ma\u{1B}[27;23;29;55;24;25;22mb", "ab", ["0..<1 2;3;5;7;9;21;53"]),
            ("\u{1B}[97;104mé日\u{1B}[49mx", "é日x", ["0..<5 97;104", "5..<6 97"]),
            ("\u{1B}[;31ma\u{1B}[31;mb", "ab", ["0..<1 31"]),
            // Concealed, unknown, incomplete: nothing.
            ("\u{1B}[8mhidden\u{1B}[999m\u{1B}[38;5m\u{1B}[38;9;1m!", "hidden!", ["6..<7 1"]),
            ("\u{1B}[31m10%\r\u{1B}[32m20%\r\u{1B}[0m", "20%", ["0..<3 32"]),
            ("a\u{1B}[31mb\nc10%\rd\u{1B}[0me", "ab\nde", ["1..<4 31"]),
        ] as [(String, String, [String])])
    func `keeps its colours as styles`(_ foreign: String, _ message: String, _ styles: [String]) {
        let record = reading(foreign)
        #expect(record.message == message)
        #expect((record.styles ?? []).map { "\($0.range) \($0.attributes)" } == styles)
    }

    @Test func `with too many colours is plain from there on`() {
        let text = String(repeating: "\u{1B}[31mx\u{1B}[32my", count: 5_000)
        #expect(reading(text).message.utf8.count == 10_000)
        #expect(reading(text).styles?.count == CleanText.mostStyles)
    }

    @Test func `has its level read behind the colours`() {
        let record = reading(
            "\u{1B}[2m2026-11-28T09:00:00.123456Z\u{1B}[0m \u{1B}[31mERROR\u{1B}[0m \u{1B}[2mserver\u{1B}[0m: failed")
        #expect(record.level == .error)
        #expect(record.stated?.description == "2026-11-28T09:00:00.123Z")
        #expect(record.styles?.count == 3)
    }

    @Test(arguments: 0..<200)
    func `never holds a control character but tabs and newlines, whatever it was`(seed: UInt64) {
        var noise = SeededGenerator(seed: seed)
        let bytes = noise.bytes(pieces: 60)
        let record = LogRecord.reading(bytes, time: receipt, stream: .stderr, run: 1)
        let texts = [record.message, record.correlation ?? ""] + (record.fields ?? [:]).flatMap { [$0.key, $0.value] }
        for scalar in texts.joined().unicodeScalars {
            let isHarmless = scalar == "\t" || scalar == "\n" || scalar.properties.generalCategory != .control
            #expect(isHarmless && !(0x202A...0x202E ~= scalar.value) && !(0x2066...0x2069 ~= scalar.value), "\(scalar.value)")
        }
        var end = 0
        for style in record.styles ?? [] {
            #expect(style.range.lowerBound >= end && style.range.upperBound > style.range.lowerBound && !style.attributes.isEmpty)
            #expect(style.attributes.utf8.allSatisfy { 0x30...0x3B ~= $0 })
            end = style.range.upperBound
            let utf8 = record.message.utf8
            let starts = [style.range.lowerBound, style.range.upperBound].map { utf8.index(utf8.startIndex, offsetBy: $0) }
            #expect(starts.allSatisfy { $0.samePosition(in: record.message.unicodeScalars) != nil })
        }
        #expect(end <= record.message.utf8.count)
    }

    @Test(arguments: 0..<100)
    func `is repaired as Unicode says where it is no UTF-8`(seed: UInt64) {
        var noise = SeededGenerator(seed: seed)
        let bytes = (0..<64).map { _ in UInt8.random(in: 0x80...0xFF, using: &noise) }
        // What both make of characters that are well-formed but not shown differs, so these are taken out of both.
        func comparable(_ text: String) -> [UInt32] {
            text.unicodeScalars.map(\.value).map { value in
                [0x80...0x9F, 0x202A...0x202E, 0x2066...0x2069].contains { $0 ~= value } ? 0xFFFD : value
            }
        }
        let clean = bytes.withUnsafeBufferPointer { CleanText($0) }
        let repaired = String(decoding: clean.bytes, as: UTF8.self).unicodeScalars.map(\.value)
        #expect(repaired == comparable(String(decoding: bytes, as: UTF8.self)))
    }
}

extension CleanText {
    fileprivate init(_ text: String) {
        self = Array(text.utf8).withUnsafeBufferPointer { CleanText($0) }
    }
}
