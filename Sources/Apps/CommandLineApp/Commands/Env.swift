import ArgumentParser
import ServerModel

/// `mcp-manager env NAME`
struct Env: Verb {
    static let configuration = CommandConfiguration(
        abstract: "Show what a server is started with: environment, PATH, command line, Python.",
        discussion: "Says where each variable is from. The values of secrets are never shown.")

    @Argument(help: "The server.", completion: .serverNames)
    var name: String

    @OptionGroup var options: CommonOptions

    func run(in session: Session) async throws {
        let report = try await session.connect().environment(try ServerID(name))
        try session.show(report) { EnvironmentView(report: $0, width: session.context.output.columns).text }
    }
}
