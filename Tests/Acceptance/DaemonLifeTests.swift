import Foundation
import ServerModel
import TestSupport
import Testing

@Suite(.temporaryHome, .timeLimit(.minutes(3)))
struct `The daemon's life` {
    // MARK: Stopping

    @Test func `has ended with its servers when the command that stops it returns`() async throws {
        let home = try TestHome.here
        try await home.addDemo("demo")
        try await home.succeed("start", "demo")
        let processes = home.processes
        #expect(processes.count == 2)
        try await home.succeed("daemon", "stop")
        #expect(home.processes.isEmpty, "\(home.processes)")
        #expect(!FileManager.default.fileExists(atPath: home.path + "/state/history.sqlite-wal"), "the history was not closed")
        // Quietly so when there is none.
        try await home.succeed("daemon", "stop")
    }

    @Test func `ends at once when it is told to, whatever its servers ignore`() async throws {
        let home = try TestHome.here
        try await home.addDemo("deaf", "--ignore-term")
        try await home.succeed("start", "deaf")
        try await home.succeed("daemon", "stop", "--now")
        #expect(home.processes.isEmpty, "\(home.processes)")
    }

    @Test func `ends although somebody follows a log`() async throws {
        let home = try TestHome.here
        try await home.addDemo("demo", "--chatter", "0.05")
        try await home.succeed("start", "demo")
        let follower = try LineProcess(
            Product.program("mcp-manager"), ["logs", "demo", "--follow"], environment: home.environment)
        _ = try await follower.line()
        try await home.succeed("daemon", "stop")
        #expect(home.daemons.isEmpty)
        _ = try await follower.finish()
    }

    @Test func `begins anew with a restart; a client's session goes on`() async throws {
        let home = try TestHome.here
        try await home.addDemo("demo")
        let client = try WireClient("demo", in: home)
        try await client.open()
        let before = try #require(home.daemons.first).processID
        try await home.succeed("daemon", "restart")
        #expect(home.daemons.map(\.processID) != [before])
        #expect(home.daemons.count == 1)
        #expect(try await client.call(1, "echo", #"{"text":"on"}"#).text("result.content.0.text") == "on")
        try await client.close()
    }

    // MARK: Crashing

    @Test func `leaves a report when it crashes, which the next one tells of`() async throws {
        let home = try TestHome.here
        try await home.succeed("daemon", "start")
        let daemon = try #require(home.daemons.first)
        kill(daemon.processID, SIGSEGV)
        #expect(await ProcessTable.survivors(of: [daemon], after: .seconds(20)).isEmpty)
        let names = try FileManager.default.contentsOfDirectory(atPath: home.path + "/logs").filter { $0.hasPrefix("crash-") }
        let report = home.text(of: "logs/\(try #require(names.first))")
        #expect(report.hasPrefix("mcp-managerd \(productVersion) crashed.\ntime:    20"), "\(report)")
        #expect(report.contains("signal:  SIGSEGV, sent by process \(getpid())"), "\(report)")
        #expect(report.contains("Where it was:\n"), "\(report)")
        let status = try await home.succeed("daemon", "start").errors
        #expect(status.isEmpty)
        let told = try await home.succeed("daemon", "status")
        #expect(told.errors.contains("the daemon crashed at 20"), "\(told)")
        #expect(told.errors.contains("/logs/\(names[0])"), "\(told)")
        #expect(home.text(of: "logs/daemon.log").contains("the daemon crashed at 20"))
        #expect(try await home.manager("doctor").output.contains("the daemon crashed at 20"))
        try FileManager.default.removeItem(atPath: "\(home.path)/logs/\(names[0])")
        #expect(try await home.succeed("daemon", "status").errors.isEmpty)
    }

    // MARK: Being stopped early

    @Test func `is stopped also while it is still starting`() async throws {
        let home = try TestHome.here
        let starting = try await OtherDaemon(startingIn: home)
        try await home.succeed("daemon", "stop")
        #expect(try await starting.hasEnded())
    }

    // MARK: Losing its home

    @Test func `ends with its home, which it does not bring back`() async throws {
        let home = try TestHome.here
        try await home.addDemo("demo")
        try await home.succeed("start", "demo")
        let processes = home.processes
        #expect(processes.count == 2)
        // As people do it; the daemon takes its sockets away meanwhile.
        try await home.removeAll()
        #expect(await ProcessTable.survivors(of: processes, after: .seconds(20)).isEmpty)
        #expect(!FileManager.default.fileExists(atPath: home.path), "\(home.processes)")
    }

    // MARK: Other versions

    @Test func `is another version's: an older one is restarted if the user agrees, and not otherwise`() async throws {
        let home = try TestHome.here
        let old = try await OtherDaemon("0.0.1", in: home)
        let refused = try await home.manager("list")
        #expect(refused.ending == .code(1))
        #expect(refused.errors.contains("the running daemon is version 0.0.1, this program is \(productVersion)"), "\(refused)")
        #expect(refused.errors.contains("mcp-manager daemon restart"), "\(refused)")
        try await home.succeed("list", "--yes")
        #expect(try await old.hasEnded())
        #expect(home.daemons.count == 1)
    }

    @Test func `is another version's: a newer one is left alone`() async throws {
        let home = try TestHome.here
        let new = try await OtherDaemon("99.0.0", in: home)
        let refused = try await home.manager("list", "--yes")
        #expect(refused.ending == .code(1))
        #expect(refused.errors.contains("the running daemon is version 99.0.0"), "\(refused)")
        #expect(!refused.errors.contains("restart"), "\(refused)")
        try await home.succeed("daemon", "stop")
        #expect(try await new.hasEnded())
    }

