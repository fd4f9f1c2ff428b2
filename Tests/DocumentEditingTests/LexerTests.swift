import Testing

@testable import DocumentEditing

/// Texts become the same value in each format, and every scalar knows its bytes.
struct `Reading files with places` {
    @Test func `JSON with comments, trailing commas, a byte order mark and CRLF`() throws {
        let text =
            "\u{FEFF}{\r\n  // a \"comment\"\r\n  \"a\": {\"b\": [1, \"x\\u0041\\n\\ud83d\\ude00\", true,],}, /* {\r\n */ \"url\": \"https://x//y\",\r\n}\r\n"
        let document = JSONLexer.parse(Array(text.utf8))
        #expect(document.isWhole)
        let root = try #require(document.root)
        let item = try #require(root["a"]?["b"]?.items?[1])
        #expect(item.text == "xA\n😀")
        #expect(bytes(text, item.span) == "\"x\\u0041\\n\\ud83d\\ude00\"")
        #expect(root["url"]?.text == "https://x//y")
    }

    @Test(arguments: [
        "", "{", "{\"a\": \"b", "{\"a\" \"b\"}", "{\"a\": 1} x", "[1 2]", "{\"a\": /* ", "{'a': 1}", "{\"a\": \"\\q\"}", "nul,",
        String(repeating: "[", count: 100_000), String(repeating: "{\"a\":", count: 100_000),
    ])
    func `JSON that is broken is not whole`(text: String) {
        #expect(!JSONLexer.parse(Array(text.utf8)).isWhole)
    }

    @Test func `JSON that is broken is read up to there`() {
        let document = JSONLexer.parse(Array("{\"a\": {\"b\": \"c\", \"d\": tru".utf8))
        #expect(document.root?["a"]?["b"]?.text == "c")
    }

    @Test func `TOML with its tables, dotted keys and kinds of texts`() throws {
        let text = """
            # settings
            model = "o3"
            [mcp_servers.github] # ours
            command = 'npx'
            args = [
              "-y", # yes
              "x",
            ]
            env.A = "1"
            [mcp_servers.github.env]
            [mcp_servers."a.b".env]
            B = \"\"\"
            two
            lines\\
               joined\"\"\"
            C = '''it's'''
            [[list]]
            n = 1
            [[list]]
            n = 2
            [inline]
            t = { a = "x", b.c = "y" }
            """
        let document = TOMLLexer.parse(Array(text.utf8))
        let root = try #require(document.root)
        // A table that was made by a dotted key cannot be opened again, as TOML 1.0 says.
        #expect(root["mcp_servers"]?["github"]?["env"]?["A"]?.text == "1")
        #expect(root["mcp_servers"]?["github"]?["args"]?.items?.map(\.text) == ["-y", "x"])
        #expect(root["mcp_servers"]?["a.b"]?["env"]?["B"]?.text == "two\nlinesjoined")
        #expect(root["mcp_servers"]?["a.b"]?["env"]?["C"]?.text == "it's")
        #expect(root["list"]?.items?.map { $0["n"]?.scalar } == ["1", "2"])
        #expect(root["inline"]?["t"]?["b"]?["c"]?.text == "y")
        let command = try #require(root["mcp_servers"]?["github"]?["command"])
        #expect(bytes(text, command.span) == "'npx'")
    }

    @Test(arguments: [
        "a = ", "a = \"x", "[a", "a = 1\na = 2", "[a]\n[a]", "a = [1", "a = 1 2", "= 1", "a.b = 1\na = 2", "a = {b = 1",
        "a = '''",
    ])
    func `TOML that is broken is not whole`(text: String) {
        #expect(!TOMLLexer.parse(Array(text.utf8)).isWhole)
    }

    @Test func `TOML goes on after a broken line`() {
        let document = TOMLLexer.parse(Array("a = \nb = \"x\"\n".utf8))
        #expect(document.root?["b"]?.text == "x")
        #expect(!document.isWhole)
    }

    @Test func `YAML as people write it`() throws {
        let text = """
            %YAML 1.2
            ---
            # a comment
            name: files   # mine
            "quoted key": 'it''s'
            execution:
              local:
                args: [-y, "a, b", {c: d}]
                environment:
                    A: &anchor "x\\ty"
                    B: plain text: no
                    # between
                    URL: https://x#y
                list:
                - one
                - two: 2
                  three: 3
                -
                  four: 4
              text: |
                line one
                  line two

              folded: >-
                a
                b
              long: goes
                on
            empty:
            last: *anchor
            ...
            """
        let fixed = text.replacing("B: plain text: no", with: "B: plain text")
        #expect(!YAMLLexer.parse(Array(text.utf8)).isWhole)
        let document = YAMLLexer.parse(Array(fixed.utf8))
        #expect(document.isWhole)
        let root = try #require(document.root)
        #expect(root["name"]?.text == "files")
        #expect(root["quoted key"]?.text == "it's")
        let local = try #require(root["execution"]?["local"])
        #expect(local["args"]?.items?.prefix(2).map(\.text) == ["-y", "a, b"])
        #expect(local["args"]?.items?.last?["c"]?.text == "d")
        #expect(local["environment"]?["A"]?.text == "x\ty")
        #expect(local["environment"]?["URL"]?.text == "https://x#y")
        #expect(local["list"]?.items?.count == 3)
        #expect(local["list"]?.items?[1]["three"]?.text == "3")
        #expect(local["list"]?.items?[2]["four"]?.text == "4")
        #expect(root["execution"]?["text"]?.text == "line one\n  line two")
        #expect(root["execution"]?["folded"]?.text == "a b")
        #expect(root["execution"]?["long"]?.text == "goes on")
        #expect(root["empty"]?.scalar == "")
        let value = try #require(local["environment"]?["A"])
        #expect(bytes(fixed, value.span) == "\"x\\ty\"")
    }

    @Test(arguments: [
        "a: [1", "a: \"x", "a: b\n  c: d", "a: {b", "? a\n: b", "a\nb: c", "- a\nb", String(repeating: "- ", count: 10_000),
        "a: 'x",
    ])
    func `YAML that is broken or strange is not whole`(text: String) {
        #expect(!YAMLLexer.parse(Array(text.utf8)).isWhole)
    }

    @Test func `files of variables`() {
        let text = """
            # comment
            A=1
            export B="two # no comment" # comment
              C = 'single $x'
            D=plain text # comment
            E=has#hash
            F="over
            lines"
            G=
            H=#nothing
            no assignment
            I=it's
            J="a\\nb\\"c"
            """
        let entries = EnvironmentFile.entries(of: Array(text.utf8))
        let values = Dictionary(uniqueKeysWithValues: entries.map { ($0.name, $0.value) })
        #expect(
            values == [
                "A": "1", "B": "two # no comment", "C": "single $x", "D": "plain text", "E": "has#hash", "F": "over\nlines",
                "G": "", "H": "",
                "I": "it's", "J": "a\nb\"c",
            ])
        let entry = entries.first { $0.name == "F" }
        #expect(entry.map { bytes(text, $0.lines) } == "F=\"over\nlines\"")
    }

    private func bytes(_ text: String, _ range: Range<Int>) -> String { String(decoding: Array(text.utf8)[range], as: UTF8.self) }
}
