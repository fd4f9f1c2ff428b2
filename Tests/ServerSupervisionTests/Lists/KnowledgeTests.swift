import ModelContextProtocol
import ServerModel
import Testing

@testable import ServerSupervision

struct `What was learned of a server` {
    private static var learned: ServerKnowledge {
        var learned = ServerKnowledge(fingerprint: "f")
        learned.isLegacy = true
        learned.asked = .init(method: "roots/list", at: Timestamp(millisecondsSince1970: 1_790_000_000_000))
        learned.memory.introduction = .sample(.legacy, capabilities: ["tools": ["listChanged": true]])
        _ = learned.memory.keep(Array(#"{"tools":[{"n":12345678901234567890.10}]}"#.utf8), as: .init(method: "tools/list"))
        _ = learned.memory.keep(
            Array(#"{"tools":[]}"#.utf8), as: .init(method: "tools/list", cursor: Array(#""\u0041/""#.utf8)))
        learned.memory.catalog = "tools/list=1"
        return learned
    }

    @Test func `is the same after it was kept`() {
        #expect(ServerKnowledge(text: Self.learned.text, fingerprint: "f") == Self.learned)
        let nothing = ServerKnowledge(fingerprint: "g")
        #expect(ServerKnowledge(text: nothing.text, fingerprint: "g") == nothing)
        var modern = ServerKnowledge(fingerprint: "m")
        modern.memory.introduction = .sample(.modern)
        #expect(ServerKnowledge(text: modern.text, fingerprint: "m") == modern)
    }

    @Test func `is one JSON text that does not change by being read`() throws {
        let text = Self.learned.text
        #expect(try JSONValue.parse(text)["format"] == 1)
        #expect(ServerKnowledge(text: text, fingerprint: "f")?.text == text)
    }

    @Test func `holds for one definition only`() {
        #expect(ServerKnowledge(text: Self.learned.text, fingerprint: "other") == nil)
    }

    @Test(arguments: ["", "{", "[]", "null", "7", #"{"format":2,"fingerprint":"f"}"#, #"{"format":1}"#, "\u{0}"])
    func `is learned anew when the text is broken`(text: String) {
        #expect(ServerKnowledge(text: Array(text.utf8), fingerprint: "f") == nil)
    }

    @Test(arguments: [
        #""lists":7"#, #""lists":[7,{},{"method":1}]"#, #""introduction":[]"#, #""asked":{"method":"x"}"#, #""legacy":"yes""#,
        #""introduction":{"era":"modern","protocolVersion":"2025-11-25","result":{}}"#,
        #""introduction":{"era":"legacy","protocolVersion":"1999-01-01","result":{}}"#,
    ])
    func `loses no more than what is broken in it`(member: String) {
        let text = #"{"format":1,"fingerprint":"f","catalog":"c",\#(member)}"#
        var expected = ServerKnowledge(fingerprint: "f")
        expected.memory.catalog = "c"
        #expect(ServerKnowledge(text: Array(text.utf8), fingerprint: "f") == expected)
    }

    @Test func `is never more than its bound, whatever the text says`() {
        let page = String(repeating: "x", count: ServerMemory.limit / 2)
        let lists = (0..<4).map { #"{"method":"tools/list","cursor":"\#($0)","result":"\#(page)"}"# }.joined(separator: ",")
        let read = ServerKnowledge(text: Array(#"{"format":1,"fingerprint":"f","lists":[\#(lists)]}"#.utf8), fingerprint: "f")
        #expect(read?.memory.lists.isEmpty == false)
        #expect(read?.memory.lists.values.reduce(0) { $0 + $1.count } ?? 0 <= ServerMemory.limit)
    }

    @Test func `says why each client has a process of its own`() {
        #expect(
            Self.learned.reasonForProcesses
                == "it asks its clients questions (roots/list, first seen \(Timestamp(millisecondsSince1970: 1_790_000_000_000)))"
        )
        #expect(ServerKnowledge(fingerprint: "f").reasonForProcesses == nil)
    }
}
