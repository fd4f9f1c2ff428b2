import ArgumentParser

/// `mcp-manager list`
struct List: Verb {
    static let configuration = CommandConfiguration(abstract: "List every server: what is defined.")

    @Flag(help: "Only the names, one a line.")
    var names = false

    @OptionGroup var options: CommonOptions

    func run(in session: Session) async throws {
        let servers = try await session.connect().servers()
        if servers.isEmpty, !options.json, !names { try session.errors.print(emptyHomeHint) }
        try session.show(servers) { servers in
            if names { return servers.reduce("") { $0 + "\($1.id)\n" } }
            return servers.isEmpty ? "" : ServerList(servers: servers).table.text(width: session.context.output.columns)
        }
    }
}
