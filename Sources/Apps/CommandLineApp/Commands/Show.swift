import ArgumentParser
import ServerModel

/// `mcp-manager show NAME`
struct Show: Verb {
    static let configuration = CommandConfiguration(abstract: "Show a server's definition, and what is wrong with it.")

    @Argument(help: "The server.", completion: .serverNames)
    var name: String

    @OptionGroup var options: CommonOptions

    func run(in session: Session) async throws {
        let id = try ServerID(name)
        let document = try await session.connect().definition(id)
        try session.show(document) { StyledText(lines: $0.text) }
        for diagnostic in document.diagnostics where !options.json {
            try session.errors.print("\(diagnostic, diagnostic.severity.style)\n")
        }
    }
}
