import ServerModel
import Testing

@testable import ServerExecution

struct `Servers of other programs` {
    /// Processes as `NUMBER PARENT ARGUMENTS`; the name is the program's.
    private func found(_ lines: String, user: UInt32 = 7) -> [ForeignServers.Found] {
        var words: [Int32: [String]] = [:]
        let facts = lines.split(separator: "\n").compactMap { line -> ProcessFacts? in
            let parts = line.split(separator: " ").map(String.init)
            guard parts.count > 2, let id = Int32(parts[0]), let parent = Int32(parts[1]) else { return nil }
            words[id] = Array(parts[2...])
            let name = String((parts[2].split(separator: "/").last ?? "").prefix(15))
            return ProcessFacts(processID: id, parent: parent, group: id, session: id, user: 7, name: name)
        }
        return ForeignServers(among: ProcessTable(facts), user: user) { words[$0] ?? [] }.found()
    }

    @Test func `are one each, with all that belongs to them`() {
        let servers = found(
            """
            10 1 /opt/Claude/claude-desktop
            20 10 uvx mcp-server-time
            21 20 python /home/u/.cache/uv/x/bin/mcp-server-time
            30 10 npm exec @modelcontextprotocol/server-memory
            31 30 sh -c mcp-server-memory
            32 31 node /home/u/.npm/_npx/1/node_modules/.bin/mcp-server-memory
            """)
        #expect(servers.map(\.command.name) == ["mcp-server-time", "@modelcontextprotocol/server-memory"])
        #expect(servers.map { $0.members.map(\.facts.processID) } == [[20, 21], [30, 31, 32]])
        #expect(servers.map { $0.members.map(\.depth) } == [[0, 1], [0, 1, 2]])
        #expect(servers.map(\.startedBy) == ["Claude", "Claude"])
    }

    @Test func `are not those of any mcp-manager`() {
        let servers = found(
            """
            10 1 /usr/bin/mcp-managerd --home /h
            20 10 uvx mcp-server-time
            30 1 cursor
            31 30 mcp-connect time
            """)
        #expect(servers.isEmpty)
    }

    @Test func `are not those of other users`() {
        #expect(found("20 1 uvx mcp-server-time", user: 8).isEmpty)
    }

    @Test(arguments: [
        ("10 1 /usr/share/cursor/cursor\n11 10 /usr/share/cursor/cursor --type=utility\n20 11 uvx mcp-server-x", "Cursor"),
        ("10 1 code\n11 10 zsh\n20 11 uvx mcp-server-x", "zsh"), ("11 1 -bash\n20 11 uvx mcp-server-x", "bash"),
        ("10 1 claude\n11 10 sh -c y\n20 11 uvx mcp-server-x", "Claude"),
        ("10 1 node /usr/bin/claude\n20 10 uvx mcp-server-x", "Claude"),
        ("10 1 python /home/u/agent.py\n20 10 uvx mcp-server-x", "agent.py"),
        ("10 1 codesign\n20 10 uvx mcp-server-x", "codesign"),
    ])
    func `were started by somebody`(lines: String, owner: String) {
        #expect(found(lines).map(\.startedBy) == [owner])
    }

    @Test(arguments: [
        "20 1 uvx mcp-server-x", "10 1 /usr/lib/systemd/systemd --user\n20 10 uvx mcp-server-x", "20 999 uvx mcp-server-x",
    ])
    func `may have outlived whoever started them`(lines: String) throws {
        let servers = found(lines)
        #expect(servers.count == 1)
        #expect(servers.first?.startedBy == nil)
    }
}

struct `Adopting a server` {
    private func adopted(
        _ words: [String], executable: String? = nil, name: String? = nil, taken: Set<String> = []
    ) throws -> NewServer {
        NewServer(
            adopting: words, running: try #require(ServerCommandLine(words)), executable: executable, directory: "/src",
            name: name,
            isTaken: taken.contains)
    }

    @Test func `takes its command line and its directory`() throws {
        let new = try adopted(["uvx", "mcp-server-time", "--zone", "${X}"])
        #expect(new.name == "time")
        #expect(new.command == "uvx")
        #expect(new.args == ["mcp-server-time", "--zone", "$${X}"])
        #expect(new.directory == "/src")
        #expect(new.environment.isEmpty)
    }

    @Test func `undoes what npm wrote over its arguments`() throws {
        let new = try adopted(["npm exec @playwright/mcp --headless"])
        #expect([new.command] + new.args == ["npx", "-y", "@playwright/mcp", "--headless"])
        #expect(new.name == "playwright")
    }

    @Test func `names the program where a relative path would not`() throws {
        #expect(try adopted(["./my-mcp-server"], executable: "/src/my-mcp-server").command == "/src/my-mcp-server")
        #expect(try adopted(["uvx", "mcp-server-time"], executable: "/usr/bin/uvx").command == "uvx")
    }

    @Test func `finds a name that is free`() throws {
        #expect(try adopted(["uvx", "mcp-server-time"], taken: ["time", "time-2"]).name == "time-3")
        #expect(try adopted(["uvx", "mcp-server-time"], name: "clock", taken: ["time"]).name == "clock")
    }

    @Test func `tells which settings it had, and no values`() {
        #expect(
            GivenSettings.names(
                in: ["PATH=/a", "HOME=/h", "API_KEY=x", "A=1", "B=2", "npm_config_x=1", "PWD=/"], owner: ["PATH=/b", "A=1"])
                == ["API_KEY", "B"])
        // Nobody is left to compare with.
        #expect(GivenSettings.names(in: ["API_KEY=x", "A=1", "DB_URL=y"], owner: []) == ["API_KEY", "DB_URL"])
    }
}
