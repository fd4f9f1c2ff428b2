import CarefulFiles
import DocumentEditing
import ServerModel
import Synchronization
import Testing

@testable import ClientPlatforms

/// A client whose own program changes its file for us: Claude Code.
struct `A client's own program` {
    private let machine: TemporaryMachine
    private let program: FakeClaude

    init() throws {
        machine = try TemporaryMachine("files")
        try machine.put(".claude.json", "{\"numStartups\": 9007199254740993}")
        program = FakeClaude(machine.path(".claude.json"))
        machine.world.set { [program] in $0.editor = { try program.perform($0) } }
    }

    @Test func `adds, changes and removes our entries`() async throws {
        let before = try machine.text(".claude.json")
        #expect(try await machine.sync("claude-code").steps == ["add files"])
        let entry = #"{"type":"stdio","command":"/opt/mcp/mcp-connect","args":["files","--client","claude-code"]}"#
        #expect(program.steps == [.add(name: "files", json: entry)])
        #expect(try await machine.states("claude-code") == ["files": .inSync])
        machine.world.set { $0.bridge = "/usr/bin/mcp-connect" }
        try await machine.sync("claude-code")
        #expect(program.steps.dropFirst().first == .remove(name: "files") && program.steps.count == 3)
        #expect(try await machine.states("claude-code") == ["files": .inSync])
        try await machine.release("claude-code")
        #expect(program.steps.last == .remove(name: "files") && program.steps.count == 4)
        for _ in 1...3 { try await machine.undo() }
        #expect(try machine.text(".claude.json") == before)
    }

    @Test func `that is not there, or does nothing, is done without`() async throws {
        machine.world.set { $0.editor = nil }
        #expect(try await machine.sync("claude-code").steps == ["add files"])
        #expect(try await machine.states("claude-code") == ["files": .inSync])
        try await machine.undo()
        machine.world.set { $0.editor = { _ in } }
        #expect(try await machine.sync("claude-code").steps == ["add files"])
        #expect(try await machine.states("claude-code") == ["files": .inSync])
        #expect(await machine.keeper.history().count == 3)
    }

    @Test func `that ends in the middle is helped to the end`() async throws {
        let before = try machine.text(".claude.json")
        try await machine.sync("claude-code")
        let written = try machine.text(".claude.json")
        machine.world.set { $0.bridge = "/usr/bin/mcp-connect" }
        program.refusesToAdd = true
        let sync = try await machine.sync("claude-code")
        #expect(sync.refusals.isEmpty && sync.changes.count == 1)
        #expect(try await machine.states("claude-code") == ["files": .inSync])
        #expect(try machine.text(".claude.json").contains("/usr/bin/mcp-connect"))
        try await machine.undo()
        #expect(try machine.text(".claude.json") == written)
        try await machine.undo()
        #expect(try machine.text(".claude.json") == before)
    }

    @Test func `is not asked to change an entry in which there is more than it would write`() async throws {
        try await machine.sync("claude-code")
        try machine.edit(".claude.json", "\"type\"", "\"alwaysLoad\": true, \"type\"")
        machine.world.set { $0.bridge = "/usr/bin/mcp-connect" }
        try await machine.sync("claude-code")
        #expect(program.steps.count == 1)
        #expect(try machine.text(".claude.json").contains("\"alwaysLoad\": true"))
        #expect(try await machine.states("claude-code") == ["files": .inSync])
    }

    @Test func `is not asked about a file that is elsewhere`() async throws {
        let path = try machine.put("elsewhere.json", "{}")
        try await machine.sync("claude-code") { $0.file = path }
        #expect(program.steps == [])
        #expect(try machine.text("elsewhere.json").contains("files"))
    }
}

/// `claude mcp add-json` and `claude mcp remove`.
private final class FakeClaude: Sendable {
    private let path: String
    private let state = Mutex<(steps: [FileEditorStep], refusesToAdd: Bool)>(([], false))

    init(_ path: String) { self.path = path }

    var steps: [FileEditorStep] { state.withLock(\.steps) }

    var refusesToAdd: Bool {
        get { state.withLock(\.refusesToAdd) }
        set { state.withLock { $0.refusesToAdd = newValue } }
    }

    func perform(_ step: FileEditorStep) throws {
        state.withLock { $0.steps.append(step) }
        let file = try SourceFile(reading: path)
        var document = try EditableDocument(file.bytes, format: .json)
        switch step {
        case .add(let name, let json):
            if refusesToAdd { throw NoEditor() }
            let entry = try EditableDocument(Array(json.utf8), format: .json).root.documentValue
            _ = try document.set(entry, at: [.key("mcpServers"), .key(name)])
        case .remove(let name): try document.remove(at: [.key("mcpServers"), .key(name)], addedWith: nil)
        }
        try CarefulWriting.replace(file, with: document.bytes)
    }
}
