import ModelContextProtocol

/// Which tools of a server are others than before.
struct ToolChanges: Hashable, Sendable {
    /// Names, sorted. Foreign text.
    var added: [String]
    var removed: [String]
    /// Those with another description or schema.
    var changed: [String]

    /// How many of them are named.
    static let mostNamed = 8

    /// Between two answers to `tools/list`, each with its pages: JSON text.
    init(from before: [[UInt8]], to now: [[UInt8]]) {
        let (before, now) = (Self.tools(before), Self.tools(now))
        added = now.keys.filter { before[$0] == nil }.sorted()
        removed = before.keys.filter { now[$0] == nil }.sorted()
        changed = now.filter { name, tool in before[name].map { $0 != tool } ?? false }.keys.sorted()
    }

    private static func tools(_ pages: [[UInt8]]) -> [String: JSONValue] {
        var tools: [String: JSONValue] = [:]
        for page in pages {
            for tool in (try? JSONValue.parse(page))?["tools"]?.arrayValue ?? [] {
                if let name = tool["name"]?.stringValue { tools[name] = tool }
            }
        }
        return tools
    }

    var isEmpty: Bool { added.isEmpty && removed.isEmpty && changed.isEmpty }

    /// `tools: +new_tool, −old_tool, ~changed_tool`
    var words: String {
        let all = added.map { "+" + $0 } + removed.map { "−" + $0 } + changed.map { "~" + $0 }
        let more = all.count > Self.mostNamed ? " and \(all.count - Self.mostNamed) more" : ""
        return "tools: " + all.prefix(Self.mostNamed).joined(separator: ", ") + more
    }
}
