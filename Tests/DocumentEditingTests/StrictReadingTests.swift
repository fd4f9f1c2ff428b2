import Testing

@testable import DocumentEditing

/// A file that its own reader would not take is not edited, and people are told where it is wrong.
struct `Reading strictly` {
    struct Case: Sendable {
        let format: DocumentFormat
        let text: String
        let place: String
        let kind: DocumentMistake.Kind

        init(_ format: DocumentFormat, _ text: String, _ place: String, _ kind: DocumentMistake.Kind = .syntax) {
            self.format = format
            self.text = text
            self.place = place
            self.kind = kind
        }
    }

    static let json = [
        Case(.json, "{\n  \"a\": 1,\n}", "2:9"), Case(.jsonWithComments, "{\"a\": 1, // c\n}", "1:8"),
        Case(.json, "{\"a\": 1 // c\n}", "1:9"), Case(.json, "// c\n", "1:1"), Case(.jsonc, "// c\n/* ", "2:3"),
        Case(.json, "{\"a\": tru}", "1:7"), Case(.json, "{\"a\": 01}", "1:7"), Case(.json, "{\"a\": 1.}", "1:7"),
        Case(.json, "{\"a\": +1}", "1:7"), Case(.json, "{\"a\": NaN}", "1:7"), Case(.json, "{\"a\": \"\\q\"}", "1:8"),
        Case(.json, "{\"a\": \"\\u+123\"}", "1:10"), Case(.json, "{\"a\": \"\t\"}", "1:8"), Case(.json, "{\"a\tb\": 1}", "1:4"),
        Case(.json, "{\"é\": \"x\n\"}", "1:7"), Case(.json, "{'a': 1}", "1:2"), Case(.json, "{a: 1}", "1:2"),
        Case(.json, "{\"a\": 1} x", "1:10"), Case(.json, "{\"a\": {\"b\": 1}", "1:15"),
        Case(.json, "{\"b\": {\"a\": 1, \"a\": 2}}", "1:16", .repeatedKey),
        Case(.json, "{\"a\": 1, \"\\u0061\": 2}", "1:10", .repeatedKey), Case(.json, "[]", "1:1", .notATable),
        Case(.json, "null", "1:1", .notATable), Case(.json, "\"x\"", "1:1", .notATable), Case(.json, " 42", "1:2", .notATable),
        Case(.json, String(repeating: "{\"a\":", count: 70), "1:326"),
    ]

    static let toml = [
        Case(.toml, "a = {,}", "1:6"), Case(.toml, "a = {b = 1,,}", "1:12"), Case(.toml, "a = 1abc", "1:5"),
        Case(.toml, "a = 01", "1:5"), Case(.toml, "a = 1__0", "1:5"), Case(.toml, "a = yes", "1:5"), Case(.toml, "a = .5", "1:5"),
        Case(.toml, "a = 0xg", "1:5"), Case(.toml, "a = 2023-02-29", "1:5"), Case(.toml, "a = 07:61:00", "1:5"),
        Case(.toml, "a = 07", "1:5"),
        Case(.toml, "a = \"\\q\"", "1:6"), Case(.toml, "a = \"\\ud800\"", "1:12"), Case(.toml, "a = \"x\n\"", "1:5"),
        Case(.toml, "# \u{7}", "1:3"), Case(.toml, "'''a''' = 1", "1:3"), Case(.toml, "a = \"\"\"b\\ c\"\"\"", "1:11"),
        Case(.toml, "a = \"\"\"b\"\"\"\"\"\"", "1:14"), Case(.toml, "a = 1\na = 2", "2:1", .repeatedKey),
        Case(.toml, "[a]\n[a]", "2:1", .repeatedKey), Case(.toml, "a.b = 1\n[a]", "2:1", .repeatedKey),
        Case(.toml, "[a.b]\n[a]\nb.c = 1", "3:1", .repeatedKey), Case(.toml, "a = {b = 1}\n[a.c]", "2:1", .repeatedKey),
        Case(.toml, "a = [1]\n[[a]]", "2:1", .repeatedKey),
    ]

    static let yaml = [
        Case(.yaml, "a:\n\tb: 1", "2:1"), Case(.yaml, "a: 1\n---\nb: 2", "2:1"), Case(.yaml, "? a\n: b", "1:1"),
        Case(.yaml, "a: *none", "1:4"), Case(.yaml, "a: {b: 1", "2:1"), Case(.yaml, "a: 1\na: 2", "2:1", .repeatedKey),
        Case(.yaml, "# \u{2028}b: 1\na: 1", "2:1"), Case(.yaml, "- a", "1:1", .notATable), Case(.yaml, "null", "1:1", .notATable),
    ]

