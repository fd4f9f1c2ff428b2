import ServerModel
import Testing

struct `A server's name` {
    @Test(arguments: ["a", "A", "7", "jira-helper", "a.b_c-d", "0", String(repeating: "x", count: 64), "a..", "a-"])
    func `may be`(name: String) throws {
        #expect(try ServerID(name).description == name)
    }

    @Test(arguments: [
        "", ".", "..", "-a", "_a", ".a", "a/b", "a b", "a\n", "a\0", "é", "a:b", "a%2f", "~", "*",
        String(repeating: "x", count: 65),
        "ａ", "a\u{301}",
    ])
    func `may not be`(name: String) {
        #expect(throws: InvalidServerName(name: name)) { try ServerID(name) }
    }

    @Test func `sorts as text`() throws {
        let names = try ["b", "a", "B", "a-1"].map(ServerID.init)
        #expect(names.sorted().map(\.rawValue) == ["B", "a", "a-1", "b"])
    }
}
