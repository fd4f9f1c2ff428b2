import ServerModel

/// The servers that clients have, for `mcp-manager import`.
struct ImportTable {
    var candidates: [ImportCandidate]
    /// Whether it says how to go on.
    var hints: Bool

    /// - Parameter width: see ``Table/text(width:)``.
    func text(width: Int?) -> StyledText {
        guard !candidates.isEmpty else { return "" }
        let free = candidates.count(where: \.isFree)
        let hint = free == 0 || !hints ? "" : "; take them over with: mcp-manager import --all"
        return table.text(width: width) + "\n\(candidates.count) found, \(free) can be taken over\(hint)\n"
    }

    private var table: Table {
        Table(
            header: ["#", "NAME", "STARTS", "CLIENTS", "CREDENTIALS", "TAKE OVER"].map { StyledText($0, .muted) },
            rows: candidates.enumerated().map { index, candidate in
                [
                    StyledText("\(index + 1)", .strong), StyledText(candidate.name, .strong), StyledText(candidate.launch),
                    StyledText(candidate.places.clients), credentials(of: candidate), answer(for: candidate),
                ]
            })
    }

    /// Those in plain text, by their first letters at most.
    private func credentials(of candidate: ImportCandidate) -> StyledText {
        guard !candidate.credentials.isEmpty else { return StyledText("-", .muted) }
        return candidate.credentials.map { "\($0.key) \($0.hint, .warning)" as StyledText }.joined(by: ", ")
    }

    private func answer(for candidate: ImportCandidate) -> StyledText {
        if let known = candidate.known { return "is yours already: \(known)" }
        return candidate.obstacle.map { StyledText($0, .muted) } ?? StyledText("yes", .ok)
    }
}

/// What an import did, or would do.
struct ImportView {
    var outcome: ImportOutcome
    /// How a path is written for people.
    var shortened: (String) -> String
    /// What is to be done in clients when their files were written, by their ids.
    var afterwards: [String: String] = [:]

    /// How each file would change, and what would become of servers and credentials.
    var preview: StyledText {
        "\(moves.differences)\n\(servers("to take over"))\(outcome.moved.isEmpty ? "" : moves.list(isDone: false))"
    }

    /// What was done, what to do in the clients, and how to undo it.
    var done: StyledText {
        var text: StyledText = servers("taken over") + (outcome.moved.isEmpty ? "" : moves.list(isDone: true))
        for file in outcome.files {
            let path = shortened(file.path)
            text += file.backup.map { "changed \(path); what it was is in \(shortened($0))\n" } ?? "made \(path)\n"
        }
        var told: Set<String> = []
        for place in outcome.imported.flatMap(\.places) where told.insert(place.platform).inserted {
            if let hint = afterwards[place.platform] { text += "\("→", .accent) \(place.title): \(hint)\n" }
        }
        if let id = outcome.id { text += "to undo it: mcp-manager import --undo \(id)\n" }
        return text
    }

    /// What was put back.
    var undone: StyledText {
        outcome.files.reduce(into: "") { text, file in
            text += file.backup == nil ? "removed \(shortened(file.path))\n" : "put back \(shortened(file.path))\n"
        }
    }

    private var moves: CredentialMoveView {
        CredentialMoveView(move: CredentialMove(moved: outcome.moved, files: outcome.files), shortened: shortened)
    }

    private func servers(_ what: StyledText) -> StyledText {
        let count = outcome.imported.count == 1 ? "1 server" : "\(outcome.imported.count) servers"
        return outcome.imported.reduce("\(count) \(what)\n") { text, imported in
            text + "  \(imported.server, .strong) of \(imported.places.clients)\n"
        }
    }
}

extension [ImportCandidate.Place] {
    /// The clients, each once: `Cursor, Zed`.
    fileprivate var clients: String {
        var seen: Set<String> = []
        return filter { seen.insert($0.platform).inserted }.map(\.title).joined(separator: ", ")
    }
}
