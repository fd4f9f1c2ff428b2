import ServerModel

/// The table of `mcp-manager health`.
struct HealthTable {
    var servers: [HealthSummary]

    /// - Parameter width: of the terminal; the longer spans make room for the reasons. `nil`: nothing is left out.
    func text(width: Int?) -> StyledText {
        guard !servers.isEmpty else { return "" }
        let columns =
            [
                FittingTable.Column(title: "NAME", cells: servers.map { StyledText($0.server.rawValue, .strong) }),
                FittingTable.Column(title: "HEALTH", cells: servers.map(\.current.state.text)),
                FittingTable.Column(title: "RESPONSE", cells: servers.map(response), rank: 3),
            ] + uptimes + [
                FittingTable.Column(title: "REASON", cells: servers.map { StyledText($0.current.reason ?? "") }, least: 24)
            ]
        return FittingTable(columns: columns).text(width: width)
    }

    /// One for each span that any server has, shortest first.
    private var uptimes: [FittingTable.Column] {
        let spans = Set(servers.flatMap { $0.uptime.map(\.spanSeconds) }).sorted()
        return spans.enumerated().map { index, span in
            FittingTable.Column(
                title: (index == 0 ? "UPTIME " : "") + Uptime(spanSeconds: span).span,
                cells: servers.map { server in
                    let uptime = server.uptime.first { $0.spanSeconds == span } ?? Uptime(spanSeconds: span)
                    return StyledText(uptime.percent, uptime.style)
                },
                // The day says most about a server.
                rank: index < 2 ? 2 - index : index + 2)
        }
    }

    private func response(_ server: HealthSummary) -> StyledText {
        server.current.responseMilliseconds.map { StyledText(millisecondWords($0)) } ?? StyledText("-", .muted)
    }
}
