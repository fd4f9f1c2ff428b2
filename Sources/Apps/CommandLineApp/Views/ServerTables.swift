import ServerModel

/// The table of `mcp-manager list`: what was asked for.
struct ServerList {
    var servers: [ServerStatus]

    var table: Table {
        Table(
            header: ["NAME", "STATE", "START", "COMMAND", "DESCRIPTION"].map { StyledText($0, .muted) },
            rows: servers.map { server in
                [
                    StyledText(server.id.rawValue, .strong), server.phase.name.text, StyledText(server.start.rawValue),
                    StyledText(server.commandLine), StyledText(server.summary ?? "", .muted),
                ]
            })
    }
}

/// The table of `mcp-manager status`: what is observed.
struct StatusTable {
    var servers: [ServerStatus]
    var times: TimeText

    /// - Parameter width: of the terminal; figures make room for the notes. `nil`: nothing is left out.
    func text(width: Int?) -> StyledText {
        func column(
            _ title: String, rank: Int = 0, least: Int? = nil, _ cell: (ServerStatus) -> StyledText
        ) -> FittingTable.Column {
            .init(title: title, cells: servers.map(cell), rank: rank, least: least)
        }
        return FittingTable(columns: [
            column("NAME") { StyledText($0.id.rawValue, .strong) },
            column("STATE") { $0.phase.name.text },
            column("HEALTH") { $0.health.short },
            column("FOR", rank: 1) { StyledText(times.age(of: $0.since)) },
            column("PID", rank: 3) { $0.run?.processID.map { "\($0)" } ?? StyledText("-", .muted) },
            column("CLIENTS", rank: 2) { "\($0.sessions.count)" },
            column("RESTARTS", rank: 4) { "\($0.restarts)" },
            column("NOTE", least: 20, note),
        ]).text(width: width)
    }

    /// What the phase says; where that is nothing, why its health is not good.
    private func note(_ server: ServerStatus) -> StyledText {
        let note = server.note(times)
        guard note.isEmpty, let health = server.health, let reason = health.reason else { return note }
        switch health.state {
        case .degraded, .unhealthy, .notFound: return StyledText(reason)
        // Why nothing is known, the phase says.
        case .healthy, .unknown: return note
        }
    }
}

/// What to say when there is no server at all.
let emptyHomeHint: StyledText = """
    no servers yet; add one with: mcp-manager add time -- uvx mcp-server-time

    """
