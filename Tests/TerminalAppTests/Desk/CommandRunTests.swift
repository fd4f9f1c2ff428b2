import ServerModel
import Testing

@testable import TerminalApp

/// Real programs: `/bin/sh` is everywhere.
struct `A command` {
    @Test func `tells what it prints on both ways, line by line, and how it ended`() async throws {
        let said = try await run("echo one; echo two >&2; printf three; exit 4")
        #expect(said.lines == ["one", "two", "three"])
        #expect(said.status == 4)
    }

    @Test func `has nothing to read, no terminal, and the environment it was given`() async throws {
        let said = try await run("cat; echo \"$COLUMNS $NO_COLOR\"; (: < /dev/tty) 2>/dev/null || echo no terminal")
        #expect(said.lines == ["77 1", "no terminal"])
    }

    @Test func `is ended with all it started when it is cancelled`() async throws {
        let (events, feed) = AsyncStream<Said>.makeStream()
        let command = try start("sleep 600 & echo started; wait", feed)
        var news = events.makeAsyncIterator()
        #expect(await news.next() == .lines(["started"]))
        command.cancel()
        // The sleeping child holds the pipe: the end comes only when it is gone as well.
        #expect(await news.next() == .ended(143))
        // Afterwards the number may be somebody else's: nothing happens.
        command.cancel()
    }

    @Test func `tells a signal as shells do`() async throws {
        #expect(try await run("kill -9 $$").status == 137)
    }

    @Test func `breaks endless lines, and takes what is no text`() async throws {
        let said = try await run("printf '\\377\\n'; head -c 40000 /dev/zero | tr '\\0' x")
        #expect(said.lines.first == "\u{FFFD}")
        #expect(said.lines.dropFirst().map(\.count) == [16_384, 16_384, 7_232])
    }

    @Test func `that does not exist says so`() {
        #expect {
            _ = try CommandRun(program: "/nowhere/mcp-manager", arguments: [], environment: [], said: { _ in }, ended: { _ in })
        } throws: { error in
            (error as? ErrorReport)?.problem == "/nowhere/mcp-manager cannot be run: No such file or directory"
        }
    }

    @Test func `is told our home, and the room there is`() {
        let program = CommandProgram(path: "/bin/x", environment: ["A=1", "COLUMNS=9", "NO_COLOR=", "MCP_MANAGER_HOME=/h"])
        #expect(program.environment(columns: 70) == ["A=1", "MCP_MANAGER_HOME=/h", "NO_COLOR=1", "COLUMNS=70"])
    }

    private enum Said: Hashable {
        case lines([String])
        case ended(Int32)
    }

    private func start(_ script: String, _ feed: AsyncStream<Said>.Continuation) throws -> CommandRun {
        let program = CommandProgram(path: "/bin/sh", environment: ["PATH=/usr/bin:/bin"])
        return try CommandRun(
            program: "/bin/sh", arguments: ["-c", script], environment: program.environment(columns: 77),
            said: { feed.yield(.lines($0)) }, ended: { feed.yield(.ended($0)) })
    }

    private func run(_ script: String) async throws -> (lines: [String], status: Int32?) {
        let (events, feed) = AsyncStream<Said>.makeStream()
        let command = try start(script, feed)
        var lines: [String] = []
        for await event in events {
            switch event {
            case .lines(let more): lines += more
            case .ended(let status):
                _ = command
                return (lines, status)
            }
        }
        return (lines, nil)
    }
}
