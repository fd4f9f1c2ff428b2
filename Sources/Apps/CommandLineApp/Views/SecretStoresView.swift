import ServerModel

extension SecretStoreReport {
    /// One character, so that states differ without colour too.
    var shape: StyledText {
        switch state {
        case .ready: StyledText("✔", .ok)
        case .locked: StyledText("▲", .warning)
        case .absent: StyledText("–", .muted)
        case .failing: StyledText("✘", .error)
        }
    }

    /// Where it is, and what it is good for now.
    fileprivate var words: String {
        let use =
            switch state {
            case .ready: takesNewValues ? "in use, new values go there" : "in use, new values go elsewhere"
            case .locked: "locked"
            case .absent: takesNewValues ? "made by its first value" : "not there"
            case .failing: "not usable"
            }
        let reason = problem.map { ": \($0.problem)" } ?? ""
        return (place.isEmpty ? "" : "\(place)  ") + use + reason
    }
}

/// The stores in the order in which they are asked.
struct SecretStoresView {
    var stores: [SecretStoreReport]

    var text: StyledText { CheckLines(lines: lines).text }

    var lines: [CheckLines.Line] {
        stores.map { .init(shape: $0.shape, name: $0.kind.title, message: StyledText($0.words), remedy: $0.problem?.remedy) }
    }
}

/// What `mcp-manager secrets doctor` found.
struct SecretsReport: Encodable, Hashable {
    var stores: [SecretStoreReport]
    /// Those that lack a secret.
    var servers: [ServerSecrets]

    /// How many things somebody has to do something about.
    var problems: Int {
        stores.count { $0.state == .failing } + (stores.contains(where: \.takesNewValues) ? 0 : 1) + servers.count
    }

    var text: StyledText {
        var lines = SecretStoresView(stores: stores).lines
        if !stores.contains(where: \.takesNewValues) {
            lines.append(
                .init(
                    shape: StyledText("✘", .error), name: "new values", message: "no store takes them",
                    remedy: "run 'mcp-manager secrets unlock', with --create for a new encrypted vault"))
        }
        lines += servers.map { server in
            let names = server.lacking.map(\.name).joined(separator: ", ")
            return .init(
                shape: StyledText("◇", .attention), name: server.server.rawValue, message: "needs \(names)",
                remedy: "run 'mcp-manager secrets setup \(server.server)'")
        }
        return CheckLines(lines: lines).text
    }
}

/// Names with a shape before and words behind them, one below the other, each with what to do about it.
struct CheckLines {
    struct Line {
        var shape: StyledText
        var name: String
        var message: StyledText
        var remedy: String?
    }

    var lines: [Line]

    var text: StyledText {
        let width = lines.map { PlainText.line($0.name).columns }.max() ?? 0
        return lines.reduce(into: StyledText("")) { text, line in
            let gap = String(repeating: " ", count: width - PlainText.line(line.name).columns + 2)
            text += "\(line.shape) \(line.name, .strong)\(gap)\(line.message)\n"
            if let remedy = line.remedy {
                text += "\(String(repeating: " ", count: width + 4))\("→", .accent) \(remedy)\n"
            }
        }
    }
}
