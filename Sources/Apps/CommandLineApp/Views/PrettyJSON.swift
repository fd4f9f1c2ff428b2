import ModelContextProtocol

/// JSON as people read it: a line for each value, two spaces deeper in each container.
enum PrettyJSON {
    /// The lines of a text; one that is no JSON, such as one that was cut, as it is.
    static func lines(of text: String) -> [String] {
        guard let value = try? JSONValue.parse(text) else { return PlainText.lines(text) }
        return lines(of: value)
    }

    static func lines(of value: JSONValue) -> [String] {
        var lines: [String] = []
        add(value, "", depth: 0, "", to: &lines)
        return lines
    }

    private static func add(_ value: JSONValue, _ label: String, depth: Int, _ end: String, to lines: inout [String]) {
        let indent = String(repeating: "  ", count: depth)
        switch value {
        case .object(let object) where !object.members.isEmpty:
            lines.append("\(indent)\(label){")
            for (index, member) in object.members.enumerated() {
                let comma = index < object.members.count - 1 ? "," : ""
                add(member.value, "\(JSONValue.string(member.name)): ", depth: depth + 1, comma, to: &lines)
            }
            lines.append("\(indent)}\(end)")
        case .array(let elements) where !elements.isEmpty:
            lines.append("\(indent)\(label)[")
            for (index, element) in elements.enumerated() {
                add(element, "", depth: depth + 1, index < elements.count - 1 ? "," : "", to: &lines)
            }
            lines.append("\(indent)]\(end)")
        case .null, .bool, .number, .string, .array, .object:
            lines.append("\(indent)\(label)\(value)\(end)")
        }
    }
}
