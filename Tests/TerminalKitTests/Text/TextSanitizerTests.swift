import Testing

@testable import TerminalKit

struct `Foreign text` {
    @Test(arguments: [
        ("plain", "plain"),
        ("\u{1B}[31mred\u{1B}[0m", "red"),
        ("\u{1B}[?1049hscreen", "screen"),
        ("\u{1B}[38;2;1;2;3mtrue colour", "true colour"),
        ("\u{9B}31mC1 colour", "C1 colour"),
        ("\u{1B}]0;title\u{7}text", "text"),
        ("\u{1B}]52;c;YWJj\u{1B}\\text", "text"),
        ("\u{9D}8;;http://a\u{9C}link", "link"),
        ("\u{1B}P1$r0m\u{1B}\\text", "text"),
        ("\u{1B}_G payload\u{1B}\\text", "text"),
        ("\u{1B}^private\u{1B}\\text", "text"),
        ("\u{1B}Xstart\u{1B}\\text", "text"),
        ("\u{98}start\u{9C}text", "text"),
        ("\u{1B}(Bcharset", "charset"),
        ("\u{1B}7saved\u{1B}8", "saved"),
        ("\u{1B}\u{1B}[1mdouble", "double"),
    ])
    func `loses its escape sequences`(foreign: String, harmless: String) {
        #expect(SafeText(foreign).string == harmless)
    }

    @Test(arguments: [
        ("a\u{1B}", "a"),
        ("a\u{1B}[", "a"),
        ("a\u{1B}[12;", "a"),
        ("a\u{1B}]0;never ends", "a"),
        ("a\u{1B}Pnever ends", "a"),
        ("a\u{9D}never ends", "a"),
        ("a\u{1B}]0;ends with the line\nb", "a⏎b"),
        ("a\u{1B}[3\u{7}b", "a^Gb"),
        ("a\u{1B}[3äb", "aäb"),
        ("a\u{1B}äb", "aäb"),
        ("a\u{1B}]x\u{1B}[1mb", "ab"),
    ])
    func `cannot hide behind a sequence without an end`(foreign: String, harmless: String) {
        #expect(SafeText(foreign).string == harmless)
    }

    @Test(arguments: [
        ("bell\u{7}", "bell^G"),
        ("nul\u{0}", "nul^@"),
        ("delete\u{7F}", "delete^?"),
        ("one\ntwo\r\nthree", "one⏎two⏎three"),
        ("cr\rhere", "cr^Mhere"),
        ("end\r", "end^M"),
        ("separator\u{2028}here", "separator⏎here"),
        ("c1\u{84}here", "c1here"),
    ])
    func `shows its control characters`(foreign: String, harmless: String) {
        #expect(SafeText(foreign).string == harmless)
    }

    @Test(arguments: [("\tx", "    x"), ("ab\tx", "ab  x"), ("abcd\tx", "abcd    x"), ("日\tx", "日  x")])
    func `has tabs every four columns`(foreign: String, harmless: String) {
        #expect(SafeText(foreign).string == harmless)
    }

    @Test(arguments: [
        ("evil\u{202E}txt.exe", "eviltxt.exe"),
        ("\u{2066}isolated\u{2069}", "isolated"),
        ("zero\u{200B}width\u{FEFF}", "zerowidth"),
        ("soft\u{AD}hyphen", "softhyphen"),
        ("tag\u{E0041}ged", "tagged"),
        ("heart❤\u{FE0F}", "heart❤"),
        ("👩\u{200D}👩\u{200D}👧!", "👩!"),
        ("👍🏽!", "👍!"),
        ("🇩🇪", "DE"),
        ("1\u{FE0F}\u{20E3}", "1"),
        ("filler\u{3164}\u{115F}", "filler"),
        ("joiner\u{200D}word", "joinerword"),
    ])
    func `cannot reorder, hide or join`(foreign: String, harmless: String) {
        #expect(SafeText(foreign).string == harmless)
    }

    @Test func `has U+FFFD for what has no width`() {
        #expect(SafeText("a\u{378}b\u{FFFF}").string == "a\u{FFFD}b\u{FFFD}")
    }

