import ArgumentParser
import ServerModel

/// `mcp-manager config …`
struct Config: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Change a server's definition without an editor.",
        discussion: """
            Comments and everything else in the file stay as they are. What would make an error is refused, and nothing is written; \
            a change is in force at once, like an edit by hand.
            """,
        subcommands: [ConfigShow.self, ConfigSet.self, ConfigUnset.self, ConfigValidate.self, ConfigUndo.self])
}

/// `mcp-manager config show NAME`
struct ConfigShow: Verb {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show the definition's file, like 'show'.")

    @Argument(help: "The server.", completion: .serverNames)
    var name: String

    @OptionGroup var options: CommonOptions

    func run(in session: Session) async throws {
        let document = try await session.connect().definition(try ServerID(name))
        try session.show(document) { "\("# \($0.path)", .muted)\n" + StyledText(lines: $0.text) }
    }
}

/// `mcp-manager config undo NAME`
struct ConfigUndo: ConfigVerb {
    static let configuration = CommandConfiguration(
        commandName: "undo", abstract: "Take the last change back; once more makes it again.",
        discussion: "Refused when somebody edited the file since.")

    @Argument(help: "The server.", completion: .serverNames)
    var name: String

    @OptionGroup var trying: DryRunOption
    @OptionGroup var options: CommonOptions

    var edit: DefinitionEditRequest { .undo(isDryRun: trying.dryRun) }
}

/// `mcp-manager config validate [NAME…]`
struct ConfigValidate: Verb {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Say what is wrong with definitions; exits with 1 when there is an error.")

    @Argument(help: "The servers; without one, all of them.", completion: .serverNames)
    var names: [String] = []

    @OptionGroup var options: CommonOptions

    func run(in session: Session) async throws {
        let client = try await session.connect()
        let ids = names.isEmpty ? try await client.servers().map(\.id) : try Session.ids(names)
        var found: [Diagnostic] = []
        for id in ids { found += try await client.definition(id).diagnostics }
        try session.show(found) { found in
            found.isEmpty
                ? "\(ids.count == 1 ? "the definition is" : "all \(ids.count) definitions are") good\n"
                : found.reduce("") { $0 + StyledText("\($1)", $1.severity.style) + "\n" }
        }
        let errors = found.filter { $0.severity == .error }
        if let first = errors.first { throw InvalidDefinitions(first: first, count: errors.count) }
    }
}

/// What a check found.
struct InvalidDefinitions: ActionableError {
    var first: Diagnostic
    var count: Int

    var code: String { "invalid-definition" }
    var problem: String { count == 1 ? "there is an error in \(first.file)" : "there are \(count) errors" }
    var remedy: String { first.fix }
}
