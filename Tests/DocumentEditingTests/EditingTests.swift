import Testing

@testable import DocumentEditing

/// One edit of one file, byte for byte.
struct `Editing a file` {
    struct Case: Sendable {
        let format: DocumentFormat
        let before: String
        let path: [PathStep]
        /// `nil`: what is there is taken away.
        let value: DocumentValue?
        let after: String

        init(_ format: DocumentFormat, _ before: String, _ path: [PathStep], _ value: DocumentValue?, _ after: String) {
            self.format = format
            self.before = before
            self.path = path
            self.value = value
            self.after = after
        }
    }

    private static let ours: [PathStep] = [.key("s"), .key("n")]
    private static let item: [PathStep] = [.key("s"), .item(named: "n")]
    private static let x = DocumentValue.text("x")

    static let comments = [
        // P20: comments stay where they are, also beside what goes.
        Case(.jsonc, "{\"a\": 1, /* c */ \"b\": 2}", [.key("b")], nil, "{\"a\": 1 /* c */}"),
        Case(.jsonc, "{\n  \"a\": 1, // https://x\n  \"b\": 2 }", [.key("b")], nil, "{\n  \"a\": 1 // https://x\n  }"),
        Case(.jsonc, "{\n  \"a\": 1, // c\n  \"b\": 2 // d\n}", [.key("b")], nil, "{\n  \"a\": 1 // c\n  // d\n}"),
        Case(.jsonc, "{\n  \"a\": 1 // c\n}", [.key("b")], x, "{\n  \"a\": 1, // c\n  \"b\": \"x\"\n}"),
        Case(.toml, "s = [\n  1, # one\n  { name = \"n\" }, # two\n]", item, nil, "s = [\n  1, # one\n  # two\n]"),
        Case(.toml, "s = {\n  m = 1, # one\n  n = 2, # two\n}", ours, nil, "s = {\n  m = 1, # one\n  # two\n}"),
        Case(.yaml, "s: [\n  a, # one\n  {name: n} # two\n  ]", item, nil, "s: [\n  a # one\n  # two\n  ]"),
        Case(.toml, "s = [ # c\n]", item, .table([]), "s = [ # c\n  { name = \"n\" }\n]"),
        Case(.yaml, "s: { # c\n  }\nz: 1", ours, x, "s: { # c\n  \"n\": x\n  }\nz: 1"),
        Case(.yaml, "s: {} # c\nz: 1", ours, x, "s: # c\n  \"n\": x\nz: 1"),
        Case(.yaml, "s: # c\n  \"n\": x\nz: 1", ours, nil, "s: {} # c\nz: 1"),
        Case(.yaml, "s:\n  - name: n # c\n    a: 1\n  - name: m\n", item, nil, "s:\n  - name: m\n"),
    ]

    static let shapes = [
        // P31: whatever is empty is filled in its own way.
        Case(.yaml, "a: {s: {}}", [.key("a")] + ours, x, "a: {s: {\"n\": x}}"),
        Case(.yaml, "s:", ours, x, "s:\n  \"n\": x"),
        Case(.yaml, "s: []  \n", item, .table([]), "s:  \n  - name: \"n\"\n"),
        Case(.yaml, "{}\n", ours, x, "s:\n  \"n\": x\n"),
        Case(.toml, "s = []", item, .table([.init("a", x)]), "s = [{ name = \"n\", a = \"x\" }]"),
        Case(.toml, "s.a.b = 1\ns.\"n\".c = 2", ours, nil, "s.a.b = 1"),
        Case(.toml, "# ", ours, .table([.init("a", x)]), "# \n\n[s.n]\na = \"x\""),
        Case(.json, "{\"s\": []}", item, .table([]), "{\"s\": [{ \"name\": \"n\" }]}"),
        // The first field of an item.
        Case(.yaml, "s:\n- a: 1\n  name: n\n", item + [.key("a")], nil, "s:\n- name: n\n"),
        // P29: a text is no number, a number no text.
        Case(.yaml, "s:\n  n: \"true\"\n", ours, .flag(true), "s:\n  n: true\n"),
        Case(.yaml, "s:\n  n: 300\n", ours, .text("300"), "s:\n  n: \"300\"\n"),
        Case(.yaml, "s:\n  n: 300 # c\n", ours, .integer(300), "s:\n  n: 300 # c\n"),
        // TOML has no null.
        Case(.toml, "[s]\nn = 1\nm = 2\n", ours, .null, "[s]\nm = 2\n"),
        Case(.toml, "[s]\nm = 2\n", ours, .list([.null, .integer(1)]), "[s]\nm = 2\nn = [1]\n"),
        // P26: what belongs to a text that keeps its empty lines stays with it; aliases elsewhere stay.
        Case(.yaml, "a: |+\n  t\n\n\n# end\n", [.key("s")], x, "a: |+\n  t\n\n\ns: x\n# end\n"),
        Case(.yaml, "a: &r [1]\nb: [*r]\n", [.key("s")], x, "a: &r [1]\nb: [*r]\ns: x\n"),
        Case(.yaml, "a: &r\n  b: 1\n", [.key("a"), .key("s")], x, "a: &r\n  b: 1\n  s: x\n"),
        Case(.yaml, "a: &r 1\r\nb: *r\r\n", [.key("s")], x, "a: &r 1\r\nb: *r\r\ns: x\r\n"),
    ]

