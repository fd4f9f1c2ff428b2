import ClientPlatforms
import Foundation
import ServerModel
import Testing

struct `The table of clients` {
    @Test(arguments: [
        ("cursor", "cursor"), ("claude_desktop", "claude-desktop"), ("Claude-Desktop", "claude-desktop"),
        ("vscode_cline", "cline"),
        ("vscode-cline", "cline"), ("gemini", "gemini-cli"), ("5ire", "5ire"),
    ])
    func `finds a client by any of its names`(name: String, id: String) throws {
        #expect(try PlatformTable().platform(named: name).id == id)
    }

    @Test(arguments: [
        ("cursr", "did you mean 'cursor'?"), ("claude_dekstop", "did you mean 'claude-desktop'?"),
        ("vscode_clin", "did you mean 'cline'?"), ("emacs", "run 'mcp-manager platform list' to see every client"),
    ])
    func `says which one was probably meant`(name: String, remedy: String) {
        let error = #expect(throws: UnknownPlatform.self) { try PlatformTable().platform(named: name) }
        #expect(error?.code == "unknown-platform")
        #expect(error?.problem == "no AI client is named '\(name)'")
        #expect(error?.remedy == remedy)
    }

    @Test func `has the user's after ours, and in place of ours`() throws {
        let table = PlatformTable([
            PlatformReading.read(text: "id: my-editor\ntitle: My Editor\nfiles: ~/x.json", file: "b.yaml"),
            PlatformReading.read(text: "id: cline\ntitle: My Cline\nfiles: ~/cline.json", file: "a.yaml"),
        ])
        #expect(table.platforms.count == 43)
        #expect(table.platforms.last?.id == "my-editor")
        #expect(try table.platform(named: "vscode_cline").title == "My Cline")
        #expect(table.diagnostics.map(\.severity) == [.warning])
    }

    @Test func `takes an id once`() {
        let table = PlatformTable([
            PlatformReading.read(text: "id: mine\ntitle: One\nfiles: ~/1", file: "1.yaml"),
            PlatformReading.read(text: "id: mine\ntitle: Two\nfiles: ~/2", file: "2.yaml"),
        ])
        #expect(table["mine"]?.title == "One")
        #expect(
            table.diagnostics.map(\.description) == [
                "2.yaml:1:1: error: 'mine' is described in 1.yaml already — give it another id, or remove one of the two"
            ])
    }

    @Test func `reads the user's files from a folder`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "platforms-\(UUID())").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let files = [
            "a.yaml": "id: a\ntitle: A\nfiles: ~/a", "b.yml": "id: b\ntitle: B\nfiles: ~/b", "c.yaml": "id: c\n",
            "notes.txt": "not a client", ".d.yaml": "id: d\ntitle: D\nfiles: ~/d",
        ]
        for (name, text) in files { try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(name)")) }
        try Data([0x69, 0x64, 0xFF]).write(to: URL(filePath: "\(folder)/e.yaml"))
        let table = PlatformTable.read(folder: folder)
        #expect(table.platforms.filter { $0.source != nil }.map(\.id) == ["a", "b"])
        #expect(table["a"]?.source == "\(folder)/a.yaml")
        #expect(Set(table.diagnostics.map(\.file)) == ["\(folder)/c.yaml", "\(folder)/e.yaml"])
        #expect(table.diagnostics.last?.fix == "save it as UTF-8")
    }

    @Test func `needs no folder`() {
        let table = PlatformTable.read(folder: "/nowhere/platforms")
        #expect(table.platforms == Platform.builtIn)
        #expect(table.diagnostics == [])
    }
}