    @Test func `speaks with bridges of other versions that greet alike, and tells others what to do`() async throws {
        let home = try TestHome.here
        try await home.addDemo("demo")
        let alike = try await home.greetDaemon(#"{"mcpManager":1,"version":"99.0.0","server":"demo"}"#)
        #expect(alike == #"{"ok":true}"#)
        let unlike = try await home.greetDaemon(#"{"mcpManager":2,"version":"99.0.0","server":"demo"}"#)
        #expect(unlike.contains(#""code":"bridge-version""#), "\(unlike)")
        #expect(unlike.contains("mcp-connect 99.0.0 does not fit this daemon"), "\(unlike)")
    }

    // MARK: As a service

    @Test func `is installed for systemd, handed over, and uninstalled`() async throws {
        let home = try TestHome.here
        let systemd = try FakeSystemd(in: home)
        try await home.addDemo("demo")
        let client = try WireClient("demo", in: home)
        try await client.open()
        let before = try #require(home.daemons.first)

        let installed = try await systemd.manager("daemon", "install")
        #expect(installed.succeeded, "\(installed)")
        let unit = try #require(systemd.unit)
        #expect(unit.contains("Type=notify"))
        #expect(unit.contains("\"--home\" \"\(home.path)\""), "\(unit)")
        #expect(systemd.commands.suffix(2) == ["daemon-reload", "enable --now \(systemd.unitName)"], "\(systemd.commands)")
        #expect(await ProcessTable.survivors(of: [before], after: .seconds(20)).isEmpty)
        #expect(try await client.call(1, "echo", #"{"text":"on"}"#).text("result.content.0.text") == "on")

        let again = try await systemd.manager("daemon", "install")
        #expect(again.succeeded, "\(again)")
        // What a real systemd would have started, a client's call starts here.
        #expect(try await client.call(2, "echo", #"{"text":"on"}"#).text("result.content.0.text") == "on")
        let status = try await systemd.manager("daemon", "status")
        #expect(status.output.contains("service: installed, but this daemon was started by a command"), "\(status)")

        let removed = try await systemd.manager("daemon", "uninstall")
        #expect(removed.succeeded, "\(removed)")
        #expect(systemd.unit == nil)
        #expect(systemd.commands.suffix(2) == ["disable --now \(systemd.unitName)", "daemon-reload"], "\(systemd.commands)")
        #expect(try await systemd.manager("daemon", "uninstall").succeeded)
        #expect(try await client.call(3, "echo", #"{"text":"on"}"#).text("result.content.0.text") == "on")
        #expect(try await systemd.manager("daemon", "status").output.contains("service: not installed"))
        try await client.close()
    }

    @Test func `is installed where no service manager can be asked, with words on what to type`() async throws {
        let home = try TestHome.here
        let systemd = try FakeSystemd(in: home, answers: false)
        let installed = try await systemd.manager("daemon", "install")
        #expect(installed.succeeded, "\(installed)")
        #expect(systemd.unit != nil)
        #expect(installed.output.contains("systemctl --user enable --now \(systemd.unitName)"), "\(installed)")
    }

    @Test func `replaces no unit that somebody changed without a yes`() async throws {
        let home = try TestHome.here
        let systemd = try FakeSystemd(in: home)
        #expect(try await systemd.manager("daemon", "install", "--no-start").succeeded)
        let ours = try #require(systemd.unit)
        try systemd.write(unit: ours + "Nice=5\n")
        let refused = try await systemd.manager("daemon", "install", "--no-start")
        #expect(refused.ending == .code(2))
        #expect(refused.errors.contains("- Nice=5"), "\(refused)")
        #expect(systemd.unit?.contains("Nice=5") == true)
        #expect(try await systemd.manager("daemon", "install", "--no-start", "--yes").succeeded)
        #expect(systemd.unit == ours)
    }

    // MARK: A full disk

    @Test(.enabled(if: FullDisk.isPossible, "a file system of our own cannot be mounted here"))
    func `goes on when the disk is full, says so once, and says when it is over`() async throws {
        let home = try TestHome.here
        try home.define(
            "loud",
            """
            name: loud
            execution:
              local:
                command: \(Product.program("mcp-manager"))
                args: [demo, --chatter, "0.02"]

            """)
        let disk = try await FullDisk(in: home)
        let client = try WireClient("loud", in: home)
        try await client.open()
        try await home.waitForNotice("the disk is full") { $0.contains("is full: logs, calls") }
        try disk.fillState()
        #expect(try await client.call(1, "echo", #"{"text":"on"}"#).text("result.content.0.text") == "on")
        let told = try await home.succeed("status")
        #expect(told.errors.contains("is full: logs, calls and what is learned"), "\(told)")
        #expect(try await home.manager("doctor").output.contains("is full: logs, calls"))
        try disk.makeRoom()
        try await home.waitForNotice("the disk has room") { $0.contains("has room again") }
        #expect(try await home.succeed("status").errors.isEmpty)
        #expect(try await client.call(2, "echo", #"{"text":"still"}"#).text("result.content.0.text") == "still")
        // What the disk did not take was kept meanwhile.
        let numbers = disk.text(of: "logs/loud/server.log").split(separator: "still here (").dropFirst()
            .compactMap { Int($0.prefix { $0 != ")" }) }
        #expect(numbers.count > 10 && numbers == Array(1...numbers.count))
        try await client.close()
    }
}
