import ServerModel
import TerminalKit

/// Adding, editing, removing and switching servers.
extension AppState {
    mutating func perform(_ action: FormAction) -> [Effect] {
        switch action {
        case .add: openForm(.add)
        case .demo: openForm(.first, isDemo: true)
        case .edit: askDefinition()
        case .toggle: toggleServers()
        case .remove: askRemoval()
        case .importServers: openImport()
        case .begin: begin()
        case .submit, .nextField, .previousField, .rowDown, .rowUp, .leave:
            overlay(as: ImportPage.self) == nil ? performInServerForm(action) : performInImport(action)
        }
    }

    /// Why it would do nothing now; `nil` when it would.
    func objection(to action: FormAction) -> String? {
        switch action {
        case .add, .demo, .importServers, .begin: isConnected ? nil : Self.notConnected
        case .edit: isConnected ? selected == nil ? "no server is selected" : nil : Self.notConnected
        case .toggle, .remove: isConnected ? targets.isEmpty ? "no server is selected" : nil : Self.notConnected
        case .submit, .nextField, .previousField, .rowDown, .rowUp, .leave: nil
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
        case .begin, .submit, .nextField, .previousField, .rowDown, .rowUp, .leave: nil
        }
    }
}
