import ModelContextProtocol
import ServerModel
import Testing

@testable import ServerSupervision

private func page(_ tools: String...) -> [UInt8] { Array(#"{"tools":[\#(tools.joined(separator: ","))]}"#.utf8) }
private func tool(_ name: String, _ description: String = "d") -> String {
    #"{"name":"\#(name)","description":"\#(description)"}"#
}

struct `What changed of the tools` {
    @Test func `is which are new, gone or described otherwise`() {
        let changes = ToolChanges(
            from: [page(tool("same"), tool("old")), page(tool("edited", "before"))],
            to: [page(tool("same"), tool("edited", "after"), tool("new_b"), tool("new_a"))])
        #expect(changes.words == "tools: +new_a, +new_b, −old, ~edited")
        #expect(!changes.isEmpty)
    }

    @Test func `is nothing when they only come in another order`() {
        #expect(ToolChanges(from: [page(tool("a"), tool("b"))], to: [page(tool("b")), page(tool("a"))]).isEmpty)
    }

    @Test func `names a few of many`() {
        let many = (1...30).map { tool("t\($0 + 10)") }.joined(separator: ",")
        #expect(ToolChanges(from: [page()], to: [page(many)]).words.hasSuffix("+t18 and 22 more"))
    }

    @Test func `is told after a restart, and after the server said so itself`() {
        var shared = Conversation(.legacy, capabilities: ["tools": ["listChanged": true]])
        shared.answerLists(tool: "a")
        #expect(shared.toolChanges == [])
        shared.restart(.legacy, capabilities: ["tools": ["listChanged": true]])
        shared.answerLists(tool: "a")
        #expect(shared.toolChanges == [])
        shared.restart(.legacy, capabilities: ["tools": ["listChanged": true]])
        shared.answerLists(tool: "b")
        #expect(shared.toolChanges == ["tools: +b, −a"])
        shared.server(notification("notifications/tools/list_changed"))
        shared.answerLists(tool: "c")
        #expect(shared.toolChanges == ["tools: +b, −a", "tools: +c, −b"])
    }

    @Test func `is not told of a list that could not be read`() {
        var shared = Conversation(.legacy, capabilities: ["tools": [:]])
        shared.answerLists(tool: "a")
        shared.restart(.legacy, capabilities: [:])
        #expect(shared.toolChanges == [])
    }
}

extension Conversation {
    fileprivate var toolChanges: [String] {
        outputs.compactMap { if case .toolsChanged(let changes) = $0 { changes.words } else { nil } }
    }
}
