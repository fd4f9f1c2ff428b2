import CarefulFiles
import DocumentEditing
import ServerModel

/// A server as it stands in a client's file.
package struct FoundEntry: Sendable {
    package var name: String
    package var value: PlacedValue

    package init(name: String, value: PlacedValue) {
        self.name = name
        self.value = value
    }

    /// The program of ours that an entry starts, if it does, with the words after it.
    func bridgeWords(_ spelling: EntrySpelling) -> [String]? {
        let words = words(spelling)
        guard let program = words.first, Folder.name(of: program) == "mcp-connect" else { return nil }
        return Array(words.dropFirst())
    }

    /// The program and its arguments; none for an address.
    package func words(_ spelling: EntrySpelling) -> [String] {
        guard let command = value[spelling.command] ?? value["command"] else { return [] }
        if let items = command.items { return items.compactMap(\.scalar) }
        let arguments = spelling.arguments.flatMap { value[$0] }?.items ?? []
        return [command.scalar].compactMap(\.self) + arguments.compactMap(\.scalar)
    }

    func address(_ spelling: EntrySpelling) -> String? {
        ([spelling.url].compactMap(\.self) + spelling.otherURLs).lazy.compactMap { value[$0]?.text }.first
    }

    /// Whether the client has it switched on; `nil` where nothing says so.
    package func isOn(_ spelling: EntrySpelling) -> Bool? {
        guard let onOff = spelling.onOff else { return nil }
        switch value[onOff.key]?.scalar {
        case "true": return onOff.valueWhenOn
        case "false": return !onOff.valueWhenOn
        default: return true
        }
    }
}

extension DocumentValue {
    /// Whether a value in a file is this one; how it is written does not matter, nor the order of a table.
    package func matches(_ placed: PlacedValue?) -> Bool {
        guard let placed else { return self == .null }
        switch self {
        case .text(let text): return placed.text == text
        case .integer(let number): return placed.scalar == "\(number)"
        case .decimal(let number): return placed.scalar == number
        case .flag(let flag): return placed.scalar == "\(flag)"
        case .null: return ["null", "~", ""].contains(placed.scalar)
        case .list(let items):
            guard let others = placed.items else { return false }
            return items.count == others.count && zip(items, others).allSatisfy { $0.matches($1) }
        case .table(let fields):
            guard let members = placed.members else { return false }
            return fields.count == members.count && fields.allSatisfy { $0.value.matches(placed[$0.key]) }
        }
    }
}
