import Foundation
import ServerModel
import TestSupport
import Testing

/// A client's file that everybody writes at once.
@Suite(.temporaryHome, .needs(.python), .timeLimit(.minutes(3)))
struct `A client's file that a hundred writers write while we sync` {
    private static let writers = 100
    private static let rounds = 5

    @Test func `keeps every change of each of them, and has ours in the end`() async throws {
        let home = try TestHome.here
        let file = ClientFile(platform: "cursor", path: ".cursor/mcp.json", text: "{\n  \"mcpServers\": {}\n}\n")
        try file.write(in: home)
        try await home.addDemo("demo")
        let script = "\(Product.repository)/Tests/Acceptance/Clients/busy_writers.py"
        let writers = try LineProcess(
            try Component.python.program(),
            ["-B", script, "\(home.root)/user/.cursor/mcp.json", "\(Self.writers)", "\(Self.rounds)"],
            environment: home.environment)
        _ = try await writers.line("go")
        let end = Task { try await writers.line(within: .seconds(90), "done") }
        var writings = 0
        repeat {
            // In and out, as long as they write; what they take out of it, not knowing of us, is put back.
            let outcome = try await home.manager("platform", "sync", "cursor", "--yes", "--ours", "demo", "--json")
            writings += outcome.succeeded ? 1 : 0
            _ = try await home.manager("platform", "release", "cursor", "--yes", "--ours", "demo")
        } while try writtenChanges(home).count < Self.writers * Self.rounds
        _ = try await end.value
        _ = try await writers.finish()
        #expect(writings > 0)

        try await home.succeed("platform", "sync", "cursor", "--yes", "--ours", "demo")
        let expected = (0..<Self.writers).flatMap { number in (0..<Self.rounds).map { "w\(number) \($0)" } }
        #expect(try writtenChanges(home) == Set(expected))
        let status: PlatformStatus = try await home.succeed("platform", "show", "cursor", "--json").decoded()
        #expect(status.entries.map(\.state) == [.inSync], "\(status)")
        let left = try FileManager.default.contentsOfDirectory(atPath: "\(home.root)/user/.cursor")
        #expect(left == ["mcp.json"], "\(left)")
    }

    /// What the writers wrote, as it is in the file now.
    private func writtenChanges(_ home: TestHome) throws -> Set<String> {
        let data = try Data(contentsOf: URL(fileURLWithPath: "\(home.root)/user/.cursor/mcp.json"))
        let content = try JSONDecoder().decode(Content.self, from: data)
        return Set((content.writers ?? [:]).flatMap { name, counts in counts.map { "\(name) \($0)" } })
    }

    private struct Content: Decodable {
        var writers: [String: [Int]]?
    }
}
