import ArgumentParser

/// `mcp-manager demo`; carried out by ``CommandLineProgram``, which was handed the server.
struct Demo: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Be a small MCP server on stdio, to try things with.",
        discussion: "Example: mcp-manager add demo -- mcp-manager demo")

    @Argument(parsing: .captureForPassthrough, help: "What the demo server is told.")
    var arguments: [String] = []
}
