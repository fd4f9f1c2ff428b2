import Testing

@testable import DaemonLaunch

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A daemon in a few lines of Python. It lives until the test's home is gone, or is told to end by a byte on a connection.
private let fakeDaemon = """
    #!/usr/bin/env python3
    import os, socket, sys
    home, fd = sys.argv[2], int(sys.argv[4])
    with open(home + "/starts", "a") as starts:
        starts.write(f"{os.getpid()} {os.getppid()} {os.getsid(0)} {os.getcwd()} {sorted(map(int, os.listdir('/dev/fd')))}\\n")
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(home + "/run/sessions.sock")
    listener.listen()
    os.write(fd, b"ok\\n")
    os.close(fd)
    connections = []
    while True:
        connection, _ = listener.accept()
        connections.append(connection)
        connection.sendall(b"hello")
        if connection.recv(1) == b"x":
            sys.exit()

    """

@Suite(.timeLimit(.minutes(1)))
struct `Reaching the daemon` {
    private var home: HomeDirectory { HomeDirectory(path: TemporaryDirectory.path + "/home") }

    private func connect(launch: Bool = true, deadline: Int32 = 20_000) throws(LaunchFailure) -> Int32 {
        let program = TemporaryDirectory.path + "/daemon"
        return try DaemonLauncher.connect(to: .sessions, home: home, launch: launch, deadline: deadline) {
            () throws(LaunchFailure) in program
        }
    }

    /// What the daemon says first; then it is told to end.
    private func greeting(_ connection: Int32) -> String {
        defer { close(connection) }
        var bytes = [UInt8](repeating: 0, count: 5)
        let count = recv(connection, &bytes, bytes.count, Int32(MSG_WAITALL))
        write(connection, "x", 1)
        // It has gone when it closes the connection.
        var rest: UInt8 = 0
        _ = read(connection, &rest, 1)
        return String(decoding: bytes[..<max(0, count)], as: UTF8.self)
    }

    private func useDaemon(_ script: String) throws { try TemporaryDirectory.write(script, to: "daemon", mode: 0o700) }

    @Test(.temporaryDirectory) func `starts it when nobody answers`() throws {
        try useDaemon(fakeDaemon)
        #expect(greeting(try connect()) == "hello")
    }

    @Test(.temporaryDirectory) func `starts it again where a dead one left its socket`() throws {
        try useDaemon(
            fakeDaemon.replacing(
                "listener.bind",
                with: "os.path.exists(home + '/run/sessions.sock') and os.unlink(home + '/run/sessions.sock'); listener.bind"))
        #expect(greeting(try connect()) == "hello")
        #expect(greeting(try connect()) == "hello")
        #expect(TemporaryDirectory.read("home/starts").split(separator: "\n").count == 2)
    }

    @Test(.temporaryDirectory) func `starts one, however many ask`() async throws {
        try useDaemon(fakeDaemon)
        let connections = try await withThrowingTaskGroup(of: Int32.self) { group in
            for _ in 0..<4 { group.addTask { try connect() } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(TemporaryDirectory.read("home/starts").split(separator: "\n").count == 1)
        // The daemon serves one after the other: a connection that ends lets it go on to the next.
        for connection in connections.dropLast() { close(connection) }
        write(connections[3], "x", 1)
        var bytes = [UInt8](repeating: 0, count: 64)
        while read(connections[3], &bytes, bytes.count) > 0 {}
        close(connections[3])
    }

    @Test(.temporaryDirectory) func `leaves it on its own: a session leader in /, adopted, with four descriptors`() throws {
        try useDaemon(fakeDaemon)
        #expect(greeting(try connect()) == "hello")
        let fields = TemporaryDirectory.read("home/starts").split(separator: " ", maxSplits: 4).map(String.init)
        #expect(fields[0] == fields[2])
        #expect(fields[1] != "\(getpid())")
        #expect(fields[3] == "/")
        // 0, 1, 2, the pipe, and two that Python opens: the file it writes, and the directory it lists.
        #expect(fields[4] == "[0, 1, 2, 3, 4, 5]\n")
    }

    @Test(.temporaryDirectory) func `does not start it unless told to`() throws {
        try useDaemon(fakeDaemon)
        let failure = #expect(throws: LaunchFailure.self) { try connect(launch: false) }
        #expect(failure?.code == "daemon-not-running")
        #expect(TemporaryDirectory.read("home/starts").isEmpty)
    }

    @Test(.temporaryDirectory) func `passes on what it says is wrong`() throws {
        try useDaemon("#!/bin/sh\nprintf 'too-old\\tthe home is newer\\tinstall 0.2\\n' >&3\n")
        let failure = #expect(throws: LaunchFailure.self) { try connect() }
        #expect(failure == LaunchFailure(code: "too-old", problem: "the home is newer", remedy: "install 0.2"))
    }

    @Test(.temporaryDirectory) func `quotes its last words`() throws {
        try home.prepare()
        try TemporaryDirectory.write("an old line\n", to: "home/logs/daemon.log")
        try useDaemon("#!/bin/sh\necho first >&2; echo 'no more memory' >&2; exit 1\n")
        let failure = #expect(throws: LaunchFailure.self) { try connect() }
        #expect(failure?.code == "daemon-failed")
        #expect(failure?.problem.hasSuffix("its last words: first / no more memory") == true)
    }

    @Test(.temporaryDirectory) func `names a program that cannot be run`() throws {
        let failure = #expect(throws: LaunchFailure.self) { try connect() }
        #expect(failure?.problem.contains("/daemon' cannot be run: no such file or directory") == true)
    }

    @Test(.temporaryDirectory) func `gives up on one that says nothing`() throws {
        try useDaemon("#!/bin/sh\nexec sleep 5\n")
        let failure = #expect(throws: LaunchFailure.self) { try connect(deadline: 50) }
        #expect(failure?.code == "daemon-slow")
    }
}
