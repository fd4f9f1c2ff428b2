import ArgumentParser
import ServerModel

/// `mcp-manager config set NAME KEY=VALUE…`
struct ConfigSet: ConfigVerb {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Set values in a definition, and show how the file changed.",
        usage: "mcp-manager config set NAME KEY=VALUE… [--dry-run]",
        discussion: """
            Example: mcp-manager config set time execution.start_timeout=30s 'execution.local.args=["--utc"]'

            A value is taken as JSON where it is JSON (true, 5, ["a", "b"]), else as text. A misspelt key is told. A secret goes by \
            its name: secrets.TOKEN.from=env:TEAM_TOKEN has it read from there at every start.
            """)

    @Argument(help: "The server.", completion: .serverNames)
    var name: String

    @Argument(help: ArgumentHelp("What is to be there, with dots between keys.", valueName: "key=value"))
    var assignments: [DefinitionAssignment]

    @OptionGroup var trying: DryRunOption
    @OptionGroup var options: CommonOptions

    var edit: DefinitionEditRequest {
        DefinitionEditRequest(edits: assignments.map(\.edit), isDryRun: trying.dryRun)
    }
}

/// `mcp-manager config unset NAME KEY…`
struct ConfigUnset: ConfigVerb {
    static let configuration = CommandConfiguration(
        commandName: "unset", abstract: "Take values out of a definition: the defaults hold again.")

    @Argument(help: "The server.", completion: .serverNames)
    var name: String

    @Argument(help: ArgumentHelp("What is to go, with dots between keys.", valueName: "key"))
    var keys: [String]

    @OptionGroup var trying: DryRunOption
    @OptionGroup var options: CommonOptions

    var edit: DefinitionEditRequest {
        DefinitionEditRequest(
            edits: keys.map { DefinitionEdit(path: DefinitionAssignment.path($0), value: nil) }, isDryRun: trying.dryRun)
    }
}

struct DryRunOption: ParsableArguments {
    @Flag(help: "Only show how the file would change.")
    var dryRun = false
}

/// A verb that changes one definition, and shows how.
protocol ConfigVerb: Verb {
    var name: String { get }
    var trying: DryRunOption { get }
    var edit: DefinitionEditRequest { get }
}

extension ConfigVerb {
    func run(in session: Session) async throws {
        let id = try ServerID(name)
        let edited = try await session.connect().changeDefinition(edit, of: id)
        try session.show(edited) { DefinitionEditedView(id: id, edited: $0, isDryRun: trying.dryRun).text }
        for diagnostic in edited.diagnostics where !options.json {
            try session.errors.print("\(diagnostic, diagnostic.severity.style)\n")
        }
    }
}
