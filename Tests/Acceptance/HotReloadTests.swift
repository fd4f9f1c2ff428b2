import ControlAPI
import DaemonLaunch
import Foundation
import ServerModel
import TestSupport
import Testing

@Suite(.temporaryHome, .timeLimit(.minutes(3)))
struct `A definition that is edited by hand` {
    @Test func `is in force by itself, and what runs goes on if the edit does not concern it`() async throws {
        let home = try TestHome.here
        try home.define("demo", demo())
        try await home.succeed("start", "demo")
        let before = try await home.waitUntilReady("demo")
        try home.define("demo", demo(extra: "description: more words"))
        let after = try await home.wait(for: "demo", "summary") { $0.summary == "more words" }
        #expect(after.run?.processID == before.run?.processID)
        #expect(after.phase == .ready)
    }

    @Test func `is run anew by itself if the edit concerns the run; clients stay, and hear of the tools`() async throws {
        let home = try TestHome.here
        try home.define("demo", demo())
        let client = try WireClient("demo", in: home)
        try await client.open()
        let before = try await home.waitUntilReady("demo")
        let news = try await News(of: home)
        try home.define("demo", demo("--extra-tool", "again"))
        let after = try await home.waitUntilReady("demo", after: try #require(before.run?.number))
        #expect(after.run?.processID != before.run?.processID)
        #expect(after.restarts == 0)
        while try await client.message("list_changed").text("method") != "notifications/tools/list_changed" {}
        #expect(try await client.call(1, "again", #"{"text":"x"}"#).text("result.content.0.text") == "x")
        _ = try await news.first("the tools") { $0.message == "tools: +again" }
        #expect(home.text(of: "logs/demo/server.log").contains("execution.local.args"))
        try await client.close()
    }

    @Test func `leaves the last good one running when it has an error, and says where`() async throws {
        let home = try TestHome.here
        try home.define("demo", demo())
        try await home.succeed("start", "demo")
        let before = try await home.waitUntilReady("demo")
        let news = try await News(of: home)
        try home.define("demo", demo(extra: "start: sometimes"))
        let told = try await news.first("the error") { $0.severity == .error }
        #expect(told.message.contains("servers/demo.yaml:6:8: "), "\(told.message)")
        #expect(told.message.contains("the last good definition stays in force"))
        #expect(try await home.status("demo").run?.processID == before.run?.processID)

        try home.define("demo", demo())
        _ = try await news.first("the good edit") { $0.message.contains("is good again") }
        #expect(try await home.status("demo").run?.processID == before.run?.processID)
    }

    @Test func `may be saved in any way: emptied, deleted and made again, or renamed`() async throws {
        let home = try TestHome.here
        try home.define("demo", demo())
        try await home.succeed("start", "demo")
        let before = try await home.waitUntilReady("demo")
        let news = try await News(of: home)
        let file = "\(home.path)/servers/demo.yaml"
        try Data().write(to: URL(filePath: file))
        try Data(demo(extra: "description: one").utf8).write(to: URL(filePath: file))
        _ = try await news.first("the first edit") { $0.status?.summary == "one" }
        try FileManager.default.removeItem(atPath: file)
        try Data(demo(extra: "description: two").utf8).write(to: URL(filePath: file))
        _ = try await news.first("the second edit") { $0.status?.summary == "two" }
        try FileManager.default.moveItem(atPath: file, toPath: file + "~")
        try Data(demo(extra: "description: three").utf8).write(to: URL(filePath: file))
        _ = try await news.first("the third edit") { $0.status?.summary == "three" }
        #expect(try await home.status("demo").run?.processID == before.run?.processID)
        #expect(!news.told.contains { $0.severity == .error || $0.kind == .removed }, "\(news.told.map(\.message))")
    }

    @Test func `may be a link to a file elsewhere`() async throws {
        let home = try TestHome.here
        try home.define("plain", demo().replacing("name: demo", with: "name: plain"))
        try home.write("dotfiles/demo.yaml", demo())
        try FileManager.default.createSymbolicLink(
            atPath: "\(home.path)/servers/demo.yaml", withDestinationPath: "\(home.path)/dotfiles/demo.yaml")
        try await home.succeed("start", "demo")
        let news = try await News(of: home)
        try home.write("dotfiles/demo.yaml", demo(extra: "description: linked"))
        _ = try await news.first("the edit") { $0.status?.summary == "linked" }
    }

    @Test func `appears, is switched off and on, and goes, with nobody asking`() async throws {
        let home = try TestHome.here
        try home.define("demo", demo())
        try await home.succeed("start", "demo")
        let news = try await News(of: home)
        let other = try ServerID("other")
        try home.define("other", demo().replacing("name: demo", with: "name: other"))
        _ = try await news.first("the new one") { $0.server == other && $0.kind == .added }
        try home.define("demo", demo(extra: "enabled: false"))
        _ = try await news.first("the end") { $0.status?.phase == .disabled }
        try home.define("demo", demo(extra: "enabled: true"))
        _ = try await news.first("the return") { $0.status?.phase == .stopped }
        try FileManager.default.removeItem(atPath: "\(home.path)/servers/other.yaml")
        _ = try await news.first("the removal") { $0.server == other && $0.kind == .removed }
    }
}

@Suite(.temporaryHome, .timeLimit(.minutes(3)))
struct `Development mode` {
    @Test func `runs what was saved; clients stay, and the tools that changed are named`() async throws {
        let home = try TestHome.here
        try home.define("demo", scripted("mode: development"))
        try home.writeScript()
        let client = try WireClient("demo", in: home)
        try await client.open()
        let before = try await home.waitUntilReady("demo")
        #expect(before.mode == .development)
        let news = try await News(of: home)

        try home.writeScript("--extra-tool", "again")
        _ = try await news.first("the change") { $0.message == "serve.sh changed; starting again" }
        _ = try await news.first("the tools") { $0.message == "tools: +again" }
        while try await client.message("list_changed").text("method") != "notifications/tools/list_changed" {}
        #expect(try await client.call(1, "again", #"{"text":"x"}"#).text("result.content.0.text") == "x")

        try home.writeScript()
        _ = try await news.first("the tools") { $0.message == "tools: −again" }
        #expect(try await home.status("demo").restarts == 0)
        try await client.close()
    }

