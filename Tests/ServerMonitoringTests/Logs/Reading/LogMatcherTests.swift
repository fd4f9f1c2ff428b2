import ServerModel
import Testing

@testable import ServerMonitoring

/// One record for each kind of question.
private let samples: [LogRecord] = [
    .said("Connected to Köln", at: 0),
    .said("disk is full", at: 1, level: .warning, session: 5),
    .said("GET /x", at: 2, stream: .stdout, level: .debug, correlation: "req-1", fields: ["path": #"C:\Temp "q""#]),
    .said("lost", at: 3, stream: .manager, level: .critical, session: 55),
    .said("message info level run", at: 4, stream: .mcp, level: .info, correlation: "req-12"),
]

struct `A question about records` {
    static let cases: [(LogQuery, [Int])] = [
        (LogQuery(), [0, 1, 2, 3, 4]),
        (LogQuery(since: .second(2)), [2, 3, 4]),
        (LogQuery(until: .second(2)), [0, 1]),
        (LogQuery(since: .second(1), until: .second(3)), [1, 2]),
        (LogQuery(level: .debug), [0, 1, 2, 3, 4]),
        (LogQuery(level: .info), [0, 1, 3, 4]),
        (LogQuery(level: .notice), [1, 3]),
        (LogQuery(level: .emergency), []),
        (LogQuery(session: 5), [1]),
        (LogQuery(correlation: "req-1"), [2]),
        (LogQuery(streams: [.stderr, .mcp]), [0, 1, 4]),
        (LogQuery(streams: []), []),
        // Text is found whatever its case, unless it has a capital.
        (LogQuery(text: "connected"), [0]),
        (LogQuery(text: "get"), [2]),
        (LogQuery(text: "Get"), []),
        (LogQuery(text: "köln"), [0]),
        (LogQuery(text: "KÖLN"), []),
        // In fields too, with what JSON escapes.
        (LogQuery(text: #"c:\temp "Q""#.lowercased()), [2]),
        (LogQuery(text: #"""#), [2]),
        // Not in what we write around it.
        (LogQuery(text: "message"), [4]),
        (LogQuery(text: "warning"), []),
        (LogQuery(text: "stderr"), []),
        (LogQuery(text: "path"), []),
        (LogQuery(text: "2026"), []),
        (LogQuery(text: ""), [0, 1, 2, 3, 4]),
        (LogQuery(pattern: "is|to"), [0, 1]),
        (LogQuery(pattern: "K.ln$"), [0]),
        (LogQuery(pattern: "k.ln$"), []),
        (LogQuery(pattern: "(?i)k.ln$"), [0]),
        (LogQuery(pattern: #"^\w+$"#), [3]),
        (LogQuery(pattern: "Temp"), []),
        (LogQuery(level: .warning, pattern: "l", text: "DISK".lowercased(), session: 5), [1]),
    ]

    @Test(arguments: cases)
    func `is answered by those that match`(query: LogQuery, numbers: [Int]) throws {
        let matcher = try LogMatcher(query)
        #expect(samples.filter(matcher.matches) == numbers.map { samples[$0] })
    }

    @Test(arguments: cases)
    func `has the same answer from a file`(query: LogQuery, numbers: [Int]) throws {
        let logs = try WrittenLogs()
        logs.write(samples)
        #expect(try logs.records(query) == numbers.map { samples[$0] })
        var query = query
        query.last = 3
        #expect(try logs.records(query) == numbers.suffix(3).map { samples[$0] })
    }

    @Test(arguments: [
        ("(a", "a bracket '(' is not closed, at character 1"), ("[z", "a bracket '[' is not closed, at character 1"),
        ("*", "there is nothing to repeat; put a backslash before the sign to mean the sign itself, at character 1"),
    ])
    func `is refused when its pattern is none`(pattern: String, reason: String) throws {
        let error = #expect(throws: ErrorReport.self) { try LogMatcher(LogQuery(pattern: pattern)) }
        #expect(error?.code == "bad-pattern")
        #expect(error?.problem == "'\(pattern)' is not a regular expression: \(reason)")
        #expect(throws: ErrorReport.self) { try LogArchive.records(of: [], LogQuery(pattern: pattern)) }
    }

    @Test func `looks at the first 64 KiB of a long message with a pattern`() throws {
        let matcher = try LogMatcher(LogQuery(pattern: "end"))
        let limit = LinePattern.limit
        // é is two bytes, and would be cut in two.
        #expect(matcher.matches(.said(String(repeating: "x", count: limit - 3) + "end", at: 0)))
        #expect(!matcher.matches(.said(String(repeating: "é", count: limit / 2 - 1) + "xend", at: 0)))
        #expect(!matcher.matches(.said("x" + String(repeating: "é", count: limit) + "end", at: 0)))
    }
}

struct `What every match of a pattern has in it` {
    @Test(arguments: [
        ("timeout", "timeout"), ("time.?out", "time"), ("a+bcd", "bcd"), ("abc*def", "def"), ("abc{0,2}d", "ab"),
        ("ab+?cde", "cde"),
        ("x(timeout)y", "timeout"), ("(?:long one)+ab", "long one"), ("(?<name>abc)d", "abc"), (#"a\.b\(c\)"#, "a.b(c)"),
        (#"\d+ errors"#, " errors"), ("[abc]def", "def"), (#"[^\]x[a-z]]def"#, "def"), ("^start", "start"),
        ("(a|b)cd", "cd"), ("((x|y)zzz)", "zzz"), (#"say "hello""#, "hello"), ("naïve", "ve"), ("e\u{301}tage", "tage"),
    ])
    func `is the longest text that is certain`(pattern: String, literal: String) throws {
        _ = try Regex(pattern)
        let found = try #require(RequiredLiteral.of(pattern))
        #expect(String(decoding: found.bytes, as: UTF8.self) == literal)
        #expect(!found.ignoresCase)
    }

    @Test func `may be of either case`() throws {
        let found = try #require(RequiredLiteral.of("(?i)TimeOut"))
        #expect(String(decoding: found.bytes, as: UTF8.self) == "timeout")
        #expect(found.ignoresCase)
    }

    @Test(arguments: [
        "", ".*", "a|b", "x*", "(abc)?", "(abc){0}", "a(?i)b", "(?x)a b", #"\x41\x42"#, #"\u{41}"#, #"\p{L}abc"#, "(?#note)abc",
        #"\Qa.b\E"#, "(?=abc)", "(?!abc)", "(?<!abc)", "(?i)kkk", #"(a)\1bc"#, "[]a]bc",
    ])
    func `is unknown where that is not certain`(pattern: String) {
        #expect(RequiredLiteral.of(pattern) == nil)
    }

    /// Only then may a line without it be passed over.
    @Test func `is found in whatever the pattern matches`() throws {
        var numbers = SeededGenerator(seed: 7)
        let atoms = [
            "a", "b", "ab", "k", ".", "[ab]", "[^a]", "(a|b)", "(ab)", "(?:ba)", #"\."#, #"\w"#, "é", "\"", "^", "$", "|",
            "(?=a)", "K",
        ]
        let suffixes = ["", "", "", "?", "*", "+", "{2}", "{0,1}", "+?"]
        let letters = Array("abkAB.é\"K\u{212A}")
        var checked = 0
        for _ in 0..<2_000 {
            let pattern =
                (Bool.random(using: &numbers) ? "(?i)" : "")
                + (0..<Int.random(in: 1...5, using: &numbers)).map { _ in
                    numbers.pick(atoms) + numbers.pick(suffixes)
                }.joined()
            guard let regex = try? Regex(pattern).matchingSemantics(.unicodeScalar) else { continue }
            guard let literal = RequiredLiteral.of(pattern) else { continue }
            for _ in 0..<20 {
                let text = String((0..<Int.random(in: 0...8, using: &numbers)).map { _ in numbers.pick(letters) })
                guard text.firstMatch(of: regex) != nil else { continue }
                checked += 1
                #expect(
                    literal.isIn(text),
                    "\(pattern) matches \(text), which lacks \(String(decoding: literal.bytes, as: UTF8.self))")
            }
        }
        #expect(checked > 1_000)
    }
}
