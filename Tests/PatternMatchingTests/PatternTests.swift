import PatternMatching
import Testing

struct `A pattern` {
    @Test(arguments: [
        ("error", "an error, an error", ["error", "error"]), ("a|ab|abc", "xabcx", ["abc"]), ("a+", "aa b aaa", ["aa", "aaa"]),
        ("a*", "baab", ["aa"]), ("x?", "abc", []), (#"\d+ms"#, "took 12ms and 7 ms", ["12ms"]), ("a{2}", "aaaaa", ["aa", "aa"]),
        ("a{2,3}", "aaaaa", ["aaa", "aa"]), ("a{2,}", "aaaaa", ["aaaaa"]), ("a{,2}b", "aaab", ["aab"]),
        ("^b", "ab\nb", ["b"]), ("a$", "a b\na", ["a"]), ("a$", "a\r\nb", ["a"]), ("^a.*$", "ab\nac\r\nd", ["ab", "ac"]),
        (#"\bcat\b"#, "cat concat cat", ["cat", "cat"]),
        (#"\Bcat"#, "cat concat", ["cat"]),
        (#"\bÄr\b"#, "Är Ärger “Är”", ["Är", "Är"]),
        (#"\w+"#, "größe_1 日本!", ["größe_1", "日本"]), ("[^a-c]+", "abxyéc", ["xyé"]), ("[]a]+", "x]a]", ["]a]"]),
        (#"[\d.-]+"#, "v1.2-3", ["1.2-3"]),
        (#"[\w-]+"#, "a-b c", ["a-b", "c"]),
        (#"[a\]]"#, "]", ["]"]),
        ("[а-я]+", "привет мир", ["привет", "мир"]),
        ("(?i)straße", "STRAßE Straße", ["STRAßE", "Straße"]), ("(?i)σ", "Σσς", ["Σ", "σ", "ς"]), ("(?i)[^a]", "aAb", ["b"]),
        ("(?:ab)+?c", "ababc", ["ababc"]), ("(?<name>a)b", "ab", ["ab"]), (#"{"a":"#, #"{"a":1}"#, [#"{"a":"#]),
        (#"\x41\u{1F600}\u00e9"#, "A😀é", ["A😀é"]), (#"a\.b\\\t"#, "a.b\\\t", ["a.b\\\t"]), ("a.c", "a\nc a😀c", ["a😀c"]),
        ("a|a.*b", "aacab", ["aacab"]),
        ("ab|bcd", "abcd", ["ab"]),
        ("a|b.*x|c", "abcab", ["a", "c", "a"]),
        ("(|a)*b", "aab", ["aab"]),
        (#"\s+"#, "a \u{A0}b", [" \u{A0}"]),
        (#"\D\W\S"#, "a-b", ["a-b"]),
        ("", "abc", []),
        ("()", "", []),
        ("[0-9a-f]{8}", "x0123abcd", ["0123abcd"]),
    ])
    func `finds what is leftmost and longest`(source: String, text: String, found: [String]) throws {
        let pattern = try Pattern(source, ignoringCase: false)
        #expect(pattern.ranges(in: text).map { String(text[$0]) } == found)
        #expect(pattern.firstRange(in: text).map { String(text[$0]) } == found.first)
        if !found.isEmpty {
            #expect(pattern.matches(text))
            let bytes = Array(text.utf8)
            let isInSpan = pattern.matches(utf8: bytes.span)
            #expect(isInSpan)
            #expect(pattern.matches(utf8: bytes[...]))
        }
        // Twice, for the automaton remembers.
        #expect(pattern.matches(text) == pattern.matches(text))
    }

    @Test func `ignores case when asked to`() throws {
        #expect(try Pattern("timeout", ignoringCase: true).matches("TimeOut"))
        #expect(try !Pattern("timeout", ignoringCase: false).matches("TimeOut"))
        #expect(try Pattern("ÄRGER", ignoringCase: true).matches("ärger"))
        #expect(try Pattern("[a-z]+é", ignoringCase: true).matches("XYÉ"))
    }

    @Test func `is equal by its source and its case`() throws {
        #expect(try Pattern("a") == Pattern("a"))
        #expect(try Set([Pattern("a"), Pattern("a", ignoringCase: true), Pattern("a")]).count == 2)
        #expect(try Pattern("\u{e9}") != Pattern("e\u{301}"))
    }

    @Test func `gives places of a part of a text`() throws {
        let text = "größe 12ms, größe 13ms"
        let part = text.dropFirst(9)
        #expect(try Pattern(#"\d+ms"#).ranges(in: part).map { text[$0] } == ["13ms"])
        #expect(try Pattern("ms").ranges(utf8: text.utf8) == [10..<12, 24..<26])
    }

    @Test(arguments: [
        ("a(b", "a bracket '(' is not closed, at character 2"),
        ("ab)", #"a bracket ')' was never opened; write '\)' for the bracket itself, at character 3"#),
        ("é[a", "a bracket '[' is not closed, at character 2"),
        ("a|*", "there is nothing to repeat; put a backslash before the sign to mean the sign itself, at character 3"),
        ("a**", "a repeat cannot be repeated; put it into a group, at character 3"),
        ("a{3,2}", "the smaller count comes first, at character 2"),
        ("[z-a]", "a range goes from the lower character to the higher, at character 2"),
        (#"a\"#, "nothing follows the backslash, at character 2"),
        (#"(a)\1"#, "a pattern cannot refer back to what a group has matched, at character 4"),
        (#"\q"#, #"'\q' is not known, at character 1"#),
        ("a(?=b)", "a pattern cannot look ahead or behind without matching, at character 2"),
        ("a++", "repeats that give nothing back, such as 'a++', are not known, at character 2"),
        ("a(?i)b", "'(?i)' stands at the very beginning, at character 2"),
        ("(a{0,100}){0,1000}", "the pattern matches too much at once; use smaller counts in braces"),
    ])
    func `says what is wrong with it and where`(source: String, words: String) {
        #expect { try Pattern(source) } throws: { ($0 as? PatternError)?.description == words }
    }

    @Test(arguments: [
        "(?!a)", "(?<=a)", "(?<!a)", "(?>a)", "(?#a)", #"\p{L}"#, #"\k<a>"#, "[[:alpha:]]", #"\x4"#, #"\u{110000}"#, #"\u{}"#,
        "[a", "{2}",
        String(repeating: "(", count: 201) + String(repeating: ")", count: 201), String(repeating: "a", count: 4_097),
        "(((){1000}){1000}){1000}", "a{20000}", "a{99999999999999999999}",
    ])
    func `is refused where it cannot be kept to`(source: String) {
        #expect(throws: PatternError.self) { try Pattern(source) }
    }

    @Test func `may be nested deeply`() throws {
        let deep = String(repeating: "(", count: 200) + "a" + String(repeating: ")", count: 200)
        #expect(try Pattern(deep).matches("a"))
    }
}
