import ServerModel

/// Everything known of one AI client, for `mcp-manager platform show ID`.
struct PlatformStory {
    var platform: PlatformStatus
    var times: TimeText
    /// How a path is written for people.
    var shortened: (String) -> String
    /// See ``Table/text(width:)``.
    var width: Int?

    var text: StyledText {
        var text: StyledText = "\(platform.id, .strong)  \(platform.title)  \(platform.stateText)\n"
        for (label, value) in facts where !value.isEmpty {
            text += "  \(label + String(repeating: " ", count: 12 - label.count), .muted)\(value)\n"
        }
        if !platform.entries.isEmpty { text += "\n" + table.text(width: width) }
        let details = platform.entries.map(details).filter { !$0.isEmpty }
        if !details.isEmpty { text += "\n" + details.joined(by: "") }
        return platform.undecided.isEmpty ? text : text + decisionHint(platform)
    }

    private var facts: [(label: String, value: StyledText)] {
        [
            ("file", file), ("problem", platform.problem.map { StyledText($0.problem, .error) } ?? ""),
            ("remedy", platform.problem.map { StyledText($0.remedy) } ?? ""),
            ("obstacle", StyledText(platform.obstacle ?? "")),
            ("installed", platform.isInstalled ? "yes" : "nothing of it was found on this machine"), ("configured", configured),
            ("written", platform.syncedAt.map { "\(times.moment($0)), \(times.age(of: $0)) ago" } ?? ""),
            ("afterwards", StyledText(platform.afterwards ?? "")), ("note", StyledText(platform.note ?? "")),
            ("described", platform.source.map { "by you, in \(shortened($0))" } ?? ""),
        ]
    }

    private var file: StyledText {
        guard let path = platform.path else { return platform.obstacle == nil ? "its place is not known on this system" : "" }
        return "\(shortened(path))\(platform.hasFile ? "" : " (not there yet)")"
    }

    private var configured: StyledText {
        guard platform.isConfigured else {
            return platform.obstacle == nil ? "no; 'mcp-manager platform configure \(platform.id)' does it" : ""
        }
        return platform.isDirect ? "yes; its entries start servers directly, without us" : "yes; its entries connect through us"
    }

    private var table: Table {
        Table(
            header: ["ENTRY", "SERVER", "STATE", "ON", "STARTS"].map { StyledText($0, .muted) },
            rows: platform.entries.map { entry in
                let none = StyledText("-", .muted)
                return [
                    StyledText(entry.name, .strong), entry.server.map { StyledText($0.rawValue) } ?? none, entry.stateText,
                    entry.isOn.map { $0 ? "on" : "off" } ?? none, entry.launch.map { StyledText($0) } ?? none,
                ]
            })
    }

    /// What happened to an entry, with the lines that are different; why it cannot be written.
    private func details(_ entry: PlatformEntry) -> StyledText {
        var text: StyledText = ""
        if platform.isConfigured, let happening = entry.happening { text += "\("▲", .warning) \(happening)\n" }
        text += DifferenceView(lines: entry.difference, indent: "    ").text
        if let obstacle = entry.obstacle { text += "\("✘", .error) '\(entry.name, .strong)': \(obstacle)\n" }
        return text
    }
}
