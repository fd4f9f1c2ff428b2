import ServerModel

extension PlatformEntry.State {
    /// For people.
    var word: String {
        switch self {
        case .inSync: "in sync"
        case .outdated: "to be updated"
        case .wanted: "to be added"
        case .leftover: "to be taken out"
        case .drifted: "changed"
        case .missing: "taken out"
        case .taken: "name taken"
        case .foreign: "not ours"
        case .excluded: "not wanted here"
        case .impossible: "impossible"
        }
    }

    /// One character, so that states differ without colour too.
    var shape: String {
        switch self {
        case .inSync: "✔"
        case .outdated, .wanted, .leftover: "◇"
        case .drifted, .missing, .taken: "▲"
        case .impossible: "✘"
        case .foreign: "·"
        case .excluded: "–"
        }
    }

    /// `nil`: as other text.
    var style: Style? {
        switch self {
        case .inSync: .ok
        case .outdated, .wanted, .leftover: .attention
        case .drifted, .missing, .taken: .warning
        case .impossible: .error
        case .foreign: nil
        case .excluded: .muted
        }
    }

    /// Whether the entry is one of ours that is in the file.
    fileprivate var isOurs: Bool {
        switch self {
        case .inSync, .outdated, .leftover, .drifted: true
        case .wanted, .missing, .taken, .foreign, .excluded, .impossible: false
        }
    }

    fileprivate var isOthers: Bool { self == .taken || self == .foreign }
}

extension PlatformEntry {
    /// `✔ in sync`
    var stateText: StyledText { StyledText("\(state.shape) \(state.word)", state.style) }

    /// What somebody else did that has to be decided about; `nil` when nothing has.
    var happening: StyledText? {
        switch state {
        case .drifted: "'\(name, .strong)' was changed by somebody else"
        case .missing: "'\(name, .strong)' was taken out by somebody else"
        case .taken: "'\(name, .strong)' is an entry of somebody else, and a server of yours has the name"
        case .inSync, .outdated, .wanted, .leftover, .foreign, .excluded, .impossible: nil
        }
    }
}

extension PlatformStatus {
    /// How many entries of its file are ours.
    var ours: Int { entries.count { $0.state.isOurs } }

    /// How many are not.
    var others: Int { entries.count { $0.state.isOthers } }

    /// Entries of ours that wait for a decision; none where we are not asked to look after the client.
    var undecided: [PlatformEntry] { isConfigured ? entries.filter(\.state.needsDecision) : [] }

    /// `✔ in sync`, `◇ 2 to write`, `▲ 1 drifted, 2 to write`
    var stateText: StyledText {
        switch summary {
        case .unsupported: StyledText("– not supported", .muted)
        case .broken: StyledText("✘ broken", .error)
        case .absent: StyledText("– not installed", .muted)
        case .available: StyledText("○ not configured", .muted)
        case .inSync, .pending, .drifted: configuredText
        }
    }

    private var configuredText: StyledText {
        let drifted = entries.count { $0.state == .drifted || $0.state == .missing }
        let taken = entries.count { $0.state == .taken }
        let pending = entries.count(where: \.state.needsSync)
        let words = [
            drifted > 0 ? "\(drifted) drifted" : nil, taken > 0 ? "\(taken) to decide" : nil,
            pending > 0 ? "\(pending) to write" : nil,
        ].compactMap(\.self).joined(separator: ", ")
        if drifted > 0 { return StyledText("▲ \(words)", .warning) }
        return words.isEmpty ? StyledText("✔ in sync", .ok) : StyledText("◇ \(words)", .attention)
    }
}
