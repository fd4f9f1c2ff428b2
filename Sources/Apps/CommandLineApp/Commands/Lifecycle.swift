import ArgumentParser
import ControlAPI
import ServerModel

/// `mcp-manager start NAME…`
struct Start: LifecycleVerb {
    static let configuration = CommandConfiguration(abstract: "Start servers, and wait until they are ready.")

    @OptionGroup var servers: ServerNames
    @OptionGroup var options: CommonOptions

    static let act: Act = { try await $0.start($1, wait: true).expecting(.ready) }
}

/// `mcp-manager stop NAME…`
struct Stop: LifecycleVerb {
    static let configuration = CommandConfiguration(abstract: "Stop servers, and wait until they have ended.")

    @OptionGroup var servers: ServerNames
    @OptionGroup var options: CommonOptions

    static let act: Act = { try await $0.stop($1, wait: true).expecting(.ended) }
}

/// `mcp-manager restart NAME…`
struct Restart: LifecycleVerb {
    static let configuration = CommandConfiguration(
        abstract: "Stop and start servers, and wait until they are ready.", discussion: "Clients stay connected.")

    @OptionGroup var servers: ServerNames
    @OptionGroup var options: CommonOptions

    static let act: Act = { try await $0.restart($1, wait: true).expecting(.ready) }
}

/// `mcp-manager kill NAME…`
struct Kill: LifecycleVerb {
    static let configuration = CommandConfiguration(
        abstract: "End the processes of servers at once; they come back as after a crash.",
        discussion: "For a server that hangs. 'stop' ends one for good, and by force if it must.")

    @OptionGroup var servers: ServerNames
    @OptionGroup var options: CommonOptions

    /// Whatever follows is what its restart policy says, and no failure of this verb.
    static let act: Act = { try await $0.kill($1, wait: true) }
}

/// One or more servers, by name.
struct ServerNames: ParsableArguments {
    @Argument(help: "The servers.", completion: .serverNames)
    var names: [String]
}

/// A verb that does the same with several servers at once. Success is quiet.
protocol LifecycleVerb: Verb {
    /// Does it with one server and returns its settled status. Throws ``UnexpectedPhase`` when that is not what was wanted.
    typealias Act = @Sendable (ControlClient, ServerID) async throws -> ServerStatus

    static var act: Act { get }

    var servers: ServerNames { get }
}

extension LifecycleVerb {
    func run(in session: Session) async throws {
        try await session.forEach(servers.names, Self.act) { statuses in
            try session.show(statuses) { _ in "" }
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
            case (.ended, .stopped), (.ended, .disabled), (.ended, .failed): true
            default: false
            }
        guard isReached else { throw UnexpectedPhase(status: self) }
        return self
    }
}
