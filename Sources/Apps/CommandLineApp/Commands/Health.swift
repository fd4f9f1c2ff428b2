import ArgumentParser
import ControlAPI
import ServerModel

/// `mcp-manager health [NAME] [--check]`
struct HealthVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "health", abstract: "Show whether servers do what they are there for, now and over time.",
        discussion: """
            ● healthy   ▲ degraded: it serves, but slowly, not always or not for all   ✘ unhealthy: it does not serve   \
            ∅ not found: what its definition names does not exist   ? unknown: it does not run, starts or is not checked

            Without a name: a line for each server. UPTIME is the share of the time in which it served; time of which nothing is \
            known does not count, and - is said when nothing is known at all. With a name: everything known, with outages.

            Exits with 1 when the server that was named is unhealthy or not found.
            """)

    @Argument(help: "The server.", completion: .serverNames)
    var name: String?

    @Flag(help: "Check now, and wait for the answer.")
    var check = false

    @OptionGroup var options: CommonOptions

    func run(in session: Session) async throws {
        if let name { return try await tell(try ServerID(name), session) }
        let client = try await session.connect()
        if check {
            let names = try await client.servers().map(\.id.rawValue)
            if names.isEmpty { return try show([], session) }
            return try await session.forEach(names) { client, id in
                try await client.checkHealth(id)
            } succeeded: { histories in
                try show(histories.map { HealthSummary(server: $0.server, current: $0.current, uptime: $0.uptime) }, session)
            }
        }
        try show(try await client.health(), session)
    }

    private func show(_ servers: [HealthSummary], _ session: Session) throws {
        if servers.isEmpty, !options.json { try session.errors.print(emptyHomeHint) }
        try session.show(servers) { HealthTable(servers: $0).text(width: session.context.output.columns) }
    }

    private func tell(_ id: ServerID, _ session: Session) async throws {
        let client = try await session.connect()
        let history = check ? try await client.checkHealth(id) : try await client.health(id)
        try session.show(history) {
            HealthStory(history: $0, times: session.times, width: session.context.output.columns).text
        }
        switch history.current.state {
        case .healthy, .degraded, .unknown: break
        case .unhealthy, .notFound: throw ServerUnwell(server: id, health: history.current)
        }
    }
}

/// A server that was asked about does not serve; all about it was told already.
struct ServerUnwell: ActionableError, Hashable {
    var server: ServerID
    var health: Health

    var code: String { "server-\(health.state.rawValue)" }
    var problem: String { "'\(server)' is \(health.state.word)" }
    var remedy: String { health.remedy ?? "run 'mcp-manager logs \(server)' for what it says" }
}
