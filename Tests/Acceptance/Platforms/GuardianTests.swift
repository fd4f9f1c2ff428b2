import Foundation
import ServerModel
import TestSupport
import Testing

/// What somebody else does to a client's file after we wrote it.
@Suite(.atATime(3), .temporaryHome, .timeLimit(.minutes(2)))
struct `The file of a client we look after` {
    @Test func `that is wiped is told with its difference, and comes back with one command`() async throws {
        let home = try TestHome.here
        let news = try await prepare(home)
        let before = try ClientFile.watched.now(in: home)
        try write("{}", home)
        let event = try await news.first("the wipe") { $0.kind == .platform && $0.severity == .warning }
        #expect(event.platform == "cursor" && event.message.contains("demo"), "\(event)")
        let status = try await status(home)
        #expect(status.summary == .drifted && status.entries.map(\.state) == [.missing], "\(status)")
        #expect(status.news?.difference.contains { $0.hasPrefix("-") && $0.contains("mcp-connect") } == true, "\(status)")
        #expect(try ClientFile.watched.now(in: home) == "{}", "nothing is fought over")

        try await home.succeed("platform", "restore", "cursor", "--yes")
        #expect(try ClientFile.watched.now(in: home) == before)
        #expect(try await self.status(home).summary == .inSync)
    }

    @Test func `that is deleted is told, and nothing else changes for it`() async throws {
        let home = try TestHome.here
        let news = try await prepare(home)
        let before = try ClientFile.watched.now(in: home)
        try FileManager.default.removeItem(atPath: "\(home.root)/user/.cursor/mcp.json")
        let event = try await news.first("its end") { $0.kind == .platform && $0.severity == .warning }
        #expect(event.message.contains("is gone"), "\(event)")
        #expect(try await home.status("demo").id.rawValue == "demo")
        try await home.succeed("platform", "restore", "cursor", "--yes")
        #expect(try ClientFile.watched.now(in: home) == before)
    }

    @Test func `in which our entry was changed waits for a word, and keeps the change until then`() async throws {
        let home = try TestHome.here
        let news = try await prepare(home)
        let changed = try ClientFile.watched.now(in: home).replacingOccurrences(of: "\"demo\",", with: "\"demo\", \"--verbose\",")
        try write(changed, home)
        _ = try await news.first("the change") { $0.kind == .platform && $0.severity == .warning }
        let outcome = try await home.succeed("platform", "sync", "cursor", "--yes")
        #expect((outcome.output + outcome.errors).contains("--ours demo"), "\(outcome)")
        #expect(try ClientFile.watched.now(in: home) == changed)
        try await home.succeed("platform", "sync", "cursor", "--ours", "demo", "--yes")
        #expect(try await status(home).summary == .inSync)
        #expect(try !ClientFile.watched.now(in: home).contains("--verbose"))
    }

    @Test func `to which somebody adds a server of their own is told as news, and stays in sync`() async throws {
        let home = try TestHome.here
        let news = try await prepare(home)
        let more = try ClientFile.watched.now(in: home)
            .replacingOccurrences(
                of: "\"mcpServers\": {", with: "\"mcpServers\": {\n    \"theirs\": {\"command\": \"/bin/theirs\"},")
        try write(more, home)
        let event = try await news.first("the addition") { $0.kind == .platform && $0.message.contains("theirs") }
        #expect(event.severity == .info, "\(event)")
        let status = try await status(home)
        #expect(status.summary == .inSync && status.entries.map(\.state) == [.inSync, .foreign], "\(status)")
    }

    @Test func `with a mistake in it is never written, and the mistake is told with its line and column`() async throws {
        let home = try TestHome.here
        let news = try await prepare(home)
        let broken = "{\n  \"mcpServers\": {\n    \"a\" {}\n  }\n}\n"
        try write(broken, home)
        let event = try await news.first("the mistake") { $0.kind == .platform && $0.severity == .warning }
        #expect(event.message.contains(".cursor/mcp.json:3:9"), "\(event)")
        let outcome = try await home.manager("platform", "sync", "cursor", "--yes")
        #expect(!outcome.succeeded && (outcome.output + outcome.errors).contains("mcp.json:3:9"), "\(outcome)")
        #expect(try ClientFile.watched.now(in: home) == broken)
    }

    // MARK: Set-up

    private func prepare(_ home: TestHome) async throws -> News {
        try ClientFile.watched.write(in: home)
        try await home.addDemo("demo")
        try await home.succeed("platform", "sync", "cursor", "--yes")
        let news = try await News(of: home)
        #expect(try await status(home).summary == .inSync)
        return news
    }

    private func status(_ home: TestHome) async throws -> PlatformStatus {
        try await home.succeed("platform", "show", "cursor", "--json").decoded()
    }

    private func write(_ text: String, _ home: TestHome) throws {
        try text.write(toFile: "\(home.root)/user/.cursor/mcp.json", atomically: true, encoding: .utf8)
    }
}

extension ClientFile {
    fileprivate static let watched = ClientFile(
        platform: "cursor", path: ".cursor/mcp.json", text: "{\n  \"mcpServers\": {\n  }\n}\n")
}
