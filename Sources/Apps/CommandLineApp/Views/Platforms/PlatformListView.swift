import ServerModel

/// The AI clients, for `mcp-manager platform list`: a table, and below it what needs a person.
struct PlatformListView {
    var platforms: [PlatformStatus]
    /// How many clients are known and not in the table.
    var hidden: Int
    /// How a path is written for people.
    var shortened: (String) -> String

    /// - Parameter width: see ``Table/text(width:)``.
    func text(width: Int?) -> StyledText {
        let details = platforms.map(details).filter { !$0.isEmpty } + (hints.isEmpty ? [] : [hints])
        return details.reduce(platforms.isEmpty ? "" : table.text(width: width)) { text, part in
            text.isEmpty ? part : text + "\n" + part
        }
    }

    private var table: Table {
        Table(
            header: ["ID", "CLIENT", "STATE", "OURS", "OTHERS", "FILE"].map { StyledText($0, .muted) },
            rows: platforms.map { platform in
                let isKnown = platform.path != nil && platform.problem == nil
                return [
                    StyledText(platform.id, .strong), StyledText(platform.title), platform.stateText,
                    isKnown ? "\(platform.ours)" : StyledText("-", .muted),
                    isKnown ? "\(platform.others)" : StyledText("-", .muted), file(of: platform),
                ]
            })
    }

    private func file(of platform: PlatformStatus) -> StyledText {
        guard let path = platform.path else { return StyledText("-", .muted) }
        return platform.hasFile ? StyledText(shortened(path)) : StyledText("\(shortened(path)) (not there yet)", .muted)
    }

    /// What is wrong with one client, and what waits there for a decision.
    private func details(_ platform: PlatformStatus) -> StyledText {
        if let problem = platform.problem, platform.isConfigured || platform.isInstalled {
            return "\("✘", .error) \(platform.id, .strong): \(problem.problem)\n  \("→", .accent) \(problem.remedy)\n"
        }
        guard !platform.undecided.isEmpty else { return "" }
        let lines = platform.undecided.compactMap { entry in
            entry.happening.map { "\("▲", .warning) \(platform.id, .strong): \($0)\n" as StyledText }
        }
        return lines.joined(by: "") + decisionHint(platform)
    }

    private var hints: StyledText {
        var text: StyledText = ""
        let pending = platforms.count { $0.isConfigured && $0.problem == nil && $0.needsSync }
        if pending > 0 {
            text += "\(pending == 1 ? "one file is" : "\(pending) files are") to be written: mcp-manager platform sync\n"
        }
        let canBeWritten = platforms.contains { $0.isInstalled && $0.obstacle == nil }
        if canBeWritten, !platforms.contains(where: \.isConfigured) {
            text += "none is configured yet; write your servers into all that are installed with: mcp-manager platform sync\n"
        }
        if hidden > 0 {
            text += "\(hidden == 1 ? "one other is" : "\(hidden) others are") known: mcp-manager platform list --all\n"
        }
        return text
    }
}

/// How to decide about entries of a client, and the way back after a wipe.
func decisionHint(_ platform: PlatformStatus) -> StyledText {
    let decision: StyledText = """
          \("→", .accent) run 'mcp-manager platform sync \(platform.id)' to be asked, or add --ours NAME (as we want it) or \
        --theirs NAME (leave it)

        """
    guard platform.entries.contains(where: { $0.state == .missing }) else { return decision }
    return decision + "  \("→", .accent) or put the whole file back as it was: mcp-manager platform restore \(platform.id)\n"
}