    @Test func `keeps at most four marks on a character`() {
        let noise = "e" + String(repeating: "\u{301}", count: 50) + "x"
        #expect(SafeText(noise).string.unicodeScalars.count == 6)
        #expect(SafeText("\u{301}alone").string == "alone")
        #expect((SafeText("e\u{301}\u{301}\u{301}") + "\u{301}").string.unicodeScalars.count == 4)
    }

    @Test(arguments: [
        ("one\ntwo", ["one", "two"]),
        ("one\r\ntwo\r\n", ["one", "two"]),
        ("10 %\r50 %\r100 %", ["100 %"]),
        ("10 %\r100 %\rnext\n", ["next"]),
        ("ready\r\nset", ["ready", "set"]),
        ("half\r", ["half"]),
        ("a\n\nb", ["a", "", "b"]),
        ("", []),
    ])
    func `comes in lines`(foreign: String, lines: [String]) {
        #expect(SafeText.lines(foreign).map(\.string) == lines)
    }

    /// Random scalars, weighted towards those that mean something to a terminal.
    @Test func `is harmless whatever it was`() {
        var random = Seeded(state: 20_240_607)
        let spicy: [ClosedRange<UInt32>] = [
            0x00...0x1F, 0x1B...0x1B, 0x20...0x7E, 0x5B...0x5D, 0x7F...0x9F, 0x300...0x36F, 0x1100...0x11FF,
            0x200B...0x206F, 0x3040...0x30FF, 0xFE00...0xFE0F, 0x1F1E6...0x1F1FF, 0x1F300...0x1FAFF, 0xE0000...0xE01EF,
            0x0...0x10FFFF,
        ]
        for _ in 0..<3_000 {
            var foreign = ""
            for _ in 0..<Int.random(in: 0...40, using: &random) {
                let range = spicy[Int.random(in: 0..<spicy.count, using: &random)]
                if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &random)) {
                    foreign.unicodeScalars.append(scalar)
                }
            }
            let text = SafeText(foreign)
            #expect(SafeText(text.string) == text, "not stable: \(foreign.debugDescription)")
            #expect(text.string.unicodeScalars.allSatisfy { CharacterWidth.columns($0) != nil })
            #expect(TextCells(text).reduce(0) { $0 + $1.width } == text.width)
            for columns in 0...8 {
                #expect(text.prefix(columns: columns).width <= columns)
                #expect(text.dropFirst(columns: columns).width == max(0, text.width - columns))
                #expect(text.truncated(to: columns, at: .middle).width <= columns)
            }
            #expect(text.wrapped(to: 7).allSatisfy { $0.width <= 7 })
            var frame = Frame(size: Size(columns: 9, rows: 2))
            frame.put(text, x: Int.random(in: -5...9, using: &random), y: 0, style: .text)
            frame.put(text, x: Int.random(in: -5...9, using: &random), y: 0, style: .text, maxWidth: 5)
            #expect(frame.violations == [])
        }
    }
}

extension `Foreign text` {
    /// What a program may really write: bytes, with sequences that are cut, nested, and no UTF-8 at all.
    @Test func `is harmless from any bytes`() {
        var random = Seeded(state: 9_119)
        let pieces: [[UInt8]] =
            [
                "\u{1B}[31m", "\u{1B}]52;c;", "\u{1B}P", "\u{1B}\\", "\u{1B}_", "\u{7}", "\r", "\n", "\t", "text", "日",
                "\u{202E}", "\u{E0041}",
            ]
            .map { Array($0.utf8) } + [
                [0x9B], [0x9D], [0xC2, 0x9B], [0xC2, 0x9D], [0xC2, 0x9C], [0xFF], [0xE6, 0x97], [0x00],
            ]
        for _ in 0..<2_000 {
            let bytes = (0..<Int.random(in: 0...12, using: &random)).flatMap { _ in
                pieces[Int.random(in: 0..<pieces.count, using: &random)]
            }
            let foreign = String(decoding: bytes, as: UTF8.self)
            for text in [SafeText(foreign)] + SafeText.lines(foreign) {
                let isHarmless = text.string.unicodeScalars.allSatisfy {
                    $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) && $0.properties.generalCategory != .format
                }
                #expect(isHarmless, "\(foreign.debugDescription)")
            }
        }
    }
}

/// Numbers that look random and are the same every time (SplitMix64).
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
