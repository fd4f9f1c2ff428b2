import ServerModel

extension SecretStatus {
    /// One character, so that states differ without colour too.
    var shape: StyledText {
        switch state {
        case .set: StyledText("✔", .ok)
        case .missing: requirement.required ? StyledText("◇", .attention) : StyledText("○", .muted)
        case .invalid: StyledText("✘", .error)
        case .unreachable: StyledText("?", .warning)
        }
    }

    /// Whether its server cannot do without it.
    var need: String {
        switch demand {
        case .declared, .mentioned: requirement.required ? "required" : "optional"
        case .none: "not asked for"
        }
    }

    /// Whether there is something to say about it and to do.
    fileprivate var isUnwell: Bool { problem != nil || state != .set && requirement.required }
}

/// The secrets of servers, for `mcp-manager secrets list`: a table, and below it what is not well.
struct SecretsView {
    var servers: [ServerSecrets]
    var times: TimeText

    /// - Parameter width: see ``Table/text(width:)``.
    func text(width: Int?) -> StyledText {
        let problems = servers.flatMap { server in server.secrets.filter(\.isUnwell).map { problem($0, of: server.server) } }
        return table.text(width: width) + problems.reduce(problems.isEmpty ? "" : "\n") { $0 + $1 }
    }

    private var table: Table {
        Table(
            header: ["SERVER", "SECRET", "STATE", "NEED", "TYPE", "FROM", "CHANGED"].map { StyledText($0, .muted) },
            rows: servers.flatMap { server in server.secrets.map { row($0, of: server.server) } })
    }

    private func row(_ secret: SecretStatus, of server: ServerID) -> [StyledText] {
        let none = StyledText("-", .muted)
        return [
            StyledText(server.rawValue, .strong), StyledText(secret.name), "\(secret.shape) \(secret.state.rawValue)",
            StyledText(secret.need),
            StyledText(secret.requirement.type.rawValue),
            (secret.origin ?? secret.requirement.from).map { StyledText($0) } ?? none,
            secret.changedAt.map { "\(times.age(of: $0)) ago" } ?? none,
        ]
    }

    private func problem(_ secret: SecretStatus, of server: ServerID) -> StyledText {
        let problem = secret.problem?.problem ?? "it was never set"
        let remedy = secret.problem?.remedy ?? "run 'mcp-manager secrets set \(server) \(secret.name)'"
        return "\(secret.shape) \(server) \(secret.name, .strong): \(problem)\n  \("→", .accent) \(remedy)\n"
    }
}
