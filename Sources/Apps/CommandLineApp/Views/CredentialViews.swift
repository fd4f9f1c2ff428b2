import ServerModel

/// What looks like a credential in plain text, for `mcp-manager secrets find`.
struct CredentialsView {
    var credentials: [FoundCredential]
    /// How a path is written for people.
    var shortened: (String) -> String

    /// - Parameter width: see ``Table/text(width:)``.
    func text(width: Int?) -> StyledText {
        guard !credentials.isEmpty else { return "" }
        let movable = credentials.count { $0.obstacle == nil }
        let hint = movable == 0 ? "" : "; take them into the store with: mcp-manager secrets move --all"
        return table.text(width: width) + "\n\(credentials.count) found, \(movable) can be moved\(hint)\n"
    }

    private var table: Table {
        Table(
            header: ["#", "WHERE", "FOR", "KEY", "VALUE", "WHY", "MOVE"].map { StyledText($0, .muted) },
            rows: credentials.enumerated().map { index, credential in
                [
                    StyledText("\(index + 1)", .strong), StyledText("\(shortened(credential.file)):\(credential.line)"),
                    owner(of: credential), StyledText(credential.key), StyledText(credential.hint, .warning),
                    StyledText(credential.reason), move(of: credential),
                ]
            })
    }

    private func move(of credential: FoundCredential) -> StyledText {
        if let obstacle = credential.obstacle { return StyledText(obstacle, .muted) }
        return credential.server == nil ? "with --server NAME" : StyledText("yes", .ok)
    }

    private func owner(of credential: FoundCredential) -> StyledText {
        let names = [credential.client, credential.server].compactMap(\.self)
        return names.isEmpty ? StyledText("-", .muted) : StyledText(names.joined(separator: " · "))
    }
}

/// What a move did, or would do, for `mcp-manager secrets move` and `undo`.
struct CredentialMoveView {
    var move: CredentialMove
    /// How a path is written for people.
    var shortened: (String) -> String

    /// How each file is, or would be, changed.
    var differences: StyledText {
        move.files.map { file in
            "\(shortened(file.path), .strong)\n" + DifferenceView(lines: file.difference).text
        }.joined(by: "\n")
    }

    /// What becomes of each credential; `isDone`: has become.
    func list(isDone: Bool) -> StyledText {
        let count = move.moved.count == 1 ? "1 credential" : "\(move.moved.count) credentials"
        return move.moved.reduce(isDone ? "moved \(count)\n" : "\(count) to move\n") { text, moved in
            let credential = moved.credential
            return text + """
                  \(credential.key, .strong) of \(shortened(credential.file)):\(credential.line) → secret \
                \(moved.secret, .strong) of \(moved.server, .strong)

                """
        }
    }

    /// What was done, and how to undo it.
    var done: StyledText {
        var text = list(isDone: true)
        for file in move.files {
            let copy: StyledText = file.backup.map { "; what it was is in \(shortened($0))" } ?? ""
            text += "changed \(shortened(file.path))\(copy)\n"
        }
        if let id = move.id { text += "to undo it: mcp-manager secrets undo \(id)\n" }
        return text
    }

    /// What was put back.
    var undone: StyledText {
        move.files.reduce(into: "") { $0 += "put back \(shortened($1.path))\n" }
    }
}
