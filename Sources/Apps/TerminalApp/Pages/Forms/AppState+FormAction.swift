import ServerModel
import TerminalKit

/// Adding, editing, removing and switching servers.
extension AppState {
    mutating func perform(_ action: FormAction) -> [Effect] {
        switch action {
        // The first server goes all the way into a client, however it is begun.
        case .add: openForm(isWelcome ? .first : .add)
        case .demo: openForm(.first, isDemo: true)
        case .edit: askDefinition()
        case .toggle: toggleServers()
        case .remove: askRemoval()
        case .importServers: openImport()
        case .begin: begin()
        case .submit, .nextField, .previousField, .rowDown, .rowUp, .leave, .review, .stepBack, .markChoice, .markAll:
            overlay(as: ImportPage.self) == nil ? performInServerForm(action) : performInImport(action)
        }
    }

    /// Why it would do nothing now; `nil` when it would.
    func objection(to action: FormAction) -> String? {
        switch action {
        case .add, .demo, .importServers, .begin: isConnected ? nil : notConnected
        case .edit: isConnected ? selected == nil ? "no server is selected" : nil : notConnected
        case .toggle, .remove: isConnected ? targets.isEmpty ? "no server is selected" : nil : notConnected
        case .review: overlay(as: ServerForm.self)?.purpose == .first ? "the first server goes step by step" : nil
        case .stepBack: canStepBack ? nil : "there is no way back from here"
        case .submit, .nextField, .previousField, .rowDown, .rowUp, .leave, .markChoice, .markAll: nil
        }
    }

    private var canStepBack: Bool {
        if let page = overlay(as: ImportPage.self) {
            if case .review = page.step { true } else { false }
        } else if case .added? = overlay(as: ServerForm.self)?.review {
            false
        } else {
            true
        }
    }

    /// The same on the command line; `nil` where there is none.
    func commandLine(of action: FormAction) -> String? {
        switch action {
        case .add: "mcp-manager add NAME -- COMMAND"
        case .demo: "mcp-manager add demo -- mcp-manager demo"
        case .importServers: "mcp-manager import"
        case .edit: selected.map { "mcp-manager config set \($0) KEY=VALUE" }
        case .toggle: toggling.map(\.command)
        case .remove: targets.isEmpty ? nil : Self.removal(of: targets.map(\.id))
        case .begin, .submit, .nextField, .previousField, .rowDown, .rowUp, .leave, .review, .stepBack, .markChoice, .markAll:
            nil
        }
    }
}
