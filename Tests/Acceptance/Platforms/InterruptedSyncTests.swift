import Foundation
import ServerModel
import TestSupport
import Testing

/// A daemon that is killed in the middle of writing clients' files.
@Suite(.atATime(2), .temporaryHome, .timeLimit(.minutes(3)))
struct `A daemon killed while it writes clients' files` {
    private static let clients = ["cursor", "lm-studio", "factory", "junie", "kiro", "warp"]
    private static let paths = [
        ".cursor/mcp.json", ".lmstudio/mcp.json", ".factory/mcp.json", ".junie/mcp/mcp.json", ".kiro/settings/mcp.json",
        ".warp/.mcp.json",
    ]
    private static let files = zip(clients, paths).map { client, path in
        ClientFile(platform: client, path: path, text: "{\n  // \n  \"mcpServers\": {\n  }\n}\n".replacing("  // \n", with: ""))
    }

    /// - Parameter changes: the daemon dies when so many names came, changed or went in the clients' folders: drafts, and files.
    @Test(arguments: [1, 2, 3, 4, 6, 9, 12, 15])
    func `leaves each file as it was or as it should be, and the next one can go on and go back`(changes: Int) async throws {
        let home = try TestHome.here
        for file in Self.files { try file.write(in: home) }
        try await home.addDemo("demo")
        let folders = Self.paths.map { URL(fileURLWithPath: "\(home.root)/user/\($0)").deletingLastPathComponent().path }
        let events = try FolderEvents(folders)
        async let sync = home.manager(["platform", "sync"] + Self.clients + ["--yes"])
        try await events.wait(for: changes) { _ in true }
        try await home.killDaemon()
        _ = try await sync

        let reference = try Self.written(home)
        for (file, folder) in zip(Self.files, folders) {
            let now = try file.now(in: home)
            #expect(now == file.text || now == reference(file.platform), "\(file.platform): \(now)")
            _ = folder
        }
        // The next daemon knows what is ours, and nothing is left beside the files.
        for file in Self.files {
            let status: PlatformStatus = try await home.succeed("platform", "show", file.platform, "--json").decoded()
            let isWritten = try file.now(in: home) != file.text
            let state = status.entries.first { $0.name == "demo" }?.state
            #expect(state == (isWritten ? .inSync : .wanted), "\(file.platform) \(isWritten): \(status)")
        }
        for folder in folders {
            let left = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".new") }
            #expect(left.isEmpty, "\(left)")
        }
        try await home.succeed("platform", "sync", "cursor", "lm-studio", "factory", "junie", "kiro", "warp", "--yes")
        for file in Self.files { #expect(try file.now(in: home) == reference(file.platform), "\(file.platform)") }
        // Back: what was written last, and what the killed one wrote.
        while case let outcome = try await home.manager("platform", "undo", "--yes"), outcome.succeeded {}
        for file in Self.files { #expect(try file.now(in: home) == file.text, "\(file.platform)") }
    }

    /// What each file is to be.
    private static func written(_ home: TestHome) throws -> (String) -> String {
        let bridge = "\(home.path)/bin/mcp-connect"
        return { client in
            """
            {
              "mcpServers": {
                "demo": {
            \(client == "factory" ? "      \"type\": \"stdio\",\n" : "")      "command": "\(bridge)",
                  "args": ["demo", "--client", "\(client)", "--home", "\(home.path)"]
                }
              }
            }

            """
        }
    }
}