    static let encodings: [[UInt8]] = [
        [0xFF, 0xFE, 0x7B, 0, 0x7D, 0], [0xFE, 0xFF, 0, 0x7B], [0x7B, 0, 0x7D, 0], [0, 0x7B, 0, 0x7D], [0x7B, 0xC3, 0x28, 0x7D],
        Array("{\"a\": \"".utf8) + [0xED, 0xA0, 0x80] + Array("\"}".utf8),
        [0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF] + Array("{}".utf8), Array("{}\r".utf8),
    ]

    @Test(arguments: json + toml + yaml)
    func `P01 P02 P21 P22 P32: what the reader does not take is refused, with its place`(file: Case) {
        do throws(DocumentMistake) {
            _ = try EditableDocument(Array(file.text.utf8), format: file.format)
            Issue.record("it was read")
        } catch {
            #expect("\(error.line):\(error.column)" == file.place, "\(error.message)")
            #expect(error.kind == file.kind)
        }
    }

    @Test(arguments: encodings, DocumentFormat.allCases)
    func `P33 P35: what is not UTF-8, or has two marks, is refused`(bytes: [UInt8], format: DocumentFormat) {
        #expect(throws: DocumentMistake.self) { try EditableDocument(bytes, format: format) }
    }

    @Test(
        arguments: [
            (.json, "{\"a\": [1e3, -0.5E+1, 9007199254740993, \"\\ud83d\\ude00\\/\"], \"b\": {}}"),
            (.jsonWithComments, "/**/{// {\n\"a\": \"//\" /* , */}//"), (.jsonc, "{\"a\": [1,], /* } */}"),
            (
                .toml,
                "a = 1979-05-27 07:32:00.5Z\nb = 07:32:00\nc = [+1_000, 0xDEAD_beef, 1e-05, -inf,\n]\nd = {x.y = 1, x.z = []}\n[[e]]\n[e.f]\n[[e]]\n[e.f]\n[g.h]\n[g]\n"
            ),
            (.toml, "a = \"\"\"\n\"\"x\\\n   y\"\"\"\"\"\nb = '''x'''''\n\"\" = 1\nc .\"b\" = 2"),
            // From TOML 1.1 on.
            (.toml, "a = {\n  b = 1, # c\n  c = \"\\e[0m\\x41\",\n}\nd = 07:32\ne = 1979-05-27 07:32Z\n"),
            (.yaml, "%YAML 1.1\n---\na: &x {b: [!!str 2, 1]}\nc: [*x, {<<: *x}]\nd: *x\n...\n"),
            (.yaml, "a: >+\n  x\n\n    y\n\n\nb: |2-\n   z\nc: 'it''s\n  folded'\n\"d\": on # no\n"),
        ] as [(DocumentFormat, String)])
    func `what the reader takes is taken`(format: DocumentFormat, text: String) throws {
        #expect(try EditableDocument(Array(text.utf8), format: format).bytes == Array(text.utf8))
    }

    @Test(
        arguments: [
            (.json, ""), (.json, " \n\t"), (.jsonc, "// only\n"), (.jsonWithComments, "/* only */"), (.toml, "# only"),
            (.yaml, "# only\n"),
            (.yaml, "---\n"), (.yaml, "\n"),
        ] as [(DocumentFormat, String)])
    func `P04: a file that holds nothing is an empty table, and is so again`(format: DocumentFormat, text: String) throws {
        var document = try EditableDocument(Array(text.utf8), format: format)
        #expect(document.root.members?.isEmpty == true)
        let path = [PathStep.key("servers"), .item(named: "ours")]
        let insertion = try document.set(.table([.init("command", .text("x"))]), at: path)
        #expect(document.root["servers"]?.items?.first?["name"]?.text == "ours")
        try document.remove(at: path, addedWith: insertion)
        #expect(String(decoding: document.bytes, as: UTF8.self) == text)
    }

    /// What looks for the beginning of the line at every member takes minutes.
    @Test func `a file with ten thousand members in one line takes no longer than any other`() throws {
        let text = "{" + (0..<10_000).map { "\"k\($0)\":{\"command\":\"x\"}" }.joined(separator: ",") + "}"
        var document = try EditableDocument(Array(text.utf8), format: .json)
        let start = ContinuousClock.now
        let insertion = try document.set(.table([]), at: [.key("ours")])
        try document.remove(at: [.key("ours")], addedWith: insertion)
        #expect(start.duration(to: .now) < .seconds(30))
        #expect(document.bytes == Array(text.utf8))
    }

    @Test func `aliases of aliases end`() {
        let names = ["a", "b", "c", "d", "e", "f", "g", "h"]
        let lines = zip(names, names.dropFirst()).map { name, next in
            "\(next): &\(next) [" + Array(repeating: "*\(name)", count: 10).joined(separator: ", ") + "]"
        }
        let text = "a: &a [x]\n" + lines.joined(separator: "\n")
        #expect(throws: DocumentMistake.self) { try EditableDocument(Array(text.utf8), format: .yaml) }
    }
}
