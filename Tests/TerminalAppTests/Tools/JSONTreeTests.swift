import ModelContextProtocol
import ServerModel
import TerminalKit
import Testing

@testable import TerminalApp

struct `A tree of JSON` {
    private static func tree(_ json: String) -> JSONTree {
        var tree = JSONTree()
        tree.add(json: json)
        return tree
    }

    private static func rows(_ tree: JSONTree, width: Int = 60) -> [String] {
        let rows = TreeRows(tree, width: width)
        return rows.anchors.indices.map { index in
            rows.line(index, glyphs: .ascii).leading.map(\.text.string).joined()
        }
    }

    @Test func `keeps the order of its members and the spelling of its numbers`() {
        let rows = Self.rows(Self.tree("{\"b\":1.50,\"a\":[true,null],\"c\":{}}"))
        #expect(rows == ["- {3}", "    b  1.50", "  - a  [2]", "      0  true", "      1  null", "    c  {}"])
    }

    @Test func `folds what the cursor is on`() {
        var tree = Self.tree("{\"a\":[1,2,3],\"b\":4}")
        tree.move(by: 1, in: Size(columns: 60, rows: 20))
        tree.toggle()
        #expect(Self.rows(tree) == ["- {2}", "  + a  [ 3 ~ ]", "    b  4"])
        tree.unfold()
        #expect(Self.rows(tree).count == 6)
    }

    @Test func `leaves a value for what it belongs to`() {
        var tree = Self.tree("{\"a\":[1,2,3]}")
        tree.move(by: 3, in: Size(columns: 60, rows: 20))
        tree.foldOrLeave()
        #expect(TreeRows(tree, width: 60).cursor == 1)
    }

    @Test func `finds a text where it is folded away, and unfolds it`() {
        var tree = Self.tree("{\"a\":{\"b\":{\"needle\":1}},\"c\":2}")
        tree.toggleAll()
        #expect(Self.rows(tree).count == 3)
        let isFound = tree.find(TextPattern("needle"), by: 1)
        #expect(isFound)
        #expect(Self.rows(tree)[TreeRows(tree, width: 60).cursor].contains("needle"))
        let isFoundToo = tree.find(TextPattern("nothing"), by: 1)
        #expect(!isFoundToo)
    }

    @Test func `shows long strings as text, wrapped`() {
        let rows = Self.rows(Self.tree("{\"code\":\"first line\\nsecond line is so long that it takes more rows\"}"), width: 30)
        #expect(rows.count > 4)
        #expect(rows[1].contains("2 lines"))
        #expect(rows[2].contains("first line"))
    }

    @Test func `cuts what is very large, and says so`() {
        let wide = Self.tree("[" + (0..<9_000).map { "\($0)" }.joined(separator: ",") + "]")
        #expect(Self.rows(wide).last?.contains("+8500 more") == true)
        let deep = Self.tree(String(repeating: "[", count: 400) + String(repeating: "]", count: 400))
        #expect(Self.rows(deep).last?.contains("+1 more") == true)
        let long = Self.tree("\"" + String(repeating: "x", count: 100_000) + "\"")
        #expect(Self.rows(long).last?.contains("+66 KiB") == true)
    }

    @Test func `shows what is no JSON as it is`() {
        #expect(Self.rows(Self.tree("{\"cut\":\"of")) == ["{\"cut\":\"of"])
    }
}

struct `What a tool answered` {
    private static func text(_ result: ToolCallResult) -> String {
        let rows = TreeRows(JSONTree(result), width: 70)
        return rows.anchors.indices.map { rows.line($0, glyphs: .ascii).leading.map(\.text.string).joined() }.joined(
            separator: "\n")
    }

    @Test func `is read as text, and as a tree for programs`() {
        let text = Self.text(Sample.converted)
        #expect(text.hasPrefix("12:00 in Berlin is 20:00 in Tokyo\nfor programs\n- {2}\n  - source  {2}"))
    }

    @Test func `is not told twice`() {
        let result = ToolCallResult(
            isError: false, content: [ToolContent(kind: .text, text: "{\"a\":1}")], structuredContent: "{\"a\":1}", json: "")
        #expect(Self.text(result) == "- {1}\n    a  1")
        let wrapped = ToolCallResult(
            isError: false, content: [ToolContent(kind: .text, text: "12")], structuredContent: "{\"result\":12}", json: "")
        #expect(Self.text(wrapped) == "12")
    }

    @Test func `describes pictures`() {
        let result = ToolCallResult(
            isError: false, content: [ToolContent(kind: .image, mimeType: "image/png", bytes: 12_345)], json: "")
        #expect(Self.text(result) == "[image image/png, 12.3 kB]")
    }

    @Test func `may be nothing`() {
        #expect(Self.text(ToolCallResult(isError: false, content: [], json: "{}")).hasPrefix("nothing"))
    }
}
