import ArgumentParser
import ControlAPI
import DaemonLaunch
import ServerModel

/// `mcp-manager daemon …`
struct Daemon: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Start, stop or look at the daemon that owns the servers.",
        discussion: "The daemon is started by whatever needs it; these verbs are for special occasions.",
        subcommands: [DaemonStart.self, DaemonStop.self, DaemonStatus.self, DaemonRun.self])
}

/// `mcp-manager daemon start`
struct DaemonStart: Verb {
    static let configuration = CommandConfiguration(commandName: "start", abstract: "Start it, unless it runs.")

    @OptionGroup var options: CommonOptions

    func run(in session: Session) async throws {
        try session.show(try await session.connect().daemon()) { _ in "" }
    }
}

/// `mcp-manager daemon stop`
struct DaemonStop: Verb {
    static let configuration = CommandConfiguration(
        commandName: "stop", abstract: "Stop it and every server.", discussion: "Done at once when it does not run.")

    @OptionGroup var options: CommonOptions

    func run(in session: Session) async throws {
        let client: ControlClient
        do {
            client = try await ControlClient.connect(home: session.home, launch: false, acceptsAnyVersion: true)
        } catch let failure as LaunchFailure where failure.code == "daemon-not-running" {
            // What was asked for is so already.
            return
        }
        try await client.stopDaemon()
    }
}

/// `mcp-manager daemon status`
struct DaemonStatus: Verb {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Say whether it runs.", discussion: "Exits with 1 when it does not. Never starts it.")

    @OptionGroup var options: CommonOptions

    func run(in session: Session) async throws {
        let client = try await ControlClient.connect(home: session.home, launch: false, acceptsAnyVersion: true)
        let times = session.times
        try session.show(try await client.daemon()) { daemon in
            """
            running: process \(daemon.processID), version \(daemon.version), since \(times.moment(daemon.startedAt))
            home:    \(daemon.home)
            now:     \(daemon.servers) servers, \(daemon.sessions) sessions

            """
        }
    }
}
