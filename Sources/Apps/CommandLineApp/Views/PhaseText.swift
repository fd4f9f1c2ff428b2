import ServerModel

extension Phase.Name {
    /// One character, so that states differ without colour too.
    var shape: String {
        switch self {
        case .ready: "●"
        case .starting, .stopping: "◐"
        case .degraded: "▲"
        case .failed: "✘"
        case .needsSecret: "◇"
        case .stopped: "○"
        case .disabled: "–"
        case .unknown: "?"
        case .waiting: "…"
        }
    }

    var style: Style {
        switch self {
        case .ready: .ok
        case .starting, .stopping: .accent
        case .degraded, .waiting, .unknown: .warning
        case .failed: .error
        case .needsSecret: .attention
        case .stopped, .disabled: .muted
        }
    }

    /// For people.
    var word: String { self == .needsSecret ? "needs secret" : rawValue }

    /// `● ready`
    var text: StyledText { StyledText("\(shape) \(word)", style) }
}

extension ServerStatus {
    /// What needs saying beside the word of the phase, briefly; empty when all is well.
    func note(_ times: TimeText) -> StyledText {
        switch phase {
        case .starting where preparation != nil: StyledText(preparation ?? "")
        case .stopped, .starting, .ready, .stopping, .disabled:
            diagnostics.contains { $0.severity == .error } ? "its definition has errors" : ""
        case .degraded(let reason), .unknown(let reason): StyledText(reason)
        case .waiting(let until, let crashes): "\(downfall) \(crashes)×, next start \(times.timeOfDay(until))"
        case .failed(let report), .needsSecret(let report): StyledText(report.problem)
        }
    }

    /// What happened to a server that waits to be started again.
    private var downfall: String { lastExit?.status.isDisconnection == true ? "lost" : "crashed" }

    /// The phase as a sentence.
    func sentence(_ times: TimeText) -> StyledText {
        let age = times.age(of: since)
        return switch phase {
        case .stopped:
            switch start {
            case .onDemand: "stopped; starts when a client connects"
            case .login: "stopped; starts with the daemon, or by 'mcp-manager start \(id)'"
            case .manual: "stopped; starts by 'mcp-manager start \(id)'"
            }
        case .starting:
            if let preparation {
                "starting for \(age): \(preparation)"
            } else {
                "starting for \(age); its handshake has not been answered yet"
            }
        case .ready: "ready for \(age)"
        case .degraded: "ready, but something needs attention"
        case .stopping: "stopping for \(age)"
        case .waiting(let until, let crashes):
            "\(downfall) \(crashes == 1 ? "once" : "\(crashes) times in a row"); starts again at \(times.timeOfDay(until))"
        case .failed: "failed \(age) ago"
        case .needsSecret: "needs a secret for \(age); starts by itself when it has that"
        case .disabled: "disabled in its definition"
        case .unknown: "its host cannot be reached"
        }
    }
}
