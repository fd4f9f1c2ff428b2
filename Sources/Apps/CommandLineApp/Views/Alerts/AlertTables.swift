import ServerModel

/// When somebody is told, for `mcp-manager alerts rules`.
struct AlertRulesTable {
    var rules: [AlertRule]
    /// Who is told where a rule does not say.
    var channels: [AlertChannelKind]
    var times: TimeText

    /// - Parameter width: see ``FittingTable/text(width:)``.
    func text(width: Int?) -> StyledText {
        func column(_ title: String, rank: Int = 0, least: Int? = nil, _ cell: (AlertRule) -> StyledText) -> FittingTable.Column {
            .init(title: title, cells: rules.map(cell), rank: rank, least: least)
        }
        return FittingTable(columns: [
            column("RULE") { StyledText($0.name, $0.isEnabled ? .strong : .muted) },
            column("SEVERITY") { rule in
                rule.isEnabled
                    ? StyledText("\(rule.severity.shape) \(rule.severity.rawValue)", rule.severity.style)
                    : StyledText("– off", .muted)
            },
            column("AFTER", rank: 1) { StyledText($0.forSeconds > 0 ? times.length($0.forSeconds) : "at once") },
            column("SERVERS", rank: 2) { rule in
                rule.servers.isEmpty
                    ? StyledText("all", .muted) : StyledText(rule.servers.map(\.rawValue).joined(separator: ", "))
            },
            column("TELLS", rank: 3) { rule in
                let told = (rule.channels ?? channels).map(\.rawValue)
                return told.isEmpty ? StyledText("nobody", .muted) : StyledText(told.joined(separator: ", "))
            },
            column("WHEN", least: 30) { StyledText($0.condition.words(times)) },
        ]).text(width: width)
    }
}

/// What is not told of, for `mcp-manager alerts silences`.
struct AlertSilencesTable {
    var silences: [AlertSilence]
    var times: TimeText

    var table: Table {
        Table(
            header: ["N", "SILENT", "UNTIL", "STILL", "WHY"].map { StyledText($0, .muted) },
            rows: silences.map { silence in
                [
                    StyledText("\(silence.id)", .strong), StyledText(silence.subject), StyledText(times.moment(silence.until)),
                    StyledText(times.length(from: times.now, to: silence.until)), StyledText(silence.comment ?? "", .muted),
                ]
            })
    }
}
