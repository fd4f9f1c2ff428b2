import ArgumentParser
import ModelContextProtocol
import ServerModel

/// `mcp-manager call NAME TOOL key=value…`
struct Call: Verb {
    static let configuration = CommandConfiguration(
        abstract: "Call a tool of a server.",
        usage: "mcp-manager call NAME TOOL [key=value… | key:=JSON… | JSON | -]",
        discussion: """
            Example: mcp-manager call time convert_time source_timezone=UTC time=12:00 target_timezone=Asia/Tokyo

            A value is what the tool wants there: a number, true or false, a JSON array or object, else a text. key:=JSON takes \
            the value as JSON whatever the tool says. Instead of words: one JSON object, or - to read it from standard input.

            With --json: the whole result as the server wrote it. Exits with 1 when the tool says that it failed.
            """)

    @Argument(help: "The server.", completion: .serverNames)
    var name: String

    @Argument(help: "The tool.")
    var tool: String

    @Argument(help: ArgumentHelp("Its arguments.", valueName: "key=value"))
    var arguments: [String] = []

    @OptionGroup var options: CommonOptions

    func run(in session: Session) async throws {
        let id = try ServerID(name)
        let client = try await session.connect()
        let signature = ToolSignature(try await client.tool(tool, of: id))
        let object = try ToolArguments(signature: signature, server: id).object(arguments) { session.context.readAll() }
        let result = try await client.call(tool, of: id, arguments: JSONValue.object(object).description)
        if options.json {
            try session.output.print(rawJSON: result.json)
        } else if !result.isError {
            try session.output.print(ToolResultView(result: result).text)
        }
        if result.isError { throw ToolFailed(tool: tool, server: id, result: result) }
    }
}

extension ProcessContext {
    /// Standard input to its end.
    fileprivate func readAll() -> String {
        var text = ""
        while let line = readAnswer() { text += line + "\n" }
        return text
    }
}
