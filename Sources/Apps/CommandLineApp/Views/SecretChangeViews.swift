import ServerModel

/// What came of storing values, or of taking one away.
struct SecretsAppliedView {
    var applied: SecretsApplied
    /// Those that were stored.
    var stored: [String] = []
    /// The one that was taken away.
    var deleted: String?
    /// Whether a server that runs was to be started again.
    var restarts = true

    private var server: ServerID { applied.secrets.server }

    var text: StyledText {
        var text = stored.reduce(into: StyledText("")) { text, name in
            let origin = applied.secrets.secrets.first { $0.name == name }?.origin
            text += "stored \(name, .strong)\(origin.map { " in the \($0)" } ?? "")\n"
        }
        if let deleted { text += "deleted \(deleted, .strong)\n" }
        return text + outcome
    }

    private var outcome: StyledText {
        let lacking = applied.secrets.lacking.map(\.name)
        guard lacking.isEmpty else {
            return """
                \("◇", .attention) \(server, .strong) still needs \(lacking.joined(separator: ", "))
                  \("→", .accent) run 'mcp-manager secrets setup \(server)'

                """
        }
        return switch applied.status.phase {
        case .starting: "\(server, .strong) is starting\n"
        case .stopping: "\(server, .strong) is being started again\n"
        case .ready, .degraded:
            restarts
                ? "\(server, .strong) is ready\n"
                : "\(server, .strong) goes on with what it had; 'mcp-manager restart \(server)' changes that\n"
        case .stopped: "\(server, .strong) is stopped; its next start has it\n"
        case .disabled: "\(server, .strong) is disabled in its definition\n"
        case .waiting: "\(server, .strong) crashed and is started again by itself\n"
        case .unknown(let reason): "\(server, .strong): \(reason)\n"
        case .failed(let report), .needsSecret(let report):
            "\(applied.status.phase.name.text): \(report.problem)\n  \("→", .accent) \(report.remedy)\n"
        }
    }
}

/// What came of a rotation that went well.
struct SecretRotationView {
    var name: String
    var outcome: SecretRotationOutcome

    var text: StyledText {
        let status = outcome.status
        return switch status.phase {
        case .ready, .degraded: "the new \(name, .strong) is in force, and \(status.id, .strong) is ready with it\n"
        case .stopped, .starting, .stopping, .waiting, .failed, .needsSecret, .disabled, .unknown:
            "the new \(name, .strong) is in force; \(status.id, .strong) is \(status.phase.name.word)\n"
        }
    }
}
