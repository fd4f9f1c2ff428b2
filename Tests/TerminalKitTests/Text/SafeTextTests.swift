import Testing

@testable import TerminalKit

struct `Safe text` {
    @Test func `is cut between characters`() {
        #expect(SafeText("a日本").prefix(columns: 3) == "a日")
        #expect(SafeText("a日本").prefix(columns: 4) == "a日")
        #expect(SafeText("cafe\u{301}s").prefix(columns: 4) == "cafe\u{301}")
        #expect(SafeText("日本").suffix(columns: 2) == "本")
    }

    @Test func `pans without moving its columns`() {
        #expect(SafeText("abc").dropFirst(columns: 1) == "bc")
        #expect(SafeText("日本").dropFirst(columns: 1) == " 本")
        #expect(SafeText("ab").dropFirst(columns: 5) == "")
    }

    @Test(
        arguments: [
            ("mcp-server", 10, "mcp-server", "mcp-server"),
            ("mcp-server", 6, "mcp-s…", "mcp…er"),
            ("日本語", 4, "日…", "日…"),
            ("abc", 1, "a", "a"),
            ("abc", 0, "", ""),
        ] as [(SafeText, Int, SafeText, SafeText)])
    func `is shortened at its end or middle`(text: SafeText, columns: Int, end: SafeText, middle: SafeText) {
        #expect(text.truncated(to: columns) == end)
        #expect(text.truncated(to: columns, at: .middle) == middle)
    }

    @Test func `is padded on the side that is asked for`() {
        #expect(SafeText("ab").padded(to: 4) == "ab  ")
        #expect(SafeText("ab").padded(to: 4, alignment: .trailing) == "  ab")
        #expect(SafeText("ab").padded(to: 5, alignment: .center) == " ab  ")
        #expect(SafeText("ab").padded(to: 1) == "ab")
        #expect(SafeText("日本語").fitted(to: 4).width == 4)
    }

    @Test(
        arguments: [
            ("one two three", 7, ["one two", "three"]),
            ("one two three", 8, ["one two", "three"]),
            ("one  two", 4, ["one", "two"]),
            ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
            ("ab cdefghij", 4, ["ab", "cdef", "ghij"]),
            ("  indented text", 10, ["  indented", "text"]),
            ("日本語", 4, ["日本", "語"]),
            ("日本語", 1, ["日", "本", "語"]),
            ("", 5, [""]),
            ("       ", 3, [""]),
        ] as [(SafeText, Int, [SafeText])])
    func `wraps at spaces, and within a word only when it must`(text: SafeText, columns: Int, lines: [SafeText]) {
        #expect(text.wrapped(to: columns) == lines)
    }

    @Test(arguments: 0..<200)
    func `loses nothing but spaces where it is wrapped, and cuts no character`(seed: Int) {
        let characters = ["a", "b", "c", "7", " ", "  ", "ü", "日", "本", "e\u{301}", " \u{301}", "😀", "\u{FFFD}"]
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
        let text = SafeText(
            (0..<60).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return characters[Int(state >> 33) % characters.count]
            }.joined())
        let columns = 2 + seed % 23
        let stretches = text.stretches(wrappedTo: columns)
        let lines = stretches.map { text.part($0) }
        #expect(lines == text.wrapped(to: columns))
        for (line, stretch) in zip(lines, stretches) {
            #expect(line.width <= columns && SafeText(line.string) == line && stretch.columns.count == line.width)
            #expect(text.dropFirst(columns: stretch.columns.lowerBound).prefix(columns: line.width) == line)
        }
        // What stands between two lines is spaces.
        var end = 0
        for stretch in stretches + [SafeText.Stretch(bytes: text.string.utf8.count..<text.string.utf8.count, columns: 0..<0)] {
            #expect(Array(text.string.utf8)[end..<stretch.bytes.lowerBound].allSatisfy { $0 == 0x20 })
            end = stretch.bytes.upperBound
        }
    }

    @Test func `is wrapped whole however long it is`() {
        let text = SafeText(String(repeating: "0123456789日本", count: 4_000))
        let lines = text.wrapped(to: 81)
        #expect(lines.map(\.string).joined() == text.string)
        #expect(lines.allSatisfy { 80...81 ~= $0.width || $0 == lines.last })
    }

    @Test func `repeats to an exact width`() {
        #expect(SafeText(repeating: "─", columns: 3) == "───")
        #expect(SafeText(repeating: "日", columns: 3) == "日 ")
        #expect(SafeText(repeating: "", columns: 3) == "")
        #expect(SafeText(repeating: "-", columns: -1) == "")
    }

    @Test func `knows the column of a search hit`() throws {
        let text = SafeText("日本 hit")
        let index = try #require(text.string.firstIndex(of: "h"))
        #expect(text.column(of: index) == 5)
    }

    @Test func `cleans what was interpolated`() {
        let name = "x\u{1B}[31m"
        #expect("server \(name)!" as SafeText == "server x!")
        #expect(["a", "b"].joined(separator: ", ") as SafeText == "a, b")
    }
}
