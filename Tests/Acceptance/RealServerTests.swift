import ServerModel
import TestSupport
import Testing

/// Servers other people wrote, used through us by the client other people wrote.
@Suite(.temporaryHome, .needs(.timeServer, .gitServer, .sdk2, .sdk1, .git), .timeLimit(.minutes(3)))
struct `A real server used by a real client` {
    @Test(arguments: [Component.sdk2, .sdk1])
    func `answers about time`(_ sdk: Component) async throws {
        let home = try TestHome.here
        try await home.succeed("add", "time", "--", try Component.timeServer.program())
        try await home.succeed("start", "time")
        let ready = try await home.waitUntilReady("time")
        #expect(ready.run?.serverName == "mcp-time")

        let client = try await SDKClient(sdk, server: "time", in: home)
        #expect(client.opening.text("ready") == "mcp-time", "\(client.opening)")
        #expect(try await client.tools(1).sorted() == ["convert_time", "get_current_time"])
        let answer = try await client.call(
            2, "convert_time", #"{"source_timezone":"UTC","time":"12:00","target_timezone":"Asia/Tokyo"}"#)
        #expect(answer.text("text")?.contains("T21:00:00+09:00") == true, "\(answer)")
        #expect(try await client.close() == .code(0))
    }

    @Test(arguments: [Component.sdk2, .sdk1])
    func `answers about a repository`(_ sdk: Component) async throws {
        let home = try TestHome.here
        let repository = try await repository(in: home)
        try await home.succeed("add", "git", "--", try Component.gitServer.program(), "--repository", repository)
        try await home.succeed("start", "git")
        try await home.waitUntilReady("git")

        let client = try await SDKClient(sdk, server: "git", in: home)
        let tools = try await client.tools(1)
        #expect(tools.count == 12 && tools.contains("git_log"), "\(tools)")
        let answer = try await client.call(2, "git_log", #"{"repo_path":"\#(repository)"}"#)
        #expect(answer.text("text")?.contains("First light") == true, "\(answer)")
        #expect(try await client.close() == .code(0))
    }

    @Test func `starts when the first client connects, and is shared by the second`() async throws {
        let home = try TestHome.here
        try await home.succeed("add", "time", "--", try Component.timeServer.program())
        let first = try await SDKClient(.sdk2, server: "time", in: home)
        let second = try await SDKClient(.sdk1, server: "time", in: home)
        #expect(try await first.tools().count == 2)
        #expect(try await second.tools().count == 2)
        let servers = home.processes.filter { process in
            process.arguments.contains { $0.hasSuffix("bin/mcp-server-time") }
                && !process.arguments.contains { $0.hasSuffix("mcp-connect") }
        }
        #expect(servers.count == 1, "\(servers)")
        #expect(try await home.status("time").sessions.count == 2)
        try await first.close()
        try await second.close()
    }

    /// A repository with one commit, "First light".
    private func repository(in home: TestHome) async throws -> String {
        let git = try Component.git.program()
        let path = "\(home.root)/repository"
        let identity = ["-c", "user.name=Test", "-c", "user.email=test@example.com"]
        for arguments in [
            ["init", "-q", path], ["-C", path] + identity + ["commit", "-q", "--allow-empty", "-m", "First light"],
        ] {
            let outcome = try await Tool.run(git, arguments, environment: home.environment)
            try #require(outcome.succeeded, "\(outcome)")
        }
        return path
    }
}
