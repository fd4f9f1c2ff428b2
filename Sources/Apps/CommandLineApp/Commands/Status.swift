import ArgumentParser
import ServerModel

/// `mcp-manager status [NAME…] [--all]`
struct Status: Verb {
    static let configuration = CommandConfiguration(
        abstract: "Show how servers are.",
        discussion: """
            Without a name: a line for each server. With names, or --all: everything known of each, with problem and remedy.

            ● ready   ◐ starting or stopping   ▲ degraded   ✘ failed   ◇ needs secret   ○ stopped   – disabled   … waiting   \
            ? unknown

            HEALTH is whether it does what it is there for; 'mcp-manager health' says more.
            """)

    @Argument(help: "The servers.", completion: .serverNames)
    var names: [String] = []

    @Flag(help: "Everything known of every server.")
    var all = false

    @OptionGroup var options: CommonOptions

    func validate() throws {
        if all, !names.isEmpty { throw ValidationError("give names or --all, not both") }
    }

    func run(in session: Session) async throws {
        if names.isEmpty {
            let client = try await session.connect()
            let servers = try await client.servers()
            if servers.isEmpty, !options.json { try session.errors.print(emptyHomeHint) }
            try session.show(servers) { all ? stories($0, session) : table($0, session) }
            if !options.json { try session.warn(of: client.introduction.troubles) }
        } else {
            try await session.forEach(names) { client, id in
                try await client.server(id)
            } succeeded: { servers in
                try session.show(servers) { stories($0, session) }
            }
        }
    }

    private func table(_ servers: [ServerStatus], _ session: Session) -> StyledText {
        guard !servers.isEmpty else { return "" }
        return StatusTable(servers: servers, times: session.times).text(width: session.context.output.columns)
    }

    private func stories(_ servers: [ServerStatus], _ session: Session) -> StyledText {
        servers.map { StatusStory(status: $0, times: session.times).text }.joined(by: "\n")
    }
}
