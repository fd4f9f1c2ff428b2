import ServerModel
import Testing

@testable import ServerSupervision

/// What real servers said when they died, and what is made of it.
struct `The cause of a failure` {
    static let sayings: [(String, String)] = [
        ("ModuleNotFoundError: No module named 'requests'", "the Python module 'requests' is missing"),
        (
            "ModuleNotFoundError: No module named 'mcp.server.fastmcp'",
            "it needs mcp.server.fastmcp: it was written for version 1"
        ),
        (
            "ImportError: cannot import name 'ErrorData' from 'mcp' (/x/mcp/__init__.py)",
            "mcp has no 'ErrorData' any more: it was written for version 1"
        ),
        ("  SyntaxError: invalid syntax", "its code has a mistake: SyntaxError: invalid syntax"),
        ("Error: Cannot find module '/srv/dist/index.js'", "the Node module '/srv/dist/index.js' is missing"),
        ("npm error code E404", "npm knows no package of that name"),
        ("FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory", "Node ran out of memory"),
        ("/usr/bin/env: ‘node’: No such file or directory", "the command 'node' was not found on the PATH: /bin:/usr/bin"),
        ("env: node: No such file or directory", "the command 'node' was not found on the PATH: /bin:/usr/bin"),
        ("sh: 1: npx: not found", "the command 'npx' was not found on the PATH: /bin:/usr/bin"),
        ("bash: line 1: uvx: command not found", "the command 'uvx' was not found on the PATH: /bin:/usr/bin"),
        ("zsh:1: command not found: uvx", "the command 'uvx' was not found on the PATH: /bin:/usr/bin"),
        ("Error: listen EADDRINUSE: address already in use :::3000", "port 3000 is in use by another program"),
        (
            "ERROR: [Errno 98] error while attempting to bind on address ('127.0.0.1', 8000): address already in use",
            "port 8000 is in use by another program"
        ),
        ("OSError: [Errno 98] Address already in use", "its port is in use by another program"),
        ("PermissionError: [Errno 13] Permission denied: '/var/db/x.sqlite'", "it has no permission to '/var/db/x.sqlite'"),
        ("Error: EACCES: permission denied, open '/etc/secret'", "it has no permission to '/etc/secret'"),
        ("OSError: [Errno 28] No space left on device", "the disk is full"),
        ("MemoryError", "it ran out of memory"),
        ("socket.gaierror: [Errno -3] Temporary failure in name resolution", "it could not reach the network"),
        ("KeyError: 'JIRA_API_TOKEN'", "it needs JIRA_API_TOKEN, which it was not given"),
        ("Error: BRAVE_API_KEY environment variable is required", "it needs BRAVE_API_KEY, which it was not given"),
        ("GITHUB_PERSONAL_ACCESS_TOKEN not set", "it needs GITHUB_PERSONAL_ACCESS_TOKEN, which it was not given"),
        ("Missing required environment variable: SLACK_BOT_TOKEN", "it needs SLACK_BOT_TOKEN, which it was not given"),
        ("server: error: unrecognized arguments: --foo", "it does not take the arguments it was given"),
        ("docker: Cannot connect to the Docker daemon at unix:///var/run/docker.sock.", "Docker does not run"),
    ]

    @Test(arguments: sayings)
    func `is told by what a server said last`(saying: (line: String, problem: String)) throws {
        let cause = try #require(FailureCause.found(for: .code(1), in: [saying.line], path: "/bin:/usr/bin"))
        #expect(cause.problem.hasPrefix(saying.problem), "\(cause.problem)")
        #expect(!cause.remedy.isEmpty)
    }

    @Test(arguments: [
        "Traceback (most recent call last):", "INFO: server started", "loading module 'x'",
        "npm error A complete log of this run",
        "Processing request of type ListToolsRequest", "PATH is set", "user not found", "HTTP 404: page not found",
        "the API key is required by some tools",
    ])
    func `is not guessed from lines that say nothing`(line: String) {
        #expect(FailureCause.found(for: .code(1), in: [line]) == nil)
    }

    @Test func `is the newest one said`() {
        let lines = ["Error: Cannot find module 'a'", "trying again", "MemoryError", "bye"]
        #expect(FailureCause.found(for: .code(1), in: lines)?.problem == "it ran out of memory")
    }

    @Test func `is memory when the kernel had to end processes for it`() {
        #expect(FailureCause.found(for: .signal(9), in: [], isOutOfMemory: true)?.problem.contains("out of memory") == true)
        #expect(FailureCause.found(for: .signal(9), in: []) == nil)
        #expect(FailureCause.found(for: .code(1), in: [], isOutOfMemory: true) == nil)
    }

    @Test func `may be told by how it ended alone`() {
        #expect(
            FailureCause.found(for: .code(127), in: [], path: "/bin")?.problem
                == "a command it uses was not found on the PATH: /bin")
        #expect(FailureCause.found(for: .signal(11), in: [])?.problem == "it crashed in native code")
        #expect(FailureCause.found(for: .code(3), in: []) == nil)
    }
}
