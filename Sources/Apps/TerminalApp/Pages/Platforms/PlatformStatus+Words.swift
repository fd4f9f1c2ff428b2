import ServerModel

extension PlatformStatus {
    /// Entries that wait for a decision; none where we are not asked to look after the client, or cannot read its file.
    var undecided: [PlatformEntry] { isConfigured && problem == nil ? entries.filter(\.state.needsDecision) : [] }

    /// Entries that sync writes or takes out.
    var pending: [PlatformEntry] { isConfigured && problem == nil ? entries.filter(\.state.needsSync) : [] }

    /// How it stands, for people: `in sync`, `2 to write, 1 to decide`.
    var standing: String {
        switch summary {
        case .absent: return "not installed"
        case .available: return "not configured"
        case .broken: return "its file is broken"
        case .unsupported: return "not written by us"
        case .inSync, .pending, .drifted: break
        }
        let words = [(pending.count, "to write"), (undecided.count, "to decide")].compactMap { count, what in
            count > 0 ? "\(count) \(what)" : nil
        }
        return words.isEmpty ? "in sync" : words.joined(separator: ", ")
    }
}
