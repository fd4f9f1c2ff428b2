import ControlAPI
import DaemonLaunch
import Foundation
import ServerModel
import TestSupport
import Testing

@Suite(.temporaryHome, .timeLimit(.minutes(3)))
struct `What servers use` {
    @Test func `is in their status, in ps, in top and in their history`() async throws {
        let home = try TestHome.here
        try await home.addDemo("demo")
        try await home.succeed("start", "demo")
        let status = try await home.waitUntilReady("demo")
        let use = try #require(status.use)
        #expect(use.residentBytes > 1_000_000 && use.threads >= 1 && use.processes == 1 && use.openFiles ?? 3 >= 3)

        let report: ProcessReport = try await home.succeed("ps", "demo", "--json").decoded()
        let tree = try #require(report.trees.first)
        #expect(tree.server.rawValue == "demo" && tree.run == 1 && report.foreign.isEmpty)
        #expect(tree.processes.map(\.processID) == [status.run?.processID])
        #expect(tree.processes.first?.commandLine.hasSuffix("mcp-manager demo") == true)
        let story = try await home.succeed("ps", "demo").output
        #expect(story.contains("demo  run 1\n") && story.contains(" MB "), "\(story)")

        let rows: [ServerActivity] = try await home.succeed("top", "--once", "--json").decoded()
        #expect(rows.map(\.status.id.rawValue) == ["demo"])
        #expect(rows.first?.peak != nil && rows.first?.recent.isEmpty == false)
        #expect(try await home.succeed("top").output.hasPrefix("1 of 1 servers run, 1 processes"))

        let client = try await ControlClient.connect(home: HomeDirectory(path: home.path))
        let samples = try await client.use(of: ServerID("demo"), minutes: 60)
        #expect(samples.first?.use.processes == 1)
        try await home.succeed("daemon", "stop")
        let again = try await ControlClient.connect(home: HomeDirectory(path: home.path))
        let kept = try await again.use(of: ServerID("demo"), minutes: 60)
        #expect(kept.first?.use.processes == 1, "the minute before the daemon's end is lost")
    }

    @Test func `is followed as long as somebody looks`() async throws {
        let home = try TestHome.here
        try await home.addDemo("demo")
        try await home.succeed("start", "demo")
        let client = try await ControlClient.connect(home: HomeDirectory(path: home.path))
        var cpu: [Double?] = []
        for try await servers in try await client.followActivity() {
            cpu.append(servers.first?.status.use?.cpu)
            if cpu.count == 3 { break }
        }
        // Two looks are enough to know what it uses of the processor.
        #expect(cpu.last != .some(nil) && cpu.allSatisfy { ($0 ?? 0) >= 0 }, "\(cpu)")
    }

    @Test func `may not be more memory than allowed, in all its processes together`() async throws {
        let home = try TestHome.here
        try home.define(
            "greedy",
            """
            name: greedy
            execution:
              limits: { memory: 100MB }
              restart: { policy: never }
              local:
                command: /bin/sh
                args: ["-c", "(head -c 200000000 /dev/zero; sleep 1000) | tail -c 200000000 & exec '\(Product.program("mcp-manager"))' demo"]
            """)
        // Ready, or ended before: the limit does not wait for either.
        try await home.manager("start", "greedy")
        let status = try await home.wait(for: "greedy", "its end") { $0.phase.name == .failed }
        let cause = try #require(status.lastExit?.cause)
        #expect(cause.hasPrefix("it used ") && cause.hasSuffix("MB (execution.limits.memory)"), "\(cause)")
        #expect(home.text(of: "logs/greedy/server.log").contains("execution.limits.memory"))
        let servers = home.processes.filter { $0.program != "mcp-managerd" }
        #expect(await ProcessTable.survivors(of: servers, after: .seconds(20)).isEmpty)
    }

    @Test func `may not be more files than allowed`() async throws {
        let home = try TestHome.here
        try home.define(
            "few",
            """
            name: few
            execution:
              limits: { open_files: 64 }
              local:
                command: /bin/sh
                args: ["-c", "ulimit -n >&2; exec '\(Product.program("mcp-manager"))' demo"]
            """)
        try await home.succeed("start", "few")
        let logs: [LogRecord] = try await home.succeed("logs", "few", "--json").decoded()
        #expect(logs.contains { $0.message == "64" }, "\(logs.map(\.message))")
    }
}

