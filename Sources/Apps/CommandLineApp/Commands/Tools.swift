import ArgumentParser
import ControlAPI
import ServerModel

/// `mcp-manager tools NAME [TOOL]`
struct Tools: Verb {
    static let configuration = CommandConfiguration(
        abstract: "List the tools of a server, and how to call them.",
        discussion: "Starts the server if it does not run. With the name of a tool: everything about that one.")

    @Argument(help: "The server.", completion: .serverNames)
    var name: String

    @Argument(help: "One of its tools.")
    var tool: String?

    @OptionGroup var options: CommonOptions

    func run(in session: Session) async throws {
        let id = try ServerID(name)
        let client = try await session.connect()
        guard let tool else {
            return try session.show(try await client.tools(of: id)) { ToolList(tools: $0).text }
        }
        try session.show(try await client.tool(tool, of: id)) { ToolStory(tool: $0).text }
    }
}

extension ControlClient {
    /// Throws ``UnknownTool``.
    func tool(_ name: String, of id: ServerID) async throws -> ToolDescription {
        let tools = try await tools(of: id)
        guard let tool = tools.first(where: { $0.name == name }) else {
            throw UnknownTool(name: name, server: id, among: tools.map(\.name))
        }
        return tool
    }
}
