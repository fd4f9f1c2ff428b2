import ModelContextProtocol
import ServerModel
import TerminalKit

/// The form made from a tool's schema: a field for each argument, and behind the last one the call. Pure.
struct ToolForm: Sendable {
    let tool: ToolDescription
    let schema: ToolSchema
    private(set) var fields: [ToolField]
    /// The field with the cursor; behind the last one the button.
    private(set) var focus = 0
    /// Arguments of an earlier call that the schema does not name.
    private let others: JSONObject

    /// The name of the one field of a tool that takes anything.
    private static let anything = "arguments"

    /// - Parameter arguments: what the fields shall hold at first.
    init(_ tool: ToolDescription, arguments: JSONObject = JSONObject()) {
        self.tool = tool
        schema = ToolSchema(tool.inputSchema)
        if schema.takesAnything {
            let whole = ToolArgument(
                name: Self.anything, kind: .json(.object), isRequired: false,
                description: schema.problem.map { "\($0): all arguments as one JSON object" } ?? "all of them, as one JSON object"
            )
            fields = [ToolField(whole, arguments.members.isEmpty ? nil : .object(arguments))]
            others = JSONObject()
        } else {
            let known = schema.arguments
            fields = known.map { ToolField($0, arguments[$0.name]) }
            others = JSONObject(arguments.members.filter { member in !known.contains { $0.name == member.name } })
        }
    }

    var isOnButton: Bool { focus >= fields.count }
    var isEmpty: Bool { fields.allSatisfy(\.isEmpty) && others.members.isEmpty }
    /// How many fields are not in order, as far as they were looked at.
    var problems: Int { fields.count { $0.problem != nil } }

    /// What the fields hold, as far as it can be read.
    var readable: JSONObject {
        var object = JSONObject()
        for field in fields {
            guard case .value(let value) = field.outcome else { continue }
            if schema.takesAnything { return value.objectValue ?? JSONObject() }
            object.members.append(JSONObject.Member(name: field.argument.name, value: value))
        }
        object.members += others.members
        return object
    }

    // MARK: Moving

    /// Enter: on to the next item or field, if this one is in order. `true`: the button was pressed.
    mutating func submit() -> Bool {
        guard !isOnButton else { return true }
        if fields[focus].goToNextLine() { return false }
        fields[focus].check()
        if fields[focus].problem == nil { focus += 1 }
        return false
    }

    /// Goes a field on, whatever is in this one.
    mutating func goForward() {
        guard !isOnButton, !fields[focus].move(by: 1) else { return }
        fields[focus].check()
        focus += 1
    }

    mutating func goBack() {
        if !isOnButton, fields[focus].move(by: -1) { return }
        focus = max(0, focus - 1)
    }

    /// The arguments of the call; `nil` when a field is not in order, which then has the cursor.
    mutating func arguments() -> JSONObject? {
        for index in fields.indices { fields[index].check() }
        if let wrong = fields.firstIndex(where: { $0.problem != nil }) {
            focus = wrong
            return nil
        }
        return readable
    }

    // MARK: Typing

    mutating func type(_ key: KeyPress) {
        if !isOnButton { fields[focus].type(key) }
    }

    mutating func paste(_ text: String) -> Int {
        isOnButton ? 0 : fields[focus].paste(text)
    }
}
