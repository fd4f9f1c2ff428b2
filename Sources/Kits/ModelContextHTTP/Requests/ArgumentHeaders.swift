import ModelContextProtocol

/// Which arguments of which tools a modern server wants to see as `Mcp-Param-…` headers, learned from its lists of tools.
///
/// A property of a tool's input schema says so with `x-mcp-header`, along plain `properties` only.
struct ArgumentHeaders {
    /// One argument to mirror.
    private struct Mirror: Hashable {
        var header: String
        /// The names to follow from the arguments.
        var path: [String]
    }

    private var mirrors: [String: [Mirror]] = [:]

    /// Forgets everything: the first page of a new list follows.
    mutating func forget() { mirrors = [:] }

    /// Learns from the result of a list of tools; returns the result without the tools whose annotations are invalid, and their
    /// names, or `nil` when none is.
    mutating func learn(_ result: JSONValue) -> (result: JSONValue, dropped: [String])? {
        guard let tools = result["tools"]?.arrayValue else { return nil }
        var dropped: [String] = []
        let kept = tools.filter { tool in
            guard let name = tool["name"]?.stringValue, let schema = tool["inputSchema"] else { return true }
            guard let found = Self.mirrors(in: schema) else {
                dropped.append(name)
                mirrors[name] = nil
                return false
            }
            mirrors[name] = found.isEmpty ? nil : found
            return true
        }
        guard !dropped.isEmpty else { return nil }
        var result = result
        result["tools"] = .array(kept)
        return (result, dropped)
    }

    /// Whether a call of `tool` needs its arguments looked at.
    func concern(_ tool: String) -> Bool { mirrors[tool] != nil }

    /// The headers for a call of `tool`; what is `null` or missing is left out.
    func headers(for tool: String, arguments: JSONValue) -> [(name: String, value: String)] {
        (mirrors[tool] ?? []).compactMap { mirror in
            var value: JSONValue? = arguments
            for name in mirror.path { value = value?[name] }
            return value.flatMap(Self.text).map { ("Mcp-Param-\(mirror.header)", HeaderText.encoded($0)) }
        }
    }

    private static func text(_ value: JSONValue) -> String? {
        switch value {
        case .string(let text): text
        case .number(let text): text
        case .bool(let flag): flag ? "true" : "false"
        case .null, .array, .object: nil
        }
    }

    /// The annotations of a schema; `nil` when one of them is invalid.
    private static func mirrors(in schema: JSONValue) -> [Mirror]? {
        var found: [Mirror] = []
        var names: Set<String> = []
        guard collect(schema, path: [], into: &found, names: &names) else { return nil }
        return found
    }

    private static func collect(
        _ schema: JSONValue, path: [String], into found: inout [Mirror], names: inout Set<String>
    ) -> Bool {
        if let annotation = schema["x-mcp-header"] {
            guard let header = annotation.stringValue, isToken(header), names.insert(header.lowercased()).inserted,
                !path.isEmpty, let type = schema["type"]?.stringValue, ["string", "integer", "boolean"].contains(type)
            else { return false }
            found.append(Mirror(header: header, path: path))
        }
        // A schema deeper than this is nobody's; the annotations in it are not followed.
        guard path.count < 16 else { return true }
        for member in schema["properties"]?.objectValue?.members ?? [] {
            guard collect(member.value, path: path + [member.name], into: &found, names: &names) else { return false }
        }
        return true
    }

    /// RFC 9110, section 5.6.2.
    private static func isToken(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
                }
            }
    }
}