    @Test func `says once when the new code fails, and goes on with the next change`() async throws {
        let home = try TestHome.here
        try home.define("demo", scripted("mode: development"))
        try home.writeScript()
        let client = try WireClient("demo", in: home)
        try await client.open()
        try await home.waitUntilReady("demo")
        let news = try await News(of: home)
        try home.write("servers/demo/serve.sh", "echo 'SyntaxError: invalid syntax' >&2; exit 1")
        let failure = try await news.first("the failure") { $0.severity == .error }
        #expect(failure.message.contains("SyntaxError: invalid syntax"), "\(failure.message)")
        #expect(failure.message.contains("still watched"))
        let answer = try await client.call(1, "echo", #"{"text":"1"}"#)
        #expect(answer.text("error.message")?.contains("SyntaxError") == true, "\(answer)")

        try home.writeScript()
        let after = try await home.waitUntilReady("demo")
        #expect(after.restarts == 0)
        #expect(after.sessions.count == 1)
        #expect(try await client.call(2, "echo", #"{"text":"2"}"#).text("result.content.0.text") == "2")
        #expect(news.told.filter { $0.severity == .error }.count == 1)
        try await client.close()
    }

    @Test func `can be chosen for a while, and tells the server which switches are on`() async throws {
        let home = try TestHome.here
        try home.define("demo", scripted("mode: local") + "development:\n  debug_mode: true\n  ignore: [data]\n")
        try home.writeScript(prefix: "echo debug=$MCP_DEBUG test=$MCP_TEST_MODE >&2")
        try await home.succeed("start", "demo")
        let local = try await home.waitUntilReady("demo")
        #expect(local.mode == .local)
        try await home.succeed("start", "demo", "--mode", "development")
        let developing = try await home.waitUntilReady("demo", after: try #require(local.run?.number))
        #expect(developing.mode == .development)
        #expect(try await home.succeed("logs", "demo").output.contains("debug=1 test="))

        let news = try await News(of: home)
        try home.write("servers/demo/data/cache.txt", "not code")
        try home.write("servers/demo/lib/util.sh", "true")
        _ = try await news.first("the change") { $0.message == "lib/util.sh changed; starting again" }
        try await home.waitUntilReady("demo", after: try #require(developing.run?.number))

        try await home.succeed("restart", "demo", "--mode", "local")
        #expect(try await home.status("demo").mode == .local)
        let refused = try await home.manager("start", "demo", "--mode", "docker")
        #expect(refused.ending == .code(1))
        #expect(refused.errors.contains("cannot be started in mode 'docker'"), "\(refused)")
    }

    @Test(.needs(.sdk2)) func `runs a Python server on the official SDK anew`() async throws {
        let home = try TestHome.here
        try home.define(
            "notes",
            """
            name: notes
            execution:
              mode: development
              local:
                command: \(try Component.sdk2.program())
                args: [main.py]
                source_dir: .

            """)
        try home.write("servers/notes/main.py", python(tool: "read"))
        let client = try WireClient("notes", in: home)
        try await client.open()
        try await home.waitUntilReady("notes")
        let news = try await News(of: home)
        try home.write("servers/notes/main.py", python(tool: "write"))
        _ = try await news.first("the tools") { $0.message == "tools: +write, −read" }
        try home.write("servers/notes/main.py", "def broken(:\n")
        let failure = try await news.first("the failure") { $0.severity == .error }
        #expect(failure.message.contains("SyntaxError"), "\(failure.message)")
        try home.write("servers/notes/main.py", python(tool: "append"))
        _ = try await news.first("the tools") { $0.message == "tools: +append, −write" }
        #expect(try await client.call(1, "append", "{}").text("result.content.0.text") == "append")
        try await client.close()
    }
}

/// A definition of the demo server with options; `extra` is a line at its end.
private func demo(_ options: String..., extra: String = "") -> String {
    """
    name: demo
    execution:
      local:
        command: \(Product.program("mcp-manager"))
        args: [\((["demo"] + options).joined(separator: ", "))]
    \(extra)

    """
}

/// A definition of a server whose source is `serve.sh`.
private func scripted(_ mode: String) -> String {
    """
    name: demo
    execution:
      \(mode)
      local:
        command: /bin/sh
        args: [serve.sh]
        source_dir: .

    """
}

private func python(tool: String) -> String {
    """
    from mcp.server.mcpserver import MCPServer

    server = MCPServer("notes")


    @server.tool()
    def \(tool)() -> str:
        return "\(tool)"


    server.run()

    """
}

extension TestHome {
    /// Writes `serve.sh` of the server `demo`, which runs the demo server with options.
    fileprivate func writeScript(_ options: String..., prefix: String = "true") throws {
        let command = ([Product.program("mcp-manager"), "demo"] + options).joined(separator: " ")
        try write("servers/demo/serve.sh", "\(prefix)\nexec \(command)\n")
    }

    fileprivate func write(_ file: String, _ text: String) throws {
        let path = "\(self.path)/\(file)"
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try text.write(toFile: path, atomically: true, encoding: .utf8)
    }
}