    @Test(arguments: comments + shapes)
    func `changes what is meant and nothing else`(file: Case) throws {
        var document = try EditableDocument(Array(file.before.utf8), format: file.format)
        if let value = file.value {
            let insertion = try document.set(value, at: file.path)
            #expect(String(decoding: document.bytes, as: UTF8.self) == file.after)
            guard let insertion else { return }
            try document.remove(at: file.path, addedWith: insertion)
            #expect(String(decoding: document.bytes, as: UTF8.self) == file.before)
        } else {
            try document.remove(at: file.path, addedWith: nil)
            #expect(String(decoding: document.bytes, as: UTF8.self) == file.after)
        }
    }

    @Test(arguments: [
        // P26: others would change with it.
        Case(.yaml, "s: &r\n  a: 1\nb: *r\n", ours, x, ""), Case(.yaml, "s: &r\n  n: 1\nb: *r\n", ours, nil, ""),
        Case(.yaml, "a: &r {n: 1}\ns: *r\n", ours, x, ""), Case(.yaml, "s:\n  n: &r 1\nb: *r\n", ours, nil, ""),
        Case(.yaml, "s:\n  n: |\n    t\n", ours, x, ""), Case(.yaml, "{} # c\n", ours, x, ""),
        // The text would get a line break that it does not have.
        Case(.yaml, "a: |\n  t", [.key("s")], x, ""),
        // P58.
        Case(.json, "{\"s\": []}", ours, x, ""), Case(.json, "{\"s\": null}", ours, x, ""),
        Case(.json, "{\"s\": {}}", item, .table([]), ""),
        Case(.toml, "s = 1", ours, x, ""), Case(.yaml, "s: ~", ours, x, ""),
        // Two of one name.
        Case(.json, "{\"s\": [{\"name\": \"n\"}, {\"name\": \"n\"}]}", item, nil, ""),
        Case(.toml, "[[s]]\nname = \"n\"\n[[s]]\nname = \"n\"\n", item + [.key("a")], x, ""),
    ])
    func `is refused where more than that would change, and the file stays`(file: Case) throws {
        var document = try EditableDocument(Array(file.before.utf8), format: file.format)
        #expect(throws: EditRefusal.self) {
            if let value = file.value {
                _ = try document.set(value, at: file.path)
            } else {
                try document.remove(at: file.path, addedWith: nil)
            }
        }
        #expect(String(decoding: document.bytes, as: UTF8.self) == file.before)
    }

    static let names = [
        "a/b", "a~1", "a.b", "a\"b", "a'b", "ключ", "__proto__", "constructor", "My Server", "-x", "#c", ":", "yes", "null", "~",
        "1.0",
        "{", "[", "*a", "&a", "!t", "a: b", "a #b", "", " a ", "line\nbreak", "C:\\new\\tools", "\u{2028}", "amp.mcpServers",
        "<<", "=",
    ]

    @Test(arguments: DocumentFormat.allCases, names)
    func `P36 P53 P54: any name is one key, and any text is read back`(format: DocumentFormat, name: String) throws {
        var document = try EditableDocument(Array("".utf8), format: format)
        let value = DocumentValue.table([.init(name, .text(name)), .init("l", .list([.text(name)]))])
        let path = [PathStep.key(name), .key(name)]
        let insertion = try document.set(value, at: path)
        #expect(document.root[name]?[name]?[name]?.text == name)
        #expect(document.root[name]?[name]?["l"]?.items?.first?.text == name)
        #expect(try document.set(value, at: path) == nil)
        try document.remove(at: path, addedWith: insertion)
        #expect(document.bytes.isEmpty)
    }
}
