import ModelContextProtocol
import ServerModel
import ServerSupervision

/// Tools, asked for by ourselves.
extension Supervisor {
    /// The name we have as a client of our own servers.
    static let ownName = "mcp-manager"

    /// More pages of tools than this are a server that goes in circles.
    private static let pageLimit = 100

    /// Every tool of a server, in its order. Throws what `ask` throws, and an ``ErrorReport`` when the list never ends.
    func tools(of name: String) async throws -> [ToolDescription] {
        var tools: [ToolDescription] = []
        var cursor: JSONValue?
        for _ in 0..<Self.pageLimit {
            var params: JSONObject = [:]
            params["cursor"] = cursor
            let page = try await ask(name, "tools/list", params, as: Self.ownName)
            tools += (page["tools"]?.arrayValue ?? []).compactMap(ToolDescription.init)
            guard let next = page["nextCursor"], next != .null else { return tools }
            guard next != cursor else { break }
            cursor = next
        }
        throw ErrorReport(
            code: "endless-list", problem: "'\(name)' does not come to the end of its list of tools (\(tools.count) so far)",
            remedy: "tell the author of the server that 'nextCursor' must end")
    }

    /// Calls a tool. Throws what `ask` throws; a tool that says itself that it failed is a result.
    func call(_ tool: String, of name: String, arguments: JSONObject?) async throws -> JSONValue {
        var params: JSONObject = ["name": .string(tool)]
        params["arguments"] = arguments.map { .object($0) }
        let result = try await ask(name, "tools/call", params, as: Self.ownName)
        if result["resultType"]?.stringValue == "input_required" {
            throw ErrorReport(
                code: "input-required", problem: "the tool '\(tool)' wants to ask something before it answers",
                remedy: "call it from an AI client that can ask its user")
        }
        return result
    }
}

extension ToolDescription {
    /// `nil` for what has no name.
    fileprivate init?(_ tool: JSONValue) {
        guard let name = tool["name"]?.stringValue else { return nil }
        self.init(
            name: name, title: tool["title"]?.stringValue ?? tool["annotations"]?["title"]?.stringValue,
            description: tool["description"]?.stringValue, inputSchema: (tool["inputSchema"] ?? [:]).description)
    }
}
