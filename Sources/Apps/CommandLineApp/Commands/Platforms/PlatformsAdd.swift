import ArgumentParser
import ServerModel

/// `mcp-manager platform add FILE`
struct PlatformsAdd: Verb {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Describe a client that is not known.",
        usage: """
            mcp-manager platform add FILE [--replace]
            mcp-manager platform add --example
            """,
        discussion: """
            FILE is YAML, '-' standard input; it is kept as platforms/ID.yaml. Nothing is written into the client's file before \
            'mcp-manager platform configure'.

            Example: mcp-manager platform add --example > my-editor.yaml
            """)

    @Argument(help: "The description.", completion: .file(extensions: ["yaml", "yml"]))
    var file: String?

    @Flag(help: "Replace your description of the same id.")
    var replace = false

    @Flag(help: "Print a description that works, with a word on each key.")
    var example = false

    @OptionGroup var options: CommonOptions

    func validate() throws {
        if example == (file != nil) { throw ValidationError("give a file, or '-' for standard input, or --example") }
        if example, replace { throw ValidationError("--example goes alone") }
    }

    func run(in session: Session) async throws {
        guard let file else { return try session.output.print(StyledText(lines: examplePlatform)) }
        let text = try PlatformFile(file).text(in: session.context)
        let status: PlatformStatus
        do {
            status = try await session.connect().add(PlatformText(text: text, replaces: replace))
        } catch let report as ErrorReport where report.code == "invalid-platform" {
            throw InvalidPlatformFile(file: PlatformFile(file), report: report)
        }
        try session.show(status) { status in
            let path = status.path.map { "\(session.context.shortened($0))\(status.hasFile ? "" : " (not there yet)")" }
            return """
                \(status.title, .strong) is known as '\(status.id)'; its file is \(path ?? "not known on this system")
                  \("→", .accent) run 'mcp-manager platform configure \(status.id)' to have your servers in it

                """
        }
    }
}
