import ControlAPI
import DaemonLaunch
import Foundation
import ServerModel
import Synchronization
import Testing

/// A home of its own for one test, with a daemon that starts on demand and is gone with the test.
public final class TestHome: Sendable {
    /// The folder everything of this test is in; short, because a socket's path has about 100 bytes.
    public let root: String
    /// The mcp-manager home.
    public let path: String
    /// The environment of every program of this test: nothing of the user's but PATH.
    public let environment: [String: String]

    private let finalWork = Mutex<[@Sendable () async throws -> Void]>([])

    @TaskLocal static var current: TestHome?

    /// The home of the running test; it must carry the trait `.temporaryHome`.
    public static var here: TestHome {
        get throws {
            guard let current else { throw TestFailure("the test lacks the trait .temporaryHome") }
            return current
        }
    }

    init() throws {
        var template = Array("/tmp/mcpm-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw TestFailure("no temporary folder: \(String(cString: strerror(errno)))") }
        root = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        path = "\(root)/home"
        environment = [
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
            "HOME": "\(root)/user", "MCP_MANAGER_HOME": path, "TMPDIR": root,
            "LANG": "C.UTF-8", "TERM": "xterm-256color", "SHELL": "/bin/sh",
            // Tests of the question itself ask a shell of their own.
            "MCP_MANAGER_SHELL_PATH": "off",
        ]
        try FileManager.default.createDirectory(atPath: "\(root)/user", withIntermediateDirectories: true)
    }

    // MARK: The command line

    /// Runs `mcp-manager` with this home.
    @discardableResult
    public func manager(
        _ arguments: String..., input: String = "", within limit: Duration = .seconds(60)
    ) async throws -> Outcome {
        try await manager(arguments, input: input, within: limit)
    }

    @discardableResult
    public func manager(_ arguments: [String], input: String = "", within limit: Duration = .seconds(60)) async throws -> Outcome
    {
        try await Tool.run(
            Product.program("mcp-manager"), arguments, environment: environment, input: input, within: limit)
    }

    /// Runs `mcp-manager`, which must succeed.
    @discardableResult
    public func succeed(
        _ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Outcome {
        let outcome = try await manager(arguments)
        try #require(
            outcome.succeeded, "mcp-manager \(arguments.joined(separator: " ")): \(outcome)", sourceLocation: sourceLocation)
        return outcome
    }

    /// Adds the built-in demo server under a name, with options of `mcp-manager demo`.
    public func addDemo(_ name: String, _ options: String...) async throws {
        let outcome = try await manager(["add", name, "--", Product.program("mcp-manager"), "demo"] + options)
        try #require(outcome.succeeded, "\(outcome)")
    }

    /// What `mcp-manager status NAME --json` says.
    public func status(_ name: String) async throws -> ServerStatus {
        let statuses: [ServerStatus] = try await manager("status", name, "--json").decoded()
        guard let status = statuses.first else { throw TestFailure("status \(name) --json is an empty list") }
        return status
    }

    // MARK: Files

    /// Writes `servers/NAME.yaml` by hand.
    public func define(_ name: String, _ yaml: String) throws {
        try FileManager.default.createDirectory(
            atPath: "\(path)/servers", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
        try yaml.write(toFile: "\(path)/servers/\(name).yaml", atomically: true, encoding: .utf8)
    }

    /// The text of a file below the home; empty when there is none.
    public func text(of file: String) -> String {
        FileManager.default.contents(atPath: "\(path)/\(file)").map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    /// What is in a folder below the home, sorted; nothing when there is none.
    public func names(in folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)")) ?? []).sorted()
    }

    /// Removes the home with all that is in it, as people do, whatever the daemon writes or removes meanwhile.
    public func removeAll() async throws {
        guard let rm = Tool.path(of: "rm") else { throw TestFailure("rm is missing") }
        var outcome: Outcome
        var tries = 0
        repeat {
            outcome = try await Tool.run(rm, ["-rf", path], environment: environment)
            tries += 1
        } while !outcome.succeeded && tries < 5
        guard outcome.succeeded else { throw TestFailure("the home cannot be removed: \(outcome)") }
    }

    // MARK: Events

    /// The daemon, started if none runs.
    public func control() async throws -> ControlClient {
        let home = HomeDirectory(path: path)
        do {
            return try await ControlClient.connect(home: home, launch: false)
        } catch is LaunchFailure {
            // By the command line, so that the daemon has the environment of this test and not that of the test run.
            try await succeed("daemon", "start")
            return try await ControlClient.connect(home: home, launch: false)
        }
    }

    /// The server's status once it is as wanted, told by the daemon's events.
    @discardableResult
    public func wait(
        for name: String, _ what: String, within limit: Duration = .seconds(30),
        until isAsWanted: @escaping @Sendable (ServerStatus) -> Bool
    ) async throws -> ServerStatus {
        let id = try ServerID(name)
        let client = try await control()
        do {
            return try await within(limit, "\(what) of \(name)") {
                // Subscribed before the first look, so that no change falls between the two.
                let events = try await client.events(after: nil)
                let now = try await client.server(id)
                if isAsWanted(now) { return now }
                for try await _ in events {
                    let now = try await client.server(id)
                    if isAsWanted(now) { return now }
                }
                throw TestFailure("the daemon's events ended")
            }
        } catch let failure as TestFailure {
            let now = try? await client.server(id)
            throw TestFailure("\(failure)\nit is: \(now.map(String.init(describing:)) ?? "gone")\n\(story)")
        }
    }

    /// Waits until the server is ready, in a run later than `run`.
    @discardableResult
    public func waitUntilReady(
        _ name: String, after run: Int = 0, within limit: Duration = .seconds(30)
    ) async throws -> ServerStatus {
        try await wait(for: name, "readiness", within: limit) { $0.phase == .ready && ($0.run?.number ?? 0) > run }
    }

    // MARK: Processes

    /// The processes that belong to this home.
    public var processes: [LivingProcess] { ProcessTable.processes(using: root) }

    /// The daemons of this home; more than one is a defect.
    public var daemons: [LivingProcess] { processes.filter { $0.program == "mcp-managerd" } }

    /// Those of this home's processes that have not ended after `limit`, told by the kernel.
    public func processesLeft(after limit: Duration = .seconds(20)) async -> [LivingProcess] {
        await ProcessTable.survivors(of: processes, after: limit)
    }

    /// The daemon's log and the servers' own, for the output of a failed test.
    public var story: String {
        let logs = (try? FileManager.default.subpathsOfDirectory(atPath: "\(path)/logs")) ?? []
        return logs.filter { $0.hasSuffix(".log") }.sorted().map { name in
            let lines = text(of: "logs/\(name)").split(separator: "\n")
            return "--- logs/\(name)\n" + lines.suffix(30).joined(separator: "\n")
        }.joined(separator: "\n")
    }

    /// Has something done when the test is over, before the daemon is stopped.
    func atEnd(_ work: @escaping @Sendable () async throws -> Void) { finalWork.withLock { $0.append(work) } }

    /// Stops the daemon and removes the home; a process left behind is a failure of the test.
    func close() async throws {
        for work in finalWork.withLock({ $0 }) { try await work() }
        if !daemons.isEmpty {
            let stopped = try await manager("daemon", "stop")
            if !stopped.succeeded { Issue.record("the daemon does not stop: \(stopped)") }
        }
        let left = await processesLeft()
        if !left.isEmpty {
            Issue.record("left behind:\n\(left.map(\.description).joined(separator: "\n"))\n\(story)")
            for process in left { kill(process.processID, SIGKILL) }
        }
        if ProcessInfo.processInfo.environment["KEEP_TEST_HOMES"] == nil {
            try FileManager.default.removeItem(atPath: root)
        }
    }
}
