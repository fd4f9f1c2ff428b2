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

    var table: Table {
        Table(
            header: ["NAME", "STATE", "FOR", "PID", "CLIENTS", "RESTARTS", "NOTE"].map { StyledText($0, .muted) },
            rows: servers.map { server in
                [
                    StyledText(server.id.rawValue, .strong), server.phase.name.text, StyledText(times.age(of: server.since)),
                    server.run?.processID.map { "\($0)" } ?? StyledText("-", .muted), "\(server.sessions.count)",
                    "\(server.restarts)", server.note(times),
                ]
            })
    }
}

/// What to say when there is no server at all.
let emptyHomeHint: StyledText = """
    no servers yet; add one with: mcp-manager add time -- uvx mcp-server-time

    """