@Suite(.temporaryHome, .timeLimit(.minutes(3)))
struct `A server that another program started` {
    /// One, as a client would start it, by the name that gives it away.
    private func start(in home: TestHome) async throws -> (process: LineProcess, name: String) {
        let name = "mcp-server-\(home.root.suffix(6))"
        let program = "\(home.root)/\(name)"
        try FileManager.default.createSymbolicLink(atPath: program, withDestinationPath: Product.program("mcp-manager"))
        let environment = home.environment.merging(["DEMO_API_KEY": "hidden"]) { $1 }
        return (try LineProcess(program, ["demo"], environment: environment), name)
    }

    private func found(_ name: String, in home: TestHome) async throws -> ForeignServer? {
        let report: ProcessReport = try await home.succeed("ps", "--foreign", "--json").decoded()
        #expect(report.trees.isEmpty)
        return report.foreign.first { $0.name == name }
    }

    @Test func `is found, and ended when told to`() async throws {
        let home = try TestHome.here
        let (process, name) = try await start(in: home)
        let server = try #require(try await found(name, in: home))
        #expect(server.processes.map(\.processID) == [process.processID])
        #expect(server.startedBy != nil && server.use.residentBytes > 0 && server.duplicates == nil)
        #expect(try await home.succeed("ps").output.contains("started by other programs\n"))

        // Nobody is there to say yes.
        let asked = try await home.manager("ps", "--end", "\(process.processID)")
        #expect(asked.ending == .code(2) && asked.errors.contains("--yes"))
        let output = try await home.succeed("ps", "--end", "\(process.processID)", "--yes").output
        #expect(output == "ended \(name) (\(process.processID))\n")
        #expect(try await process.finish() == .signal(SIGTERM))
        #expect(try await found(name, in: home) == nil)
    }

    @Test func `becomes ours when told to, without its settings`() async throws {
        let home = try TestHome.here
        let (process, name) = try await start(in: home)
        let adoption: Adoption = try await home.succeed(
            "ps", "--adopt", "\(process.processID)", "--name", "mine", "--yes", "--json"
        ).decoded()
        #expect(adoption.clientCommand == "mcp-connect mine")
        #expect(adoption.settings.contains("DEMO_API_KEY"))
        #expect(adoption.ended == [process.processID])
        _ = try await process.finish()
        let definition = home.text(of: "servers/mine.yaml")
        #expect(definition.contains(name) && !definition.contains("hidden"), "\(definition)")
        try await home.succeed("start", "mine")
        try await home.waitUntilReady("mine")
        // Ours is no foreign one.
        #expect(try await found(name, in: home) == nil)
    }

    @Test func `may run on beside the one that is ours, and is said to be the same`() async throws {
        let home = try TestHome.here
        let (process, name) = try await start(in: home)
        try await home.succeed("ps", "--adopt", "\(process.processID)", "--name", "mine", "--keep", "--yes")
        #expect(try await found(name, in: home)?.duplicates?.rawValue == "mine")
        process.send(SIGTERM)
        _ = try await process.finish()
    }

    @Test func `is the only thing that is ended`() async throws {
        let home = try TestHome.here
        try await home.addDemo("demo")
        try await home.succeed("start", "demo")
        let ours = try #require(try await home.status("demo").run?.processID)
        for process in [ours, getpid(), 1] {
            let outcome = try await home.manager("ps", "--end", "\(process)", "--yes")
            #expect(outcome.ending == .code(1) && outcome.errors.contains("no MCP server that another program"), "\(outcome)")
            let client = try await ControlClient.connect(home: HomeDirectory(path: home.path))
            let entry = ProcessEntry(
                processID: process, parent: 1, owner: "", name: "", commandLine: "",
                startedAt: Timestamp(millisecondsSince1970: 0), use: ResourceUse())
            await #expect(throws: ErrorReport.self) { try await client.end(entry) }
        }
        #expect(try await home.status("demo").run?.processID == ours)
    }
}
