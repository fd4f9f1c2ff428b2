import ModelContextProtocol

/// One argument of a tool.
struct ToolParameter {
    /// The types of JSON Schema.
    enum Kind: String, CaseIterable {
        case boolean, integer, number, null, array, object, string
    }

    var name: String
    /// What it may be, in the order a word is tried; empty: the schema does not say.
    var kinds: [Kind]
    /// The only values it may have; empty: any.
    var choices: [JSONValue]
    var isRequired: Bool
    /// Foreign text.
    var description: String?
    /// What it is when it is left out.
    var fallback: JSONValue?

    /// - Parameter schema: without references; see ``resolved(_:in:)``.
    init(name: String, schema: JSONValue, isRequired: Bool) {
        self.name = name
        self.isRequired = isRequired
        description = schema["description"]?.stringValue
        fallback = schema["default"]
        choices = Self.choices(of: schema)
        let kinds = Self.kinds(of: schema)
        self.kinds = Kind.allCases.filter(kinds.contains)
    }

    /// `text=string`, in brackets when it may be left out.
    var usage: String { isRequired ? "\(name)=\(typeText)" : "[\(name)=\(typeText)]" }

    /// `integer`, `string|integer`, or the choices.
    var typeText: String {
        if !choices.isEmpty {
            return choices.prefix(8).map(Self.word).joined(separator: "|") + (choices.count > 8 ? "|…" : "")
        }
        // That it may be null says no more than that it may be left out.
        let names = Kind.allCases.reversed().filter { kinds.contains($0) && ($0 != .null || kinds == [.null]) }.map(\.rawValue)
        return names.isEmpty ? "value" : names.joined(separator: "|")
    }

    /// A value as one would type it.
    static func word(_ value: JSONValue) -> String { value.stringValue ?? value.description }

    // MARK: Schemas

    /// `schema` with its reference followed: what it names within `root`, its own members kept.
    static func resolved(_ schema: JSONValue, in root: JSONValue) -> JSONValue {
        var references = mostReferences
        return resolved(schema, in: root, &references)
    }

    /// So many are followed for one argument: one to itself, or to what names it as an alternative, would have no end.
    private static let mostReferences = 64

    private static func resolved(_ schema: JSONValue, in root: JSONValue, _ references: inout Int) -> JSONValue {
        var schema = schema
        while references > 0, let target = schema["$ref"]?.stringValue ?? sole(schema["allOf"])?["$ref"]?.stringValue,
            let found = value(at: target, in: root)?.objectValue
        {
            references -= 1
            var merged = found
            for member in schema.objectValue?.members ?? [] where member.name != "$ref" && member.name != "allOf" {
                merged[member.name] = member.value
            }
            schema = .object(merged)
        }
        for key in ["anyOf", "oneOf"] where references > 0 {
            guard let alternatives = schema[key]?.arrayValue else { continue }
            schema[key] = .array(alternatives.map { $0["$ref"] == nil ? $0 : resolved($0, in: root, &references) })
        }
        return schema
    }

    private static func sole(_ list: JSONValue?) -> JSONValue? { list?.arrayValue?.count == 1 ? list?[0] : nil }

    /// What a fragment such as `#/$defs/Level` points to (RFC 6901).
    private static func value(at reference: String, in root: JSONValue) -> JSONValue? {
        guard reference.hasPrefix("#/") else { return nil }
        return reference.dropFirst(2).split(separator: "/").reduce(Optional(root)) { $0?[String($1)] }
    }

    private static func alternatives(of schema: JSONValue) -> [JSONValue] {
        (schema["anyOf"]?.arrayValue ?? []) + (schema["oneOf"]?.arrayValue ?? [])
    }

    private static func kinds(of schema: JSONValue) -> Set<Kind> {
        let names = schema["type"]?.stringValue.map { [$0] } ?? schema["type"]?.arrayValue?.compactMap(\.stringValue) ?? []
        return alternatives(of: schema).reduce(into: Set(names.compactMap(Kind.init))) { $0.formUnion(kinds(of: $1)) }
    }

    private static func choices(of schema: JSONValue) -> [JSONValue] {
        if let choices = schema["enum"]?.arrayValue { return choices }
        if let only = schema["const"] { return [only] }
        let alternatives = alternatives(of: schema).filter { $0["type"]?.stringValue != "null" }.map(choices)
        // One alternative that takes anything makes the choices of the others mere examples.
        return alternatives.contains { $0.isEmpty } ? [] : alternatives.flatMap(\.self)
    }
}
