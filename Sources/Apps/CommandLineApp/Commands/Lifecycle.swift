import ArgumentParser
import ControlAPI
import ServerModel

/// `mcp-manager start NAME…`
struct Start: LifecycleVerb {
    static let configuration = CommandConfiguration(
        abstract: "Start servers, and wait until they are ready.",
        discussion: """
            In development mode a server is started again whenever a file of its source changes, while its clients stay connected; \
            a start that fails is tried again with the next change. 'development:' in its definition says which files do not count \
            ('ignore'), and what the server is told: debug_mode as MCP_DEBUG=1, test_mode as MCP_TEST_MODE=1, mock_external_apis \
            as MCP_MOCK_EXTERNAL_APIS=1.
            """)

    @OptionGroup var servers: ServerNames
    @OptionGroup var mode: ModeOption
    @OptionGroup var options: CommonOptions

    var act: Act { { [mode = mode.mode] in try await $0.start($1, in: mode, wait: true).expecting(.ready) } }
}

/// `mcp-manager stop NAME…`
struct Stop: LifecycleVerb {
    static let configuration = CommandConfiguration(abstract: "Stop servers, and wait until they have ended.")

    @OptionGroup var servers: ServerNames
    @OptionGroup var options: CommonOptions

    var act: Act { { try await $0.stop($1, wait: true).expecting(.ended) } }
}

/// `mcp-manager restart NAME…`
struct Restart: LifecycleVerb {
    static let configuration = CommandConfiguration(
        abstract: "Stop and start servers, and wait until they are ready.", discussion: "Clients stay connected.")

    @OptionGroup var servers: ServerNames
    @OptionGroup var mode: ModeOption
    @OptionGroup var options: CommonOptions

    var act: Act { { [mode = mode.mode] in try await $0.restart($1, in: mode, wait: true).expecting(.ready) } }
}

/// `mcp-manager kill NAME…`
struct Kill: LifecycleVerb {
    static let configuration = CommandConfiguration(
        abstract: "End the processes of servers at once; they come back as after a crash.",
        discussion: "For a server that hangs. 'stop' ends one for good, and by force if it must.")

    @OptionGroup var servers: ServerNames
    @OptionGroup var options: CommonOptions

    /// Whatever follows is what its restart policy says, and no failure of this verb.
    var act: Act { { try await $0.kill($1, wait: true) } }
}

/// One or more servers, by name.
struct ServerNames: ParsableArguments {
    @Argument(help: "The servers.", completion: .serverNames)
    var names: [String]
}

/// What servers are to run in, as long as nobody stops them.
struct ModeOption: ParsableArguments {
    @Option(help: "Until they are stopped, run them in this mode: development, or local.")
    var mode: ExecutionMode?
}

extension ExecutionMode: ExpressibleByArgument {}

/// A verb that does the same with several servers at once. Success is quiet.
protocol LifecycleVerb: Verb {
    /// Does it with one server and returns its settled status. Throws ``UnexpectedPhase`` when that is not what was wanted.
    typealias Act = @Sendable (ControlClient, ServerID) async throws -> ServerStatus

    var act: Act { get }

    var servers: ServerNames { get }
}

extension LifecycleVerb {
    func run(in session: Session) async throws {
        try await session.tellingPreparations(of: servers.names) {
            try await session.forEach(servers.names, act) { statuses in
                try session.show(statuses) { _ in "" }
            }
        }
    }
}

extension ServerStatus {
    enum Outcome {
        case ready, ended
    }

    /// This status, if a verb that wanted `outcome` has done its work; else throws ``UnexpectedPhase``.
    func expecting(_ outcome: Outcome) throws -> ServerStatus {
        let isReached =
            switch (outcome, phase.name) {
            case (.ready, .ready), (.ready, .degraded): true
            case (.ended, .stopped), (.ended, .disabled), (.ended, .failed), (.ended, .needsSecret): true
            default: false
            }
        guard isReached else { throw UnexpectedPhase(status: self) }
        return self
    }
}
