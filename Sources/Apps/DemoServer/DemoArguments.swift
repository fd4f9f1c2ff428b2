import ModelContextProtocol

/// An argument that a tool cannot work with.
struct BadArgument: Error, CustomStringConvertible {
    var description: String

    init(_ name: String, wants wish: String) {
        description = "the argument '\(name)' must be \(wish)"
    }
}

extension JSONValue {
    /// The text argument `name`.
    func text(_ name: String) throws(BadArgument) -> String {
        guard let text = self[name]?.stringValue else { throw BadArgument(name, wants: "a text") }
        return text
    }

    /// The number argument `name` in this range; when it is left out, `preset`, or an error if there is none.
    func number(_ name: String, in range: ClosedRange<Double>, unless preset: Double? = nil) throws(BadArgument) -> Double {
        if self[name] == nil, let preset { return preset }
        guard let number = self[name]?.doubleValue, range.contains(number) else {
            throw BadArgument(
                name, wants: "a number from \(JSONValue.number(range.lowerBound)) to \(JSONValue.number(range.upperBound))")
        }
        return number
    }

    /// The schema of an object with these members.
    static func arguments(_ properties: JSONValue, required: [String] = []) -> JSONValue {
        var schema: JSONValue = ["type": "object", "properties": properties]
        if !required.isEmpty { schema["required"] = .array(required.map { .string($0) }) }
        return schema
    }

    /// The schema of a text.
    static var text: JSONValue { ["type": "string"] }

    /// The schema of a number.
    static func number(_ description: String) -> JSONValue {
        ["type": "number", "description": .string(description)]
    }

    /// The schema of one of several texts.
    static func choice(_ texts: [String]) -> JSONValue {
        ["type": "string", "enum": .array(texts.map { .string($0) })]
    }
}
