import ArgumentParser
import DaemonLaunch
import ServerModel

/// `mcp-manager daemon run`
struct DaemonRun: Verb {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Be the daemon, in the foreground.", discussion: "For service managers, and for debugging.")

    @OptionGroup var options: CommonOptions

    func run(in session: Session) async throws {
        try Executable.become(try DaemonLauncher.daemonExecutable(), ["--home", session.home.path])
    }
}
