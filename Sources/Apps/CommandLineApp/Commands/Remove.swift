import ArgumentParser
import ServerModel

/// `mcp-manager remove NAME`
struct Remove: Verb {
    static let configuration = CommandConfiguration(
        abstract: "Remove a server's definition; a copy is kept.", discussion: "Asks first, unless --yes is given.")

    @Argument(help: "The server.", completion: .serverNames)
    var name: String

    @OptionGroup var options: CommonOptions

    func run(in session: Session) async throws {
        let id = try ServerID(name)
        let client = try await session.connect()
        if !options.yes { try confirm(try await client.server(id), session) }
        let removed = try await client.remove(id)
        try session.show(removed) { "removed '\(id)'; a copy of its definition is \($0.backup)\n" }
    }

    private func confirm(_ status: ServerStatus, _ session: Session) throws {
        let clients: StyledText = status.sessions.isEmpty ? "" : ", used by \(status.sessions.count) clients now"
        try session.confirm(
            "remove '\(status.id)' (\(status.commandLine))\(clients)?", otherwise: "removing '\(status.id)' needs a yes")
    }
}
