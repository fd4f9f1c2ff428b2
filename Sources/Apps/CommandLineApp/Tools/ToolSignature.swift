import ModelContextProtocol
import ServerModel

/// How a tool is called from the shell, read from the JSON Schema of its arguments.
struct ToolSignature {
    var tool: String
    /// Those that must be given first, else in the schema's order.
    var parameters: [ToolParameter]
    /// Whether it takes arguments its schema does not name.
    var takesOthers: Bool

    init(_ tool: ToolDescription) {
        self.tool = tool.name
        let schema = (try? JSONValue.parse(tool.inputSchema)) ?? [:]
        let required = (schema["required"]?.arrayValue ?? []).compactMap(\.stringValue)
        let all = (schema["properties"]?.objectValue?.members ?? []).map { member in
            ToolParameter(
                name: member.name, schema: ToolParameter.resolved(member.value, in: schema),
                isRequired: required.contains(member.name))
        }
        parameters = all.filter(\.isRequired) + all.filter { !$0.isRequired }
        switch schema["additionalProperties"] {
        // Strictly read, a schema that does not say takes everything; but most who do not say did not think of it, and a
        // misspelt name is then lost without a word.
        case nil: takesOthers = parameters.isEmpty && schema["type"] == nil
        case .bool(let isAllowed): takesOthers = isAllowed
        default: takesOthers = true
        }
    }

    /// `echo text=string [times=integer]`
    var line: String { ([tool] + parameters.map(\.usage) + (takesOthers ? ["[key=value…]"] : [])).joined(separator: " ") }

    func parameter(_ name: String) -> ToolParameter? { parameters.first { $0.name == name } }
}
