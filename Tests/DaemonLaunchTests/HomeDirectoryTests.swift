import DaemonLaunch
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

struct `A home` {
    @Test(
        arguments: [
            ("/opt/h", ["MCP_MANAGER_HOME": "/e", "HOME": "/u"], "/opt/h"),
            (nil, ["MCP_MANAGER_HOME": "/e", "HOME": "/u"], "/e"),
            (nil, ["HOME": "/u"], "/u/.mcp_servers"), (nil, ["MCP_MANAGER_HOME": "", "HOME": "/u"], "/u/.mcp_servers"),
            ("", ["HOME": "/u"], "/u/.mcp_servers"),
        ] as [(String?, [String: String], String)])
    func `is the option, else the variable, else in the user's home`(
        option: String?, environment: [String: String], expected: String
    ) {
        #expect(HomeDirectory.resolved(option: option) { environment[$0] }.path == expected)
    }

    @Test(arguments: [("/a/", "/a"), ("/a//b/./c", "/a/b/c"), ("/", "/"), ("/a/../b", "/a/../b")])
    func `has one spelling`(written: String, expected: String) {
        #expect(HomeDirectory(path: written).path == expected)
    }

    @Test func `starts at the working directory when relative`() throws {
        let working = try #require(getcwd(nil, 0))
        defer { free(working) }
        #expect(HomeDirectory(path: "./x").path == String(cString: working) + "/x")
    }

    @Test func `keeps its sockets inside`() {
        let home = HomeDirectory(path: "/home/u/.mcp_servers")
        #expect(home.sessionsSocket == "/home/u/.mcp_servers/run/sessions.sock")
        #expect(home.controlSocket == "/home/u/.mcp_servers/run/control.sock")
    }

    @Test func `has its sockets in a directory of its own in /tmp when its path is too long for the kernel`() {
        // "/run/sessions.sock" has 18 bytes: 82 are the most that fit.
        let longest = HomeDirectory(path: "/" + String(repeating: "x", count: 81))
        #expect(longest.sessionsSocket.utf8.count == 100)
        #expect(longest.sessionsSocket.hasPrefix(longest.path))

        let tooLong = HomeDirectory(path: "/" + String(repeating: "x", count: 82))
        #expect(tooLong.socketDirectory.hasPrefix("/tmp/mcp-manager-\(geteuid())-"))
        #expect(tooLong.socketDirectory.split(separator: "-").last?.count == 16)
        #expect(tooLong.socketDirectory != HomeDirectory(path: "/" + String(repeating: "y", count: 82)).socketDirectory)
        #expect(tooLong.daemonLock.hasPrefix(tooLong.path))
    }
}

struct `Preparing a home` {
    private func mode(_ path: String) -> mode_t? {
        var information = stat()
        return stat(path, &information) == 0 ? information.st_mode & 0o777 : nil
    }

    @Test(.temporaryDirectory) func `makes its directories for their owner alone`() throws {
        let home = HomeDirectory(path: TemporaryDirectory.path + "/a/b/home")
        try home.prepare()
        for directory in [home.path, home.socketDirectory, home.logsDirectory, home.serversDirectory, home.stateDirectory] {
            #expect(mode(directory) == 0o700, "\(directory)")
        }
        try home.prepare()
    }

    @Test(.temporaryDirectory) func `takes from others what they could read`() throws {
        let home = HomeDirectory(path: TemporaryDirectory.path + "/home")
        mkdir(home.path, 0o755)
        try home.prepare()
        #expect(mode(home.path) == 0o700)
    }

    @Test(.temporaryDirectory) func `fails where a file is in the way`() throws {
        let path = TemporaryDirectory.path + "/home"
        try TemporaryDirectory.write("", to: "home")
        let failure = #expect(throws: LaunchFailure.self) { try HomeDirectory(path: path).prepare() }
        #expect(failure?.code == "no-home")
        #expect(failure?.problem.contains(path) == true)
    }
}
