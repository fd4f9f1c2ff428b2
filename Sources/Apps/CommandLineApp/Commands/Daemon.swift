import ArgumentParser
import ControlAPI
import DaemonLaunch
import ServerModel

/// `mcp-manager daemon …`
struct Daemon: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Start, stop or look at the daemon that owns the servers.",
        discussion: "The daemon is started by whatever needs it; these verbs are for special occasions.",
        subcommands: [
            DaemonStart.self, DaemonStop.self, DaemonRestart.self, DaemonStatus.self, DaemonInstall.self, DaemonUninstall.self,
            DaemonRun.self,
        ])
}

/// `mcp-manager daemon start`
struct DaemonStart: Verb {
    static let configuration = CommandConfiguration(commandName: "start", abstract: "Start it, unless it runs.")

    @OptionGroup var options: CommonOptions

    func run(in session: Session) async throws {
        try session.show(try await session.startDaemon().introduction) { _ in "" }
    }
}

/// `mcp-manager daemon stop [--now]`
struct DaemonStop: Verb {
    static let configuration = CommandConfiguration(
        commandName: "stop", abstract: "Stop it and every server, and wait until it has ended.",
        discussion: """
            Each server is asked to end, and killed when it does not. Done at once when no daemon runs. Clients stay connected: \
            the daemon is started again when one of them has something to say.
            """)

    @Flag(help: "Kill the servers instead of asking them.")
    var now = false

    @OptionGroup var options: CommonOptions

    func run(in session: Session) async throws {
        try await session.stopDaemon(now: now)
    }
}

/// `mcp-manager daemon restart`
struct DaemonRestart: Verb {
    static let configuration = CommandConfiguration(
        commandName: "restart", abstract: "Stop it and start the one that is installed.",
        discussion: "For after an upgrade. Clients stay connected; servers that ran are started again.")

    @Flag(help: "Kill the servers instead of asking them.")
    var now = false

    @OptionGroup var options: CommonOptions

    func run(in session: Session) async throws {
        try await session.stopDaemon(now: now, isToFollow: true)
        try session.show(try await session.startDaemon().introduction) { _ in "" }
    }
}

/// `mcp-manager daemon status`
struct DaemonStatus: Verb {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Say whether it runs.", discussion: "Exits with 1 when it does not. Never starts it.")

    @OptionGroup var options: CommonOptions

    func run(in session: Session) async throws {
        let client = try await ControlClient.connect(home: session.home, launch: false, acceptsAnyVersion: true)
        let report = DaemonReport(info: client.introduction, service: session.serviceState(of: client.introduction.processID))
        try session.show(report) { DaemonView(report: $0, times: session.times).text }
        if !options.json { try session.warn(of: client.introduction.troubles) }
    }
}
