import ServerModel

/// A server has no tool of this name.
struct UnknownTool: ActionableError, Hashable {
    var name: String
    var server: ServerID
    var closest: String?

    init(name: String, server: ServerID, among known: [String]) {
        self.name = name
        self.server = server
        closest = closestMatch(to: name, among: known)
    }

    var code: String { "unknown-tool" }
    var problem: String { "'\(server)' has no tool named '\(name)'" }
    var remedy: String { closest.map { "did you mean '\($0)'?" } ?? "run 'mcp-manager tools \(server)' to see every tool" }
}

/// What was typed does not fit what the tool takes; nothing was called. Exit code 2.
struct UnfitArguments: ActionableError, Hashable {
    /// Each a clause.
    var problems: [String]
    /// The whole command, with the tool's signature.
    var usage: String

    var code: String { "unfit-arguments" }
    var problem: String { problems.joined(separator: "; ") }
    var remedy: String { "write: \(usage)" }
}

/// The tool was called and says that it failed.
struct ToolFailed: DetailedError, Hashable {
    var tool: String
    var server: ServerID
    /// What it says, line by line. Foreign text.
    var lines: [String]

    init(tool: String, server: ServerID, result: ToolCallResult) {
        self.tool = tool
        self.server = server
        lines = result.content.compactMap(\.text).flatMap { $0.split(separator: "\n").map(String.init) }
    }

    var code: String { "tool-failed" }
    var problem: String { "the tool '\(tool)' of '\(server)' failed" + (lines.count == 1 ? ": \(lines[0])" : "") }
    var remedy: String { "see 'mcp-manager tools \(server) \(tool)' for what it takes, 'mcp-manager logs \(server)' for more" }
    var details: [String] { lines.count == 1 ? [] : lines }
}
