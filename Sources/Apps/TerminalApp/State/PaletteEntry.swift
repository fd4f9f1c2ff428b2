import TerminalKit

/// A command of the palette, from the table of keys.
struct PaletteEntry: Hashable {
    var action: Action
    var label: String
    var tooltip: String
    var key: KeyPress

    /// The commands whose words or key match what was typed, in the order of the table.
    static func matching(_ palette: Palette) -> [PaletteEntry] {
        let query = palette.query.text.lowercased()
        let words = query.split(separator: " ")
        return all.filter { entry in
            let text = "\(entry.label) \(entry.tooltip)".lowercased()
            return palette.query.text == String(entry.key.label.string)
                || words.allSatisfy { text.contains($0) }
        }
    }

    private static let all: [PaletteEntry] = Keys.table.bindings.compactMap { binding in
        guard binding.action.isCommand, let key = binding.keys.first else { return nil }
        return PaletteEntry(action: binding.action, label: binding.label, tooltip: binding.tooltip, key: key)
    }
}

extension Action {
    /// Whether it makes sense by name: moving and typing do not.
    var isCommand: Bool {
        switch self {
        case .up, .down, .pageUp, .pageDown, .halfPageUp, .halfPageDown, .top, .bottom, .panLeft, .panRight, .open, .goToList,
            .nextPane, .previousPane, .nextTab, .previousTab, .palette, .back, .quitOrBack, .interrupt, .accept, .cancel,
            .confirm,
            .decline, .nextButton, .previousButton, .pressButton, .run, .close, .nextField, .previousField, .submitField, .reveal,
            .leaveForm, .backToFields, .agree:
            false
        case .panePlatforms, .syncPlatform, .syncAll, .showEntry, .decideOurs, .decideTheirs, .restorePlatform, .releasePlatform,
            .undoSync:
            true
        case .showSecrets, .editSecret, .rotateSecret, .deleteSecret, .paneSecrets:
            true
        case .paneServers, .paneServer, .paneEvents, .zoom, .start, .stop, .restart, .kill, .showLogs, .mark, .filter, .search,
            .nextMatch, .previousMatch, .follow, .toggleWrap, .help, .refresh, .quit, .redraw, .suspend:
            true
        }
    }
}

extension AppState {
    /// Why an action would do nothing now; `nil` when it would.
    func objection(to action: Action) -> String? {
        if let verb = action.verb { return objection(to: verb) }
        switch action {
        case .nextMatch, .previousMatch: return currentLog?.search == nil ? "nothing is searched for" : nil
        case .editSecret, .rotateSecret, .deleteSecret: return objection(toSecret: action)
        case .decideOurs where isPlanOpen, .decideTheirs where isPlanOpen, .undoSync where isPlanOpen, .agree:
            return objection(inPlan: action)
        case .syncPlatform, .syncAll, .showEntry, .decideOurs, .decideTheirs, .restorePlatform, .releasePlatform, .undoSync:
            return objection(toPlatform: action)
        case .panePlatforms: return focus == .platforms ? "the clients are in front of you" : nil
        case .reveal: return form?.focused?.isMasked == true ? nil : "nothing is hidden here"
        case .showLogs, .search, .paneServer, .paneSecrets, .showSecrets, .open:
            return selected == nil ? "no server is selected" : nil
        case .follow: return currentLog?.position == .following ? "already following" : nil
        default: return nil
        }
    }
}
