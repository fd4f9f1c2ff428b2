import ArgumentParser
import ModelContextProtocol
import ServerModel

/// `KEY=VALUE`, the key with dots: `execution.local.command=uvx`.
struct DefinitionAssignment: ExpressibleByArgument, Hashable {
    var edit: DefinitionEdit

    init?(argument: String) {
        guard let equals = argument.firstIndex(of: "="), equals != argument.startIndex else { return nil }
        let value = String(argument[argument.index(after: equals)...])
        edit = DefinitionEdit(path: Self.path(String(argument[..<equals])), value: Self.json(value))
    }

    /// The keys on the way.
    static func path(_ key: String) -> [String] {
        key.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    }

    /// The value as JSON: what is JSON already stays, anything else is text.
    private static func json(_ value: String) -> String {
        let parsed = try? JSONValue.parse(Array(value.utf8))
        return parsed == nil ? JSONValue.string(value).description : value
    }
}
