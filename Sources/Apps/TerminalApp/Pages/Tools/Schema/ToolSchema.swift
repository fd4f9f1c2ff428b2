import ModelContextProtocol
import ServerModel

/// The arguments of a tool, read from its JSON Schema: that part of drafts 7 and 2020-12 which tools use.
///
/// Nothing is refused. What is not understood is asked for as JSON, and the server has the last word.
struct ToolSchema: Hashable, Sendable {
    /// Required ones first, else in the schema's order; at most ``mostArguments``.
    var arguments: [ToolArgument]
    /// The schema names no argument and does not say that there is none: they are given as one JSON object.
    var takesAnything: Bool
    /// Why the schema could not be read; `nil` when it could.
    var problem: String?

    /// More are not put into a form.
    static let mostArguments = 100
    /// Longer schemas are not read.
    private static let mostBytes = 512 * 1024

    /// - Parameter text: JSON, foreign.
    init(_ text: String) {
        (arguments, takesAnything) = ([], true)
        guard text.utf8.count <= Self.mostBytes else {
            problem = "its schema is too long to be read"
            return
        }
        guard let schema = try? JSONValue.parse(text), let object = schema.objectValue else {
            problem = "its schema is no JSON object"
            return
        }
        let members = object["properties"]?.objectValue?.members ?? []
        let required = Set((object["required"]?.arrayValue ?? []).compactMap(\.stringValue))
        var seen: Set<String> = []
        let distinct = members.filter { seen.insert($0.name).inserted }
        let ordered = distinct.filter { required.contains($0.name) } + distinct.filter { !required.contains($0.name) }
        let reader = SchemaReader(root: schema)
        arguments = ordered.prefix(Self.mostArguments).map {
            reader.argument($0.name, $0.value, isRequired: required.contains($0.name))
        }
        // Most who say only "object" mean that there are no arguments.
        takesAnything = arguments.isEmpty && (object["type"] == nil || object["additionalProperties"] == .bool(true))
        if ordered.count > Self.mostArguments { problem = "\(ordered.count - Self.mostArguments) more arguments are left out" }
    }

    /// The names of those that must be given.
    var required: [String] { arguments.filter(\.isRequired).map(\.name) }

    /// The arguments without the values of secret ones.
    func hiding(_ object: JSONObject) -> JSONObject {
        let secret = Set(arguments.filter(\.isSecret).map(\.name))
        guard !secret.isEmpty else { return object }
        return JSONObject(
            object.members.map { secret.contains($0.name) ? JSONObject.Member(name: $0.name, value: "***") : $0 })
    }

    func argument(_ name: String) -> ToolArgument? { arguments.first { $0.name == name } }
}

/// Reads what a schema says of one value; references and alternatives are followed a few steps, never round in a circle.
private struct SchemaReader {
    let root: JSONValue

    /// Steps along references, and alternatives within alternatives.
    private static let steps = 4
    /// A schema with more words than this is none of a single value.
    private static let mostWords = 64
    /// More choices than this are typed.
    private static let mostChoices = 100

    func argument(_ name: String, _ schema: JSONValue, isRequired: Bool) -> ToolArgument {
        let words = resolved(schema)
        return ToolArgument(
            name: name, kind: kind(words), isRequired: isRequired,
            description: words["description"]?.stringValue ?? words["title"]?.stringValue, fallback: fallback(words["default"]),
            limits: limits(words),
            isSecret: words["format"]?.stringValue == "password" || words["writeOnly"] == .bool(true))
    }

    /// That it is nothing when it is left out goes without saying.
    private func fallback(_ value: JSONValue?) -> JSONValue? { value == .null ? nil : value }

    private func kind(_ words: JSONObject) -> ToolArgument.Kind {
        if let choices = choices(words), !choices.isEmpty { return .choice(choices) }
        switch type(words) {
        case "string": return .text
        case "integer": return .integer
        case "number": return .number
        case "boolean": return .toggle
        case "object": return .json(.object)
        case "array":
            let item = words["items"].map(resolved)
            guard let item, choices(item) == nil, let type = type(item), let kind = ToolArgument.Item(rawValue: type) else {
                return .json(.array)
            }
            return .list(of: kind)
        default: return .json(.any)
        }
    }

    /// The one type a value has besides null; `nil` when there are several, or none is named.
    private func type(_ words: JSONObject) -> String? {
        if let name = words["type"]?.stringValue { return name }
        let names = (words["type"]?.arrayValue ?? []).compactMap(\.stringValue).filter { $0 != "null" }
        return names.count == 1 ? names[0] : nil
    }

    private func choices(_ words: JSONObject) -> [JSONValue]? {
        if let only = words["const"] { return [only] }
        guard let all = words["enum"]?.arrayValue, all.count <= Self.mostChoices else { return nil }
        let scalars = all.filter { $0 != .null }
        return scalars.allSatisfy { $0.arrayValue == nil && $0.objectValue == nil } ? scalars : nil
    }

    private func limits(_ words: JSONObject) -> ToolArgument.Limits {
        var limits = ToolArgument.Limits()
        limits.minimum = words["minimum"]?.doubleValue
        limits.maximum = words["maximum"]?.doubleValue
        if let bound = words["exclusiveMinimum"]?.doubleValue { (limits.minimum, limits.excludesMinimum) = (bound, true) }
        if let bound = words["exclusiveMaximum"]?.doubleValue { (limits.maximum, limits.excludesMaximum) = (bound, true) }
        limits.shortest = words["minLength"]?.intValue
        limits.longest = words["maxLength"]?.intValue
        limits.fewest = words["minItems"]?.intValue
        limits.most = words["maxItems"]?.intValue
        limits.pattern = words["pattern"]?.stringValue
        limits.format = words["format"]?.stringValue
        return limits
    }

    // MARK: References and alternatives

    private func resolved(_ schema: JSONValue) -> JSONObject { resolved(schema, depth: 0) }

    private func resolved(_ schema: JSONValue, depth: Int) -> JSONObject {
        guard var words = schema.objectValue, words.members.count <= Self.mostWords else { return JSONObject() }
        for _ in 0..<Self.steps {
            guard let name = words["$ref"]?.stringValue ?? sole(words["allOf"])?["$ref"]?.stringValue,
                let target = value(at: name)?.objectValue
            else { break }
            words["$ref"] = nil
            words["allOf"] = nil
            words = merged(target, with: words)
        }
        guard depth < Self.steps else { return words }
        for key in ["anyOf", "oneOf"] {
            let others = (words[key]?.arrayValue ?? []).filter { $0["type"] != "null" }
            guard others.count == 1 else { continue }
            words[key] = nil
            words = merged(resolved(others[0], depth: depth + 1), with: words)
        }
        return words
    }

    private func merged(_ target: JSONObject, with own: JSONObject) -> JSONObject {
        guard target.members.count <= Self.mostWords, own.members.count <= Self.mostWords else { return own }
        return own.members.reduce(into: target) { $0[$1.name] = $1.value }
    }

    private func sole(_ list: JSONValue?) -> JSONValue? { list?.arrayValue?.count == 1 ? list?[0] : nil }

    /// What a fragment such as `#/$defs/Level` points to (RFC 6901).
    private func value(at reference: String) -> JSONValue? {
        guard reference.hasPrefix("#/") else { return nil }
        return reference.dropFirst(2).split(separator: "/").reduce(Optional(root)) { $0?[String($1)] }
    }
}
